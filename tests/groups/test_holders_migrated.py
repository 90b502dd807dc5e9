"""Posts of before get a record of the person who held them (F-126)."""

from __future__ import annotations

from datetime import date
from importlib import import_module

from django.apps import apps

from tests import make
from tuquan.bodies.models import PostHolder
from tuquan.core.vietnamese import name_sort_key
from tuquan.groups.models import Tenure
from tuquan.groups.services import name_holder

migration = import_module("tuquan.groups.migrations.0004_holders_and_tasks")


def test_one_account_becomes_one_person_and_posts_without_one_stay_apart(
    world: make.World,
) -> None:
    one, other = make.groups(world.area, 40)
    leader = name_holder(make.SYSTEM, one, "leader", "Trần Đình Bảy", make.SINCE, None)
    Tenure.objects.create(
        group=one,
        position="deputy",
        holder_name="Trần Đình Bảy",
        account=leader.account,
        term_from=make.SINCE,
        ended_on=date(2026, 3, 1),
    )
    for group in (one, other):
        Tenure.objects.create(
            group=group, position="deputy", holder_name="Lò Thị Ánh", term_from=make.SINCE
        )
    Tenure.objects.update(holder=None)
    PostHolder.objects.all().delete()
    migration.give_holders(apps, None)
    found = PostHolder.objects.order_by("pk").values_list("name", "account", "place", "sort_key")
    key = name_sort_key("Lò Thị Ánh")
    assert list(found) == [
        (
            "Trần Đình Bảy",
            leader.account.pk,
            world.commune.pk,
            name_sort_key("Trần Đình Bảy"),
        ),
        ("Lò Thị Ánh", None, world.commune.pk, key),
        ("Lò Thị Ánh", None, world.commune.pk, key),
    ]
    assert not Tenure.objects.filter(holder=None).exists()
    migration.give_holders(apps, None)
    assert PostHolder.objects.count() == 3
