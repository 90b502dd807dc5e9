"""An office’s own fields and the files they are carried in (F-15)."""

from __future__ import annotations

from tests import make
from tests.residents.register import now
from tuquan.places.models import Place
from tuquan.residents.models import Household, HouseholdField
from tuquan.residents.queries import kept_fields
from tuquan.residents.services import (
    NewField,
    add_field,
)

CARD = NewField("Số thẻ thu gom rác", "text", help="Ghi như trên thẻ")
PIT = NewField("Có hố rác", "yes_no")
TOILET = NewField("Loại nhà vệ sinh", "choice", ("Tự hoại", "Hai ngăn", "Chưa có"))


def added(where: Place, new: NewField) -> HouseholdField:
    """A field that the office of a commune added."""
    return add_field(make.SYSTEM, where, new)


def values(of: Household) -> dict[str, object]:
    """What is kept of a household besides form 02, by label."""
    return {one.field.label: value for one, value in kept_fields(now(of)) if value is not None}
