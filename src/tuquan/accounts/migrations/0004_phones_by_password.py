"""Phones on which somebody typed a password are known too."""


from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_cards_and_devices'),
    ]

    operations = [
        migrations.AddField(
            model_name='device',
            name='by_password',
            field=models.BooleanField(default=False),
        ),
    ]
