"""Good models with their steps and figures; the areas and groups that follow them."""

import django.db.models.deletion
import tuquan.base.scoping
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('documents', '0001_initial'),
        ('formation', '0003_no_corrections'),
        ('groups', '0005_kinds_of_barriers'),
        ('places', '0002_reforms'),
        ('programmes', '0004_texts_apart'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Exemplar',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', tuquan.base.scoping.PathField(db_index=True, max_length=120)),
                ('theme', models.CharField(blank=True, max_length=60)),
                ('title', models.CharField(max_length=200)),
                ('story', models.TextField(blank=True)),
                ('cost', models.PositiveBigIntegerField(null=True)),
                ('paid_by', models.CharField(blank=True, max_length=200)),
                ('people', models.PositiveIntegerField(null=True)),
                ('hours', models.PositiveIntegerField(null=True)),
                ('what_worked', models.TextField(blank=True)),
                ('what_to_avoid', models.TextField(blank=True)),
                ('contact_post', models.CharField(blank=True, max_length=200)),
                ('contact_reach', models.CharField(blank=True, max_length=200)),
                ('contact_agreed', models.BooleanField(default=False)),
                ('lines', models.JSONField(default=list)),
                ('search_key', models.TextField()),
                ('state', models.CharField(choices=[('draft', 'draft'), ('shared', 'shared'), ('withdrawn', 'withdrawn')], default='draft', max_length=10)),
                ('shared_on', models.DateField(null=True)),
                ('withdrawn_on', models.DateField(null=True)),
                ('withdraw_reason', models.CharField(blank=True, max_length=500)),
                ('version', models.PositiveIntegerField(default=1)),
                ('made_by_name', models.CharField(max_length=150)),
                ('saved_at', models.DateTimeField()),
                ('adoption', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='exemplars', to='programmes.adoption')),
                ('group', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='exemplars', to='groups.residentgroup')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('model', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='exemplars', to='formation.selfmanagementmodel')),
                ('papers', models.ManyToManyField(related_name='+', to='documents.officialdocument')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='exemplars', to='places.place')),
                ('shared_to', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'ordering': ('-saved_at', '-id'),
            },
        ),
        migrations.CreateModel(
            name='ExemplarFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('line_key', models.CharField(max_length=80)),
                ('label', models.CharField(max_length=500)),
                ('label_en', models.CharField(blank=True, max_length=500)),
                ('unit', models.CharField(blank=True, max_length=80)),
                ('unit_en', models.CharField(blank=True, max_length=80)),
                ('kind', models.CharField(max_length=10)),
                ('direction', models.CharField(max_length=4)),
                ('state', models.CharField(choices=[('reported', 'reported'), ('not_applicable', 'does not apply'), ('not_reported', 'not reported')], max_length=14)),
                ('value', models.DecimalField(decimal_places=4, max_digits=20, null=True)),
                ('baseline', models.DecimalField(decimal_places=4, max_digits=20, null=True)),
                ('surveyed', models.PositiveIntegerField(default=0)),
                ('reported', models.PositiveIntegerField(default=0)),
                ('expected', models.PositiveIntegerField(default=0)),
                ('period_key', models.CharField(blank=True, max_length=30)),
                ('period_start', models.DateField(null=True)),
                ('period_until', models.DateField(null=True)),
                ('as_of', models.DateField()),
                ('exemplar', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='figures', to='exemplars.exemplar')),
            ],
            options={
                'ordering': ('position', 'id'),
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ExemplarStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('text', models.CharField(max_length=500)),
                ('takes', models.PositiveSmallIntegerField(null=True)),
                ('takes_in', models.CharField(choices=[('day', 'days'), ('week', 'weeks')], default='day', max_length=4)),
                ('exemplar', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='exemplars.exemplar')),
            ],
            options={
                'ordering': ('number',),
            },
        ),
        migrations.CreateModel(
            name='Replication',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', tuquan.base.scoping.PathField(db_index=True, max_length=120)),
                ('state', models.CharField(choices=[('trying', 'being tried'), ('kept', 'kept on'), ('stopped', 'stopped'), ('ended', 'ended with its area or group')], default='trying', max_length=8)),
                ('started_on', models.DateField()),
                ('started_by_name', models.CharField(max_length=150)),
                ('ended_on', models.DateField(null=True)),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('version', models.PositiveIntegerField(default=1)),
                ('saved_at', models.DateTimeField()),
                ('adoption', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='replications', to='programmes.adoption')),
                ('exemplar', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='replications', to='exemplars.exemplar')),
                ('group', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replications', to='groups.residentgroup')),
                ('model', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replications', to='formation.selfmanagementmodel')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='replications', to='places.place')),
                ('started_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('-started_on', '-id'),
            },
        ),
        migrations.CreateModel(
            name='ReplicationFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('line_key', models.CharField(max_length=80)),
                ('label', models.CharField(max_length=500)),
                ('label_en', models.CharField(blank=True, max_length=500)),
                ('unit', models.CharField(blank=True, max_length=80)),
                ('unit_en', models.CharField(blank=True, max_length=80)),
                ('kind', models.CharField(max_length=10)),
                ('direction', models.CharField(max_length=4)),
                ('state', models.CharField(choices=[('reported', 'reported'), ('not_applicable', 'does not apply'), ('not_reported', 'not reported')], max_length=14)),
                ('value', models.DecimalField(decimal_places=4, max_digits=20, null=True)),
                ('baseline', models.DecimalField(decimal_places=4, max_digits=20, null=True)),
                ('surveyed', models.PositiveIntegerField(default=0)),
                ('reported', models.PositiveIntegerField(default=0)),
                ('expected', models.PositiveIntegerField(default=0)),
                ('period_key', models.CharField(blank=True, max_length=30)),
                ('period_start', models.DateField(null=True)),
                ('period_until', models.DateField(null=True)),
                ('as_of', models.DateField()),
                ('replication', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='figures', to='exemplars.replication')),
            ],
            options={
                'ordering': ('position', 'id'),
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ReplicationStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('text', models.CharField(max_length=500)),
                ('planned_until', models.DateField(null=True)),
                ('done_on', models.DateField(null=True)),
                ('note', models.CharField(blank=True, max_length=500)),
                ('saved_at', models.DateTimeField()),
                ('replication', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='exemplars.replication')),
            ],
            options={
                'ordering': ('number',),
            },
        ),
        migrations.AddConstraint(
            model_name='exemplar',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('shared_on', None), ('shared_to', None), ('state', 'draft')), models.Q(models.Q(('state', 'draft'), _negated=True), ('shared_on__isnull', False), ('shared_to__isnull', False)), _connector='OR'), name='a_shared_exemplar_says_to_whom_since_when'),
        ),
        migrations.AddConstraint(
            model_name='exemplar',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'withdrawn'), _negated=True), models.Q(models.Q(('withdraw_reason', ''), _negated=True), ('withdrawn_on__isnull', False)), _connector='OR'), name='a_withdrawn_exemplar_says_why'),
        ),
        migrations.AddConstraint(
            model_name='exemplarfigure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'reported'), ('value__isnull', False)), models.Q(models.Q(('state', 'reported'), _negated=True), ('value', None)), _connector='OR'), name='exemplarfigure_has_a_value_where_reported'),
        ),
        migrations.AddConstraint(
            model_name='exemplarfigure',
            constraint=models.UniqueConstraint(fields=('exemplar', 'line_key'), name='an_exemplar_shows_a_line_once'),
        ),
        migrations.AddConstraint(
            model_name='exemplarstep',
            constraint=models.UniqueConstraint(fields=('exemplar', 'number'), name='steps_of_an_exemplar_are_numbered'),
        ),
        migrations.AddConstraint(
            model_name='replication',
            constraint=models.UniqueConstraint(condition=models.Q(('group', None), ('state__in', ('trying', 'kept'))), fields=('exemplar', 'place'), name='an_area_follows_an_exemplar_once'),
        ),
        migrations.AddConstraint(
            model_name='replication',
            constraint=models.UniqueConstraint(condition=models.Q(('group__isnull', False), ('state__in', ('trying', 'kept'))), fields=('exemplar', 'group'), name='a_group_follows_an_exemplar_once'),
        ),
        migrations.AddConstraint(
            model_name='replication',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'stopped'), _negated=True), models.Q(models.Q(('reason', ''), _negated=True), ('ended_on__isnull', False)), _connector='OR'), name='a_stopped_replication_says_why'),
        ),
        migrations.AddConstraint(
            model_name='replicationfigure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'reported'), ('value__isnull', False)), models.Q(models.Q(('state', 'reported'), _negated=True), ('value', None)), _connector='OR'), name='replicationfigure_has_a_value_where_reported'),
        ),
        migrations.AddConstraint(
            model_name='replicationfigure',
            constraint=models.UniqueConstraint(fields=('replication', 'line_key'), name='a_replication_begins_with_a_line_once'),
        ),
        migrations.AddConstraint(
            model_name='replicationstep',
            constraint=models.UniqueConstraint(fields=('replication', 'number'), name='steps_of_a_replication_are_numbered'),
        ),
    ]
