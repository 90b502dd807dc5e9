"""What is wrong with a programme pack that cannot be read.

A mistake stands in `Problem.where` as `file:line:column`; its sentence says what to put right.
Codes of mistakes are a vocabulary of their own (`file_empty` of a pack is not that of a workbook),
so `mistake` says them and `say` does not.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

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
    "unknown_file": _("This file has no meaning in a pack. Editions stand in KEY/edition.yaml."),
    "no_edition": _("The pack has no edition. Add a folder with edition.yaml."),
    "key_is_not_folder": _("The key is “%(key)s”, the folder “%(folder)s”. They must be the same."),
    "other_programme": _("The edition names the programme “%(programme)s”, the pack “%(pack)s”."),
    "overlapping_dates": _("In force at the same time as edition %(other)s. Change one's dates."),
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
    "key_used_twice": _("“%(key)s” is used already, at %(first)s. Choose another."),
    "dangling_reference": _("There is nothing called “%(value)s” to refer to."),
    "out_of_range": _("%(value)s is not possible; allowed: %(low)s to %(high)s."),
    "under_lowest": _("%(value)s is not possible; the lowest is %(low)s."),
    "minimum_above_maximum": _("The minimum %(minimum)s is above the maximum %(maximum)s."),
    "not_a_day_of_the_year": _("“%(value)s” is no day of the year. Write day/month, as 18/11."),
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
    # Forms
    "form_unused": _("No calendar uses the form “%(key)s”. Add a calendar or delete the form."),
    "two_baseline_forms": _("There is a baseline form already: “%(first)s”."),
    "no_section": _("The form “%(form)s” has no section."),
    "no_question": _("The section “%(section)s” has no question."),
    "unit_missing": _("The question “%(question)s” asks for a number; say its unit."),
    "stock_is_latest": _("“stock: true” and “aggregation: latest” go together, or neither."),
    "about_a_person": _(
        "“%(words)s” would put something about a person on record. Ask it as a yes or no for the "
        "whole group, or leave it out; names are never asked."
    ),
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
    if name == "expected" and isinstance(value, str):
        return _EXPECTED[value]
    if isinstance(value, list | tuple):
        return ", ".join(str(item) for item in value)
    if isinstance(value, date):
        return formats.date_format(value, "SHORT_DATE_FORMAT")
    return formats.number_format(value) if isinstance(value, int) else value
