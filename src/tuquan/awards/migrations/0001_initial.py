"""Rounds of awards, nominations in them, the register of what was given."""

import django.db.models.deletion
import tuquan.base.scoping
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('assessments', '0004_acceptance_and_visits'),
        ('bodies', '0001_initial'),
        ('documents', '0001_initial'),
        ('groups', '0005_kinds_of_barriers'),
        ('places', '0002_reforms'),
        ('programmes', '0004_texts_apart'),
        ('residents', '0006_own_fields'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AwardRound',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('award', models.CharField(max_length=60)),
                ('year', models.PositiveSmallIntegerField()),
                ('path', tuquan.base.scoping.PathField(db_index=True, max_length=120)),
                ('state', models.CharField(choices=[('open', 'nominations are open'), ('proposed', 'the council has recommended'), ('decided', 'decided'), ('closed', 'round closed')], default='open', max_length=10)),
                ('quota', models.PositiveSmallIntegerField(null=True)),
                ('quota_reason', models.CharField(blank=True, max_length=500)),
                ('quota_by_name', models.CharField(blank=True, max_length=150)),
                ('ceremony_on', models.DateField(null=True)),
                ('council_on', models.DateField(null=True)),
                ('votes_for', models.PositiveSmallIntegerField(null=True)),
                ('votes_against', models.PositiveSmallIntegerField(null=True)),
                ('votes_abstaining', models.PositiveSmallIntegerField(null=True)),
                ('override_reason', models.CharField(blank=True, max_length=500)),
                ('close_reason', models.CharField(blank=True, max_length=500)),
                ('version', models.PositiveIntegerField(default=0)),
                ('opened_at', models.DateTimeField()),
                ('adoption', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='award_rounds', to='programmes.adoption')),
                ('council', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='bodies.body')),
                ('decision', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='documents.officialdocument')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.programmeedition')),
                ('opened_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='award_rounds', to='places.place')),
            ],
            options={
                'ordering': ('-year', 'place__sort_key', 'award', 'id'),
            },
        ),
        migrations.CreateModel(
            name='AwardNomination',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('group', 'group'), ('area', 'residential area'), ('collective', 'collective'), ('household', 'household'), ('individual', 'individual')], max_length=10)),
                ('path', tuquan.base.scoping.PathField(db_index=True, max_length=120)),
                ('typed_name', models.CharField(blank=True, max_length=200)),
                ('name_key', models.CharField(blank=True, max_length=600)),
                ('reason', models.CharField(max_length=1000)),
                ('state', models.CharField(choices=[('nominated', 'nominated'), ('recommended', 'recommended'), ('not_recommended', 'not recommended'), ('awarded', 'awarded'), ('withdrawn', 'nomination withdrawn')], default='nominated', max_length=15)),
                ('council_reason', models.CharField(blank=True, max_length=500)),
                ('nominated_at', models.DateTimeField()),
                ('nominated_by_name', models.CharField(max_length=150)),
                ('group', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='award_nominations', to='groups.residentgroup')),
                ('household', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='award_nominations', to='residents.household')),
                ('nominated_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='award_nominations', to='places.place')),
                ('result', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assessments.assessmentresult')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='nominations', to='awards.awardround')),
            ],
            options={
                'ordering': ('kind', 'place__sort_key', 'group__number', 'id'),
            },
        ),
        migrations.CreateModel(
            name='AwardGiven',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.CharField(max_length=60)),
                ('award', models.CharField(max_length=60)),
                ('label', models.CharField(max_length=300)),
                ('level', models.CharField(blank=True, max_length=20)),
                ('year', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(choices=[('group', 'group'), ('area', 'residential area'), ('collective', 'collective'), ('household', 'household'), ('individual', 'individual')], max_length=10)),
                ('path', tuquan.base.scoping.PathField(db_index=True, max_length=120)),
                ('name', models.CharField(max_length=200)),
                ('search_key', models.CharField(max_length=600)),
                ('reason', models.CharField(blank=True, max_length=1000)),
                ('decision_number', models.CharField(max_length=120)),
                ('given_on', models.DateField()),
                ('taken_back_on', models.DateField(null=True)),
                ('taken_back_reason', models.CharField(blank=True, max_length=500)),
                ('entered_at', models.DateTimeField()),
                ('entered_by_name', models.CharField(max_length=150)),
                ('certificate', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='documents.officialdocument')),
                ('decision', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='awards_given', to='documents.officialdocument')),
                ('entered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('giver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='awards_made', to='places.place')),
                ('group', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='awards_received', to='groups.residentgroup')),
                ('household', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='awards_received', to='residents.household')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='awards_received', to='places.place')),
                ('nomination', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='awards_given', to='awards.awardnomination')),
            ],
            options={
                'ordering': ('-year', '-given_on', 'kind', 'place__sort_key', 'id'),
                'constraints': [models.UniqueConstraint(condition=models.Q(('nomination__isnull', False), ('taken_back_on', None)), fields=('nomination',), name='a_nomination_is_awarded_once'), models.CheckConstraint(condition=models.Q(('decision_number', ''), _negated=True), name='an_award_names_its_decision'), models.CheckConstraint(condition=models.Q(('taken_back_on', None), models.Q(('taken_back_reason', ''), _negated=True), _connector='OR'), name='an_award_taken_back_says_why')],
            },
        ),
        migrations.AddConstraint(
            model_name='awardround',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ('open', 'proposed'))), fields=('adoption', 'award', 'year', 'place'), name='one_round_of_an_award_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='awardround',
            constraint=models.CheckConstraint(condition=models.Q(('quota', None), models.Q(('quota__gte', 1), models.Q(('quota_reason', ''), _negated=True)), _connector='OR'), name='a_quota_says_why'),
        ),
        migrations.AddConstraint(
            model_name='awardround',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('proposed', 'decided')), _negated=True), models.Q(('council_on__isnull', False), ('votes_abstaining__isnull', False), ('votes_against__isnull', False), ('votes_for__isnull', False)), _connector='OR'), name='a_recommended_round_has_its_vote'),
        ),
        migrations.AddConstraint(
            model_name='awardnomination',
            constraint=models.UniqueConstraint(condition=models.Q(('group__isnull', False), models.Q(('state', 'withdrawn'), _negated=True)), fields=('round', 'group'), name='a_group_is_nominated_once_in_a_round'),
        ),
        migrations.AddConstraint(
            model_name='awardnomination',
            constraint=models.UniqueConstraint(condition=models.Q(('household__isnull', False), models.Q(('state', 'withdrawn'), _negated=True)), fields=('round', 'household'), name='a_household_is_nominated_once_in_a_round'),
        ),
        migrations.AddConstraint(
            model_name='awardnomination',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'area'), models.Q(('state', 'withdrawn'), _negated=True)), fields=('round', 'place'), name='an_area_is_nominated_once_in_a_round'),
        ),
        migrations.AddConstraint(
            model_name='awardnomination',
            constraint=models.UniqueConstraint(condition=models.Q(('kind__in', ('collective', 'individual')), models.Q(('state', 'withdrawn'), _negated=True)), fields=('round', 'kind', 'place', 'name_key'), name='a_name_is_nominated_once_in_a_round_and_place'),
        ),
        migrations.AddConstraint(
            model_name='awardnomination',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('group__isnull', False), ('household', None), ('kind', 'group'), ('typed_name', '')), models.Q(('group', None), ('household', None), ('kind', 'area'), ('typed_name', '')), models.Q(('group', None), ('household__isnull', False), ('kind', 'household'), ('typed_name', '')), models.Q(('group', None), ('household', None), ('kind__in', ('collective', 'individual')), models.Q(('typed_name', ''), _negated=True)), _connector='OR'), name='a_nomination_names_what_its_kind_says'),
        ),
        migrations.AddConstraint(
            model_name='awardnomination',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='a_nomination_says_why'),
        ),
        migrations.AddConstraint(
            model_name='awardnomination',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'not_recommended'), _negated=True), models.Q(('council_reason', ''), _negated=True), _connector='OR'), name='who_is_not_recommended_is_told_why'),
        ),
    ]
