"""Registering and signing pledges; choosing the models of areas and groups."""

from __future__ import annotations

from tuquan.formation.services.deciding import (
    DossierPapers,
    draft_decision,
    draft_minutes,
    draft_request,
)
from tuquan.formation.services.dossiers import (
    NewNomination,
    drop_dossier,
    forget_given_up,
    link_meeting,
    nominate,
    open_dossier,
    open_dossiers,
    open_for_plan,
    remove_nomination,
)
from tuquan.formation.services.pledge_households import SignatureFollower
from tuquan.formation.services.pledge_reforms import PledgeFollower
from tuquan.formation.services.pledge_signing import sign_many, sign_pledge, withdraw_signature
from tuquan.formation.services.pledging import (
    NewRegistration,
    close_registration,
    correct_denominator,
    register_pledge,
    renew_pledge,
)
from tuquan.formation.services.themes import ModelWords, alter_model, choose_model, end_model

__all__ = [
    "DossierPapers",
    "NewNomination",
    "draft_decision",
    "draft_minutes",
    "draft_request",
    "drop_dossier",
    "forget_given_up",
    "link_meeting",
    "nominate",
    "open_dossier",
    "open_dossiers",
    "open_for_plan",
    "remove_nomination",
    "ModelWords",
    "NewRegistration",
    "PledgeFollower",
    "SignatureFollower",
    "alter_model",
    "choose_model",
    "close_registration",
    "correct_denominator",
    "end_model",
    "register_pledge",
    "renew_pledge",
    "sign_many",
    "sign_pledge",
    "withdraw_signature",
]
