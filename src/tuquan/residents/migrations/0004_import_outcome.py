"""What an import wrote, so that it can be told and taken back."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One more column of imports."""

    dependencies = [("residents", "0003_find_households")]

    operations = [
        migrations.AddField(
            model_name="householdimport",
            name="outcome",
            field=models.JSONField(default=dict),
        ),
    ]
