"""Editions installed by the first release, in the words that are read today.

`gaps` are called `notes`, and the number of a criterion is a text since sources number them with
letters too. Nothing else of an edition changes; its hash is the hash of the new text.
"""

import hashlib
import json

from django.db import migrations


def rewrite(apps, schema_editor):
    for edition in apps.get_model('programmes', 'ProgrammeEdition').objects.all():
        told = json.loads(edition.definition)
        if 'gaps' in told:
            told['notes'] = told.pop('gaps') + told.get('notes', [])
        for criterion in told.get('criteria', []):
            if 'number' in criterion:
                criterion['number'] = str(criterion['number'])
        text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(',', ':'))
        if text != edition.definition:
            edition.definition = text
            edition.sha256 = hashlib.sha256(text.encode()).hexdigest()
            edition.save(update_fields=['definition', 'sha256'])


class Migration(migrations.Migration):

    dependencies = [
        ('programmes', '0002_local_terms_and_following'),
    ]

    operations = [
        migrations.RunPython(rewrite, migrations.RunPython.noop),
    ]
