"""What each barrier is, and where households stood when a plan to regroup them was made."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('groups', '0004_holders_and_tasks'),
    ]

    operations = [
        migrations.AddField(
            model_name='barrierline',
            name='kind',
            field=models.CharField(choices=[('river', 'river, stream or lake'), ('railway', 'railway'), ('road', 'main road')], default='river', max_length=10),
        ),
        migrations.AddField(
            model_name='regrouping',
            name='before',
            field=models.JSONField(default=dict),
        ),
    ]
