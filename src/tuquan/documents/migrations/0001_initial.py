"""Papers with their files, issuing bodies, signatories and number books."""

import django.db.models.deletion
import tuquan.base.scoping
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('bodies', '0001_initial'),
        ('places', '0002_reforms'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='IssuingBody',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('regime', models.CharField(choices=[('state', 'the State'), ('party', 'the Party'), ('front', 'the Front')], max_length=5)),
                ('name', models.CharField(max_length=200)),
                ('letterhead', models.JSONField(default=list)),
                ('parents', models.JSONField(blank=True, default=list)),
                ('symbol', models.CharField(max_length=40)),
                ('day_place', models.CharField(max_length=100)),
                ('on_behalf_of', models.CharField(blank=True, max_length=200)),
                ('effective_from', models.DateField()),
                ('effective_until', models.DateField(null=True)),
                ('body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='bodies.body')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='issuing_bodies', to='places.place')),
            ],
            options={
                'ordering': ('place__sort_key', 'name', 'id'),
            },
        ),
        migrations.CreateModel(
            name='NumberBook',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('type_code', models.CharField(max_length=10)),
                ('label', models.CharField(max_length=60)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(null=True)),
                ('closed_on', models.DateField(null=True)),
                ('first_number', models.PositiveIntegerField(default=1)),
                ('turns', models.PositiveIntegerField(default=0)),
                ('issuing_body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='books', to='documents.issuingbody')),
            ],
            options={
                'ordering': ('issuing_body_id', '-starts_on', 'type_code', 'id'),
            },
        ),
        migrations.CreateModel(
            name='NumberEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('on', models.DateField(null=True)),
                ('state', models.CharField(choices=[('used', 'number used'), ('cancelled', 'number cancelled'), ('skipped', 'number skipped')], default='used', max_length=10)),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('recorded_at', models.DateTimeField()),
                ('book', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='documents.numberbook')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('book_id', 'number'),
            },
        ),
        migrations.CreateModel(
            name='OfficialDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', tuquan.base.scoping.PathField(db_index=True, max_length=120)),
                ('programme', models.CharField(blank=True, max_length=60)),
                ('template', models.JSONField()),
                ('contents', models.JSONField(default=dict)),
                ('kind', models.CharField(max_length=20)),
                ('title', models.TextField()),
                ('search_key', models.TextField()),
                ('style', models.CharField(max_length=40)),
                ('state', models.CharField(choices=[('draft', 'draft'), ('issued', 'issued'), ('withdrawn', 'withdrawn')], default='draft', max_length=10)),
                ('number_text', models.CharField(blank=True, max_length=80)),
                ('dated', models.DateField(null=True)),
                ('signed_by', models.JSONField(default=list)),
                ('issued_as', models.JSONField(default=dict)),
                ('version', models.PositiveIntegerField(default=1)),
                ('subject', models.CharField(blank=True, db_index=True, max_length=80)),
                ('made_at', models.DateTimeField()),
                ('issued_at', models.DateTimeField(null=True)),
                ('withdrawn_on', models.DateField(null=True)),
                ('withdraw_reason', models.CharField(blank=True, max_length=500)),
                ('entry', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='document', to='documents.numberentry')),
                ('issued_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('issuing_body', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='documents.issuingbody')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='places.place')),
                ('replaces', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replacements', to='documents.officialdocument')),
            ],
            options={
                'ordering': ('-made_at', '-id'),
            },
        ),
        migrations.CreateModel(
            name='DocumentFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('docx', 'Word file'), ('pdf', 'PDF file'), ('scan', 'scan of the signed paper')], max_length=4)),
                ('file_name', models.CharField(max_length=150)),
                ('content_type', models.CharField(max_length=100)),
                ('content', models.BinaryField()),
                ('sha256', models.CharField(db_index=True, max_length=64)),
                ('size', models.PositiveIntegerField()),
                ('made_at', models.DateTimeField()),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='documents.officialdocument')),
            ],
            options={
                'ordering': ('document_id', 'id'),
            },
        ),
        migrations.CreateModel(
            name='DocumentEffect',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(db_index=True, max_length=80)),
                ('what', models.CharField(max_length=200)),
                ('on', models.DateField()),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='effects', to='documents.officialdocument')),
            ],
            options={
                'ordering': ('on', 'id'),
            },
        ),
        migrations.CreateModel(
            name='Signatory',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=150)),
                ('post', models.CharField(max_length=150)),
                ('authority', models.CharField(choices=[('own', 'in the own post'), ('on_behalf', 'on behalf of the body (TM.)'), ('deputy', 'in place of the head (KT.)'), ('by_order', 'by order of the head (TL.)'), ('authorised', 'authorised by the head (TUQ.)')], default='on_behalf', max_length=10)),
                ('for_post', models.CharField(blank=True, max_length=150)),
                ('effective_from', models.DateField()),
                ('effective_until', models.DateField(null=True)),
                ('issuing_body', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='signatories', to='documents.issuingbody')),
            ],
            options={
                'ordering': ('issuing_body_id', 'id'),
            },
        ),
        migrations.AddConstraint(
            model_name='issuingbody',
            constraint=models.CheckConstraint(condition=models.Q(('effective_until', None), ('effective_until__gt', models.F('effective_from')), _connector='OR'), name='issuing_body_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='numberbook',
            constraint=models.UniqueConstraint(fields=('issuing_body', 'type_code', 'starts_on'), name='one_book_per_type_and_beginning'),
        ),
        migrations.AddConstraint(
            model_name='numberbook',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='book_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='numberentry',
            constraint=models.UniqueConstraint(fields=('book', 'number'), name='a_number_is_given_once'),
        ),
        migrations.AddConstraint(
            model_name='officialdocument',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('issued_at', None), ('state', 'draft')), models.Q(models.Q(('state', 'draft'), _negated=True), ('dated__isnull', False), ('issued_at__isnull', False)), _connector='OR'), name='an_issued_paper_has_its_day'),
        ),
        migrations.AddConstraint(
            model_name='officialdocument',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'withdrawn'), _negated=True), ('withdrawn_on__isnull', False), _connector='OR'), name='a_withdrawn_paper_says_since_when'),
        ),
        migrations.AddConstraint(
            model_name='officialdocument',
            constraint=models.UniqueConstraint(fields=('replaces',), name='a_paper_is_replaced_once'),
        ),
        migrations.AddConstraint(
            model_name='documentfile',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'scan'), _negated=True), fields=('document', 'kind'), name='a_paper_is_drawn_once_as_each_file'),
        ),
        migrations.AddConstraint(
            model_name='signatory',
            constraint=models.CheckConstraint(condition=models.Q(('effective_until', None), ('effective_until__gt', models.F('effective_from')), _connector='OR'), name='signatory_ends_after_it_begins'),
        ),
    ]
