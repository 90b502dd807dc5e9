"""The formation app."""

from __future__ import annotations

from django.apps import AppConfig


class FormationConfig(AppConfig):
    """Registers `tuquan.formation`."""

    name = "tuquan.formation"
    label = "formation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let pledges, models and dossiers follow households, the map and issued papers, and take
        what leaders ticked on their telephones."""
        from tuquan.documents.services.followers import follow_documents
        from tuquan.formation.queries.phone import (
            kept_pledges,
            pages_instead,
            shells_for_leaders,
        )
        from tuquan.formation.services import (
            DossierPapers,
            PledgeFollower,
            SignatureFollower,
            forget_given_up,
        )
        from tuquan.formation.services.delivering import deliver_ticks
        from tuquan.groups.services import forget_with_proposals
        from tuquan.outbox.deliveries import (
            keep_files,
            provide_instead,
            provide_kept,
            provide_shells,
            take_kind,
        )
        from tuquan.places.services.followers import follow_reforms
        from tuquan.residents.services.followers import follow_households

        follow_households(SignatureFollower())
        follow_reforms(PledgeFollower())
        follow_documents(DossierPapers())
        forget_with_proposals(forget_given_up)
        take_kind("pledge_ticks", deliver_ticks)
        provide_kept("pledges", kept_pledges)
        provide_instead(pages_instead)
        provide_shells(shells_for_leaders)
        keep_files(["formation/js/ticks.js"])
