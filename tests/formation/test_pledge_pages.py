"""S0-23, S0-24, S3-08, F-82, domain h: the pages of pledges on phone and desk, and the papers."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document

from tests import make
from tests.formation.pledge_scene import FRONT, S3, TODAY, registered
from tuquan.audit.models import Look
from tuquan.formation.models import PledgeRegistration, PledgeSignature
from tuquan.formation.services import (
    ModelWords,
    choose_model,
    close_registration,
    sign_many,
    sign_pledge,
)
from tuquan.groups.models import ResidentGroup
from tuquan.programmes.models import Adoption
from tuquan.residents.models import Household

pytestmark = pytest.mark.django_db


@pytest.fixture
def adoption(world: make.World) -> Adoption:
    return make.adoption(world.commune)


@pytest.fixture
def officer(world: make.World) -> Client:
    return make.client(make.officer(world.commune))


def at(name: str, *args: object) -> str:
    return reverse(f"formation:{name}", args=args)


def phone(group: ResidentGroup) -> Client:
    return make.client(make.leader(group))


def text(answer: object) -> str:
    return str(answer.content, "utf-8")  # type: ignore[attr-defined]


def heads(group: ResidentGroup) -> list[Household]:
    return [one.household for one in group.memberships.select_related("household")]


def test_a_leader_signs_households_with_one_tap_each(world: make.World, adoption: Adoption) -> None:
    group, other = make.groups(world.area, 40)
    registration = registered(adoption, world.area)
    leader = phone(group)
    page = at("signing", registration.pk, group.pk)
    first = heads(group)[0]
    answer = leader.post(at("sign", registration.pk, group.pk, first.pk))
    assert (answer.status_code, answer["Location"]) == (302, f"{page}#ho-{first.pk}")
    signature = PledgeSignature.objects.get()
    assert (signature.household, signature.signed_on, signature.how) == (first, TODAY, "phone")
    shown = leader.get(page)
    assert (shown.context["list"].figure.signed, shown.context["list"].figure.of) == (1, 20)
    assert text(shown).count('method="post"') == 19
    foreign = heads(other)[0]
    assert leader.post(at("sign", registration.pk, group.pk, foreign.pk)).status_code == 404
    assert leader.get(at("signing", registration.pk, other.pk)).status_code == 404


def test_a_second_tap_changes_nothing_and_says_so(world: make.World, adoption: Adoption) -> None:
    [group] = make.groups(world.area)
    registration = registered(adoption, world.area)
    address = at("sign", registration.pk, group.pk, heads(group)[0].pk)
    leader = phone(group)
    leader.post(address)
    assert leader.post(address).status_code == 302
    assert PledgeSignature.objects.count() == 1


def test_who_signed_for_the_household_is_shown_escaped(
    world: make.World, adoption: Adoption
) -> None:
    [group] = make.groups(world.area)
    registration = registered(adoption, world.area)
    leader = phone(group)
    address = at("sign", registration.pk, group.pk, heads(group)[0].pk)
    leader.post(address, {"represented_by": "<b>Út</b>"})
    assert "&lt;b&gt;Út&lt;/b&gt;" in text(leader.get(at("signing", registration.pk, group.pk)))


def test_a_name_that_is_too_long_is_shown_again_beside_its_household(
    world: make.World, adoption: Adoption
) -> None:
    [group] = make.groups(world.area)
    registration = registered(adoption, world.area)
    one = heads(group)[0]
    address = at("sign", registration.pk, group.pk, one.pk)
    answer = phone(group).post(address, {"represented_by": "a" * 300})
    assert answer.status_code == 422
    assert answer.context["errors"][0]["field"] == f"by-{one.pk}"
    assert f'value="{"a" * 300}"' in text(answer)


def test_a_leader_withdraws_on_a_page_of_its_own_and_comes_back_to_the_list(
    world: make.World, adoption: Adoption
) -> None:
    [group] = make.groups(world.area)
    registration = registered(adoption, world.area)
    signature = sign_pledge(make.SYSTEM, registration, heads(group)[0], TODAY, "phone")
    leader = phone(group)
    address = at("withdraw", signature.pk)
    assert leader.get(address).status_code == 200
    assert leader.post(address, {"on": "21/11/2026"}).status_code == 422
    answer = leader.post(address, {"on": "20/11/2026", "reason": ""})
    assert answer["Location"] == at("signing", registration.pk, group.pk)
    assert leader.get(address).status_code == 404


def test_every_list_leaves_a_mark_on_each_household_shown(
    world: make.World, adoption: Adoption, officer: Client
) -> None:
    [group] = make.groups(world.area)
    registration = registered(adoption, world.area)
    phone(group).get(at("signing", registration.pk, group.pk))
    officer.get(at("registration", registration.pk))
    officer.get(at("pledge_docx", registration.pk, "household_commitment"))
    marks = Look.objects.filter(purpose__startswith="formation.")
    counted = [(purpose, marks.filter(purpose=purpose).count()) for purpose in PURPOSES]
    assert counted == [(purpose, 20) for purpose in PURPOSES]


PURPOSES = ("formation.pledge_phone", "formation.pledge_registration", "formation.pledge_paper")


def test_what_a_leader_can_sign_now_is_listed(world: make.World, adoption: Adoption) -> None:
    [group] = make.groups(world.area)
    leader = phone(group)
    assert leader.get(at("my_pledges")).context["lists"] == []
    registration = registered(adoption, world.area)
    assert at("signing", registration.pk, group.pk) in text(leader.get(at("my_pledges")))
    close_registration(make.SYSTEM, registration)
    assert leader.get(at("my_pledges")).context["lists"] == []


def test_the_desk_registers_a_pledge_for_an_area(
    world: make.World, adoption: Adoption, officer: Client
) -> None:
    make.households(world.area, 27)
    address = at("register_pledge", adoption.pk, "household_commitment", world.area.pk)
    data = {"year": "2026", "registered_on": "18/11/2026", "registered_by": FRONT}
    answer = officer.post(address, data)
    made = PledgeRegistration.objects.get()
    assert (made.denominator, made.registered_on) == (27, date(2026, 11, 18))
    assert answer["Location"] == at("registration", made.pk)


def test_a_refused_registration_keeps_what_was_typed(
    world: make.World, adoption: Adoption, officer: Client
) -> None:
    make.households(world.area, 3)
    address = at("register_pledge", adoption.pk, "household_commitment", world.area.pk)
    data = {"year": "2026", "registered_on": "25/11/2026", "registered_by": "Bà Mai"}
    answer = officer.post(address, data | {"denominator": "0"})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"registered_on", "denominator"}
    assert 'value="Bà Mai"' in text(answer)
    assert not PledgeRegistration.objects.exists()


def test_what_is_counted_of_livestock_is_asked_for(world: make.World, officer: Client) -> None:
    adoption = make.adoption(world.commune, S3)
    make.households(world.area, 3)
    address = at("register_pledge", adoption.pk, "livestock", world.area.pk)
    form = officer.get(address).context["form"]
    assert form.fields["denominator"].required
    assert form.initial["denominator_words"] == "Các hộ chăn nuôi"
    area = at("register_pledge", make.adoption(world.neighbour).pk, "livestock", world.area.pk)
    assert officer.get(area).status_code == 404


def test_the_desk_enters_a_paper_list_of_one_group(
    world: make.World, adoption: Adoption, officer: Client
) -> None:
    first, second = make.groups(world.area, 40)
    registration = registered(adoption, world.area)
    page = f"{at('registration', registration.pk)}?to={second.pk}"
    shown = officer.get(page)
    assert [one.household for one in shown.context["lines"]] == heads(second)
    ticked = [str(one.pk) for one in heads(second)[:12]]
    data = {"on": "19/11/2026", "household": ticked, "to": str(second.pk)}
    assert officer.post(at("sign_list", registration.pk), data)["Location"] == page
    assert PledgeSignature.objects.filter(how="paper", signed_on=date(2026, 11, 19)).count() == 12


def test_a_refused_paper_list_keeps_its_ticks(
    world: make.World, adoption: Adoption, officer: Client
) -> None:
    [group] = make.groups(world.area)
    registration = registered(adoption, world.area)
    one = heads(group)[0]
    data = {"on": "25/11/2026", "household": [str(one.pk)]}
    answer = officer.post(at("sign_list", registration.pk), data)
    assert answer.status_code == 422
    assert f'value="{one.pk}" checked' in text(answer)


def test_the_desk_enters_an_office(world: make.World, officer: Client) -> None:
    adoption = make.adoption(world.commune, S3)
    registration = registered(adoption, world.area, "security", denominator=3)
    data = {"signer_name": "Trạm Y tế", "signed_on": "20/11/2026"}
    answer = officer.post(at("sign_office", registration.pk), data)
    assert answer["Location"] == at("registration", registration.pk)
    assert "Trạm Y tế" in text(officer.get(at("registration", registration.pk)))


def test_the_page_explains_more_signatures_than_were_counted(
    world: make.World, officer: Client
) -> None:
    adoption = make.adoption(world.commune, S3)
    registration = registered(adoption, world.area, "livestock", denominator=2)
    sign_many(make.SYSTEM, registration, make.households(world.area, 3), TODAY)
    shown = officer.get(at("registration", registration.pk))
    assert shown.context["figure"].is_over
    assert 'class="notice warn"' in text(shown)
    data = {"number": "3", "reason": "thêm một hộ nuôi"}
    officer.post(at("correct_pledge", registration.pk), data)
    shown = officer.get(at("registration", registration.pk))
    assert not shown.context["figure"].is_over
    assert "thêm một hộ nuôi" in text(shown)


def test_a_pledge_is_renewed_and_closed_at_the_desk(
    world: make.World, adoption: Adoption, officer: Client
) -> None:
    make.households(world.area, 3)
    registration = registered(adoption, world.area)
    assert officer.get(at("registration", registration.pk)).context["may_renew"]
    answer = officer.post(at("renew_pledge", registration.pk))
    second = PledgeRegistration.objects.get(year=2027)
    assert answer["Location"] == at("registration", second.pk)
    assert not officer.get(at("registration", registration.pk)).context["may_renew"]
    officer.post(at("close_pledge", registration.pk))
    shown = officer.get(at("registration", registration.pk))
    assert not shown.context["registration"].is_open
    assert at("close_pledge", registration.pk) not in text(shown)
    assert officer.post(at("close_pledge", registration.pk)).status_code == 409


def test_a_pledge_made_once_offers_no_renewal(world: make.World, officer: Client) -> None:
    adoption = make.adoption(world.commune, make.S1)
    make.households(world.area, 3)
    registration = registered(adoption, world.area, "residents_commitment")
    shown = officer.get(at("registration", registration.pk))
    assert not shown.context["may_renew"]
    answer = officer.post(at("renew_pledge", registration.pk))
    assert answer["Location"] == at("registration", registration.pk)
    assert PledgeRegistration.objects.count() == 1


def test_the_head_of_an_area_sees_and_records_their_area_only(
    world: make.World, adoption: Adoption
) -> None:
    make.households(world.area, 3)
    make.households(world.other_area, 3)
    own, other = registered(adoption, world.area), registered(adoption, world.other_area)
    head = make.client(make.account("area_head", world.area))
    line = head.get(at("pledge", adoption.pk, "household_commitment")).context["line"]
    assert [row.area for row in line.areas] == [world.area]
    assert head.get(at("registration", own.pk)).context["may_record"]
    assert head.get(at("registration", other.pk)).status_code == 404
    assert head.post(at("close_pledge", other.pk)).status_code == 404


def test_nobody_is_ranked_and_no_page_names_who_has_not_signed_to_others(
    world: make.World, adoption: Adoption, officer: Client
) -> None:
    [group] = make.groups(world.area)
    registered(adoption, world.area)
    one = heads(group)[0]
    for address in (at("pledges"), at("pledge", adoption.pk, "household_commitment")):
        assert one.head_name not in text(officer.get(address))
    assert officer.get(at("my_pledges")).status_code == 404


def words_of(answer: object) -> str:
    document = Document(io.BytesIO(answer.content))  # type: ignore[attr-defined]
    cells = (c.text for t in document.tables for row in t.rows for c in row.cells)
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def test_the_commitment_of_a_group_lists_its_households_and_who_signed_when(
    world: make.World, adoption: Adoption, officer: Client
) -> None:
    first, second = make.groups(world.area, 40)
    registration = registered(adoption, world.area)
    sign_pledge(make.SYSTEM, registration, heads(first)[0], date(2026, 11, 19), "phone")
    address = at("pledge_docx", registration.pk, "household_commitment")
    answer = officer.get(f"{address}?to={first.pk}")
    words = words_of(answer)
    for household in heads(first):
        assert household.head_name in words
    assert heads(second)[0].head_name not in words
    assert words.count("(đã ký ngày 19/11/2026)") == 1
    assert "Tổ 1" in words
    assert "Thôn 2" in words
    assert answer["Content-Disposition"] == (
        'attachment; filename="household-commitment-thon-2-to-1-2026.docx"'
    )
    assert officer.get(f"{address}?to=999999").status_code == 404


def test_the_commitment_names_the_model_of_the_area(world: make.World, officer: Client) -> None:
    adoption = make.adoption(world.commune, make.S1)
    make.households(world.area, 3)
    words = ModelWords("environment", "Đường hoa", "Trồng hoa.")
    choose_model(make.SYSTEM, adoption, world.area, words, TODAY, FRONT)
    registration = registered(adoption, world.area, "residents_commitment")
    paper = officer.get(at("pledge_docx", registration.pk, "residents_commitment"))
    assert "mô hình “Đường hoa”" in words_of(paper)


def test_the_registration_of_an_area_counts_its_groups_and_households(
    world: make.World, adoption: Adoption, officer: Client
) -> None:
    make.groups(world.area, 40)
    registration = registered(adoption, world.area, "area_registration")
    shown = officer.get(at("registration", registration.pk))
    assert [key for key, _title, _targets in shown.context["papers"]] == ["area_registration"]
    words = words_of(officer.get(at("pledge_docx", registration.pk, "area_registration")))
    assert "năm 2026, gồm 2 tổ tự quản với 40 hộ gia đình" in words
    assert "Không có bạo lực gia đình" in words
    pdf = officer.get(at("pledge_pdf", registration.pk, "area_registration"))
    assert pdf.content.startswith(b"%PDF")


def test_other_papers_are_not_printed_here(
    world: make.World, adoption: Adoption, officer: Client
) -> None:
    registration = registered(adoption, world.area, "area_registration")
    assert officer.get(at("pledge_docx", registration.pk, "operating_rules")).status_code == 404


def test_an_area_with_a_pledge_and_one_without_stand_side_by_side(
    world: make.World, adoption: Adoption, officer: Client
) -> None:
    make.households(world.area, 3)
    registered(adoption, world.area)
    shown = text(officer.get(at("pledge", adoption.pk, "household_commitment")))
    assert at("register_pledge", adoption.pk, "household_commitment", world.other_area.pk) in shown
    assert at("register_pledge", adoption.pk, "household_commitment", world.area.pk) not in shown
    years = officer.get(f"{at('pledge', adoption.pk, 'household_commitment')}?nam=abc")
    assert years.context["year"] == 2026
