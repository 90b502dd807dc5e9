"""The awards app."""

from __future__ import annotations

from django.apps import AppConfig


class AwardsConfig(AppConfig):
    """Registers `tuquan.awards`."""

    name = "tuquan.awards"
    label = "awards"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the register follow issued and withdrawn papers, and rounds the map and doubles."""
        from tuquan.awards.services import AwardedHouseholds, AwardFollower, AwardPapers
        from tuquan.documents.services.followers import follow_documents, follow_withdrawals
        from tuquan.places.services.followers import follow_reforms
        from tuquan.residents.services.followers import follow_households

        follow_documents(AwardPapers())
        follow_withdrawals(AwardPapers())
        follow_reforms(AwardFollower())
        follow_households(AwardedHouseholds())
