"""Dossiers of groups, whom they nominate, and the decisions about groups."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0001_initial'),
        ('formation', '0001_pledges'),
        ('groups', '0005_kinds_of_barriers'),
        ('meetings', '0001_initial'),
        ('programmes', '0003_read_old_definitions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Dossier',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('establish', 'establish'), ('reconstitute', 'reconstitute'), ('recognise_head', 'recognise leader and deputy'), ('dissolve', 'dissolve')], max_length=15)),
                ('state', models.CharField(choices=[('open', 'being completed'), ('requested', 'requested'), ('decided', 'decided'), ('dropped', 'dropped')], default='open', max_length=10)),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('opened_at', models.DateTimeField()),
                ('ended_on', models.DateField(null=True)),
                ('drop_reason', models.CharField(blank=True, max_length=300)),
                ('adoption', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dossiers', to='programmes.adoption')),
                ('corrects', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='formation.dossier')),
                ('decision', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='documents.officialdocument')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dossiers', to='groups.residentgroup')),
                ('meeting', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='dossiers', to='meetings.meeting')),
                ('minutes', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='documents.officialdocument')),
                ('opened_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('regrouping', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='dossiers', to='groups.regrouping')),
                ('request', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='documents.officialdocument')),
            ],
            options={
                'ordering': ('group__place__sort_key', 'group__number', '-opened_at', 'id'),
            },
        ),
        migrations.CreateModel(
            name='GroupDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('establish', 'establish'), ('reconstitute', 'reconstitute'), ('recognise_head', 'recognise leader and deputy'), ('dissolve', 'dissolve')], max_length=15)),
                ('decided_on', models.DateField()),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.officialdocument')),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='formation.dossier')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='groups.residentgroup')),
            ],
            options={
                'ordering': ('group_id', '-decided_on', '-id'),
            },
        ),
        migrations.CreateModel(
            name='Nomination',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.CharField(max_length=40)),
                ('name', models.CharField(max_length=150)),
                ('main_post', models.CharField(blank=True, max_length=150)),
                ('comes_from', models.CharField(blank=True, max_length=150)),
                ('filled_by', models.CharField(blank=True, max_length=10)),
                ('votes', models.PositiveIntegerField(null=True)),
                ('entitled', models.PositiveIntegerField(null=True)),
                ('stays', models.BooleanField(default=False)),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='nominations', to='formation.dossier')),
            ],
            options={
                'ordering': ('dossier_id', 'id'),
            },
        ),
        migrations.AddConstraint(
            model_name='dossier',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ('open', 'requested'))), fields=('group',), name='a_group_has_one_dossier_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='groupdecision',
            constraint=models.UniqueConstraint(fields=('group', 'document'), name='a_paper_decides_about_a_group_once'),
        ),
        migrations.AddConstraint(
            model_name='nomination',
            constraint=models.UniqueConstraint(condition=models.Q(('position', 'member'), _negated=True), fields=('dossier', 'position'), name='one_nomination_per_position'),
        ),
    ]
