"""Consents of households, for the tests about what hangs on them."""

from __future__ import annotations

from datetime import date

from tests import make
from tuquan.residents.models import (
    Consent,
    Household,
)
from tuquan.residents.services import (
    give_consent,
)

DAY = date(2026, 11, 2)
CONTACT, ZALO = Consent.Purpose.CONTACT, Consent.Purpose.ZALO


def agreed(one: Household, purpose: str = CONTACT, *digits: str) -> Consent:
    return give_consent(make.SYSTEM, one, purpose, "paper", "Lê Văn Ba", DAY, digits)
