"""Chains of approval on their way, and what was said on them."""

import django.db.models.deletion
import tuquan.base.scoping
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Approval',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(max_length=100)),
                ('version', models.PositiveIntegerField(default=0)),
                ('path', tuquan.base.scoping.PathField(db_index=True, max_length=120)),
                ('chain', models.JSONField()),
                ('makers', models.JSONField(default=list)),
                ('state', models.CharField(choices=[('waiting', 'waits for a yes'), ('returned', 'went back to be corrected'), ('approved', 'approved')], default='waiting', max_length=8)),
                ('step', models.PositiveSmallIntegerField(default=0)),
                ('round', models.PositiveSmallIntegerField(default=1)),
                ('anew', models.PositiveSmallIntegerField(default=1)),
                ('turn', models.PositiveIntegerField(default=0)),
                ('waits_for', models.CharField(blank=True, max_length=60)),
                ('begun_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('begun_at', 'id'),
            },
        ),
        migrations.CreateModel(
            name='ApprovalDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.PositiveSmallIntegerField()),
                ('step', models.PositiveSmallIntegerField()),
                ('by_name', models.CharField(max_length=150)),
                ('at', models.DateTimeField()),
                ('verdict', models.CharField(choices=[('approve', 'said yes'), ('return', 'returned it to be corrected'), ('return_one_step', 'gave it back by one step'), ('passed_over', 'was passed over: nobody held the post')], max_length=15)),
                ('reason', models.TextField(blank=True)),
                ('alone', models.BooleanField(default=False)),
                ('approval', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='decisions', to='approvals.approval')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('id',),
            },
        ),
        migrations.AddIndex(
            model_name='approval',
            index=models.Index(fields=['subject', 'id'], name='approvals_of_subject'),
        ),
        migrations.AddIndex(
            model_name='approval',
            index=models.Index(fields=['waits_for', 'path'], name='approvals_waiting'),
        ),
        migrations.AddConstraint(
            model_name='approval',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'approved'), _negated=True), fields=('subject',), name='one_approval_in_flight_per_subject'),
        ),
        migrations.AddConstraint(
            model_name='approval',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'waiting'), models.Q(('waits_for', ''), _negated=True)), models.Q(models.Q(('state', 'waiting'), _negated=True), ('waits_for', '')), _connector='OR'), name='an_approval_waits_for_somebody_or_is_over'),
        ),
        migrations.AddConstraint(
            model_name='approvaldecision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('verdict__in', ('return', 'return_one_step')), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='what_goes_back_says_why'),
        ),
    ]
