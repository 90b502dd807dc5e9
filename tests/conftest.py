"""What every test starts from: a fixed day, two communes, checks that do not depend on load."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.conf import settings as product_settings
from hypothesis import settings

from tests import make

TESTS = Path(__file__).parent
INSTALLED = ("project", "e2e", "upgrade")
"""Folders whose tests run the product as people do, on the database of the run."""

# Other work on the machine must not fail a property: examples are counted, never timed.
settings.register_profile("steady", deadline=None)
settings.load_profile("steady")

# Friday: the day on which everything in the tests happens.
os.environ["TUQUAN_TODAY"] = "2026-11-20"

# Background work runs in place, when the transaction that asked for it is kept (tests.background
# runs what waits inside a test's own transaction).
product_settings.JOBS_INLINE = True

# Hashing at the product's cost would be a good part of the suite (tests/accounts/test_passwords).
product_settings.PASSWORD_HASHERS = ["tests.passwords.QuickPasswordHasher"]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The second database is for the tests that use one; the others have run on the first."""
    if "postgresql" not in product_settings.DATABASES["default"]["ENGINE"]:
        return
    aside = [item for item in items if not _uses_the_database(item)]
    items[:] = [item for item in items if _uses_the_database(item)]
    config.hook.pytest_deselected(items=aside)


def _uses_the_database(item: pytest.Item) -> bool:
    """Through the fixtures of Django, or as a whole installation that programs of its own serve."""
    if item.path.relative_to(TESTS).parts[0] in INSTALLED:
        return True
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(fixtures & {"db", "transactional_db"}) or bool(item.get_closest_marker("django_db"))


@pytest.fixture
def world(db: None) -> make.World:
    """Two communes with their areas."""
    return make.world()
