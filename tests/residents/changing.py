"""Changes of the register and what the tests look at afterwards (F-13, F-14)."""

from __future__ import annotations

from tuquan.residents.models import HouseholdChange

State = HouseholdChange.State
