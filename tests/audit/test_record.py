"""The record: written with the change, never changed itself."""

from __future__ import annotations

import pytest
from django.db import transaction

from tests import make
from tuquan.audit.models import Change, Look
from tuquan.audit.queries import changes_to, looks_at, recent_changes
from tuquan.audit.services import mark_looks, record


@pytest.mark.django_db(transaction=True)
def test_a_change_is_only_noted_inside_its_own_transaction() -> None:
    place = make.world().area
    with pytest.raises(RuntimeError):
        record(make.SYSTEM, "places.added", place, place.path)
    with transaction.atomic():
        record(make.SYSTEM, "places.added", place, place.path)
    assert Change.objects.filter(subject=f"places.place:{place.pk}").count() == 2


def test_a_row_of_the_record_is_never_changed_or_deleted(world: make.World) -> None:
    change = Change.objects.first()
    assert change is not None
    change.actor_name = "Ai Khác"
    with pytest.raises(TypeError):
        change.save()
    with pytest.raises(TypeError):
        change.delete()


def test_a_look_keeps_who_in_which_role_and_for_what(world: make.World) -> None:
    officer = make.actor(make.officer(world.commune))
    [household] = make.households(world.area, 1)
    mark_looks(officer, [(household, household.path)], Look.Kind.OPENED, "residents.record")
    look = looks_at(officer, household).get()
    assert (look.actor_name, look.role, look.kind, look.purpose, look.path) == (
        "Đỗ Thị Nga",
        "commune_officer",
        "opened",
        "residents.record",
        world.area.path,
    )


def test_the_record_of_the_commune_next_door_is_not_there(world: make.World) -> None:
    outsider = make.actor(make.officer(world.neighbour))
    assert changes_to(outsider, world.area).count() == 0
    assert changes_to(make.SYSTEM, world.area).count() == 1
    assert {change.path[: len(world.neighbour.path)] for change in recent_changes(outsider)} == {
        world.neighbour.path
    }


def test_the_page_tells_changes_in_words(world: make.World) -> None:
    browser = make.client(make.officer(world.commune))
    page = browser.get("/nhat-ky/").content.decode()
    assert "thêm địa bàn Thôn 2" in page
    assert "Thôn 1<" not in page


def test_the_page_of_looks_names_no_household(world: make.World) -> None:
    account = make.officer(world.commune)
    [household] = make.households(world.area, 1)
    mark_looks(
        make.actor(account), [(household, household.path)], Look.Kind.OPENED, "residents.record"
    )
    page = make.client(account).get("/nhat-ky/?loai=xem").content.decode()
    assert "mở xem thông tin một hộ" in page
    assert household.head_name not in page
