"""Search words of households written before this release, and the index that finds them.

PostgreSQL finds the beginning of a word anywhere in the text by its trigrams; SQLite scans the
households of the places somebody works for.
"""

from django.db import migrations

from tuquan.core.vietnamese import search_key

INDEX = "households_by_words"


def rebuild(apps, schema_editor):
    Household = apps.get_model("residents", "Household")
    batch = []
    for household in Household.objects.iterator(2000):
        texts = (household.head_name, household.lane, household.house_number)
        household.search_text = f" {search_key(' '.join(filter(None, texts)))}"[:600]
        batch.append(household)
        if len(batch) == 2000:
            Household.objects.bulk_update(batch, ["search_text"])
            batch = []
    Household.objects.bulk_update(batch, ["search_text"])


def add_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        schema_editor.execute(
            f"CREATE INDEX {INDEX} ON residents_household USING gin (search_text gin_trgm_ops)"
        )


def drop_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP INDEX IF EXISTS {INDEX}")


class Migration(migrations.Migration):
    dependencies = [("residents", "0002_register")]
    operations = [
        migrations.RunPython(rebuild, migrations.RunPython.noop),
        migrations.RunPython(add_index, drop_index),
    ]
