"""Yearly cycles, sheets with their revisions, results, titles held."""

import django.db.models.deletion
import tuquan.base.scoping
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('groups', '0005_kinds_of_barriers'),
        ('places', '0002_reforms'),
        ('programmes', '0004_texts_apart'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AssessmentCycle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('opened_at', models.DateTimeField()),
                ('adoption', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assessment_cycles', to='programmes.adoption')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.programmeedition')),
            ],
            options={
                'ordering': ('-year', 'adoption_id'),
            },
        ),
        migrations.CreateModel(
            name='AssessmentSheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', tuquan.base.scoping.PathField(db_index=True, max_length=120)),
                ('state', models.CharField(choices=[('open', 'being marked'), ('returned', 'needs correction'), ('handed_in', 'waiting for the check'), ('checked', 'checked'), ('decided', 'decided'), ('ended', 'ended with its area or group')], default='open', max_length=10)),
                ('own', models.JSONField(default=dict)),
                ('found', models.JSONField(default=dict)),
                ('version', models.PositiveIntegerField(default=0)),
                ('saved_at', models.DateTimeField(null=True)),
                ('handed_in_at', models.DateTimeField(null=True)),
                ('found_at', models.DateTimeField(null=True)),
                ('return_reason', models.CharField(blank=True, max_length=500)),
                ('cycle', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sheets', to='assessments.assessmentcycle')),
                ('found_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('group', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='assessment_sheets', to='groups.residentgroup')),
                ('handed_in_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assessment_sheets', to='places.place')),
            ],
            options={
                'ordering': ('place__sort_key', 'group__number', 'id'),
            },
        ),
        migrations.CreateModel(
            name='AssessmentResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField()),
                ('class_key', models.CharField(blank=True, max_length=60)),
                ('known', models.JSONField()),
                ('came_out', models.JSONField()),
                ('sha256', models.CharField(max_length=64)),
                ('decided_at', models.DateTimeField()),
                ('decided_by_name', models.CharField(max_length=150)),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('replaces', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='assessments.assessmentresult')),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='results', to='assessments.assessmentsheet')),
            ],
            options={
                'ordering': ('-decided_at', '-id'),
            },
        ),
        migrations.CreateModel(
            name='SheetRevision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField()),
                ('event', models.CharField(choices=[('saved', 'marks saved'), ('handed_in', 'handed in'), ('found', 'findings saved'), ('checked', 'checked'), ('returned', 'returned'), ('decided', 'decided')], max_length=10)),
                ('own', models.JSONField(default=dict)),
                ('found', models.JSONField(default=dict)),
                ('by_name', models.CharField(max_length=150)),
                ('at', models.DateTimeField()),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='revisions', to='assessments.assessmentsheet')),
            ],
            options={
                'ordering': ('version',),
            },
        ),
        migrations.CreateModel(
            name='TitleHeld',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', tuquan.base.scoping.PathField(db_index=True, max_length=120)),
                ('title', models.CharField(max_length=60)),
                ('year', models.PositiveSmallIntegerField()),
                ('held', models.BooleanField()),
                ('decision_number', models.CharField(blank=True, max_length=120)),
                ('entered_at', models.DateTimeField()),
                ('entered_by_name', models.CharField(max_length=150)),
                ('group', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='titles_held', to='groups.residentgroup')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='titles_held', to='places.place')),
            ],
            options={
                'ordering': ('path', 'title', '-year'),
            },
        ),
        migrations.AddConstraint(
            model_name='assessmentcycle',
            constraint=models.UniqueConstraint(fields=('adoption', 'year'), name='an_adoption_assesses_once_a_year'),
        ),
        migrations.AddConstraint(
            model_name='assessmentsheet',
            constraint=models.UniqueConstraint(condition=models.Q(('group', None)), fields=('cycle', 'place'), name='an_area_has_one_sheet_a_year'),
        ),
        migrations.AddConstraint(
            model_name='assessmentsheet',
            constraint=models.UniqueConstraint(condition=models.Q(('group__isnull', False)), fields=('cycle', 'group'), name='a_group_has_one_sheet_a_year'),
        ),
        migrations.AddConstraint(
            model_name='assessmentresult',
            constraint=models.UniqueConstraint(fields=('sheet', 'version'), name='one_result_per_version'),
        ),
        migrations.AddConstraint(
            model_name='assessmentresult',
            constraint=models.CheckConstraint(condition=models.Q(('replaces', None), models.Q(('reason', ''), _negated=True), _connector='OR'), name='a_corrected_result_says_why'),
        ),
        migrations.AddConstraint(
            model_name='sheetrevision',
            constraint=models.UniqueConstraint(fields=('sheet', 'version'), name='one_sheet_revision_per_version'),
        ),
        migrations.AddConstraint(
            model_name='titleheld',
            constraint=models.UniqueConstraint(condition=models.Q(('group', None)), fields=('place', 'title', 'year'), name='an_area_holds_a_title_once_a_year'),
        ),
        migrations.AddConstraint(
            model_name='titleheld',
            constraint=models.UniqueConstraint(condition=models.Q(('group__isnull', False)), fields=('group', 'title', 'year'), name='a_group_holds_a_title_once_a_year'),
        ),
        migrations.AddConstraint(
            model_name='titleheld',
            constraint=models.CheckConstraint(condition=models.Q(('held', False), models.Q(('decision_number', ''), _negated=True), _connector='OR'), name='a_title_held_names_its_decision'),
        ),
    ]
