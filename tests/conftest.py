"""What every test starts from: a fixed day, two communes, checks that do not depend on load."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as product_settings
from hypothesis import settings
from pytest_django import DjangoDbBlocker

from tests import make, tables
from tests.examples import USUAL
from tests.standing import allow, make_ready, standing

TESTS = Path(__file__).parent
INSTALLED = ("project", "e2e", "upgrade", "reports/test_under_load.py")
"""Folders and files whose tests run the product as people do, on the database of the run."""

# Other work on the machine must not fail a property: examples are counted, never timed.
settings.register_profile("steady", deadline=None, max_examples=USUAL)
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
    path = item.path.relative_to(TESTS)
    if path.parts[0] in INSTALLED or path.as_posix() in INSTALLED:
        return True
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(fixtures & {"db", "transactional_db"}) or bool(item.get_closest_marker("django_db"))


def pytest_collection_finish() -> None:
    """What is loaded by now stays until the end: looking for garbage in it is lost time."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """The tables are made by the migrations once, and copied for every process of the run."""
    tables.begin_with_a_copy()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """From here on, what many tests begin with may stand in the database."""
    allow(django_db_blocker)
    yield
    allow(None)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """What a test begins with stands before its own transaction opens."""
    if _uses_the_database(item):
        make_ready(item)


@standing
def world(db: None) -> make.World:
    """Two communes with their areas."""
    return make.world()
