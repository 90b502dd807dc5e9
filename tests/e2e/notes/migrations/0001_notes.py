"""Notes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Note",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("subject", models.CharField(max_length=20)),
                ("version", models.IntegerField()),
                ("data", models.JSONField(default=dict)),
                ("by", models.CharField(max_length=150)),
                ("written_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("subject", "version"), name="a_version_is_written_once"
                    )
                ]
            },
        ),
    ]
