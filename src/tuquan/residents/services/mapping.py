"""Teaching the importer: what a column or a sheet is, for this file and for the next (F-9)."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db import transaction

from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.core.lists import FIELDS, LEFT_OUT
from tuquan.core.lists.headings import heading_key
from tuquan.core.problems import Problem
from tuquan.residents.models import ColumnMapping, HouseholdImport
from tuquan.residents.queries.imports import commune_above, report_of
from tuquan.residents.services.importing import read_again

LONGEST_HEADING = 200


@transaction.atomic
def correct_mapping(
    actor: Actor,
    import_: HouseholdImport,
    columns: Mapping[int, Mapping[str, str]],
    *,
    left_out: Collection[int] = (),
    wanted: Collection[int] = (),
    remember: bool = True,
) -> None:
    """Read a waiting list again as a person says its columns and sheets are to be read.

    `columns` holds by sheet the fields of the columns that were corrected. With `remember` the
    headings of these columns are read so in the next file of the commune too.
    """
    require(actor.may("households.manage", import_.path))
    if problems := _problems(columns):
        raise Invalid(problems)
    waiting = HouseholdImport.objects.defer("content").get(pk=import_.pk)
    if waiting.state != HouseholdImport.State.PREVIEWED:
        raise Conflict("import_not_waiting")
    kept = waiting.mapping.get("columns", {})
    mapping = {
        "columns": kept
        | {
            str(sheet): kept.get(str(sheet), {}) | dict(fields) for sheet, fields in columns.items()
        },
        "left_out": sorted(left_out),
        "wanted": sorted(wanted),
    }
    if remember:
        _remember(actor, waiting, columns)
    read_again(actor, waiting, mapping)


def _problems(columns: Mapping[int, Mapping[str, str]]) -> list[Problem]:
    given = {field for fields in columns.values() for field in fields.values()}
    unknown = sorted(given - {*FIELDS, LEFT_OUT})
    return [Problem("import_field_unknown", "columns", {"field": field}) for field in unknown]


def _remember(
    actor: Actor, waiting: HouseholdImport, columns: Mapping[int, Mapping[str, str]]
) -> None:
    """Keep each corrected heading for the commune; the last correction of a heading counts."""
    commune = commune_above(waiting.place)
    taught = {}
    for sheet in report_of(waiting)["sheets"]:
        own = columns.get(sheet["index"], {})
        for column in sheet.get("columns", ()):
            heading = heading_key(column.get("header_decoded") or column["header"])
            if column["column"] in own and heading:
                taught[heading[:LONGEST_HEADING]] = own[column["column"]]
    for heading, field in taught.items():
        ColumnMapping.objects.update_or_create(
            place=commune,
            heading=heading,
            defaults={
                "path": commune.path,
                "field": field,
                "taught_by_id": actor.user_id,
                "taught_at": clock.now(),
            },
        )
    if taught:
        record(actor, "residents.columns_taught", commune, commune.path, count=len(taught))
