"""The forms of an installed edition may be improved; what the issuer issued never changes.

S0-16, S0-23, S1-13, S1-14, F-104: papers are the forms a plan is carried out with.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from tests import make
from tuquan.audit.models import Change
from tuquan.base.errors import Conflict
from tuquan.core.packs import canonical_json, sha256
from tuquan.core.programme import Edition, Pack
from tuquan.programmes.models import Adoption, ProgrammeEdition
from tuquan.programmes.services import install_pack, packs_to_install
from tuquan.project.cli import main
from tuquan.reports.models import Obligation


@pytest.fixture
def installed(db: None) -> ProgrammeEdition:
    return make.edition(make.S0)


def newer(edition: ProgrammeEdition) -> Edition:
    """The same edition with one paper worded otherwise and one that is gone."""
    first, _, *others = edition.content.papers
    return replace(edition.content, papers=(replace(first, title="Bản đăng ký mới"), *others))


def packed(*editions: Edition) -> Pack:
    return Pack(make.S0, "S0", editions=editions)


def set_older_papers(edition: ProgrammeEdition) -> str:
    """Store the edition as an earlier release installed it; its hash."""
    return make.rewritten(edition, canonical_json(newer(edition))).sha256


def test_newer_papers_renew_the_definition_and_go_on_record(installed: ProgrammeEdition) -> None:
    content = newer(installed)
    done = install_pack(make.SYSTEM, packed(content))
    assert (done.new, [row.pk for row in done.renewed]) == ((), [installed.pk])
    row = ProgrammeEdition.objects.get()
    assert (row.text.definition, row.sha256) == (canonical_json(content), sha256(content))
    assert (row.installed_at, row.content.papers) == (installed.installed_at, content.papers)
    change = Change.objects.get(action="programmes.papers_renewed")
    assert change.data == {"edition": "2019", "old": installed.sha256, "new": sha256(content)}
    assert not install_pack(make.SYSTEM, packed(content))


@pytest.mark.parametrize(
    "other",
    [{"title": "Tên khác"}, {"checked_on": date(2026, 11, 19)}, {"notes": ()}, {"letterhead": ()}],
)
def test_papers_with_anything_else_are_refused(
    installed: ProgrammeEdition, other: dict[str, object]
) -> None:
    content = replace(newer(installed), **other)  # type: ignore[arg-type]
    with pytest.raises(Conflict) as refused:
        install_pack(make.SYSTEM, packed(content))
    assert refused.value.problem.code == "edition_changed"
    assert ProgrammeEdition.objects.get().sha256 == installed.sha256
    assert not Change.objects.filter(action="programmes.papers_renewed").exists()


def test_nothing_is_renewed_when_another_edition_of_the_pack_is_refused(
    installed: ProgrammeEdition,
) -> None:
    later = replace(installed.content, key="2027", effective_from=date(2027, 1, 1))
    install_pack(make.SYSTEM, packed(later))
    with pytest.raises(Conflict):
        install_pack(make.SYSTEM, packed(newer(installed), replace(later, title="Tên khác")))
    assert ProgrammeEdition.objects.get(key="2019").sha256 == installed.sha256


def test_one_pack_may_bring_a_new_edition_and_newer_papers(installed: ProgrammeEdition) -> None:
    later = replace(installed.content, key="2027", effective_from=date(2027, 1, 1))
    done = install_pack(make.SYSTEM, packed(newer(installed), later))
    assert ([row.key for row in done.new], [row.key for row in done.renewed]) == (
        ["2027"],
        ["2019"],
    )


def test_whoever_was_faster_is_not_overwritten(
    installed: ProgrammeEdition, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The stored papers change between the reading and the writing."""
    from tuquan.programmes.services import installing

    wanted = newer(installed)
    others = replace(installed.content, papers=())

    def meanwhile(row: ProgrammeEdition, edition: Edition) -> bool:
        make.rewritten(row, canonical_json(others))
        return True

    monkeypatch.setattr(installing, "_renews_papers", meanwhile)
    with pytest.raises(Conflict):
        install_pack(make.SYSTEM, packed(wanted))
    assert not Change.objects.filter(action="programmes.papers_renewed").exists()


def test_places_that_run_the_edition_see_the_newer_papers_on_their_own_terms(
    world: make.World,
) -> None:
    adoption = make.adoption(world.commune)
    terms, reports = adoption.local_terms, list(Obligation.objects.values_list("pk", "adoption_id"))
    content = newer(adoption.edition)
    install_pack(make.SYSTEM, packed(content))
    again = Adoption.objects.get(pk=adoption.pk)
    assert again.edition_id == adoption.edition_id
    assert again.local_terms == terms
    assert "Bản đăng ký mới" in [paper.title for paper in again.content.papers]
    assert len(again.content.papers) == len(adoption.content.papers) - 1
    assert again.content.forms == adoption.content.forms
    assert list(Obligation.objects.values_list("pk", "adoption_id")) == reports


def test_newer_papers_of_shipped_packs_are_offered(installed: ProgrammeEdition) -> None:
    assert make.S0 not in [one.pack.key for one in packs_to_install()]
    set_older_papers(installed)
    waiting = {one.pack.key: one.only_papers for one in packs_to_install()}
    assert waiting.pop(make.S0) is True
    assert set(waiting.values()) == {False}


def test_a_shipped_pack_that_differs_in_more_is_not_offered(installed: ProgrammeEdition) -> None:
    other = replace(newer(installed), title="Tên khác")
    make.rewritten(installed, canonical_json(other))
    assert make.S0 not in [one.pack.key for one in packs_to_install()]


def test_the_page_offers_the_newer_forms_and_says_what_it_did(
    world: make.World, installed: ProgrammeEdition
) -> None:
    set_older_papers(installed)
    administrator = make.client(make.account("administrator", None))
    administrator.cookies["language"] = "en"
    page = administrator.get(reverse("programmes:index")).content.decode()
    assert page.count("newer forms of decisions, minutes and lists; nothing else changes") == 1
    assert page.count("Renew the forms</") == 1
    answer = administrator.post(reverse("programmes:install"), {"pack": make.S0}, follow=True)
    said = [str(message) for message in answer.context["messages"]]
    assert said == ["The forms of 1 edition were renewed."]
    assert "Renew the forms" not in answer.content.decode()
    assert ProgrammeEdition.objects.get().sha256 == installed.sha256


def told(*words: str, capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    assert main(["programme", *words]) == 0
    return capsys.readouterr().out


def test_the_command_says_that_forms_were_renewed(
    installed: ProgrammeEdition, capsys: pytest.CaptureFixture[str]
) -> None:
    set_older_papers(installed)
    listed = json.loads(told("list", "--json", capsys=capsys))
    assert make.S0 in listed["shipped"]
    done = json.loads(told("install", make.S0, "--json", capsys=capsys))
    assert done["installed"] == []
    [row] = done["papers_renewed"]
    assert (row["edition"], row["sha256"]) == ("2019", installed.sha256)
    assert json.loads(told("install", make.S0, "--json", capsys=capsys)) == {
        "installed": [],
        "papers_renewed": [],
    }
