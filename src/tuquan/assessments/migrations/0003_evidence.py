"""Evidence of a row."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("assessments", "0002_days_and_complaints")]
    operations = []
