"""What is wrong with a case of a pack, and with what was asked of `tuquan programme`."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

CASES: Mapping[str, object] = {
    "case_of_unknown": _("“of: %(of)s” names nothing that a case of kind %(kind)s can be about."),
    "case_says_nothing": _("The case does not say “%(key)s”."),
    "case_value_unknown": _("“%(key)s” is no question and no fact, so it can have no value."),
    "case_value_wrong": _("“%(key)s: %(value)s” cannot be read as %(kind)s."),
    "case_criterion_unknown": _("“%(key)s” is no criterion, so it can have no mark."),
    "case_without_scoring": _("The edition has no scoring, so a sheet has no class."),
    "case_window_unknown": _("The calendar has no window “%(window)s”."),
    "case_no_period": _("No period of the calendar holds the day %(day)s."),
    "case_without_day": _("The milestone has no last day. Give values for its condition instead."),
    "case_without_condition": _("The milestone has no condition. Give the day with “on”."),
    "case_needs_working_days": _("The due day is counted in working days, which are not known."),
    "case_year_unknown": _("Nobody has said yet which days of %(year)s are worked."),
}
"""One sentence for every problem of `core.packs.cases`."""

TEXTS: Mapping[str, object] = {
    **CASES,
    "pack_nowhere": _(
        "“%(name)s” is neither a folder nor the key of a programme that comes with the product."
    ),
    "edition_nowhere": _(
        "No edition is called “%(name)s”. Name a folder with pack.yaml, FOLDER/EDITION, or KEY or "
        "KEY/EDITION of a programme that comes along or is installed."
    ),
    "pack_key_wrong": _(
        "“%(key)s” cannot be the key of a programme. Use small letters without marks, digits and "
        "single hyphens, at most 60, such as minh-son-2026."
    ),
    "pack_there_already": _("%(folder)s is there already and was left as it is. Choose another."),
    "pack_not_written": _("%(folder)s cannot be written: %(reason)s"),
}
"""What `say` knows of them."""
