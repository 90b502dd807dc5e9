"""The formation app."""

from __future__ import annotations

from django.apps import AppConfig


class FormationConfig(AppConfig):
    """Registers `tuquan.formation`."""

    name = "tuquan.formation"
    label = "formation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let pledges, models and dossiers follow households, the map and issued papers."""
        from tuquan.documents.services.followers import follow_documents
        from tuquan.formation.services import (
            DossierPapers,
            PledgeFollower,
            SignatureFollower,
            forget_given_up,
        )
        from tuquan.groups.services import forget_with_proposals
        from tuquan.places.services.followers import follow_reforms
        from tuquan.residents.services.followers import follow_households

        follow_households(SignatureFollower())
        follow_reforms(PledgeFollower())
        follow_documents(DossierPapers())
        forget_with_proposals(forget_given_up)
