"""The programmes app."""

from __future__ import annotations

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    """Registers `tuquan.programmes`."""

    name = "tuquan.programmes"
    label = "programmes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """What a place runs follows the map; what it asks for is known to the apps below.

        Where it asks for members, the register keeps them; where it wants a second person, changes
        of the register wait for one; boards are founded under its rules.
        """
        from tuquan.bodies.queries import provide_boards
        from tuquan.places.services.followers import follow_reforms
        from tuquan.programmes.queries import checks_register, keeps_members
        from tuquan.programmes.queries.boards import boards_of
        from tuquan.programmes.services.inheriting import ProgrammeFollower
        from tuquan.residents.queries.people import provide_member_rule
        from tuquan.residents.queries.second_person import provide_second_person_rule

        provide_member_rule(keeps_members)
        provide_second_person_rule(checks_register)
        provide_boards(boards_of)
        follow_reforms(ProgrammeFollower())
