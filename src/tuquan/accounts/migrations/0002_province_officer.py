"""One more role."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='grant',
            name='role',
            field=models.CharField(choices=[('administrator', 'administrator'), ('province_officer', 'province officer'), ('commune_officer', 'commune officer'), ('area_head', 'head of the residential area'), ('group_leader', 'leader of a group')], max_length=40),
        ),
    ]
