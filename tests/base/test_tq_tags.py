"""Icons, small charts, figures and components, rendered as a reader meets them."""

from __future__ import annotations

import gzip
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Engine, RequestContext, Template
from django.template.loader import get_template, render_to_string
from django.test import RequestFactory
from django.utils import translation

from tuquan.base.templatetags import tq

BASE = Path(tq.__file__).parents[1]


@pytest.fixture(autouse=True)
def _english() -> Any:
    """The msgids themselves, so that these tests need no compiled catalogue."""
    with translation.override("en"):
        yield


def render(source: str, **context: Any) -> str:
    """The template text rendered with these values."""
    return Template("{% load i18n tq %}" + source).render(Context(context))


class HouseholdForm(forms.Form):
    """A form with one field of each kind that `_field.html` lays out differently."""

    name = forms.CharField(label="Name", help_text="As on paper")
    lives_here = forms.BooleanField(label="Lives here")
    move = forms.ChoiceField(
        label="Move", choices=[("in", "Came"), ("out", "Left")], widget=forms.RadioSelect
    )


def test_an_icon_is_hidden_from_screen_readers() -> None:
    assert render('{% icon "check" %}') == (
        '<svg class="icon" width="24" height="24" viewBox="0 0 24 24" aria-hidden="true">'
        '<path d="m4 12.5 5.2 5L20 6.5"/></svg>'
    )


def test_a_small_icon_carries_its_size_as_a_class() -> None:
    assert 'class="icon small"' in render('{% icon "check" size="small" %}')


def test_an_unknown_icon_is_an_error_and_not_an_empty_space() -> None:
    with pytest.raises(LookupError, match="no icon is called 'chekc'"):
        render('{% icon "chekc" %}')


@pytest.mark.parametrize("name", sorted(tq.ICONS))
def test_every_icon_is_drawn_with_path_commands_only(name: str) -> None:
    assert re.fullmatch(r"[MmLlHhVvCcSsAaZz0-9 .\-]+", tq.ICONS[name])


@pytest.mark.parametrize(
    ("value", "vietnamese", "english"),
    [
        (1234567, "1.234.567", "1,234,567"),
        (Decimal("1234.5"), "1.234,5", "1,234.5"),
        (0, "0", "0"),
        (None, "–", "–"),
    ],
)
def test_numbers_follow_the_language_of_the_page(
    value: tq.Figure | None, vietnamese: str, english: str
) -> None:
    assert tq.number(value) == english
    with translation.override("vi"):
        assert tq.number(value) == vietnamese


def test_a_difference_shows_its_sign() -> None:
    assert [tq.signed(one) for one in (1200, 0, -3)] == ["+1,200", "0", "−3"]


@pytest.mark.parametrize(
    ("kind", "vietnamese", "english"),
    [
        ("group", ("1 tổ", "1.200 tổ"), ("1 group", "1,200 groups")),
        ("area", ("1 khu", "1.200 khu"), ("1 residential area", "1,200 residential areas")),
        ("organisation", ("1 nơi", "1.200 nơi"), ("1 reporter", "1,200 reporters")),
    ],
)
def test_reporters_are_counted_by_what_they_are(
    kind: str, vietnamese: tuple[str, str], english: tuple[str, str]
) -> None:
    assert (tq.reporters(1, kind), tq.reporters(1200, kind)) == english
    with translation.override("vi"):
        assert (tq.reporters(1, kind), tq.reporters(1200, kind)) == vietnamese


def test_places_fix_the_decimals_of_a_number() -> None:
    assert tq.number(2, 1) == "2.0"
    with translation.override("vi"):
        assert tq.number(2, 1) == "2,0"


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        (74.5, 0, "75%"),
        (74.5, 1, "74.5%"),
        (Decimal("99.97"), 1, "99.9%"),
        (99.9, 0, "99%"),
        (100, 0, "100%"),
        (None, 0, "–"),
    ],
)
def test_a_hundred_per_cent_is_only_said_when_nothing_is_missing(
    value: tq.Figure | None, places: int, expected: str
) -> None:
    assert tq.percent(value, places) == expected


def test_days_and_moments_are_written_day_first_on_the_clock_of_the_place() -> None:
    sent = datetime(2026, 11, 20, 2, 44, tzinfo=UTC)
    assert (tq.day(date(2026, 11, 5)), tq.moment(sent)) == ("5 Nov 2026", "09:44 20 Nov 2026")
    with translation.override("vi"):
        assert (tq.day(date(2026, 11, 5)), tq.moment(sent)) == ("05/11/2026", "09:44 20/11/2026")


def test_a_late_evening_in_utc_is_the_next_day_here() -> None:
    with translation.override("vi"):
        assert tq.day(datetime(2026, 11, 20, 18, 0, tzinfo=UTC)) == "21/11/2026"


