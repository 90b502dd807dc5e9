"""Two leaders and an officer of a commune: `python -m tests.e2e.notes.people` in a data folder."""

from __future__ import annotations

import django


def make_people() -> None:
    """Make the tables, the commune and its people."""
    django.setup()
    from tests import make
    from tuquan.accounts.models import Role
    from tuquan.accounts.services import create_account
    from tuquan.project.commands.setup import prepare_database

    prepare_database()
    world = make.world()
    people = {
        "totruong": (Role.GROUP_LEADER, world.area, "Trần Đình Bảy"),
        "totruong2": (Role.GROUP_LEADER, world.other_area, "Lò Thị Ánh"),
        "canbo": (Role.COMMUNE_OFFICER, world.commune, "Đỗ Thị Nga"),
    }
    for username, (role, place, name) in people.items():
        create_account(make.SYSTEM, name, role, place, username=username, password="minh-son-2026")


if __name__ == "__main__":
    make_people()
