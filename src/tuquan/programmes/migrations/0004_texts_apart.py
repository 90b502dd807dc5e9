"""The text of an edition goes into a table of its own, so that lists of reports do not carry it."""

import django.db.models.deletion
from django.db import migrations, models


def move_out(apps, schema_editor):
    texts = apps.get_model("programmes", "EditionText").objects
    for edition in apps.get_model("programmes", "ProgrammeEdition").objects.iterator():
        texts.create(edition=edition, definition=edition.definition)


def move_back(apps, schema_editor):
    editions = apps.get_model("programmes", "ProgrammeEdition").objects
    for text in apps.get_model("programmes", "EditionText").objects.iterator():
        editions.filter(pk=text.edition_id).update(definition=text.definition)


class Migration(migrations.Migration):
    # Those of other apps that read the text where it stood run first.
    dependencies = [
        ("programmes", "0003_read_old_definitions"),
        ("reports", "0002_reporters"),
        ("consolidations", "0002_totals_of_before"),
    ]

    operations = [
        migrations.CreateModel(
            name="EditionText",
            fields=[
                (
                    "edition",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="text",
                        serialize=False,
                        to="programmes.programmeedition",
                    ),
                ),
                ("definition", models.TextField()),
            ],
        ),
        migrations.AlterField("programmeedition", "definition", models.TextField(default="")),
        migrations.RunPython(move_out, move_back),
        migrations.RemoveField("programmeedition", "definition"),
    ]
