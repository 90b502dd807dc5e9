"""Every report that was owed before totals were stored gets the rows it counts in, marked."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import migrations

from tuquan.consolidations.queries.rounds import longer_periods
from tuquan.core.localising import inherit
from tuquan.core.packs.canonical import edition_from_json
from tuquan.core.programme import Edition


def mark_what_is_owed(apps: Any, schema_editor: Any) -> None:
    """Rows without totals: whoever reads them first works them out."""
    obligations = apps.get_model("reports", "Obligation")
    stored = apps.get_model("consolidations", "StoredTotal")
    editions = apps.get_model("programmes", "ProgrammeEdition").objects.in_bulk()
    contents: dict[int, Edition] = {}
    owed = (
        obligations.objects.filter(kind="form")
        .order_by()
        .values_list(
            "commune_id", "edition_id", "calendar", "period_key", "period_start", "period_until"
        )
        .distinct()
    )
    rows = {}
    for commune, edition, calendar, key, start, until in owed:
        if edition not in contents:
            contents[edition] = content_of(editions, edition)
        own = contents[edition].calendar(calendar)
        spans = [(own.period, key, start, until)]
        for period in longer_periods(contents[edition], own, until - timedelta(days=1)):
            spans.append((period.kind, period.key, period.start, period.until))
        for kind, name, begins, ends in spans:
            rows[commune, edition, calendar, name, begins] = stored(
                commune_id=commune,
                edition_id=edition,
                calendar=calendar,
                period_kind=kind,
                period_key=name,
                period_start=begins,
                period_until=ends,
            )
    stored.objects.bulk_create(rows.values(), ignore_conflicts=True, batch_size=500)


def content_of(editions: Any, number: int) -> Edition:
    """The edition as values, with what it takes over from its parent."""
    row = editions[number]
    own = edition_from_json(row.definition)
    return inherit(own, content_of(editions, row.parent_id)) if row.parent_id else own


class Migration(migrations.Migration):
    """Only data."""

    dependencies = (("consolidations", "0001_initial"),)

    operations = (migrations.RunPython(mark_what_is_owed, migrations.RunPython.noop),)
