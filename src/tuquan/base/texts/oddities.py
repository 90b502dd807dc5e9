"""What a reviewer is told about an oddity: a hint to ask, never a reproach."""

from django.utils.translation import gettext_lazy as _

TEXTS = {
    "odd_jump": _(
        "“%(label)s” is %(value)s. In the last %(periods)s reports it was between %(low)s and "
        "%(high)s."
    ),
    "odd_same_as_last": _(
        "All %(lines)s figures are exactly those of the report before, and everything was met in "
        "the last %(periods)s reports too. Was it filled in line by line?"
    ),
    "odd_all_equal": _("All %(lines)s figures are %(value)s. Was it filled in line by line?"),
    "odd_more_households": _(
        "“%(label)s” is %(value)s. The register has %(limit)s households in the group."
    ),
    "odd_more_people": _(
        "“%(label)s” is %(value)s. The register has %(limit)s people in the group."
    ),
    "odd_part_above_whole": _(
        "“%(label)s” is %(value)s, but the whole it is a part of is %(limit)s (“%(share)s”)."
    ),
    "odd_nil_unlike_last_year": _(
        "It says that nothing happened. In the same period a year before, from %(start)s, "
        "%(lines)s lines had a figure."
    ),
}

SHORT = {
    "jump": _("Unlike other times"),
    "same_as_last": _("Exactly as last time"),
    "all_equal": _("All figures equal"),
    "more_households": _("More than the households"),
    "more_people": _("More than the people"),
    "part_above_whole": _("Part above the whole"),
    "does_not_fit": _("Figures contradict"),
    "nil_unlike_last_year": _("Nothing, unlike last year"),
}
"""The same in a few words, for a row of a list."""
