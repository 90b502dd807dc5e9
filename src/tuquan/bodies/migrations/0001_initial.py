"""Committees, boards and organisations, posts and guidance."""

import django.db.models.deletion
import tuquan.base.scoping
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('places', '0002_reforms'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Body',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('steering_committee', 'steering committee'), ('guidance_team', 'guidance team'), ('front_committee', 'Front committee'), ('front_working_committee', 'Front working committee'), ('party_committee', 'Party committee or cell'), ('peoples_committee', "People's Committee"), ('area_board', 'board of the residential area'), ('mass_organisation', 'mass organisation'), ('office', 'office or agency'), ('council', 'council')], max_length=30)),
                ('name', models.CharField(max_length=200)),
                ('programme', models.CharField(blank=True, max_length=60)),
                ('board', models.CharField(blank=True, max_length=60)),
                ('composition', models.TextField(default='{}')),
                ('tasks', models.TextField(blank=True)),
                ('founded_on', models.DateField()),
                ('dissolved_on', models.DateField(null=True)),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bodies', to='places.place')),
                ('predecessor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='successors', to='bodies.body')),
            ],
            options={
                'ordering': ('place__sort_key', 'kind', 'name', 'id'),
            },
        ),
        migrations.CreateModel(
            name='Appointment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('chair', 'chair'), ('vice_chair', 'vice-chair'), ('member', 'member')], default='member', max_length=12)),
                ('post', models.CharField(max_length=150)),
                ('seat', models.CharField(blank=True, max_length=200)),
                ('main_post', models.CharField(blank=True, max_length=150)),
                ('acting', models.BooleanField(default=False)),
                ('task', models.TextField(blank=True)),
                ('term_from', models.DateField()),
                ('term_until', models.DateField(null=True)),
                ('ended_on', models.DateField(null=True)),
                ('end_reason', models.CharField(blank=True, max_length=200)),
                ('handover', models.TextField(blank=True)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='appointments', to='bodies.body')),
                ('follows', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='followed_by', to='bodies.appointment')),
            ],
            options={
                'ordering': ('body_id', 'id'),
            },
        ),
        migrations.CreateModel(
            name='Guidance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', tuquan.base.scoping.PathField(db_index=True, max_length=120)),
                ('task', models.TextField(blank=True)),
                ('effective_from', models.DateField()),
                ('effective_until', models.DateField(null=True)),
                ('appointment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='guidance', to='bodies.appointment')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='guidance', to='bodies.body')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'ordering': ('path', 'id'),
            },
        ),
        migrations.CreateModel(
            name='PostHolder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=150)),
                ('sort_key', models.CharField(max_length=600)),
                ('account', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='post_holder', to=settings.AUTH_USER_MODEL)),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='post_holders', to='places.place')),
            ],
            options={
                'ordering': ('sort_key', 'id'),
            },
        ),
        migrations.AddField(
            model_name='appointment',
            name='holder',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to='bodies.postholder'),
        ),
        migrations.CreateModel(
            name='Training',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(max_length=200)),
                ('held_by', models.CharField(blank=True, max_length=200)),
                ('held_on', models.DateField()),
                ('holder', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='trainings', to='bodies.postholder')),
            ],
            options={
                'ordering': ('-held_on', 'id'),
            },
        ),
        migrations.AddConstraint(
            model_name='body',
            constraint=models.CheckConstraint(condition=models.Q(('dissolved_on', None), ('dissolved_on__gte', models.F('founded_on')), _connector='OR'), name='body_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='guidance',
            constraint=models.UniqueConstraint(condition=models.Q(('effective_until', None)), fields=('appointment', 'path'), name='a_place_is_guided_once_by_a_person'),
        ),
        migrations.AddConstraint(
            model_name='guidance',
            constraint=models.UniqueConstraint(condition=models.Q(('appointment', None), ('effective_until', None)), fields=('body', 'path'), name='a_place_is_guided_once_by_a_body'),
        ),
        migrations.AddConstraint(
            model_name='guidance',
            constraint=models.CheckConstraint(condition=models.Q(('effective_until', None), ('effective_until__gte', models.F('effective_from')), _connector='OR'), name='guidance_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_on', None)), fields=('body', 'holder', 'post'), name='a_post_is_held_once_by_a_person'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.CheckConstraint(condition=models.Q(('term_until', None), ('term_until__gt', models.F('term_from')), _connector='OR'), name='appointment_ends_after_it_begins'),
        ),
    ]
