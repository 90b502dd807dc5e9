"""An edition as one place runs it: abolished levels, newer editions, what a parent hands down."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from tests.core.local_sample import EDITION, PLAIN, SHARE, codes
from tuquan.core.localising import (
    fitting_terms,
    inherit,
    levels_on,
    localise,
)
from tuquan.core.packs import canonical_json, local_terms_from_json
from tuquan.core.programme import (
    AnswerRule,
    ChainLevel,
    Inheritance,
    LevelDue,
    ResultClass,
    Scoring,
)
from tuquan.core.programme.local import (
    ChosenGap,
    DueDay,
    HeldDuty,
    LevelMapping,
    LocalParameter,
    LocalTerms,
    ReDated,
    Tightened,
)
from tuquan.core.time import DueRule


def test_what_an_abolished_level_did_falls_to_the_one_that_is_named() -> None:
    terms = LocalTerms(levels=(LevelMapping("district", "province"),))
    here = localise(EDITION, terms)
    assert codes(terms) == []
    assert [level.kind for level in here.reporting_chain] == ["commune", "province"]
    levels = [recipient.level for recipient in here.calendar("monthly").recipients]
    assert levels == ["province", "commune"]


def test_the_total_of_an_abolished_level_is_due_from_the_one_named_unless_it_owes_one() -> None:
    district = LevelDue("district", DueRule(days_after_end=15))
    province = LevelDue("province", DueRule(days_after_end=20))
    terms = LocalTerms(levels=(LevelMapping("district", "province"),))
    for dues, expected in (
        ((district,), (replace(district, level="province"),)),
        ((district, province), (province,)),
    ):
        monthly = replace(EDITION.calendar("monthly"), level_dues=dues)
        here = localise(replace(EDITION, calendars=(monthly,)), terms)
        assert here.calendars[0].level_dues == expected


def test_a_newer_edition_keeps_the_terms_that_still_fit() -> None:
    terms = LocalTerms(
        off=("calendars/weekly", "papers/x"),
        due_days=(DueDay("monthly", 12), DueDay("daily", 3)),
        tightened=(Tightened("good_cells", Decimal(60), "NQ"),),
        duties=(HeldDuty("lead", "Ban TG-DV"), HeldDuty("chase", "x")),
    )
    assert fitting_terms(EDITION, terms) == LocalTerms(
        off=("calendars/weekly",),
        due_days=(DueDay("monthly", 12),),
        duties=(HeldDuty("lead", "Ban TG-DV"),),
    )


def test_a_level_may_take_the_place_of_one_nobody_else_holds() -> None:
    short = replace(EDITION, reporting_chain=EDITION.reporting_chain[:2])
    here = localise(short, LocalTerms(levels=(LevelMapping("district", "province"),)))
    assert here.reporting_chain[1] == ChainLevel("province", "Huyện")


def test_only_abolished_levels_are_mapped_and_onto_one_that_exists() -> None:
    terms = LocalTerms(
        levels=(LevelMapping("commune", "province"), LevelMapping("district", "district"))
    )
    assert codes(terms) == [
        ("level_not_abolished", "levels/commune"),
        ("level_abolished_too", "levels/district"),
    ]


def test_an_abolished_level_is_skipped_since_its_last_day() -> None:
    assert len(levels_on(EDITION, date(2025, 6, 30))) == 3
    kinds = [level.kind for level in levels_on(EDITION, date(2025, 7, 1))]
    assert kinds == ["commune", "province"]


def test_duties_and_choices_name_what_the_edition_has() -> None:
    good = LocalTerms(duties=(HeldDuty("lead", "Ban TG-DV"),), choices=(ChosenGap("due_day", "5"),))
    assert codes(good) == []
    bad = LocalTerms(duties=(HeldDuty("chase", "x"),), choices=(ChosenGap("budget", "x"),))
    assert codes(bad) == [("duty_unknown", "duties/chase"), ("note_unknown", "choices/budget")]


def test_s3_03_criteria_of_a_parent_come_first_with_their_way_to_a_class() -> None:
    scoring = Scoring((ResultClass("good", "Đạt", AnswerRule("answer", "x")),), "Chưa đạt")
    parent = replace(EDITION, criteria=(SHARE,), scoring=scoring)
    inherits = Inheritance("city", "2021", ("criteria", "parameters"))
    child = replace(EDITION, inherits=inherits, criteria=(PLAIN,), parameters=(), scoring=None)
    here = inherit(child, parent)
    assert here.criteria == (SHARE, PLAIN)
    assert here.parameters == EDITION.parameters
    assert here.scoring == scoring
    assert inherit(EDITION, parent) == EDITION


def test_a_childs_own_scoring_and_other_parts_stay() -> None:
    own = Scoring((), "Không")
    child = replace(EDITION, inherits=Inheritance("city", "2021", ("forms",)), scoring=own)
    assert inherit(child, EDITION).scoring == own


def test_local_terms_come_back_from_their_stored_form() -> None:
    terms = LocalTerms(
        off=("calendars/weekly",),
        due_days=(DueDay("monthly", 12),),
        re_dated=(ReDated("milestones/plan", date(2027, 2, 10)),),
        parameters=(LocalParameter("poverty_line", Decimal("2.5"), date(2026, 7, 1), "NQ"),),
        tightened=(Tightened("good_cells", Decimal(75), "NQ"),),
        added=(PLAIN,),
        duties=(HeldDuty("lead", "x"),),
        levels=(LevelMapping("district", "province"),),
        choices=(ChosenGap("due_day", "5"),),
    )
    assert local_terms_from_json(canonical_json(terms)) == terms
    assert canonical_json(LocalTerms()) == "{}"
