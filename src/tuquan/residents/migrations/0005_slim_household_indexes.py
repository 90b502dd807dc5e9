"""Fewer indexes on households, each for a question: what is written a million times stays fast."""

import django.db.models.deletion
import tuquan.base.scoping
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('places', '0002_reforms'),
        ('residents', '0004_import_outcome'),
    ]

    operations = [
        migrations.AlterField(
            model_name='household',
            name='imported_by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='households', to='residents.householdimport'),
        ),
        migrations.AlterField(
            model_name='household',
            name='merged_into',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='residents.household'),
        ),
        migrations.AlterField(
            model_name='household',
            name='path',
            field=tuquan.base.scoping.PathField(db_index=False, max_length=120),
        ),
        migrations.AlterField(
            model_name='household',
            name='place',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='households', to='places.place'),
        ),
        migrations.AddIndex(
            model_name='household',
            index=models.Index(fields=['path'], name='households_by_path', opclasses=('varchar_pattern_ops',)),
        ),
        migrations.AddIndex(
            model_name='household',
            index=models.Index(condition=models.Q(('imported_by__isnull', False)), fields=['imported_by'], name='households_of_an_import'),
        ),
        migrations.AddIndex(
            model_name='household',
            index=models.Index(condition=models.Q(('merged_into__isnull', False)), fields=['merged_into'], name='households_merged_into_one'),
        ),
    ]
