"""What is wrong with a programme pack that cannot be read.

A mistake stands in `Problem.where` as `file:line:column`; its sentence says what to put right.
Codes of mistakes are a vocabulary of their own (`file_empty` of a pack is not that of a workbook),
so `mistake` says them and `say` does not.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.utils import formats
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tuquan.core.problems import Problem

TEXTS = {
    "pack_not_shipped": _("No programme called “%(key)s” comes with the product."),
    "pack_has_mistakes": _(
        "The pack %(pack)s has %(count)s mistakes and was not installed. Look at them with: "
        "tuquan programme check"
    ),
    "calendar_not_optional": _("The programme does not let you switch off “%(calendar)s”."),
    "adoption_overlaps": _("%(place)s runs this edition already in that time, since %(since)s."),
    "groups_of_not_adopted": _("%(place)s does not run “%(programme)s”, so it has no such groups."),
}

MISTAKES: Mapping[str, object] = {
    # The files of the pack
    "pack_file_unreadable": _("%(file)s is too large or not UTF-8 text. Save it as UTF-8."),
    "pack_empty": _("There is no pack in %(folder)s. Name the folder that holds pack.yaml."),
    "several_packs": _("There is a second pack.yaml. Check one pack at a time."),
    "file_missing": _("pack.yaml is missing. It names the programme: key and name."),
    "unknown_file": _(
        "This file has no meaning in a pack. Editions stand in KEY/edition.yaml, papers in "
        "KEY/papers/, cases in KEY/cases/."
    ),
    "path_outside_pack": _("This file does not lie in the folder of the pack. Move it there."),
    "key_is_not_file": _("The key is “%(key)s”, the file “%(file)s”. They must be the same."),
    "papers_in_edition": _("Papers stand in the folder papers, one file each. Move them there."),
    "inherits_itself": _("A programme takes over from another programme, not from itself."),
    "no_edition": _("The pack has no edition. Add a folder with edition.yaml."),
    "key_is_not_folder": _("The key is “%(key)s”, the folder “%(folder)s”. They must be the same."),
    "other_programme": _("The edition names the programme “%(programme)s”, the pack “%(pack)s”."),
    "overlapping_dates": _("In force at the same time as “%(other)s”. Change one's dates."),
    "more_problems": _("There are more mistakes from here on. Put the others right first."),
    # Reading the text
    "file_too_large": _("The file has more than %(maximum)s characters. Shorten it."),
    "not_yaml": _(
        "The text cannot be read here (%(reason)s). Look at indents and quotation marks."
    ),
    "character_refused": _("There is a character nobody can see. Delete it and type again."),
    "too_deep": _("More than %(maximum)s levels inside each other. Simplify."),
    "several_documents": _("A second document begins here (---). Keep one document per file."),
    "file_empty": _("The file is empty."),
    "alias_refused": _("“*%(name)s” stands for another part of the file. Write it out."),
    "anchor_refused": _("“&%(name)s” marks a part of the file for re-use. Take it out."),
    "tag_refused": _("The tag “%(name)s” is not allowed. Take it out."),
    "key_not_text": _("A key must be a word, not a list or a mapping."),
    "duplicate_key": _("The key “%(key)s” is here twice; first at %(first)s. Delete one."),
    # Single values
    "unknown_key": _("The key “%(key)s” is not known here."),
    "missing_key": _("The key “%(key)s” is missing here."),
    "empty_value": _("There is no value. Write one, or delete the key."),
    "wrong_type": _("Expected here: %(expected)s."),
    "not_one_of": _("Only these are possible here: %(choices)s."),
    "bad_key": _("“%(key)s” cannot be a key. Use small letters, digits and low lines."),
    "key_too_long": _("A key here has at most %(maximum)s characters."),
    "bad_rule_number": _("“%(value)s” is no number of a rule. Write it as S1-29."),
    "key_used_twice": _("“%(key)s” is used already, at %(first)s. Choose another."),
    "dangling_reference": _("There is nothing called “%(value)s” to refer to."),
    "out_of_range": _("%(value)s is not possible; allowed: %(low)s to %(high)s."),
    "under_lowest": _("%(value)s is not possible; the lowest is %(low)s."),
    "minimum_above_maximum": _("The minimum %(minimum)s is above the maximum %(maximum)s."),
    "not_a_day_of_the_year": _("“%(value)s” is no day of the year. Write day/month, as 18/11."),
    "note_needs_promise": _(
        "Of this line neither yes nor no is wanted, so no answer needs explaining. "
        "Delete this key, or the polarity."
    ),
    "key_does_not_apply": _("This key means nothing beside the kind chosen here. Delete it."),
    # Sources, dates, posts
    "source_missing": _("Say where this comes from: a document and its line, or a default."),
    "source_without_place": _("A source names both the document and the place in it."),
    "ends_before_it_starts": _("It ends on %(until)s, before it begins on %(start)s."),
    "term_empty": _("A term says months, or whose term it follows."),
    # Calendars
    "lasts_days_missing": _("A calendar that happens once says how many days it lasts."),
    "due_rule_not_one": _("Say in exactly one way when the report is due."),
    "days_do_not_match_periods": _("%(found)s days are named; the year has %(expected)s periods."),
    "windows_missing": _("A calendar with windows names at least one: key, label, start, until."),
    "form_missing": _("Groups and areas fill in a form. Name it, or the calendar that feeds this."),
    "reporter_not_named": _("Say in “reported_by” which board or organisation reports."),
    # Organisation and process
    "seats_do_not_fit": _("The seats are at least %(seats)s, the board has at most %(maximum)s."),
    "milestone_dated_twice": _("It has a day already, in “%(first)s”. Keep one of the two."),
    "unknown_blank": _(
        "There is no blank “{%(name)s}” to fill in. Choose one of those listed in "
        "docs/pack-format.md under “Blanks”."
    ),
    "missing_paper_has_content": _("A paper that is missing has no “%(key)s”. Delete one of both."),
    "no_part": _("The list is empty: “%(kind)s” needs at least one entry."),
    # Rules, points and classes
    "rule_wrong_kind": _("“%(of)s” is %(actual)s. Needed here: %(needed)s."),
    "rule_not_here": _("A rule “%(kind)s” cannot stand here: only facts of the place are known."),
    "bound_not_one": _("Say in exactly one way what the figure is compared with."),
    "levels_differ": _("The question “%(of)s” offers %(choices)s. Write the same levels in order."),
    "date_rule_not_one": _("Say in exactly one way by when: on_or_before, last_day or after."),
    "date_rule_half_said": _("“after”, “within” and “unit” go together."),
    "count_or_percent": _("Write either a count or a percentage."),
    "cycle": _("This leads back to itself: %(chain)s. Take one of them out."),
    "number_used_twice": _("Number %(key)s is used already, at %(first)s. Say in “fault” why."),
    "points_need": _("Points of the kind “%(kind)s” need “%(key)s”."),
    "floor_without_points": _("Only a criterion with points has a lowest number of them."),
    "total_differs": _("%(declared)s are declared, the parts add up to %(found)s."),
    "no_class": _("There is no class to reach. Write at least one."),
    # Forms
    "form_unused": _("No calendar uses the form “%(key)s”. Add a calendar or delete the form."),
    "two_baseline_forms": _("There is a baseline form already: “%(first)s”."),
    "no_section": _("The form “%(form)s” has no section."),
    "no_question": _("The section “%(section)s” has no question."),
    "unit_missing": _("The question “%(question)s” asks for a number; say its unit."),
    "stock_is_latest": _("“stock: true” and “aggregation: latest” go together, or neither."),
    "too_few_choices": _("“%(question)s” offers a choice: write at least two."),
    "bad_definition": _("“%(value)s” is no definition. Write two words, as household.poor."),
    "definition_differs": _("The same definition has another kind or unit at %(first)s."),
    "units_differ": _("“%(left)s” and “%(right)s” cannot be compared: they are different units."),
    # What is never asked
    "about_a_person": _(
        "“%(words)s” would put religion, ethnicity, political views, health or an offence of a "
        "person on record. The platform never does. Ask it of the whole area, or leave it out."
    ),
    "only_yes_no_or_count": _(
        "“%(words)s” may be asked of a group or an area only as a yes or no, or as a count."
    ),
    "sensitive_question": _("“%(words)s”: make sure that no answer leads to a single person."),
    "asks_for_a_name": _("“%(words)s”: no form asks for a name or a number of a person."),
    "target_without_direction": _("A target needs a direction: up or down."),
    "percent_of_what": _("“percent_of” and “of” go together."),
    "baseline_missing": _("“%(question)s” has no counterpart in the baseline survey. Name it."),
    "baseline_differs": _("“%(baseline)s” of the survey has another kind or unit."),
}
"""One sentence for every problem code of `core.packs` and `core.strict_yaml`."""

_EXPECTED = {
    "mapping": _("keys with values"),
    "single value": _("one value"),
    "list": _("a list"),
    "text": _("a text"),
    "whole number": _("a whole number"),
    "true or false": _("true or false"),
    "number": _("a number"),
    "date": _("a date, written 2026-11-20"),
}

_KINDS = {
    "number": _("a number"),
    "yes_no": _("a yes or no"),
    "choice": _("a choice of words"),
    "date": _("a date"),
    "text": _("a text"),
}


def mistake(problem: Problem) -> str:
    """A mistake in a pack as a sentence, with what was probably meant."""
    params = problem.params
    code = problem.code
    if code == "out_of_range" and "high" not in params:
        code = "under_lowest"
    sentence = str(MISTAKES[code]) % {name: _shown(name, value) for name, value in params.items()}
    if meant := params.get("did_you_mean"):
        sentence += " " + _now("Did you mean “%(meant)s”?") % {"meant": meant}
    return sentence


def _shown(name: str, value: object) -> object:
    if isinstance(value, list | tuple):
        joint = " → " if name == "chain" else ", "
        return joint.join(str(_shown(name, item)) for item in value)
    words = {"expected": _EXPECTED, "actual": _KINDS, "needed": _KINDS}.get(name)
    if words is not None and isinstance(value, str):
        return words[value]
    if isinstance(value, date):
        return formats.date_format(value, "SHORT_DATE_FORMAT")
    return formats.number_format(value) if isinstance(value, int | Decimal) else value
