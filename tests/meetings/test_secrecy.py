"""F-80, h-9: nothing that is kept could tell how a household voted."""

from __future__ import annotations

from django.apps import apps
from django.db.models import Field

from tuquan.meetings.models import Attendance, Candidate, Participant
from tuquan.residents.models import Household

WHO_CAME = {
    "id",
    "meeting",
    "household",
    "entitled",
    "present",
    "represented_by",
    "how",
    "marked_at",
    "marked_by",
}
WHO_STANDS = {
    "id",
    "election",
    "name",
    "household",
    "votes",
    "withdrew",
    "nominated_by",
    "first",
}
WHO_TOOK_PART = {"id", "motion", "election", "household"}


def test_tables_that_name_a_household_have_no_column_for_its_choice() -> None:
    naming = {}
    for model in apps.get_app_config("meetings").get_models():
        fields = {
            field.name: field for field in model._meta.get_fields() if isinstance(field, Field)
        }
        if any(field.related_model is Household for field in fields.values()):
            naming[model] = set(fields)
    assert naming == {
        Attendance: WHO_CAME,
        Candidate: WHO_STANDS,
        Participant: WHO_TOOK_PART,
    }
