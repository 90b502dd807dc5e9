"""The residents app."""

from django.apps import AppConfig


class ResidentsConfig(AppConfig):
    """Registers `tuquan.residents`."""

    name = "tuquan.residents"
    label = "residents"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what stands in an area to whoever divides it, and follow the map."""
        from tuquan.places.queries import provide_standing
        from tuquan.places.services.followers import follow_reforms
        from tuquan.residents.queries.standing import standing_lanes
        from tuquan.residents.services.reforms import RegisterFollower

        provide_standing("residents.household", standing_lanes)
        follow_reforms(RegisterFollower())
