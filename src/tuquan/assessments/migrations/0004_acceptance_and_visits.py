"""Acceptance of models, visits and what was found on them."""

import django.db.models.deletion
import tuquan.base.scoping
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0003_evidence'),
        ('bodies', '0001_initial'),
        ('documents', '0001_initial'),
        ('groups', '0005_kinds_of_barriers'),
        ('places', '0002_reforms'),
        ('programmes', '0004_texts_apart'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Acceptance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', tuquan.base.scoping.PathField(db_index=True, max_length=120)),
                ('state', models.CharField(choices=[('waiting', 'waiting for the joint check'), ('checked', 'checked, to be decided'), ('accepted', 'model accepted'), ('not_accepted', 'model not accepted'), ('ended', 'ended with its area or group')], default='waiting', max_length=12)),
                ('held_on', models.DateField(null=True)),
                ('present', models.JSONField(default=list)),
                ('with_group', models.BooleanField(default=False)),
                ('results', models.TextField(blank=True)),
                ('shortcomings', models.TextField(blank=True)),
                ('conclusion', models.TextField(blank=True)),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('comparison', models.JSONField(default=dict)),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('version', models.PositiveIntegerField(default=0)),
                ('saved_at', models.DateTimeField(null=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('decided_by_name', models.CharField(blank=True, max_length=150)),
                ('minutes_version', models.PositiveIntegerField(null=True)),
                ('told_on', models.DateField(null=True)),
                ('board', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bodies.body')),
                ('cycle', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='acceptances', to='assessments.assessmentcycle')),
                ('group', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='acceptances', to='groups.residentgroup')),
                ('minutes', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='documents.officialdocument')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='acceptances', to='places.place')),
            ],
            options={
                'ordering': ('place__sort_key', 'group__number', 'id'),
            },
        ),
        migrations.CreateModel(
            name='AcceptanceRevision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField()),
                ('event', models.CharField(choices=[('checked', 'the check was written down'), ('accepted', 'model accepted'), ('not_accepted', 'model not accepted'), ('corrected', 'decided anew')], max_length=12)),
                ('state', models.CharField(choices=[('waiting', 'waiting for the joint check'), ('checked', 'checked, to be decided'), ('accepted', 'model accepted'), ('not_accepted', 'model not accepted'), ('ended', 'ended with its area or group')], max_length=12)),
                ('content', models.JSONField(default=dict)),
                ('comparison', models.JSONField(default=dict)),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('by_name', models.CharField(max_length=150)),
                ('at', models.DateTimeField()),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('acceptance', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='revisions', to='assessments.acceptance')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('replaces', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='assessments.acceptancerevision')),
            ],
            options={
                'ordering': ('version',),
            },
        ),
        migrations.CreateModel(
            name='Visit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', tuquan.base.scoping.PathField(db_index=True, max_length=120)),
                ('kind', models.CharField(choices=[('inspection', 'joint inspection'), ('visit', 'visit to the place'), ('reverification', 're-verification of a sheet')], max_length=14)),
                ('held_on', models.DateField()),
                ('took_part', models.TextField()),
                ('seen', models.TextField()),
                ('written_by_name', models.CharField(max_length=150)),
                ('written_at', models.DateTimeField()),
                ('adoption', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='programmes.adoption')),
                ('cycle', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='assessments.assessmentcycle')),
                ('group', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='groups.residentgroup')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='places.place')),
                ('sheet', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='assessments.assessmentsheet')),
                ('written_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('-held_on', '-id'),
            },
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=500)),
                ('row', models.CharField(blank=True, max_length=60)),
                ('due_on', models.DateField(null=True)),
                ('owner', models.CharField(blank=True, max_length=150)),
                ('done_on', models.DateField(null=True)),
                ('done_note', models.CharField(blank=True, max_length=500)),
                ('done_by_name', models.CharField(blank=True, max_length=150)),
                ('visit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='findings', to='assessments.visit')),
            ],
            options={
                'ordering': ('due_on', 'id'),
            },
        ),
        migrations.AddConstraint(
            model_name='acceptance',
            constraint=models.UniqueConstraint(condition=models.Q(('group', None)), fields=('cycle', 'place'), name='an_area_is_accepted_once_a_year'),
        ),
        migrations.AddConstraint(
            model_name='acceptance',
            constraint=models.UniqueConstraint(condition=models.Q(('group__isnull', False)), fields=('cycle', 'group'), name='a_group_is_accepted_once_a_year'),
        ),
        migrations.AddConstraint(
            model_name='acceptance',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'not_accepted'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='a_model_not_accepted_says_why'),
        ),
        migrations.AddConstraint(
            model_name='acceptance',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('accepted', 'not_accepted')), _negated=True), models.Q(models.Q(('sha256', ''), _negated=True), ('board__isnull', False), ('held_on__isnull', False)), _connector='OR'), name='a_decided_acceptance_is_frozen'),
        ),
        migrations.AddConstraint(
            model_name='acceptancerevision',
            constraint=models.UniqueConstraint(fields=('acceptance', 'version'), name='one_acceptance_revision_per_version'),
        ),
        migrations.AddConstraint(
            model_name='acceptancerevision',
            constraint=models.CheckConstraint(condition=models.Q(('replaces', None), models.Q(('reason', ''), _negated=True), _connector='OR'), name='a_corrected_acceptance_says_why'),
        ),
        migrations.AddConstraint(
            model_name='visit',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'reverification'), _negated=True), ('sheet__isnull', False), _connector='OR'), name='a_reverification_is_of_a_sheet'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=models.Q(('due_on', None), models.Q(('owner', ''), _negated=True), _connector='OR'), name='a_finding_with_a_day_has_its_owner'),
        ),
    ]
