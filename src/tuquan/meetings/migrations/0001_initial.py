"""Meetings, attendance, agenda, motions, elections, resolutions, minutes."""

import django.db.models.deletion
import tuquan.base.scoping
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('groups', '0003_posts_and_regrouping'),
        ('places', '0002_reforms'),
        ('programmes', '0003_read_old_definitions'),
        ('residents', '0006_own_fields'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Election',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('matter', models.CharField(max_length=40)),
                ('method', models.CharField(max_length=20)),
                ('entitled', models.PositiveIntegerField(default=0)),
                ('online_consent', models.PositiveIntegerField(null=True)),
                ('present', models.PositiveIntegerField(null=True)),
                ('ballots', models.JSONField(default=dict)),
                ('witnesses', models.JSONField(default=list)),
                ('board', models.JSONField(default=list)),
                ('note', models.TextField(blank=True)),
                ('state', models.CharField(choices=[('open', 'not counted yet'), ('counted', 'counted'), ('dropped', 'dropped')], default='open', max_length=8)),
                ('drop_reason', models.CharField(blank=True, max_length=300)),
                ('outcome', models.JSONField(default=dict)),
                ('version', models.PositiveIntegerField(default=1)),
                ('entered_by', models.CharField(blank=True, max_length=150)),
                ('entered_at', models.DateTimeField(null=True)),
                ('position', models.CharField(max_length=40)),
                ('label', models.CharField(max_length=150)),
                ('seats', models.PositiveSmallIntegerField(default=1)),
                ('rules', models.JSONField(default=dict)),
                ('round', models.PositiveSmallIntegerField(default=1)),
                ('among', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='leader_elections', to='meetings.election')),
                ('previous', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='next_rounds', to='meetings.election')),
            ],
            options={
                'ordering': ('meeting_id', 'id'),
            },
        ),
        migrations.CreateModel(
            name='Candidate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=150)),
                ('votes', models.PositiveIntegerField(null=True)),
                ('withdrew', models.CharField(blank=True, choices=[('', 'stands'), ('before_vote', 'withdrew before the vote'), ('after_vote', 'withdrew after the vote')], default='', max_length=12)),
                ('nominated_by', models.CharField(blank=True, max_length=150)),
                ('first', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='later', to='meetings.candidate')),
                ('household', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='residents.household')),
                ('election', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='candidates', to='meetings.election')),
            ],
            options={
                'ordering': ('election_id', 'id'),
            },
        ),
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', tuquan.base.scoping.PathField(db_index=True, max_length=120)),
                ('kind', models.CharField(choices=[('household_meeting', 'meeting of the households of a group'), ('residents_meeting', 'meeting of the residents of an area'), ('team_meeting', 'meeting of a team'), ('board_meeting', 'meeting of a board')], max_length=20)),
                ('title', models.CharField(max_length=200)),
                ('held_on', models.DateField()),
                ('starts_at', models.TimeField()),
                ('venue', models.CharField(max_length=200)),
                ('chair_name', models.CharField(blank=True, max_length=150)),
                ('secretary_name', models.CharField(blank=True, max_length=150)),
                ('purpose', models.TextField(blank=True)),
                ('conclusions', models.TextField(blank=True)),
                ('state', models.CharField(choices=[('planned', 'planned'), ('open', 'going on'), ('closed', 'closed'), ('cancelled', 'cancelled')], default='planned', max_length=10)),
                ('version', models.PositiveIntegerField(default=1)),
                ('quorum', models.JSONField(default=dict)),
                ('vote_method', models.JSONField(default=dict)),
                ('planned_at', models.DateTimeField()),
                ('opened_at', models.DateTimeField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('cancel_reason', models.CharField(blank=True, max_length=300)),
                ('group', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='groups.residentgroup')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='places.place')),
                ('programme', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.programme')),
            ],
            options={
                'ordering': ('-held_on', '-starts_at', '-id'),
            },
        ),
        migrations.CreateModel(
            name='Guest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('right', models.CharField(choices=[('member', 'member'), ('entitled', 'entitled to attend, without a vote'), ('invited', 'invited')], default='invited', max_length=10)),
                ('present', models.BooleanField(null=True)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='guests', to='meetings.meeting')),
            ],
            options={
                'ordering': ('meeting_id', 'id'),
            },
        ),
        migrations.AddField(
            model_name='election',
            name='meeting',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='elections', to='meetings.meeting'),
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entitled', models.BooleanField(default=True)),
                ('present', models.BooleanField(null=True)),
                ('represented_by', models.CharField(blank=True, max_length=150)),
                ('how', models.CharField(blank=True, choices=[('phone', 'at the meeting'), ('paper', 'from the paper list')], max_length=5)),
                ('marked_at', models.DateTimeField(null=True)),
                ('household', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='residents.household')),
                ('marked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendance', to='meetings.meeting')),
            ],
            options={
                'ordering': ('household__list_order', 'household_id'),
            },
        ),
        migrations.CreateModel(
            name='AgendaItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=300)),
                ('notes', models.TextField(blank=True)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='agenda', to='meetings.meeting')),
            ],
            options={
                'ordering': ('meeting_id', 'number'),
            },
        ),
        migrations.CreateModel(
            name='Addition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('added_at', models.DateTimeField()),
                ('added_by', models.CharField(max_length=150)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='additions', to='meetings.meeting')),
            ],
            options={
                'ordering': ('meeting_id', 'added_at', 'id'),
            },
        ),
        migrations.CreateModel(
            name='MinutesSignature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('chair', 'chair of the meeting'), ('secretary', 'secretary')], max_length=10)),
                ('name', models.CharField(max_length=150)),
                ('signed_on', models.DateField()),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='signatures', to='meetings.meeting')),
            ],
            options={
                'ordering': ('meeting_id', 'role'),
            },
        ),
        migrations.CreateModel(
            name='Motion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('matter', models.CharField(max_length=40)),
                ('method', models.CharField(max_length=20)),
                ('entitled', models.PositiveIntegerField(default=0)),
                ('online_consent', models.PositiveIntegerField(null=True)),
                ('present', models.PositiveIntegerField(null=True)),
                ('ballots', models.JSONField(default=dict)),
                ('witnesses', models.JSONField(default=list)),
                ('board', models.JSONField(default=list)),
                ('note', models.TextField(blank=True)),
                ('state', models.CharField(choices=[('open', 'not counted yet'), ('counted', 'counted'), ('dropped', 'dropped')], default='open', max_length=8)),
                ('drop_reason', models.CharField(blank=True, max_length=300)),
                ('outcome', models.JSONField(default=dict)),
                ('version', models.PositiveIntegerField(default=1)),
                ('entered_by', models.CharField(blank=True, max_length=150)),
                ('entered_at', models.DateTimeField(null=True)),
                ('text', models.CharField(max_length=1000)),
                ('threshold', models.JSONField(default=dict)),
                ('quorum', models.JSONField(default=dict)),
                ('in_favour', models.PositiveIntegerField(null=True)),
                ('against', models.PositiveIntegerField(null=True)),
                ('abstained', models.PositiveIntegerField(null=True)),
                ('blank', models.PositiveIntegerField(null=True)),
                ('invalid', models.PositiveIntegerField(null=True)),
                ('item', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='motions', to='meetings.agendaitem')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='motions', to='meetings.meeting')),
            ],
            options={
                'ordering': ('meeting_id', 'id'),
            },
        ),
        migrations.CreateModel(
            name='Participant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('election', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='participants', to='meetings.election')),
                ('household', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='residents.household')),
                ('motion', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='participants', to='meetings.motion')),
            ],
            options={
                'ordering': ('household__list_order', 'household_id'),
            },
        ),
        migrations.CreateModel(
            name='Resolution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=500)),
                ('owner_name', models.CharField(max_length=150)),
                ('due_on', models.DateField()),
                ('done_on', models.DateField(null=True)),
                ('done_note', models.CharField(blank=True, max_length=500)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='resolutions', to='meetings.meeting')),
                ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='resolutions', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('due_on', 'id'),
            },
        ),
        migrations.AddIndex(
            model_name='meeting',
            index=models.Index(fields=['state', 'held_on'], name='meetings_by_state_and_day'),
        ),
        migrations.AddConstraint(
            model_name='guest',
            constraint=models.UniqueConstraint(fields=('meeting', 'name'), name='a_guest_is_listed_once'),
        ),
        migrations.AddConstraint(
            model_name='election',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'dropped'), _negated=True), fields=('previous',), name='a_round_is_followed_by_one'),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.UniqueConstraint(fields=('meeting', 'household'), name='a_household_is_on_a_roll_once'),
        ),
        migrations.AddConstraint(
            model_name='agendaitem',
            constraint=models.UniqueConstraint(fields=('meeting', 'number'), name='points_of_an_agenda_are_numbered'),
        ),
        migrations.AddConstraint(
            model_name='minutessignature',
            constraint=models.UniqueConstraint(fields=('meeting', 'role'), name='minutes_are_signed_once_by_each'),
        ),
        migrations.AddConstraint(
            model_name='minutessignature',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='who_signed_has_a_name'),
        ),
        migrations.AddConstraint(
            model_name='participant',
            constraint=models.UniqueConstraint(fields=('motion', 'household'), name='a_household_votes_once_on_a_motion'),
        ),
        migrations.AddConstraint(
            model_name='participant',
            constraint=models.UniqueConstraint(fields=('election', 'household'), name='a_household_votes_once_in_an_election'),
        ),
        migrations.AddConstraint(
            model_name='participant',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('election__isnull', False), ('motion', None)), models.Q(('election', None), ('motion__isnull', False)), _connector='OR'), name='a_household_takes_part_in_one_vote'),
        ),
    ]
