"""The pages about programmes: what is installed, installing, adopting."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests import make
from tuquan.base.texts import say
from tuquan.core.packs import canonical_json
from tuquan.core.problems import Problem
from tuquan.core.programme import Pack
from tuquan.core.programme.local import DueDay
from tuquan.groups.models import ResidentGroup
from tuquan.programmes.models import Adoption, ProgrammeEdition
from tuquan.programmes.services import install_pack, shipped_packs


@pytest.fixture
def officer(world: make.World) -> Client:
    return make.client(make.officer(world.commune))


@pytest.fixture
def administrator(world: make.World) -> Client:
    return make.client(make.account("administrator", None))


def url(name: str, programme: str = make.S0) -> str:
    return reverse(f"programmes:{name}", args=[make.edition(programme).pk])


def terms(world: make.World, **more: str) -> dict[str, str]:
    return {"place": str(world.commune.pk), "effective_from": "01/01/2027"} | more


def test_a_visitor_is_asked_to_sign_in(client: Client, db: None) -> None:
    for page in (reverse("programmes:index"), url("detail"), url("adopt")):
        assert client.get(page)["Location"].startswith(reverse("account_login"))


def test_the_index_shows_what_runs_here_but_not_next_door(
    world: make.World, officer: Client
) -> None:
    make.adoption(world.neighbour)
    mine = make.adoption(world.commune)
    answer = officer.get(reverse("programmes:index"))
    running = {
        installed.programme.key: [list(adoptions) for _edition, adoptions in installed.editions]
        for installed in answer.context["programmes"]
    }
    assert running == {make.S0: [[mine]]}
    assert answer.context["packs"] == []


def test_the_editions_of_a_programme_stand_together_the_newest_first(officer: Client) -> None:
    first = make.edition(make.S0)
    content = replace(first.content, key="2027", effective_from=date(2027, 1, 1))
    install_pack(make.SYSTEM, Pack(make.S0, "S0", editions=(content,)))
    [installed] = officer.get(reverse("programmes:index")).context["programmes"]
    assert [edition.key for edition, _adoptions in installed.editions] == ["2027", "2019"]


def test_only_an_administrator_is_shown_the_way_to_check_a_pack(
    officer: Client, administrator: Client
) -> None:
    check = reverse("programmes:check")
    assert check in administrator.get(reverse("programmes:index")).content.decode()
    assert check not in officer.get(reverse("programmes:index")).content.decode()


def test_an_administrator_installs_a_shipped_pack_from_the_page(administrator: Client) -> None:
    page = administrator.get(reverse("programmes:index"))
    shipped = [folder.name for folder in shipped_packs()]
    assert [one.pack.key for one in page.context["packs"]] == shipped
    answer = administrator.post(reverse("programmes:install"), {"pack": make.S1}, follow=True)
    assert [message.level_tag for message in answer.context["messages"]] == ["success"]
    assert ProgrammeEdition.objects.get().programme.key == make.S1


def test_other_content_under_an_installed_edition_is_said_and_not_installed(
    administrator: Client,
) -> None:
    edition = make.edition(make.S1)
    changed = replace(edition.content, title="Tên khác")
    stored = make.rewritten(edition, canonical_json(changed))
    answer = administrator.post(reverse("programmes:install"), {"pack": make.S1}, follow=True)
    assert [message.level_tag for message in answer.context["messages"]] == ["error"]
    assert ProgrammeEdition.objects.get().sha256 == stored.sha256


def test_an_officer_installs_nothing(officer: Client) -> None:
    assert officer.get(reverse("programmes:index")).context["packs"] == []
    assert officer.post(reverse("programmes:install"), {"pack": make.S0}).status_code == 404
    assert not ProgrammeEdition.objects.exists()


def test_a_leader_has_no_pages_of_programmes(world: make.World) -> None:
    group: ResidentGroup = make.groups(world.area)[0]
    leader = make.client(make.leader(group))
    for page in (reverse("programmes:index"), url("detail"), url("adopt")):
        assert leader.get(page).status_code == 404


def test_the_head_of_an_area_reads_and_does_not_adopt(world: make.World) -> None:
    head = make.client(make.account("area_head", world.area))
    assert head.get(url("detail")).status_code == 200
    assert head.get(url("adopt")).status_code == 404
    assert head.post(url("adopt"), terms(world)).status_code == 404
    assert not Adoption.objects.exists()


def test_adopting_shows_the_first_days_due(world: make.World, officer: Client) -> None:
    assert officer.get(url("adopt")).status_code == 200
    answer = officer.post(url("adopt"), terms(world), follow=True)
    [running] = answer.context["adoptions"]
    [quarterly] = running.firsts
    assert running.adoption.place == world.commune
    text = answer.content.decode()
    assert quarterly.period in text
    assert "10/04/2027" in text


def test_choices_of_the_commune_are_kept(world: make.World, officer: Client) -> None:
    make.adoption(world.commune)
    groups_of = make.edition(make.S0).programme
    data = terms(
        world, effective_until="01/01/2028", groups_of=str(groups_of.pk), due_day_monthly="28"
    )
    answer = officer.post(url("adopt", make.S1), data, follow=True)
    warnings = [one.message for one in answer.context["messages"] if one.level_tag == "warning"]
    adoption = Adoption.objects.get(edition__programme__key=make.S1)
    params = {"title": "Báo cáo tháng", "day": 28, "total": 8}
    assert warnings == [say(Problem("due_day_after_total", "", params))]
    assert adoption.groups_of == groups_of
    assert adoption.terms.due_days == (DueDay("monthly", 28),)
    assert str(adoption.effective_until) == "2028-01-01"


def test_an_optional_report_can_be_left_out(world: make.World, officer: Client) -> None:
    officer.post(url("adopt"), terms(world, off_quarterly="on"))
    assert Adoption.objects.get().terms.off == ("calendars/quarterly",)
    assert "off_baseline" not in officer.get(url("adopt", make.S1)).context["adoption_form"].fields


def test_a_wrong_due_day_names_the_field_and_keeps_what_was_typed(
    world: make.World, officer: Client
) -> None:
    answer = officer.post(url("adopt"), terms(world, due_day_quarterly="31"))
    assert answer.status_code == 422
    assert list(answer.context["adoption_form"].errors) == ["due_day_quarterly"]
    assert 'value="31"' in answer.content.decode()


def test_groups_of_a_programme_that_does_not_run_here_are_refused(
    world: make.World,
) -> None:
    make.adoption(world.neighbour)
    both = make.client(make.officer(world.province))
    groups_of = str(make.edition(make.S0).programme.pk)
    answer = both.post(url("adopt", make.S1), terms(world, groups_of=groups_of))
    assert answer.status_code == 422
    assert list(answer.context["adoption_form"].errors) == ["groups_of"]


def test_adopting_twice_is_a_conflict_and_keeps_what_was_typed(
    world: make.World, officer: Client
) -> None:
    make.adoption(world.commune)
    answer = officer.post(url("adopt"), terms(world))
    assert answer.status_code == 409
    assert 'value="01/01/2027"' in answer.content.decode()


def test_an_officer_adopts_only_for_their_own_commune(world: make.World, officer: Client) -> None:
    answer = officer.post(url("adopt"), terms(world) | {"place": str(world.neighbour.pk)})
    assert answer.status_code == 422
    assert list(answer.context["adoption_form"].errors) == ["place"]