def test_no_date_is_no_text() -> None:
    assert (tq.day(None), tq.moment(None)) == ("", "")


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (3, "3 days left"),
        (1, "1 day left"),
        (0, "Today"),
        (-1, "1 day overdue"),
        (-6, "6 days overdue"),
    ],
)
def test_a_deadline_is_counted_in_words(days: int, words: str) -> None:
    assert tq.days_left(days) == words


def test_a_bullet_bar_places_value_baseline_and_goal_by_share() -> None:
    bar = tq.bullet(78, 22, 70, 120, "Waste", unit="%")
    assert 'class="bar" y="25%" width="65%"' in bar
    assert 'class="baseline" x1="18.33%"' in bar
    assert 'class="target" x1="58.33%"' in bar


def test_a_bullet_bar_says_in_a_sentence_what_it_shows() -> None:
    assert (
        'aria-label="Waste: now 52%, start of the year 35%, goal 60%, goal not reached yet"'
        in tq.bullet(52, 35, 60, 100, "Waste", unit="%")
    )


@pytest.mark.parametrize(
    ("value", "target", "reached", "name"),
    [
        (70, 70, None, "reached"),
        (69, 70, None, "short"),
        (None, 70, None, "short"),
        (9, None, None, "reached"),
        (2, 3, True, "reached"),
    ],
)
def test_a_bullet_bar_is_coloured_by_its_goal_unless_told(
    value: int | None, target: int | None, reached: bool | None, name: str
) -> None:
    assert f'class="bullet {name}"' in tq.bullet(value, None, target, 100, "x", reached=reached)


def test_a_bullet_bar_never_leaves_its_ground() -> None:
    assert 'width="100%" height="50%"' in tq.bullet(300, -5, None, 100, "x")
    assert 'x1="0%"' in tq.bullet(300, -5, None, 100, "x")
    assert 'width="0%" height="50%"' in tq.bullet(3, None, None, 0, "x")


def test_the_label_of_a_chart_is_escaped() -> None:
    assert "<b>" not in tq.bullet(1, None, None, 2, 'a"<b>')


def test_timeliness_draws_early_up_late_down_and_missing_on_the_line() -> None:
    chart = tq.timeliness([2, -3, None])
    assert re.findall(
        r'<rect class="(.+?)" x="(\d+)" y="(\d+)" width="8" height="(\d+)"', chart
    ) == [
        ("early", "2", "5", "8"),
        ("late-bar", "13", "15", "10"),
        ("missing", "24", "12", "4"),
    ]
    assert 'aria-label="Last 3 periods: 1 late, 1 not sent"' in chart


def test_timeliness_takes_the_values_one_by_one_too() -> None:
    assert render("{% timeliness 1 -2 %}") == render("{% timeliness h %}", h=[1, -2])


def test_a_very_late_report_hangs_no_lower_than_the_chart() -> None:
    assert 'y="15" width="8" height="12"' in tq.timeliness([-400])


def test_a_ring_says_and_shows_how_much_is_done() -> None:
    ring = tq.ring(18, 30, "items")
    assert 'aria-label="18 of 30 filled in"' in ring
    assert 'stroke-dasharray="60 100"' in ring
    assert ">18/30</text>" in ring
    assert ">items</text>" in ring


def test_a_ring_over_nothing_is_empty() -> None:
    assert 'stroke-dasharray="0 100"' in tq.ring(0, 0)


def test_no_chart_or_page_uses_an_inline_style_or_script() -> None:
    page = render_to_string("base/style.html")
    assert "style=" not in page
    assert not re.search(r"<script(?![^>]*src=)|\son\w+=", page)


def test_the_style_page_shows_every_component() -> None:
    source = get_template("base/style.html").template.source  # type: ignore[attr-defined]
    shown = set(re.findall(r'include "base/(_\w+)\.html"', source))
    assert {"_button", "_card", "_chip", "_connection", "_count", "_empty", "_errors"} <= shown
    assert {"_input", "_notice", "_option", "_pager", "_stat", "_stepper", "_tile"} <= shown
    assert {"_yes_no", "_navigation_item", "_tiles_legend", "_bullet_legend"} <= shown


def test_large_text_is_a_switch_on_the_root() -> None:
    assert 'data-text="large"' in render_to_string("base/public.html", {"text_size": "large"})
    assert "data-text" not in render_to_string("base/public.html", {"text_size": ""})


def test_a_yes_no_question_keeps_its_answer_and_its_note() -> None:
    html = render(
        '{% include "base/_yes_no.html" with id="q4" label="Waste" value="no"'
        ' note_name="n" note=x %}',
        x="<b>",
    )
    assert 'id="q4_no" name="q4" value="no" checked' in html
    assert 'value="yes" checked' not in html
    assert "&lt;b&gt;</textarea>" in html
    assert "q4_na" not in html


def test_a_yes_no_question_may_offer_that_it_does_not_apply() -> None:
    html = render(
        '{% include "base/_yes_no.html" with id="q" label="x" allow_na=True value="na" %}'
    )
    assert 'id="q_na" name="q" value="na" checked' in html


