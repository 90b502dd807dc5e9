"""Pledges and models of self-management."""

from __future__ import annotations

from tuquan.formation.models.dossiers import (
    DecisionKind,
    Dossier,
    DossierQuerySet,
    GroupDecision,
    GroupDecisionQuerySet,
    Nomination,
)
from tuquan.formation.models.pledges import (
    DenominatorChange,
    PledgeRegistration,
    PledgeRegistrationQuerySet,
    PledgeSignature,
    PledgeSignatureQuerySet,
)
from tuquan.formation.models.themes import SelfManagementModel, SelfManagementModelQuerySet

__all__ = [
    "DecisionKind",
    "Dossier",
    "DossierQuerySet",
    "GroupDecision",
    "GroupDecisionQuerySet",
    "Nomination",
    "DenominatorChange",
    "PledgeRegistration",
    "PledgeRegistrationQuerySet",
    "PledgeSignature",
    "PledgeSignatureQuerySet",
    "SelfManagementModel",
    "SelfManagementModelQuerySet",
]
