"""Every address × every role × inside and outside. The resolver is read: no page can be forgotten.

`in` is our commune, `out` the one next door with people of the same roles. A row says what each
inside role is answered; whoever is outside gets 404 wherever the address names something of ours,
and visitors are sent to sign in wherever a page is not public.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType
from urllib.parse import quote

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django import DjangoDbBlocker

from tests import make
from tests.access import (
    acceptances,
    accounts,
    approvals,
    assessments,
    awards,
    bodies,
    consolidations,
    documents,
    evidence,
    exemplars,
    formation,
    grouping,
    meetings,
    notices,
    outbox,
    owing,
    phones,
    pledges,
    posts,
    public,
    sheets,
    standing,
)
from tests.access.answers import GONE, MOVED, NOT_POST, OK, ROLES, Row
from tests.access.scene import Scene, make_scene
from tuquan.accounts.models import Account

pytestmark = pytest.mark.django_db

APPS: tuple[ModuleType, ...] = (
    standing,
    sheets,
    phones,
    accounts,
    grouping,
    posts,
    bodies,
    notices,
    outbox,
    approvals,
    documents,
    meetings,
    formation,
    pledges,
    owing,
    consolidations,
    assessments,
    awards,
    acceptances,
    evidence,
    exemplars,
    public,
)
MATRIX: dict[str, Row] = {name: row for app in APPS for name, row in app.ROWS.items()}
# Issued documents are the same for every commune; whoever has a secret address may read it.
SHARED_OBJECTS = {"edition_id", "form_key", "paper_key", "old_id", "new_id", "kind"}
SHARED_OBJECTS |= {"secret", "token", "place_kind"}
# What somebody made public is the same for everybody, next door too.
PUBLISHED = {"public:cycle", "public:area"}


def names(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    """The full names of all addresses."""
    for item in resolver.url_patterns:
        if isinstance(item, URLResolver):
            yield from names(item, prefix + (f"{item.namespace}:" if item.namespace else ""))
        elif isinstance(item, URLPattern):
            yield prefix + (item.name or "?")


def test_every_address_has_its_row() -> None:
    assert sorted(set(names(get_resolver()))) == sorted(MATRIX)


@pytest.fixture(scope="module")
def scene(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Scene]:
    """One of everything that an address can name; made once, and undone at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        scene = make_scene(make.world())
        for app in APPS:
            if hasattr(app, "objects"):
                made = app.objects(scene)
                assert scene.ids.keys().isdisjoint(made), f"{app.__name__} takes another's name"
                scene.ids |= made
        for account in (*scene.inside.values(), *scene.outside.values()):
            scene.sessions[account.pk] = make.client(account).cookies["sessionid"].value
        yield scene
        transaction.set_rollback(True)


def browser_of(account: Account, scene: Scene) -> Client:
    """A fresh browser of somebody who signed in when the scene was made."""
    browser = Client()
    browser.cookies["sessionid"] = scene.sessions[account.pk]
    return browser


def address_of(name: str, row: Row, scene: Scene) -> str:
    """The address with our objects in it."""
    filled = (row.using or row.names).split()
    kwargs = {name: scene.ids[use] for name, use in zip(row.names.split(), filled, strict=True)}
    url = reverse(name, kwargs=kwargs)
    return f"{url}?{row.query.format(**scene.ids)}" if row.query else url


def ask(browser: Client, name: str, row: Row, scene: Scene) -> int:
    """One request; whatever it changed is undone."""
    url = address_of(name, row, scene)
    with transaction.atomic():
        answer = browser.post(url, row.data) if row.post else browser.get(url)
        transaction.set_rollback(True)
    return int(answer.status_code)


@pytest.mark.parametrize("name", sorted(MATRIX))
def test_each_role_is_answered_as_the_row_says(scene: Scene, name: str) -> None:
    row = MATRIX[name]
    answered = tuple(ask(browser_of(scene.inside[role], scene), name, row, scene) for role in ROLES)
    assert dict(zip(ROLES, answered, strict=True)) == dict(zip(ROLES, row.answers, strict=True))


@pytest.mark.parametrize("name", sorted(n for n, row in MATRIX.items() if row.names or row.query))
def test_what_is_ours_does_not_exist_next_door(scene: Scene, name: str) -> None:
    row = MATRIX[name]
    if name in PUBLISHED or (row.names and set(row.names.split()) <= SHARED_OBJECTS):
        return
    for role, account in scene.outside.items():
        assert ask(browser_of(account, scene), name, row, scene) == GONE, role


@pytest.mark.parametrize("name", sorted(MATRIX))
def test_visitors_are_sent_to_sign_in(scene: Scene, name: str) -> None:
    row = MATRIX[name]
    url = address_of(name, row, scene)
    with transaction.atomic():
        answer = Client().post(url, row.data) if row.post else Client().get(url)
        transaction.set_rollback(True)
    if row.visitor:
        assert answer.status_code == row.visitor
    elif row.public:
        assert answer.status_code in {OK, MOVED}
        assert "/dang-nhap/?next" not in answer.headers.get("Location", "")
    else:
        assert answer.headers["Location"] == f"/dang-nhap/?next={quote(url)}"


@pytest.mark.parametrize("name", sorted(name for name, row in MATRIX.items() if row.post))
def test_what_changes_something_is_never_done_by_following_a_link(scene: Scene, name: str) -> None:
    row = MATRIX[name]
    browser = browser_of(scene.inside["officer"], scene)
    assert browser.get(address_of(name, row, scene)).status_code == NOT_POST
