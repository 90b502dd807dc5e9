"""Sentences about the plan of a reform, and about carrying it out."""

from django.utils.translation import gettext_lazy as _

TEXTS = {
    "reform_empty": _("This change names no place. Choose what is to change."),
    "reform_place_unknown": _("There is no such place on the map. Choose one from the list."),
    "reform_place_ended": _("“%(place)s” ended on %(on)s. Choose the place it became."),
    "reform_too_early": _("“%(place)s” was last changed on %(since)s. Choose a later day."),
    "reform_not_yet_there": _(
        "“%(other)s” exists only since %(since)s. Choose that day or a later one."
    ),
    "reform_nothing_changes": _(
        "Nothing about “%(place)s” would change. Leave it out or say what changes."
    ),
    "reform_place_twice": _("“%(place)s” is named twice. Keep one of the two steps."),
    "reform_name_missing": _("Write the name of the place."),
    "reform_text_too_long": _("“%(text)s” is too long. At most %(longest)s letters."),
    "reform_parent_unknown": _(
        "“%(place)s” would stand under a place that does not exist. Choose another."
    ),
    "reform_parent_ends": _(
        "“%(place)s” would stand under “%(other)s”, which ends. Choose another."
    ),
    "reform_part_unknown": _(
        "“%(place)s” would go to a place that does not exist. Choose another."
    ),
    "reform_part_ends": _("“%(place)s” would go to “%(other)s”, which ends. Choose another."),
    "reform_part_twice": _("“%(place)s” goes to “%(other)s” twice. Write one share for it."),
    "reform_same_day": _(
        "Something became part of “%(other)s” on %(on)s already. Record both together, "
        "or another day."
    ),
    "reform_kind_wrong": _(
        "A place like “%(place)s” cannot stand under “%(other)s”. Choose another parent."
    ),
    "reform_kind_wrong_at_top": _(
        "Only a province stands at the top. Choose under which place “%(place)s” stands."
    ),
    "reform_cycle": _("“%(place)s” would stand under itself. Choose another parent."),
    "reform_orphan": _(
        "“%(place)s” would be left under “%(other)s”, which ends. Say where it goes."
    ),
    "reform_share_not_positive": _(
        "The share of “%(place)s” that goes to “%(other)s” must be more than nothing."
    ),
    "reform_share_too_fine": _("A share of “%(place)s” has too many digits. Round it."),
    "reform_shares_sum": _("The shares of “%(place)s” add up to %(sum)s. They must add up to 1."),
    "reform_rest_missing": _("Say which part takes what nobody assigned in “%(place)s”."),
    "reform_assigned_elsewhere": _(
        "Something would go to “%(place)s”, which is no part of a place that ends."
    ),
    "reform_name_taken": _(
        "“%(other)s” would have two places named “%(place)s”. Give one another name."
    ),
    "reform_name_taken_at_top": _(
        "There would be two provinces named “%(place)s”. Give one another name."
    ),
    "reform_code_taken": _(
        "“%(place)s” keeps the code %(code)s. A code names one place at a time."
    ),
    "reform_code_twice": _("The code %(code)s is given twice. A code names one place at a time."),
    "reform_kind_unknown": _("There is no such kind of change. Choose one from the list."),
    "reform_decision_missing": _("Write the number of the decision."),
    "reform_reason_missing": _("Write the reason."),
    "reform_households_unplaced": _(
        "%(households)s households of “%(place)s” have nowhere to go. Say which place takes them."
    ),
    "reform_not_yet": _("The change holds from %(on)s. It can be carried out from that day on."),
    "reform_apportions": _(
        "Earlier totals of “%(place)s” will be shared out among its parts; such totals say so."
    ),
    "reform_map_changed": _(
        "The map changed since this was prepared, so it does not fit any more. Prepare it again."
    ),
    "reform_totals_differ": _(
        "The totals before and after were not equal, so nothing was changed. Report it, please."
    ),
    "reform_not_prepared": _(
        "Somebody carried this out or cast it away meanwhile. Look at it again."
    ),
    "reform_not_done": _(
        "Somebody took this back meanwhile, or it was never carried out. Look at it again."
    ),
    "reform_undo_later": _(
        "Decision %(decision)s changed the same places later, on %(on)s. Take that back first."
    ),
}
