"""S1 appoints and the Front decides; S2 assigns a team and the Party decides.

S1-11, S1-12, S1-14 to S1-16, S2-07, S2-13, S2-27 to S2-29, S2-32, F-23, F-104.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests import make
from tests.formation import forming
from tests.formation.forming import why_of
from tests.meetings.holding import TODAY
from tuquan.base.errors import Invalid
from tuquan.documents.queries import read_contents
from tuquan.documents.services import update_draft
from tuquan.formation.models import Dossier
from tuquan.formation.queries import steps_of
from tuquan.formation.services import (
    ModelWords,
    NewNomination,
    choose_model,
    draft_decision,
    draft_request,
    nominate,
    open_dossiers,
)
from tuquan.programmes.services import AdoptionTerms, adopt_programme

pytestmark = pytest.mark.django_db
S2 = "luc-ngan-2021"


def running(world: make.World, programme: str) -> forming.Office:
    """The commune runs a programme with groups of its own."""
    edition = make.edition(programme)
    adoption = adopt_programme(
        make.SYSTEM, world.commune, edition, AdoptionTerms(effective_from=make.SINCE)
    )
    officer = make.actor(make.officer(world.commune))
    head = make.actor(make.account("area_head", world.area))
    return forming.Office(world, adoption, officer, head)


def states(dossier: Dossier) -> dict[str, str]:
    """The steps of a dossier as they stand."""
    found = Dossier.objects.get(pk=dossier.pk)
    return {step.key: step.state for step in steps_of(found)}


def front_group(world: make.World) -> tuple[forming.Office, Dossier]:
    """A subgroup of S1 with its model, its head appointed and two members."""
    here = running(world, make.S1)
    [group] = forming.proposed(here)
    theme = here.adoption.content.themes[0]
    words = ModelWords(theme.key, "Đường hoa tự quản", "Trồng và chăm sóc đường hoa")
    choose_model(here.officer, here.adoption, world.area, words, TODAY, "Ban CTMT")
    [dossier] = open_dossiers(here.officer, here.adoption, [group])
    for position, name, post in (
        ("leader", "Lò Thị Ánh", "Trưởng ban công tác Mặt trận"),
        ("member", "Phạm Quý Ổn", "Chi hội trưởng Phụ nữ"),
    ):
        nominate(here.officer, dossier, NewNomination(position, name, post, post))
    return here, dossier


def test_nobody_has_to_meet_where_heads_are_appointed(world: make.World) -> None:
    _here, dossier = front_group(world)
    assert states(dossier) == {
        "list": "done",
        "meeting": "not_needed",
        "people": "done",
        "request": "now",
        "decision": "later",
    }


def test_the_notice_of_the_area_has_its_five_fields(world: make.World) -> None:
    here, dossier = front_group(world)
    notice = draft_request(here.officer, dossier)
    [row] = read_contents(notice).rows["group_notice"]
    assert row == {
        "number_of_groups": dossier.group.name,
        "model": "Đường hoa tự quản: Trồng và chăm sóc đường hoa",
        "households": "20",
        "leader": "Lò Thị Ánh",
        "members": "Phạm Quý Ổn",
    }


def test_the_front_founds_the_group_and_appoints_its_head(world: make.World) -> None:
    here, dossier = front_group(world)
    notice = draft_request(here.officer, dossier)
    forming.issued(here.officer, notice, None)
    lines = ("ỦY BAN MTTQ VIỆT NAM", "XÃ MINH SƠN")
    front = forming.issuer(here.officer, world.commune, "front", lines, "MTTQ-BTT", "QĐ")
    dossier.refresh_from_db()
    decision = forming.issued(here.officer, draft_decision(here.officer, [dossier]), front)
    assert decision.number_text == "01/QĐ-MTTQ-BTT"
    [leader] = dossier.group.tenures.filter(ended_on=None, position="leader")
    assert (leader.holder_name, leader.filled_by) == ("Lò Thị Ánh", "appointed")


def team(world: make.World, people: int = 3) -> tuple[forming.Office, Dossier]:
    """A team of S2 for forty households, with people assigned."""
    here = running(world, S2)
    [group, *_] = forming.proposed(here, 40)
    [dossier] = open_dossiers(here.officer, here.adoption, [group])
    assigned = (
        ("leader", "Lê Văn Một", "Bí thư chi bộ"),
        ("deputy", "Lê Văn Hai", "Trưởng thôn"),
        ("member", "Lê Văn Ba", "Chi hội trưởng Nông dân"),
    )
    for position, name, post in assigned[:people]:
        nominate(here.officer, dossier, NewNomination(position, name, post))
    return here, Dossier.objects.get(pk=dossier.pk)


def test_a_team_of_two_people_is_too_small_to_be_decided(world: make.World) -> None:
    here, dossier = team(world, 2)
    with pytest.raises(Invalid) as refused:
        draft_decision(here.officer, [dossier])
    assert why_of(refused.value) == ["dossier_few_people"]


def test_form_01_lists_the_people_of_each_team(world: make.World) -> None:
    here, dossier = team(world)
    decision = draft_decision(here.officer, [dossier])
    rows = read_contents(decision).rows["form_01_list"]
    assert [(row["village"], row["person_name"], row["post_in_team"]) for row in rows] == [
        ("Thôn 2", "Lê Văn Một", "Tổ trưởng"),
        ("", "Lê Văn Hai", "Tổ phó"),
        ("", "Lê Văn Ba", "Tổ viên"),
    ]


def test_the_party_founds_the_team_once_the_blanks_of_form_01_are_filled(
    world: make.World,
) -> None:
    here, dossier = team(world)
    lines = ("ĐẢNG ỦY XÃ MINH SƠN",)
    party = forming.issuer(here.officer, world.commune, "party", lines, "ĐU", "QĐ")
    draft = draft_decision(here.officer, [dossier])
    with pytest.raises(Invalid):
        forming.issued(here.officer, draft, party)
    contents = read_contents(draft)
    values = {
        **contents.values,
        "congress_term": "2025 - 2030",
        "plan_number": "12-KH/HU",
        "plan_day": "05/10/2021",
    }
    draft = update_draft(here.officer, draft, replace(contents, values=values), draft.version)
    decision = forming.issued(here.officer, draft, party)
    assert decision.number_text == "01-QĐ/ĐU"
    assert decision.dated == TODAY
    people = {one.holder_name: one.position for one in dossier.group.tenures.all()}
    assert people == {"Lê Văn Một": "leader", "Lê Văn Hai": "deputy", "Lê Văn Ba": "member"}


def test_whoever_is_elected_cannot_be_typed_in(world: make.World) -> None:
    here = forming.office(world)
    [group] = forming.proposed(here)
    [dossier] = open_dossiers(here.officer, here.adoption, [group])
    with pytest.raises(Invalid) as refused:
        nominate(here.officer, dossier, NewNomination("leader", "Lò Thị Ánh"))
    assert [one.code for one in refused.value.problems] == ["dossier_post_is_elected"]
    assert not dossier.nominations.exists()


def test_a_name_of_300_letters_or_twice_is_refused(world: make.World) -> None:
    here, dossier = team(world)
    with pytest.raises(Invalid) as refused:
        nominate(here.officer, dossier, NewNomination("member", "N" * 300))
    assert [one.where for one in refused.value.problems] == ["name"]
    with pytest.raises(Invalid) as again:
        nominate(here.officer, dossier, NewNomination("member", "lê văn một"))
    assert [one.code for one in again.value.problems] == ["dossier_person_twice"]
