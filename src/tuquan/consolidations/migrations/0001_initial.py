"""Stored totals of communes, adjustments, and the totals that were sent up."""

import django.db.models.deletion
import tuquan.base.scoping
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('documents', '0001_initial'),
        ('places', '0002_reforms'),
        ('programmes', '0003_read_old_definitions'),
        ('reports', '0003_told_reports'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Adjustment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line', models.CharField(max_length=60)),
                ('value', models.DecimalField(decimal_places=4, max_digits=24)),
                ('reason', models.CharField(max_length=500)),
                ('by_name', models.CharField(max_length=150)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('obligation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='adjustments', to='reports.obligation')),
            ],
            options={
                'ordering': ('obligation_id', 'id'),
                'constraints': [models.UniqueConstraint(fields=('obligation', 'line'), name='one_adjustment_per_line'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='an_adjustment_says_why')],
            },
        ),
        migrations.CreateModel(
            name='Consolidation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField()),
                ('path', tuquan.base.scoping.PathField(db_index=True, max_length=120)),
                ('calendar', models.CharField(max_length=60)),
                ('period_key', models.CharField(max_length=30)),
                ('period_start', models.DateField()),
                ('period_until', models.DateField()),
                ('map_day', models.DateField()),
                ('as_of', models.DateTimeField()),
                ('figures', models.JSONField()),
                ('beside', models.JSONField(default=dict)),
                ('adjustments', models.JSONField(default=list)),
                ('narrative', models.JSONField(default=dict)),
                ('coverage', models.JSONField()),
                ('sources', models.JSONField()),
                ('sha256', models.CharField(max_length=64)),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('sent_by_name', models.CharField(max_length=150)),
                ('sent_at', models.DateTimeField()),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.programmeedition')),
                ('paper', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='documents.officialdocument')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('replaces', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replacements', to='consolidations.consolidation')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consolidations', to='reports.report')),
                ('sent_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('report_id', '-version'),
                'indexes': [models.Index(fields=['calendar', 'period_key', 'path'], name='sent_up_by_period')],
                'constraints': [models.UniqueConstraint(fields=('report', 'version'), name='one_consolidation_per_version'), models.CheckConstraint(condition=models.Q(models.Q(('replaces', None), ('version', 1)), models.Q(('replaces__isnull', False), ('version__gt', 1), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='a_new_version_says_why')],
            },
        ),
        migrations.CreateModel(
            name='StoredTotal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('calendar', models.CharField(max_length=60)),
                ('period_kind', models.CharField(max_length=12)),
                ('period_key', models.CharField(max_length=30)),
                ('period_start', models.DateField()),
                ('period_until', models.DateField()),
                ('mark', models.PositiveIntegerField(default=1)),
                ('folded_mark', models.PositiveIntegerField(default=0)),
                ('folded_at', models.DateTimeField(null=True)),
                ('live', models.JSONField(default=dict)),
                ('accepted', models.JSONField(default=dict)),
                ('commune', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='places.place')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.programmeedition')),
            ],
            options={
                'ordering': ('commune_id', 'edition_id', 'calendar', 'period_key'),
                'indexes': [models.Index(fields=['commune', 'edition'], name='stored_totals_of_commune'), models.Index(fields=['edition', 'calendar', 'period_key', 'period_start', 'commune', 'mark', 'folded_mark', 'folded_at'], name='stored_totals_marked')],
                'constraints': [models.UniqueConstraint(fields=('edition', 'calendar', 'period_key', 'period_start', 'commune'), name='one_stored_total_per_commune_and_period')],
            },
        ),
    ]
