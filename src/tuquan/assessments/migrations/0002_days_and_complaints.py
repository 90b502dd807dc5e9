"""Days of the steps, samples, postings, complaints."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0001_initial'),
        ('meetings', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='assessmentcycle',
            name='acknowledge_within',
            field=models.PositiveSmallIntegerField(default=2),
        ),
        migrations.AddField(
            model_name='assessmentcycle',
            name='answer_within',
            field=models.PositiveSmallIntegerField(default=10),
        ),
        migrations.AddField(
            model_name='assessmentcycle',
            name='published_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='assessmentcycle',
            name='published_by_name',
            field=models.CharField(blank=True, max_length=150),
        ),
        migrations.AddField(
            model_name='assessmentsheet',
            name='appraisal',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='meetings.motion'),
        ),
        migrations.AddField(
            model_name='assessmentsheet',
            name='cluster',
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name='assessmentsheet',
            name='drawn',
            field=models.BooleanField(null=True),
        ),
        migrations.AddField(
            model_name='assessmentsheet',
            name='zone',
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AlterField(
            model_name='sheetrevision',
            name='event',
            field=models.CharField(choices=[('saved', 'marks saved'), ('handed_in', 'handed in'), ('found', 'findings saved'), ('checked', 'checked'), ('returned', 'returned'), ('reopened', 'opened again after a complaint'), ('decided', 'decided')], max_length=10),
        ),
        migrations.CreateModel(
            name='Complaint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('row', models.CharField(blank=True, max_length=60)),
                ('text', models.TextField()),
                ('way', models.CharField(choices=[('paper', 'on paper'), ('meeting', 'at a meeting'), ('spoken', 'by word of mouth or telephone')], max_length=8)),
                ('who', models.CharField(blank=True, max_length=200)),
                ('received_on', models.DateField()),
                ('acknowledge_by', models.DateField()),
                ('answer_by', models.DateField()),
                ('state', models.CharField(choices=[('received', 'received'), ('acknowledged', 'acknowledged'), ('upheld', 'upheld'), ('rejected', 'not upheld'), ('withdrawn', 'withdrawn')], default='received', max_length=12)),
                ('acknowledged_on', models.DateField(null=True)),
                ('answered_on', models.DateField(null=True)),
                ('answer', models.TextField(blank=True)),
                ('answered_by_name', models.CharField(blank=True, max_length=150)),
                ('entered_by_name', models.CharField(max_length=150)),
                ('entered_at', models.DateTimeField()),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('led_to', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='answered_complaint', to='assessments.assessmentresult')),
                ('result', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='complaints', to='assessments.assessmentresult')),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='complaints', to='assessments.assessmentsheet')),
            ],
            options={
                'ordering': ('answer_by', 'id'),
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('upheld', 'rejected')), _negated=True), models.Q(('answer', ''), _negated=True), _connector='OR'), name='an_answered_complaint_has_its_answer'), models.CheckConstraint(condition=models.Q(('answered_on', None), ('who', ''), _connector='OR'), name='who_complained_is_forgotten_with_the_answer')],
            },
        ),
        migrations.CreateModel(
            name='Posting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('posted_on', models.DateField()),
                ('until', models.DateField()),
                ('where', models.CharField(max_length=300)),
                ('posted_by_name', models.CharField(max_length=150)),
                ('posted_at', models.DateTimeField()),
                ('cycle', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='postings', to='assessments.assessmentcycle')),
            ],
            options={
                'ordering': ('-until', '-id'),
                'constraints': [models.CheckConstraint(condition=models.Q(('posted_on__lte', models.F('until'))), name='a_posting_ends_after_it_began')],
            },
        ),
        migrations.CreateModel(
            name='Sample',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('percent', models.PositiveSmallIntegerField()),
                ('seed', models.CharField(max_length=32)),
                ('drawn', models.PositiveIntegerField()),
                ('out_of', models.PositiveIntegerField()),
                ('drawn_at', models.DateTimeField()),
                ('drawn_by_name', models.CharField(max_length=150)),
                ('cycle', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='sample', to='assessments.assessmentcycle')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('percent__gte', 1), ('percent__lte', 100)), name='a_sample_is_a_share')],
            },
        ),
        migrations.CreateModel(
            name='StepDays',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('step', models.CharField(max_length=60)),
                ('opens_on', models.DateField(null=True)),
                ('due_on', models.DateField(null=True)),
                ('set_by_name', models.CharField(blank=True, max_length=150)),
                ('cycle', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='step_days', to='assessments.assessmentcycle')),
            ],
            options={
                'ordering': ('cycle', 'id'),
                'constraints': [models.UniqueConstraint(fields=('cycle', 'step'), name='a_step_has_its_days_once'), models.CheckConstraint(condition=models.Q(('opens_on', None), ('due_on', None), ('opens_on__lte', models.F('due_on')), _connector='OR'), name='a_step_opens_before_it_is_due')],
            },
        ),
    ]
