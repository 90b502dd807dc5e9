"""The groups app."""

from __future__ import annotations

from django.apps import AppConfig


class GroupsConfig(AppConfig):
    """Registers `tuquan.groups`."""

    name = "tuquan.groups"
    label = "groups"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what groups know to the programmes and the register below, and follow the map."""
        from tuquan.accounts.queries import provide_group_names
        from tuquan.bodies.queries import provide_hats, provide_targets
        from tuquan.groups.queries import (
            group_facts,
            group_hats,
            group_history,
            group_names,
            groups_to_guide,
            household_reach,
            names_of_groups,
            post_alerts,
        )
        from tuquan.groups.queries.standing import standing_groups
        from tuquan.groups.services import GroupFollower, MembershipFollower
        from tuquan.notices.queries import provide_alerts
        from tuquan.places.queries import provide_standing
        from tuquan.places.services.followers import follow_reforms
        from tuquan.programmes.queries import provide_facts
        from tuquan.residents.queries.history import provide_history
        from tuquan.residents.queries.reach import provide_grouping, provide_reach
        from tuquan.residents.services.followers import follow_households

        provide_group_names(group_names)
        provide_hats(group_hats)
        provide_targets(groups_to_guide)
        provide_alerts(post_alerts)
        provide_facts(group_facts)
        provide_reach(household_reach)
        provide_grouping(names_of_groups)
        provide_history(group_history)
        follow_households(MembershipFollower())
        follow_reforms(GroupFollower())
        provide_standing("groups.residentgroup", standing_groups)
