"""F-1, F-2, F-6: the tree with dates, one place with its history, names and codes by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from django.test import Client
from django.urls import reverse

from tests import make
from tuquan.accounts.models import Role
from tuquan.audit.models import Change
from tuquan.base.errors import Invalid, NotAllowed
from tuquan.base.texts.places import say_share
from tuquan.places.models import Place, PlaceAlias, PlaceCode, PlaceKind, PlaceVersion, Succession
from tuquan.places.queries import (
    below_on,
    history_of,
    places_ever,
    search_places,
    tree_on,
)
from tuquan.places.services import NewPlace, add_alias, add_code, add_place, set_local_word

TODAY = date(2026, 11, 20)
REFORMED = date(2026, 7, 1)


def code(place: Place, text: str, since: date = make.SINCE, until: date | None = None) -> None:
    """A code of the national scheme."""
    PlaceCode.objects.create(
        place=place, scheme="dvhc", code=text, effective_from=since, effective_until=until
    )


def renamed(place: Place, name: str, on: date = REFORMED) -> None:
    """The place has another name since a day, as a reform writes it."""
    old = place.versions.get()
    old.effective_until = on
    old.save()
    PlaceVersion.objects.create(
        place=place, name=name, kind=old.kind, parent=old.parent, effective_from=on, source="QĐ 12"
    )
    PlaceAlias.objects.create(place=place, name=old.name, search_key="xa minh son", used_until=on)
    Place.objects.filter(pk=place.pk).update(name=name, search_key=name.lower())


def ended(place: Place, into: Place, share: Fraction = Fraction(1)) -> None:
    """The place went to another one on the day of the reform."""
    place.versions.update(effective_until=REFORMED)
    Place.objects.filter(pk=place.pk).update(ended_on=REFORMED)
    Succession.objects.create(
        old=place,
        new=into,
        effective_on=REFORMED,
        share_numerator=share.numerator,
        share_denominator=share.denominator,
        source="QĐ 12",
    )


def names(actor_place: Place, day: date) -> list[tuple[int, str]]:
    """The tree of a day as an officer of a place sees it."""
    officer = make.actor(make.officer(actor_place))
    return [(row.depth, row.name) for row in tree_on(officer, day).rows]


# ---- the tree


def test_the_tree_of_today_shows_the_places_of_the_officer_in_order(world: make.World) -> None:
    assert names(world.commune, TODAY) == [(0, "Xã Minh Sơn"), (1, "Thôn 2"), (1, "Thôn 10")]


def test_the_tree_of_a_day_shows_the_names_and_places_of_that_day(world: make.World) -> None:
    renamed(world.commune, "Phường Minh Sơn")
    ended(world.other_area, world.area)
    before = [(0, "Xã Minh Sơn"), (1, "Thôn 2"), (1, "Thôn 10")]
    assert names(world.commune, date(2026, 6, 30)) == before
    assert names(world.commune, REFORMED) == [(0, "Phường Minh Sơn"), (1, "Thôn 2")]
    assert names(world.commune, date(2025, 12, 31)) == []


def test_a_place_added_from_a_day_to_come_is_found_today(world: make.World) -> None:
    later = date(2027, 1, 1)
    add_place(make.SYSTEM, world.commune, NewPlace("Thôn 11", PlaceKind.AREA, later))
    assert (1, "Thôn 11") in names(world.commune, TODAY)


def test_a_name_that_changes_on_a_day_to_come_stands_once_in_the_tree_of_today(
    world: make.World,
) -> None:
    renamed(world.area, "Thôn Đoài", date(2027, 1, 1))
    assert names(world.commune, TODAY) == [(0, "Xã Minh Sơn"), (1, "Thôn 2"), (1, "Thôn 10")]


def test_a_large_tree_keeps_to_the_levels_that_fit(
    world: make.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tuquan.places.queries.history.LARGEST_OUTLINE", 4)
    administrator = make.actor(make.account(Role.ADMINISTRATOR, None))
    tree = tree_on(administrator, TODAY)
    assert [(row.depth, row.name) for row in tree.rows] == [
        (0, "Tỉnh Mẫu"),
        (1, "Xã Minh Sơn"),
        (1, "Xã Yên Hạ"),
    ]
    assert tree.is_cut
    assert [row.below for row in tree.rows] == [2, 2, 1]


def test_the_whole_nation_is_never_on_one_page(world: make.World) -> None:
    for number in range(250):
        add_place(
            make.SYSTEM, world.province, NewPlace(f"Xã {number}", PlaceKind.COMMUNE, make.SINCE)
        )
    administrator = make.client(make.account(Role.ADMINISTRATOR, None))
    page = administrator.get(reverse("places:index"))
    assert [row.name for row in page.context["page"].object_list] == ["Tỉnh Mẫu"]
    province = administrator.get(reverse("places:place", args=[world.province.pk]))
    assert len(province.context["rows"]) == 50
    assert province.context["page"].paginator.count == 252
    last = administrator.get(reverse("places:place", args=[world.province.pk]) + "?page=6")
    assert len(last.context["rows"]) == 2


def test_the_page_takes_a_day_as_people_write_it(world: make.World) -> None:
    renamed(world.commune, "Phường Minh Sơn")
    officer = make.client(make.officer(world.commune))
    page = officer.get(reverse("places:index"), {"ngay": "30/06/2026"})
    assert page.context["day"] == date(2026, 6, 30)
    assert "Xã Minh Sơn" in page.content.decode()
    assert "?ngay=30/06/2026" in page.content.decode()


def test_a_day_that_is_none_is_kept_and_named(world: make.World) -> None:
    officer = make.client(make.officer(world.commune))
    page = officer.get(reverse("places:index"), {"ngay": "31/02/2026"})
    assert page.status_code == 422
    assert 'value="31/02/2026"' in page.content.decode()
    assert list(page.context["form"].errors) == ["ngay"]


# ---- finding


def found(place: Place, text: str) -> list[str]:
    """The names an officer of a place finds."""
    return [one.place.name for one in search_places(make.actor(make.officer(place)), text)]


def test_places_are_found_without_marks_and_by_old_names(world: make.World) -> None:
    renamed(world.commune, "Phường Hoa Lư")
    assert found(world.commune, "thon 10") == ["Thôn 10"]
    [one] = search_places(make.actor(make.officer(world.commune)), "minh son")
    assert (one.place.name, one.alias and one.alias.name) == ("Phường Hoa Lư", "Xã Minh Sơn")


def test_a_code_that_was_given_again_finds_both_places_and_says_so(world: make.World) -> None:
    code(world.area, "26740", until=REFORMED)
    code(world.other_area, "26740", since=REFORMED)
    officer = make.actor(make.officer(world.commune))
    for text in ("26740", "dvhc:26740"):
        lines = {one.place.name: one for one in search_places(officer, text)}
        assert lines["Thôn 10"].now_names is None
        assert lines["Thôn 2"].now_names == world.other_area
        earlier = lines["Thôn 2"].code
        assert earlier is not None
        assert earlier.effective_until == REFORMED
    assert search_places(officer, "vung:26740") == []
    page = make.client(make.officer(world.commune)).get(reverse("places:index"), {"tim": "26740"})
    assert [one.place.name for one in page.context["found"]] == ["Thôn 10", "Thôn 2"]


def test_nothing_is_found_next_door(world: make.World) -> None:
    code(world.neighbour, "00123")
    assert found(world.commune, "yen ha") == []
    assert found(world.commune, "00123") == []


def test_percent_signs_and_quotes_are_only_letters(world: make.World) -> None:
    assert found(world.commune, "%") == []
    assert found(world.commune, "' or 1=1 --") == []
    assert found(world.commune, " : ") == []


def test_the_exact_name_comes_first(world: make.World) -> None:
    assert found(world.commune, "thôn 2")[0] == "Thôn 2"


# ---- history


def test_history_names_the_parent_as_it_was_called_then(world: make.World) -> None:
    renamed(world.commune, "Phường Hoa Lư")
    [span] = history_of(world.area).spans
    assert (span.name, span.parent_name, span.since) == ("Thôn 2", "Xã Minh Sơn", make.SINCE)
    latest, first = history_of(world.commune).spans
    assert (latest.name, latest.since, latest.until) == ("Phường Hoa Lư", REFORMED, None)
    assert (first.name, first.until, first.last_day) == (
        "Xã Minh Sơn",
        REFORMED,
        date(2026, 6, 30),
    )


def test_the_page_of_an_ended_place_says_where_it_went_and_by_which_part(
    world: make.World,
) -> None:
    ended(world.other_area, world.area, Fraction(1, 3))
    officer = make.client(make.officer(world.commune))
    page = officer.get(reverse("places:place", args=[world.other_area.pk])).content.decode()
    assert "1/3 (33,3%)" in page
    assert reverse("places:place", args=[world.area.pk]) in page
    assert reverse("places:alias", args=[world.other_area.pk]) not in page
    joined = officer.get(reverse("places:place", args=[world.area.pk])).content.decode()
    assert "1/3 (33,3%)" in joined


def test_shares_are_said_exactly() -> None:
    assert say_share(Fraction(1, 4)) == "25%"
    assert say_share(Fraction(2, 3)) == "2/3 (66,7%)"


def test_what_stood_below_is_shown_for_the_day_asked(world: make.World) -> None:
    ended(world.other_area, world.area)
    assert [row.name for row in below_on(world.commune, date(2026, 6, 30))] == ["Thôn 2", "Thôn 10"]
    address = reverse("places:place", args=[world.commune.pk])
    officer = make.client(make.officer(world.commune))
    assert [row.name for row in officer.get(address).context["rows"]] == ["Thôn 2"]
    then = officer.get(address, {"ngay": "30/06/2026"})
    assert [row.name for row in then.context["rows"]] == ["Thôn 2", "Thôn 10"]


def test_an_area_links_its_households_only_for_who_may_see_them(world: make.World) -> None:
    address = reverse("places:place", args=[world.area.pk])
    households = reverse("residents:area", args=[world.area.pk])
    head = make.client(make.account(Role.AREA_HEAD, world.area)).get(address)
    assert households in head.content.decode()
    administrator = make.client(make.account(Role.ADMINISTRATOR, None)).get(address)
    assert households not in administrator.content.decode()


# ---- noting by hand


def test_another_name_is_noted_and_put_on_record(world: make.World) -> None:
    officer = make.officer(world.commune)
    alias = add_alias(make.actor(officer), world.area, "  Làng  Đoài ", "dấu cũ")
    assert (alias.name, alias.search_key, alias.source) == ("Làng Đoài", "lang doai", "dấu cũ")
    change = Change.objects.get(action="places.alias_added")
    assert (change.path, change.data) == (world.area.path, {"name": "Làng Đoài"})
    with pytest.raises(Invalid) as refused:
        add_alias(make.actor(officer), world.area, "làng đoài")
    assert [(p.code, p.where) for p in refused.value.problems] == [("place_alias_known", "name")]


def test_a_new_code_ends_the_old_one_of_its_scheme_that_day(world: make.World) -> None:
    officer = make.actor(make.officer(world.commune))
    add_code(officer, world.area, "dvhc", "100", make.SINCE)
    add_code(officer, world.area, "dvhc", "200", REFORMED, "Thông tư 1")
    held = [(c.code, c.effective_from, c.effective_until) for c in world.area.codes.order_by("pk")]
    assert held == [("100", make.SINCE, REFORMED), ("200", REFORMED, None)]
    assert Change.objects.filter(action="places.code_added").count() == 2


@pytest.mark.parametrize(
    ("scheme", "text", "since", "problem", "where"),
    [
        ("dvhc", "26740", REFORMED, "code_taken", "code"),
        ("D V", "1", REFORMED, "code_scheme_wrong", "scheme"),
        ("dvhc", "1 2", REFORMED, "code_wrong", "code"),
        ("thon", "7", make.SINCE, "code_too_early", "since"),
        ("thon", "5", REFORMED, "code_known", "code"),
    ],
)
def test_a_code_that_cannot_be_given_is_refused(
    world: make.World, scheme: str, text: str, since: date, problem: str, where: str
) -> None:
    code(world.other_area, "26740")
    officer = make.actor(make.officer(world.commune))
    add_code(officer, world.area, "thon", "5", make.SINCE)
    with pytest.raises(Invalid) as refused:
        add_code(officer, world.area, scheme, text, since)
    assert (problem, where) in [(p.code, p.where) for p in refused.value.problems]
    assert world.area.codes.count() == 1


def test_the_local_word_is_said_by_the_version_of_today_too(world: make.World) -> None:
    officer = make.actor(make.officer(world.commune))
    set_local_word(officer, world.area, "Bản ")
    world.area.refresh_from_db()
    assert (world.area.local_word, world.area.versions.get().local_word) == ("bản", "bản")
    set_local_word(officer, world.area, "bản")
    [change] = Change.objects.filter(action="places.word_changed")
    assert change.data == {"before": "", "word": "bản"}


def test_next_door_nothing_can_be_noted(world: make.World) -> None:
    stranger = make.actor(make.officer(world.neighbour))
    with pytest.raises(NotAllowed):
        add_alias(stranger, world.area, "Làng Đoài")
    with pytest.raises(NotAllowed):
        add_code(stranger, world.area, "dvhc", "1", make.SINCE)
    with pytest.raises(NotAllowed):
        set_local_word(stranger, world.area, "bản")
    assert (world.area.aliases.count(), world.area.codes.count()) == (0, 0)


@pytest.mark.parametrize("name", ["alias", "code", "local_word"])
def test_the_page_does_not_exist_next_door(world: make.World, name: str) -> None:
    stranger = make.client(make.officer(world.neighbour))
    assert stranger.get(reverse("places:place", args=[world.area.pk])).status_code == 404
    assert stranger.post(reverse(f"places:{name}", args=[world.area.pk])).status_code == 404


def test_a_head_of_area_reads_the_page_and_changes_nothing(world: make.World) -> None:
    head = make.client(make.account(Role.AREA_HEAD, world.area))
    assert head.get(reverse("places:place", args=[world.area.pk])).status_code == 200
    refused = head.post(reverse("places:alias", args=[world.area.pk]), {"name": "Làng"})
    assert (refused.status_code, world.area.aliases.count()) == (404, 0)


def test_what_was_typed_stays_when_it_is_wrong(world: make.World) -> None:
    officer = make.client(make.officer(world.commune))
    answer = officer.post(
        reverse("places:code", args=[world.area.pk]),
        {"scheme": "d v", "code": "26740", "since": "01/07/2026", "source": "Thông tư 1"},
    )
    assert answer.status_code == 422
    assert 'value="Thông tư 1"' in answer.content.decode()
    assert list(answer.context["failed_form"].errors) == ["scheme"]


def test_noting_a_name_goes_back_to_the_page(world: make.World) -> None:
    officer = make.client(make.officer(world.commune))
    answer = officer.post(reverse("places:alias", args=[world.area.pk]), {"name": "Làng Đoài"})
    assert answer.headers["Location"] == reverse("places:place", args=[world.area.pk])
    assert "Làng Đoài" in officer.get(answer.headers["Location"]).content.decode()


def test_ended_places_are_seen_by_who_saw_them(world: make.World) -> None:
    ended(world.other_area, world.area)
    officer = make.actor(make.officer(world.commune))
    assert world.other_area in places_ever(officer)
    assert world.neighbour_area not in places_ever(officer)


# ---- the rest


def test_the_page_of_sources_shows_version_and_licence(world: make.World) -> None:
    page = make.client(make.officer(world.commune)).get(reverse("places:sources"))
    text = page.content.decode()
    assert page.context["source"].counts["communes"] == 3321
    assert "MIT License" in text
    assert page.context["source"].version in text


def test_a_list_to_choose_from_never_holds_the_nation(
    world: make.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tuquan.places.views.tree.MOST_PARENTS", 2)
    administrator = make.client(make.account(Role.ADMINISTRATOR, None))
    page = administrator.get(reverse("places:add"), {"parent": world.commune.pk})
    offered = set(page.context["form"].fields["parent"].queryset)
    assert offered == {world.province, world.commune}


@pytest.mark.parametrize("name", ["index", "add", "sources"])
def test_visitors_are_sent_to_sign_in(db: None, name: str) -> None:
    address = reverse(f"places:{name}")
    assert Client().get(address).headers["Location"] == f"/dang-nhap/?next={address}"
