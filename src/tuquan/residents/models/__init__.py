"""The register: households, the people and contacts kept of them, their changes, and imports."""

from tuquan.residents.models.changes import (
    DuplicateVerdict,
    HouseholdChange,
    HouseholdChangeQuerySet,
)
from tuquan.residents.models.fields import OWN, HouseholdField, HouseholdFieldQuerySet
from tuquan.residents.models.households import (
    Household,
    HouseholdAssignment,
    HouseholdQuerySet,
    Residence,
    WayToReach,
)
from tuquan.residents.models.imports import (
    ColumnMapping,
    ColumnMappingQuerySet,
    HouseholdImport,
    ImportQuerySet,
)
from tuquan.residents.models.people import Consent, Contact, HouseholdMember

__all__ = [
    "OWN",
    "HouseholdField",
    "HouseholdFieldQuerySet",
    "ColumnMapping",
    "ColumnMappingQuerySet",
    "Consent",
    "Contact",
    "DuplicateVerdict",
    "Household",
    "HouseholdAssignment",
    "HouseholdChange",
    "HouseholdChangeQuerySet",
    "HouseholdImport",
    "HouseholdMember",
    "HouseholdQuerySet",
    "ImportQuerySet",
    "Residence",
    "WayToReach",
]
