"""Posts of groups with hats and care, barriers, wishes and plans to reconstitute groups."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('bodies', '0001_initial'),
        ('groups', '0002_former_group_paths'),
        ('places', '0002_reforms'),
        ('programmes', '0003_read_old_definitions'),
        ('residents', '0006_own_fields'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='BarrierLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100)),
                ('points', models.JSONField()),
                ('price', models.PositiveIntegerField(null=True)),
            ],
            options={
                'ordering': ('place_id', 'name', 'id'),
            },
        ),
        migrations.CreateModel(
            name='Care',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('effective_from', models.DateField()),
                ('effective_until', models.DateField(null=True)),
            ],
            options={
                'ordering': ('household__list_order', 'household_id', 'id'),
            },
        ),
        migrations.CreateModel(
            name='GroupingWish',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('together', 'in one group'), ('apart', 'in different groups')], max_length=10)),
            ],
            options={
                'ordering': ('place_id', 'kind', 'id'),
            },
        ),
        migrations.CreateModel(
            name='Regrouping',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('planned', 'planned'), ('carried_out', 'carried out'), ('dropped', 'dropped')], default='planned', max_length=12)),
                ('assignments', models.JSONField(default=dict)),
                ('new_groups', models.JSONField(default=dict)),
                ('made_at', models.DateTimeField()),
                ('carried_out_on', models.DateField(null=True)),
            ],
            options={
                'ordering': ('-made_at', '-id'),
            },
        ),
        migrations.RemoveConstraint(
            model_name='tenure',
            name='one_holder_per_position',
        ),
        migrations.AddField(
            model_name='residentgroup',
            name='grew_out_of',
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name='residentgroup',
            name='kind',
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name='residentgroup',
            name='predecessor',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='successors', to='groups.residentgroup'),
        ),
        migrations.AddField(
            model_name='tenure',
            name='acting',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='tenure',
            name='end_reason',
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name='tenure',
            name='filled_by',
            field=models.CharField(blank=True, max_length=10),
        ),
        migrations.AddField(
            model_name='tenure',
            name='handover',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='tenure',
            name='holder',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='tenures', to='bodies.postholder'),
        ),
        migrations.AddField(
            model_name='tenure',
            name='main_post',
            field=models.CharField(blank=True, max_length=150),
        ),
        migrations.AddConstraint(
            model_name='tenure',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_on', None), models.Q(('position', 'member'), _negated=True)), fields=('group', 'position'), name='one_holder_per_position'),
        ),
        migrations.AddField(
            model_name='barrierline',
            name='place',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='barriers', to='places.place'),
        ),
        migrations.AddField(
            model_name='care',
            name='household',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='residents.household'),
        ),
        migrations.AddField(
            model_name='care',
            name='tenure',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='care', to='groups.tenure'),
        ),
        migrations.AddField(
            model_name='groupingwish',
            name='households',
            field=models.ManyToManyField(related_name='+', to='residents.household'),
        ),
        migrations.AddField(
            model_name='groupingwish',
            name='place',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='places.place'),
        ),
        migrations.AddField(
            model_name='groupingwish',
            name='programme',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.programme'),
        ),
        migrations.AddField(
            model_name='regrouping',
            name='made_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='regrouping',
            name='place',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='regroupings', to='places.place'),
        ),
        migrations.AddField(
            model_name='regrouping',
            name='programme',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.programme'),
        ),
        migrations.AddConstraint(
            model_name='care',
            constraint=models.UniqueConstraint(condition=models.Q(('effective_until', None)), fields=('tenure', 'household'), name='somebody_looks_after_a_household_once'),
        ),
        migrations.AddConstraint(
            model_name='care',
            constraint=models.CheckConstraint(condition=models.Q(('effective_until', None), ('effective_until__gte', models.F('effective_from')), _connector='OR'), name='care_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='regrouping',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'planned')), fields=('programme', 'place'), name='one_plan_to_regroup_an_area'),
        ),
    ]
