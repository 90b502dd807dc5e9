"""Pages without a person, the worker that keeps them, and their weight (F-108, F-112)."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from tests import make
from tuquan.accounts.models import Account
from tuquan.outbox import registry
from tuquan.outbox.deliveries import keep_files, provide_kept, provide_shells
from tuquan.outbox.shells import product_version

pytestmark = pytest.mark.django_db

SCRIPTS = Path(__file__).parents[2] / "src/tuquan/outbox/static/outbox/js"


@pytest.fixture
def person(world: make.World) -> Account:
    return make.officer(world.commune)


@pytest.mark.parametrize("address", ["/may/", "/may/so-gui/"])
def test_a_shell_is_the_same_for_everybody_and_sets_no_cookie(
    person: Account, address: str
) -> None:
    visitor, signed_in = Client().get(address), make.client(person).get(address)
    assert visitor.content == signed_in.content
    assert person.name not in visitor.content.decode()
    assert "data-uid" not in visitor.content.decode()
    assert "csrf" not in visitor.content.decode()
    assert not visitor.cookies
    assert visitor["Cache-Control"] == "no-cache"
    assert b"data-shell" in visitor.content


def test_a_shell_speaks_the_language_of_the_browser() -> None:
    browser = Client()
    browser.cookies["language"] = "en"
    assert "Send again now" in browser.get("/may/so-gui/").content.decode()


def test_the_worker_is_made_of_the_list_of_files_and_is_asked_for_each_time() -> None:
    answer = Client().get("/sw.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Cache-Control"] == "no-cache"
    assert answer["Service-Worker-Allowed"] == "/"
    known = json.loads(re.findall(r"SETTINGS = (.*);", answer.content.decode())[0])
    assert known["shells"] == ["/may/", "/may/so-gui/"]
    assert known["version"] == product_version() == Client().get("/phien/").json()["version"]
    assert any(address.endswith("page.js") for address in known["files"])
    assert all(address.startswith("/static/") for address in known["files"])


def test_an_app_has_its_files_kept_and_the_version_changes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = product_version()
    monkeypatch.setattr(registry, "_files", list(registry._files))
    keep_files(["base/css/desk.css"])
    keep_files(["base/css/desk.css"])
    product_version.cache_clear()
    text = Client().get("/sw.js").content.decode()
    assert text.count("desk.css") == 1
    assert product_version() != before
    monkeypatch.undo()
    product_version.cache_clear()


def test_the_way_out_is_a_worker_that_takes_itself_away(settings: Settings) -> None:
    settings.NO_WORKER = True
    text = Client().get("/sw.js").content.decode()
    assert "no_worker.js" in text
    assert "SETTINGS" not in text
    assert '"worker": false' in Client().get("/may/").content.decode()
    out = (SCRIPTS / "no_worker.js").read_text()
    assert "unregister()" in out
    assert "indexedDB" not in out


def test_the_manifest_lets_the_product_be_put_on_the_first_screen() -> None:
    answer = Client().get("/ung-dung.webmanifest")
    values = answer.json()
    assert answer["Content-Type"] == "application/manifest+json"
    assert (values["display"], values["start_url"], values["short_name"]) == (
        "standalone",
        "/",
        "Tự Quản",
    )
    assert {"192x192", "512x512"} <= {icon["sizes"] for icon in values["icons"]}


def test_the_phone_is_given_what_its_person_needs(
    person: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry, "_kept", {})
    monkeypatch.setattr(registry, "_shells", [])
    monkeypatch.setattr(registry, "_instead", [])
    provide_kept("notes", lambda actor: {"for": actor.name})
    provide_shells(lambda actor: ["/may/thu/", "/may/"])
    provide_shells(lambda actor: ["/may/thu/"])
    answer = make.client(person).get("/may/du-lieu/")
    values = answer.json()
    assert "no-store" in answer["Cache-Control"]
    kept = {"notes": {"for": person.name}, "instead": {}}
    assert (values["uid"], values["kept"]) == (person.pk, kept)
    assert values["shells"] == ["/may/thu/", "/may/"]
    assert values["made_at"].startswith("2026-11-20T")


def test_the_scripts_of_a_phone_page_are_small() -> None:
    on_every_page = ["store.js", "outbox.js", "phone.js"]
    most = [*on_every_page, "ledger.js", "today.js"]
    sizes = {name: len(gzip.compress((SCRIPTS / name).read_bytes())) for name in most}
    assert sum(sizes[name] for name in on_every_page) <= 9.5 * 1024
    assert sum(sizes.values()) <= 12 * 1024


def test_no_script_is_longer_than_four_hundred_lines_or_uses_a_library() -> None:
    for path in SCRIPTS.glob("*.js"):
        text = path.read_text()
        assert len(text.splitlines()) <= 400
        assert '"use strict"' in text
        assert "import " not in text
