"""Sentences about groups, programmes and reports that follow a change of the map."""

from django.utils.translation import gettext_lazy as _

TEXTS = {
    "reform_group_orphaned": _(
        "%(group)s of %(place)s would stand in no area. Say which area takes it."
    ),
    "reform_group_divided": _(
        "%(group)s of %(place)s would be cut in two: some of its households go to another area. "
        "Send the group and all its households to one area."
    ),
    "reform_group_renumbered": _(
        "%(old)s of %(place)s becomes %(new)s with the number %(number)s in %(into)s, where its "
        "number is taken."
    ),
    "reform_programme_ends": _(
        "%(place)s runs “%(programme)s”. Nobody goes on with it: let the new places adopt it."
    ),
    "reform_programme_differs": _(
        "%(place)s runs “%(programme)s” on other terms than %(into)s will: edition %(edition)s "
        "holds there."
    ),
    "reform_undo_group_formed": _(
        "%(group)s in %(place)s was made since, so this change of places cannot be taken back."
    ),
    "reform_undo_household_grouped": _(
        "Households of another old area were put into %(group)s in %(place)s since, so this change "
        "of places cannot be taken back."
    ),
    "reform_undo_leader_named": _(
        "Somebody was named for %(group)s in %(place)s since, so this change of places cannot be "
        "taken back."
    ),
    "reform_undo_programme_changed": _(
        "What %(place)s does under “%(programme)s” was changed since, so this change of places "
        "cannot be taken back."
    ),
    "reform_undo_reports_written": _(
        "%(count)s reports were written, sent or returned since, so this change of places cannot "
        "be taken back."
    ),
    "reform_undo_periods_opened": _(
        "%(count)s reports were opened since, so this change of places cannot be taken back."
    ),
    "pair_wrong": _("“%(text)s” is not two things with = between them, such as Tổ 1=Thôn Bắc."),
    "split_part_unknown": _("“%(name)s” is none of the parts. Name it with --into first."),
    "group_unknown": _("There is no group “%(name)s” in %(place)s."),
    "reform_unknown": _("There is no change of places with the number %(number)s."),
}
