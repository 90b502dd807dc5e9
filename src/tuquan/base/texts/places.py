"""Sentences about places that change: reforms, their plans, and taking them back."""

from decimal import Decimal
from fractions import Fraction

from django.utils import formats
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

TEXTS = {
    "reform_undo_in_use": _(
        "Something was written since that stands on this change of places, so it cannot be taken "
        "back. Record a new change instead."
    ),
    "reform_undo_changed": _(
        "Something this change of places moved was changed again since, so it cannot be taken "
        "back. Record a new change instead."
    ),
    "province_code_unknown": _("The national file has no province with the code %(codes)s."),
    "map_is_of_today": _(
        "This province already stands on the map since 01/07/2025; the map before that day cannot "
        "be loaded over it."
    ),
    "map_is_of_before": _(
        "This province still stands on the map before 01/07/2025, with districts. Carry out its "
        "arrangement instead: groups, households and reports then follow."
    ),
    "former_units_missing": _(
        "These former units are not in the tree: %(names)s. Load the map before 01/07/2025 of the "
        "province first."
    ),
    # Other names and codes
    "place_alias_known": _("%(place)s is already found under the name “%(name)s”."),
    "code_scheme_wrong": _("Write the scheme in small letters without spaces, for example dvhc."),
    "code_wrong": _("Write the code without spaces, for example 26740."),
    "code_known": _("This place has the code %(code)s already."),
    "code_taken": _(
        "The code %(code)s belongs to another place today. A code names one place at a time: end "
        "it there first."
    ),
    "code_too_early": _(
        "The code %(code)s holds since %(since)s. Choose a later day for the new one."
    ),
    # The form of a reform
    "share_wrong": _("“%(text)s” is not a share. Write a percentage (50) or a fraction (1/3)."),
    "shares_sum": _("The shares add up to %(sum)s. They must make 100%%: write 1/3 for a third."),
    "shares_some": _("Write the share of every part, or of none: then households are counted."),
    "share_of_nothing": _(
        "Part %(number)s gets no household, so its share cannot be counted. Send something to it "
        "or write the shares."
    ),
    "part_empty": _("Write the name of part %(number)s or choose a place that goes on."),
    "part_twice": _("Part %(number)s has a name and an existing place. Keep one of the two."),
    "merge_too_few": _("Choose two places at least."),
    "merge_name_missing": _("Write the name of the new place, or choose which of them goes on."),
    "merge_keeps_other": _("The place that goes on must be one of those you chose."),
    "reform_not_sure": _("Tick the box to say that the decision is signed and the list is right."),
}


def say_share(share: Fraction) -> str:
    """A part of a whole: `50%`, and where a percentage is not exact `1/3 (33,3%)`.

    >>> say_share(Fraction(1, 4))
    '25%'
    """
    points = share * 100
    if points.denominator == 1:
        return f"{points}%"
    rounded = formats.number_format(Decimal(round(points * 10)) / 10)
    return f"{share.numerator}/{share.denominator} ({rounded}%)"


COUNTS = {
    "places": pgettext_lazy("counted", "places"),
    "households": pgettext_lazy("counted", "households"),
    "persons": pgettext_lazy("counted", "persons"),
    "closed_households": pgettext_lazy("counted", "households that left"),
    "groups": pgettext_lazy("counted", "groups"),
    "memberships": pgettext_lazy("counted", "households in groups"),
    "tenures": pgettext_lazy("counted", "positions held in groups"),
    "grants": pgettext_lazy("counted", "roles of people on places"),
    "bodies": pgettext_lazy("counted", "organisations, and whom they guide"),
    "adoptions": pgettext_lazy("counted", "programmes in force"),
    "open_obligations": pgettext_lazy("counted", "reports still open"),
    "open_aims": pgettext_lazy("counted", "goals and pressing issues"),
    "open_issues": pgettext_lazy("counted", "issues still pressing"),
    "reports_handed_in": pgettext_lazy("counted", "reports handed in"),
    "figures_handed_in": pgettext_lazy("counted", "sum of the figures handed in"),
    "meetings": pgettext_lazy("counted", "meetings"),
    "pledges": pgettext_lazy("counted", "registered pledges and models"),
    "pledge_signatures": pgettext_lazy("counted", "signatures under pledges"),
    "assessments": pgettext_lazy("counted", "sheets being marked"),
    "awards": pgettext_lazy("counted", "rounds of awards under way"),
    "awards_given": pgettext_lazy("counted", "awards given"),
    "assessment_sheets": pgettext_lazy("counted", "sheets of assessments"),
    "assessment_results": pgettext_lazy("counted", "results of assessments"),
    "exemplars": pgettext_lazy("counted", "good models, and where they are tried"),
    "replications": pgettext_lazy("counted", "places that follow a good model"),
    "acceptances": pgettext_lazy("counted", "acceptances of models"),
    "visits": pgettext_lazy("counted", "visits to groups and areas"),
}
"""What moves with a reform, or is counted before and after: the follower's key in words."""


def say_count(key: str) -> str:
    """What a count of a reform counts."""
    return str(COUNTS[key])
