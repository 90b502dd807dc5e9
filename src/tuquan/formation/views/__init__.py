"""Pages about pledges and models."""

from __future__ import annotations

from tuquan.formation.views.dossiers import (
    decide,
    dossiers,
    open_dossiers,
    open_later,
    open_plan,
)
from tuquan.formation.views.one_dossier import (
    dossier,
    draft,
    drop,
    link_meeting,
    nominate,
    remove_nomination,
)
from tuquan.formation.views.pledge_papers import (
    group_notice_docx,
    group_notice_pdf,
    pledge_docx,
    pledge_pdf,
)
from tuquan.formation.views.pledge_phone import my_pledges, sign, signing, withdraw
from tuquan.formation.views.pledges import (
    close_pledge,
    correct_pledge,
    pledge,
    pledges,
    register_pledge,
    registration,
    renew_pledge,
    sign_list,
    sign_office,
)
from tuquan.formation.views.themes import alter_model, area_models, choose_model, end_model, models

__all__ = [
    "decide",
    "dossiers",
    "open_dossiers",
    "open_later",
    "open_plan",
    "dossier",
    "draft",
    "drop",
    "link_meeting",
    "nominate",
    "remove_nomination",
    "alter_model",
    "area_models",
    "choose_model",
    "close_pledge",
    "correct_pledge",
    "end_model",
    "group_notice_docx",
    "group_notice_pdf",
    "models",
    "my_pledges",
    "pledge",
    "pledge_docx",
    "pledge_pdf",
    "pledges",
    "register_pledge",
    "registration",
    "renew_pledge",
    "sign",
    "sign_list",
    "sign_office",
    "signing",
    "withdraw",
]
