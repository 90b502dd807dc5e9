"""The residents app."""

from django.apps import AppConfig


class ResidentsConfig(AppConfig):
    """Registers `tuquan.residents`."""

    name = "tuquan.residents"
    label = "residents"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what stands in an area to whoever divides it, follow the map, and take what leaders'
        telephones tell."""
        from tuquan.outbox.deliveries import keep_files, provide_kept, provide_shells, take_kind
        from tuquan.places.queries import provide_standing
        from tuquan.places.services.followers import follow_reforms
        from tuquan.residents.queries.phone import shells_for_leaders
        from tuquan.residents.queries.standing import standing_lanes
        from tuquan.residents.services.delivering import deliver_change
        from tuquan.residents.services.reforms import RegisterFollower
        from tuquan.residents.services.taking_along import take_along_households

        provide_standing("residents.household", standing_lanes)
        follow_reforms(RegisterFollower())
        take_kind("population", deliver_change)
        provide_kept("households", take_along_households)
        provide_shells(shells_for_leaders)
        keep_files(
            ("residents/js/households.js", "residents/js/tick_list.js", "residents/js/told.js")
        )
