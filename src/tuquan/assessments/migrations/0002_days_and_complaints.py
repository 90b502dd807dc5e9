"""Days of the steps, postings, complaints."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("assessments", "0001_initial")]
    operations = []
