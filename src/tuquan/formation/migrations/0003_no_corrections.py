"""A dossier that puts another one right was never opened: the paper that replaces it does so."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("formation", "0002_dossiers")]
    operations = [migrations.RemoveField(model_name="dossier", name="corrects")]
