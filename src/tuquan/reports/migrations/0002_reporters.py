"""Reporters of every kind, deadlines that are changed, remarks, goals and contacts."""

import json
from datetime import datetime, time, timedelta

import django.db.models.deletion
import django.utils.timezone
import tuquan.base.scoping
from django.conf import settings
from django.db import migrations, models
from django.db.models import Value
from django.db.models.functions import Cast, Concat


def fill(apps, schema_editor):
    """What was opened so far was owed by groups, cut off at the end of its period, and went to the
    recipients of its calendar."""
    obligations = apps.get_model("reports", "Obligation").objects.order_by()
    group = Concat(Value("group:"), Cast("group_id", models.CharField()))
    obligations.update(reporter=group)
    zone = django.utils.timezone.get_default_timezone()
    for until in obligations.values_list("period_until", flat=True).distinct():
        cut_off = datetime.combine(until, time(), zone) - timedelta(seconds=1)
        obligations.filter(period_until=until).update(cut_off_at=cut_off)
    for edition in apps.get_model("programmes", "ProgrammeEdition").objects.all():
        for calendar in json.loads(edition.definition).get("calendars", ()):
            opened = obligations.filter(edition=edition, calendar=calendar["key"])
            opened.update(recipients=calendar.get("recipients", []))


class Migration(migrations.Migration):

    dependencies = [
        ('bodies', '0001_initial'),
        ('groups', '0005_kinds_of_barriers'),
        ('places', '0002_reforms'),
        ('programmes', '0003_read_old_definitions'),
        ('reports', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(choices=[('call', 'telephone call'), ('zalo', 'Zalo message'), ('visit', 'visit'), ('notice', 'notice in the programme'), ('email', 'e-mail')], max_length=6)),
                ('outcome', models.CharField(choices=[('sent', 'reminder sent'), ('promised', 'promised to send'), ('not_reached', 'not reached'), ('needs_help', 'needs help'), ('told', 'told the report by telephone')], max_length=12)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('by_name', models.CharField(max_length=150)),
                ('at', models.DateTimeField()),
            ],
            options={
                'ordering': ('-at', '-id'),
            },
        ),
        migrations.CreateModel(
            name='DeadlineChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_before', models.DateTimeField()),
                ('due_at', models.DateTimeField()),
                ('locks_before', models.DateTimeField(null=True)),
                ('locks_at', models.DateTimeField(null=True)),
                ('reason', models.CharField(max_length=500)),
                ('by_name', models.CharField(max_length=150)),
                ('at', models.DateTimeField()),
            ],
            options={
                'ordering': ('at', 'id'),
            },
        ),
        migrations.CreateModel(
            name='Goal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', tuquan.base.scoping.PathField(db_index=True, max_length=120)),
                ('form_key', models.CharField(max_length=80)),
                ('question', models.CharField(max_length=60)),
                ('year', models.PositiveIntegerField()),
                ('value', models.DecimalField(decimal_places=4, max_digits=18)),
                ('set_at', models.DateTimeField()),
            ],
            options={
                'ordering': ('path', 'form_key', 'question', 'year'),
            },
        ),
        migrations.CreateModel(
            name='PressingIssue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', tuquan.base.scoping.PathField(db_index=True, max_length=120)),
                ('text', models.CharField(max_length=300)),
                ('found_on', models.DateField()),
                ('due_on', models.DateField(null=True)),
                ('settled_on', models.DateField(null=True)),
                ('outcome', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'ordering': ('settled_on', 'due_on', 'found_on', 'id'),
            },
        ),
        migrations.CreateModel(
            name='Remark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('question', models.CharField(blank=True, max_length=60)),
                ('version', models.PositiveIntegerField()),
                ('text', models.CharField(max_length=1000)),
                ('by_name', models.CharField(max_length=150)),
                ('at', models.DateTimeField()),
                ('settled_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ('at', 'id'),
            },
        ),
        migrations.RemoveConstraint(
            model_name='obligation',
            name='one_obligation_per_reporter_and_period',
        ),
        migrations.AddField(
            model_name='obligation',
            name='body',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='obligations', to='bodies.body'),
        ),
        migrations.AddField(
            model_name='obligation',
            name='cut_off_at',
            field=models.DateTimeField(default=django.utils.timezone.now),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='obligation',
            name='kind',
            field=models.CharField(choices=[('form', 'report'), ('total', 'total of other reports'), ('meeting', 'record of a meeting'), ('incident', 'incident report')], default='form', max_length=8),
        ),
        migrations.AddField(
            model_name='obligation',
            name='locks_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='obligation',
            name='recipients',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='obligation',
            name='reporter',
            field=models.CharField(default='', max_length=30),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='obligation',
            name='reporter_kind',
            field=models.CharField(choices=[('group', 'group'), ('area', 'residential area'), ('commune', 'commune'), ('board', 'board'), ('organisation', 'organisation')], default='group', max_length=12),
        ),
        migrations.AddField(
            model_name='report',
            name='channel',
            field=models.CharField(choices=[('page', 'on a page'), ('phone', 'from a telephone, perhaps without network'), ('told', 'told by telephone and typed in by an officer')], default='page', max_length=5),
        ),
        migrations.AddField(
            model_name='report',
            name='nil',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='report',
            name='return_lines',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='report',
            name='written_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='revision',
            name='channel',
            field=models.CharField(choices=[('page', 'on a page'), ('phone', 'from a telephone, perhaps without network'), ('told', 'told by telephone and typed in by an officer')], default='page', max_length=5),
        ),
        migrations.AddField(
            model_name='revision',
            name='written_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name='obligation',
            name='form_key',
            field=models.CharField(max_length=80),
        ),
        migrations.AlterField(
            model_name='obligation',
            name='group',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='obligations', to='groups.residentgroup'),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name='obligation',
            index=models.Index(fields=['reporter', 'calendar'], name='owed_by_reporter'),
        ),
        migrations.AddConstraint(
            model_name='obligation',
            constraint=models.UniqueConstraint(fields=('adoption', 'calendar', 'reporter', 'period_key'), name='one_obligation_per_reporter_and_period'),
        ),
        migrations.AddField(
            model_name='contact',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='contact',
            name='obligation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contacts', to='reports.obligation'),
        ),
        migrations.AddField(
            model_name='deadlinechange',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='deadlinechange',
            name='obligation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deadline_changes', to='reports.obligation'),
        ),
        migrations.AddField(
            model_name='goal',
            name='adoption',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='goals', to='programmes.adoption'),
        ),
        migrations.AddField(
            model_name='goal',
            name='group',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='groups.residentgroup'),
        ),
        migrations.AddField(
            model_name='goal',
            name='place',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place'),
        ),
        migrations.AddField(
            model_name='goal',
            name='set_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='pressingissue',
            name='adoption',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pressing_issues', to='programmes.adoption'),
        ),
        migrations.AddField(
            model_name='pressingissue',
            name='group',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='groups.residentgroup'),
        ),
        migrations.AddField(
            model_name='pressingissue',
            name='place',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place'),
        ),
        migrations.AddField(
            model_name='pressingissue',
            name='written_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='remark',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='remark',
            name='report',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='remarks', to='reports.report'),
        ),
        migrations.AddField(
            model_name='remark',
            name='settled_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='deadlinechange',
            constraint=models.CheckConstraint(condition=models.Q(('due_at__gte', models.F('due_before'))), name='a_deadline_is_only_put_off'),
        ),
        migrations.AddConstraint(
            model_name='goal',
            constraint=models.UniqueConstraint(fields=('adoption', 'path', 'question', 'year'), name='one_goal_a_line_and_year'),
        ),
        migrations.AddConstraint(
            model_name='pressingissue',
            constraint=models.CheckConstraint(condition=models.Q(('settled_on', None), models.Q(('outcome', ''), _negated=True), _connector='OR'), name='a_settled_issue_says_how'),
        ),
    ]
