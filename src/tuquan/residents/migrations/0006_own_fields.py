"""What a commune asks of its households besides form 02, and the values (F-15)."""

import django.db.models.deletion
import tuquan.base.scoping
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('places', '0002_reforms'),
        ('residents', '0005_slim_household_indexes'),
    ]

    operations = [
        migrations.AddField(
            model_name='household',
            name='own_values',
            field=models.JSONField(default=dict),
        ),
        migrations.CreateModel(
            name='HouseholdField',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', tuquan.base.scoping.PathField(db_index=True, max_length=120)),
                ('key', models.CharField(max_length=80, unique=True)),
                ('label', models.CharField(max_length=100)),
                ('kind', models.CharField(choices=[('text', 'text'), ('number', 'whole number'), ('yes_no', 'yes or no'), ('choice', 'one of several choices'), ('day', 'day')], max_length=10)),
                ('choices', models.JSONField(default=list)),
                ('help', models.CharField(blank=True, max_length=200)),
                ('position', models.PositiveIntegerField(default=0)),
                ('ended_on', models.DateField(null=True)),
                ('merged_into', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='residents.householdfield')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'ordering': ('position', 'id'),
                'constraints': [models.CheckConstraint(condition=models.Q(('merged_into', models.F('pk')), _negated=True), name='a_field_is_not_merged_into_itself')],
            },
        ),
    ]