def test_a_count_keeps_what_was_typed_and_points_to_its_error() -> None:
    html = render(
        '{% include "base/_count.html" with id="w" label="Waste" value="3x" previous=0'
        ' baseline=1200 error="Not a number." %}'
    )
    assert 'value="3x"' in html
    assert 'aria-describedby="w_error w_before" aria-invalid="true"' in html
    assert 'id="w_error"' in html
    assert 'Last month: <b class="figure">0</b>' in html
    assert 'Start of the year: <b class="figure">1,200</b>' in html


def test_a_count_of_nothing_yet_is_an_empty_box_and_zero_is_zero() -> None:
    assert 'value=""' in render('{% include "base/_count.html" with id="w" label="x" value=None %}')
    assert 'value="0"' in render('{% include "base/_count.html" with id="w" label="x" value=0 %}')


def test_the_error_summary_links_to_each_field() -> None:
    form = HouseholdForm({"lives_here": "on"})
    html = render('{% include "base/_errors.html" %}', form=form)
    assert "2 things to look at again" in html
    assert '<a href="#id_name">Name: This field is required.</a>' in html
    assert '<a href="#id_move_0">Move: This field is required.</a>' in html


def test_without_errors_there_is_no_summary() -> None:
    assert render('{% include "base/_errors.html" %}', form=HouseholdForm()).strip() == ""


def test_a_field_names_its_hint_and_its_error_for_screen_readers() -> None:
    form = HouseholdForm({})
    html = render('{% include "base/_field.html" with field=form.name %}', form=form)
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_helptext">As on paper<' in html
    assert 'id="id_name_error"' in html


def test_choices_become_a_group_of_labelled_options() -> None:
    html = render('{% include "base/_field.html" with field=form.move %}', form=HouseholdForm())
    assert "<legend>Move</legend>" in html
    assert html.count('<label class="option">') == 2


def test_the_pager_keeps_the_filters_of_the_list() -> None:
    request = RequestFactory().get("/", {"state": "late"})
    page = Paginator(range(120), 50).page(2)
    bare = Engine(
        dirs=[str(BASE / "templates")],
        builtins=["tuquan.base.templatetags.tq", "django.templatetags.i18n"],
    )
    html = bare.get_template("base/_pager.html").render(RequestContext(request, {"page": page}))
    assert "51–100 of 120" in html
    assert 'href="?state=late&amp;page=3"' in html
    assert 'href="?state=late&amp;page=1"' in html


@pytest.mark.parametrize("name", ["403", "403_csrf", "404", "429", "500"])
def test_error_pages_need_no_context_and_show_the_reference(name: str) -> None:
    assert "<h1" in render_to_string(f"{name}.html")
    assert "7K3QX9AB" in render_to_string(f"{name}.html", {"reference": "7K3QX9AB"})


def test_the_error_page_of_the_program_leans_on_no_other_template() -> None:
    source = get_template("base/500.html").template.source  # type: ignore[attr-defined]
    assert "{% extends" not in source
    assert "{% include" not in source


def test_the_bottom_bar_shows_four_places_and_which_one_this_is() -> None:
    places = [{"label": f"P{n}", "url": "/", "icon": "home", "current": n == 0} for n in range(5)]
    html = render_to_string("base/phone.html", {"navigation": places})
    assert html.count('aria-current="page"') == 1
    assert "P3" in html
    assert "P4" not in html


def test_the_side_menu_starts_a_part_where_the_section_changes() -> None:
    items = [
        {"label": "A", "url": "/", "icon": "home", "section": ""},
        {"label": "B", "url": "/", "icon": "chart", "section": "Follow up", "count": 1200},
        {"label": "C", "url": "/", "icon": "pin", "section": "Follow up"},
    ]
    html = render_to_string("base/desk.html", {"navigation": items})
    assert html.count('<p class="side-section">Follow up</p>') == 1
    assert '<b class="badge">1,200</b>' in html


def test_every_sentence_of_the_shell_and_the_components_is_in_vietnamese() -> None:
    with (BASE.parent / "locale/vi/LC_MESSAGES/django.po").open("rb") as lines:
        catalogue = read_po(lines)
    sources = [*(BASE / "templates/base").glob("*.html"), BASE / "templatetags/tq.py"]
    text = "".join(path.read_text() for path in sources)
    simple = re.findall(r"""(?:translate |\b_\()["'](.+?)["']""", text)
    asked = {
        sentence.replace("%", "%%") if "%(" not in sentence else sentence for sentence in simple
    }
    missing = {s for s in asked if s not in catalogue or not catalogue[s].string}
    assert missing == set()


@pytest.mark.parametrize(("folder", "kilobytes"), [("css", 10), ("js", 2)])
def test_the_look_stays_small_on_a_slow_line(folder: str, kilobytes: int) -> None:
    files = (BASE / "static/base" / folder).iterdir()
    assert sum(len(gzip.compress(path.read_bytes())) for path in files) <= kilobytes * 1024
