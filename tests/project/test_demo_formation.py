"""The second commune of the demonstration: groups come about in it, from bodies to decisions.

S0-10 to S0-17, S0-24, S1-10 to S1-16, S2-06, S2-07, S2-28 to S2-30, F-20, F-23, F-103.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from django.test import TestCase

from tests import make
from tests.project.test_demo import counts
from tuquan.accounts.models import Account
from tuquan.base import clock
from tuquan.bodies.models import Appointment, Body, PostHolder, Training
from tuquan.bodies.queries import composition_remarks
from tuquan.bodies.services import Named, NewAppointment, NewBody, found_body, succeed
from tuquan.documents.models import NumberBook, OfficialDocument
from tuquan.documents.queries import gaps_of
from tuquan.documents.services import replace_document
from tuquan.formation.models import Dossier, GroupDecision, PledgeRegistration
from tuquan.formation.queries import steps_of
from tuquan.formation.services import open_for_plan, renew_pledge
from tuquan.groups.models import Care, ResidentGroup
from tuquan.groups.queries.comparing import proposals_for
from tuquan.groups.services import plan_regrouping
from tuquan.meetings.models import Meeting, Resolution
from tuquan.notices.models import Notice
from tuquan.places.models import Place, PlaceKind
from tuquan.places.services import NewPlace, add_place
from tuquan.programmes.models import Adoption, ProgrammeEdition
from tuquan.programmes.services import install_pack, read_pack, shipped_packs
from tuquan.project.demo.formation import build_formation
from tuquan.project.demo.removal import remove_demo
from tuquan.project.demo.stage import ACTOR, Days
from tuquan.residents.models import Household


def editions() -> dict[str, ProgrammeEdition]:
    """The shipped programmes, installed."""
    for folder in shipped_packs():
        pack, _problems = read_pack(folder)
        assert pack is not None
        install_pack(ACTOR, pack)
    return {one.programme.key: one for one in ProgrammeEdition.objects.select_related("programme")}


class TestFormationInTheDemonstration(TestCase):
    """The commune is made once for all; each test starts from it whole."""

    before: dict[str, int]
    commune: Place

    @classmethod
    def setUpTestData(cls) -> None:
        """The commune, beside nothing else."""
        cls.before = counts()
        new = NewPlace("Tỉnh minh họa", PlaceKind.PROVINCE, make.SINCE, invented=True)
        province = add_place(ACTOR, None, new)
        cls.commune = build_formation(province, editions())

    def test_four_areas_are_at_four_stages(self) -> None:
        groups = ResidentGroup.objects.select_related("place").order_by("place__name", "number")
        found = [(one.place.name, one.state, one.memberships.count()) for one in groups]
        assert found == [
            ("Thôn Bắc", "formed", 42),
            ("Thôn Nam", "formed", 31),
            ("Thôn Đông", "formed", 19),
            ("Thôn Đông", "proposed", 18),
            ("Thôn Đông", "proposed", 18),
        ]
        assert Household.objects.filter(place__name="Thôn Tây", memberships=None).count() == 50

    def test_three_decisions_of_three_bodies_founded_three_groups(self) -> None:
        made = GroupDecision.objects.select_related("document__issuing_body", "group__place")
        numbers = {one.group.place.name: one.document.number_text for one in made}
        assert numbers == {
            "Thôn Đông": "01/QĐ-UBND",
            "Thôn Nam": "01/QĐ-MTTQ-BTT",
            "Thôn Bắc": "01-QĐ/ĐU",
        }
        regimes = {one.document.issuing_body.regime for one in made if one.document.issuing_body}
        assert regimes == {"state", "front", "party"}

    def test_every_paper_is_issued_and_kept_as_two_files(self) -> None:
        papers = OfficialDocument.objects.all()
        assert Counter(one.kind for one in papers) == Counter(
            minutes=1, request=1, notice=1, decision=3
        )
        for paper in papers:
            assert paper.state == "issued"
            assert {file.kind for file in paper.files.all()} == {"docx", "pdf"}
        assert not any(gaps_of(book) for book in NumberBook.objects.all())

    def test_the_party_settled_what_its_form_contradicts_itself_in(self) -> None:
        paper = OfficialDocument.objects.get(number_text="01-QĐ/ĐU")
        assert paper.issued_as["choices"]["paper_motto_of_another"] == "style"
        assert paper.contents["values"]["congress_term"] == "2025 - 2030"

    def test_one_dossier_waits_for_its_meeting_and_one_group_for_a_dossier(self) -> None:
        [dossier] = Dossier.objects.under_way()
        now = [step.key for step in steps_of(dossier) if step.state == "now"]
        assert now == ["meeting"]
        without = ResidentGroup.objects.filter(state="proposed", dossiers=None)
        assert without.count() == 1

    def test_one_meeting_elected_and_one_is_still_to_come(self) -> None:
        held, planned = Meeting.objects.order_by("held_on")
        assert (held.state, held.attendance.filter(present=True).count()) == ("closed", 17)
        assert held.signatures.count() == 2
        assert planned.state == "planned"
        assert planned.held_on > clock.today()
        assert Resolution.objects.filter(done_on=None).count() == 2
        assert Resolution.objects.exclude(done_on=None).count() == 1

    def test_the_steering_committee_has_a_remark_and_a_term_that_ends(self) -> None:
        board = Body.objects.get(kind="steering_committee")
        codes = [one.code for one in composition_remarks(board)]
        assert "seat_unfilled" in codes
        assert "board_too_large" not in codes
        soon = Days(clock.today()).ago(-90)
        assert Appointment.objects.current().filter(term_until__lte=soon).count() == 1
        assert board.guidance.count() == 4
        assert Training.objects.count() == 3

    def test_somebody_wears_two_hats(self) -> None:
        hats = Counter(Appointment.objects.current().values_list("holder__name", flat=True))
        assert hats["Lò Văn Điệp"] == 2
        assert PostHolder.objects.filter(name="Lò Văn Điệp").count() == 1

    def test_the_proposals_for_the_ungrouped_area_heed_the_river(self) -> None:
        area = Place.objects.get(name="Thôn Tây")
        edition = ProgrammeEdition.objects.get(programme__key="quynh-vinh-2019")
        rules = edition.content.group_rules
        assert rules is not None
        compared = proposals_for(area, edition.programme, rules)
        assert compared.barriers == 1
        crossings = {one.method: one.measures.crossings for one in compared.proposals}
        assert crossings == {"least_walking": 0, "even_sizes": 1, "by_lanes": 2}

    def test_the_team_looks_after_all_households(self) -> None:
        cared = Care.objects.current().filter(tenure__group__place__name="Thôn Bắc")
        assert cared.values("household").distinct().count() == 42

    def test_areas_registered_and_part_of_their_households_signed(self) -> None:
        found = {
            one.pledge: (one.place.name, one.denominator, one.signatures.count())
            for one in PledgeRegistration.objects.all()
        }
        assert found == {
            "area_registration": ("Thôn Đông", 1, 0),
            "household_commitment": ("Thôn Đông", 19, 11),
            "residents_commitment": ("Thôn Nam", 31, 19),
        }

    def test_people_were_told_what_waits_for_them(self) -> None:
        told = Notice.objects.filter(account__username="canbo2").values_list("code", flat=True)
        assert "term_ends_within_90" in told

    def test_the_leader_whom_the_households_elected_signs_in(self) -> None:
        leader = Account.objects.get(username="totruong3")
        group = ResidentGroup.objects.get(place__name="Thôn Đông", state="formed")
        assert leader.check_password("minh-son-2026")
        assert group.tenures.get(position="leader").account == leader

    def test_it_goes_with_what_people_tried_in_it(self) -> None:
        paper = OfficialDocument.objects.get(number_text="01/QĐ-UBND")
        replace_document(ACTOR, paper)
        board = Body.objects.get(kind="steering_committee")
        new = NewBody("guidance_team", "Tổ hướng dẫn", clock.today(), predecessor=board)
        found_body(ACTOR, self.commune, new)
        chair = board.appointments.get(role="chair")
        until = clock.today() + timedelta(days=200)
        succeed(
            ACTOR,
            chair,
            NewAppointment(Named("Tạ Văn Tâm"), "chair", chair.post, clock.today(), until),
            "Đã bàn giao sổ sách",
        )
        renew_pledge(ACTOR, PledgeRegistration.objects.get(pledge="household_commitment"))
        formed = ResidentGroup.objects.get(place__name="Thôn Đông", state="formed")
        home = formed.memberships.values_list("household", flat=True)[0]
        new_groups = {"new-1": "Tổ 4"}
        plan = plan_regrouping(ACTOR, formed.programme, formed.place, {home: "new-1"}, new_groups)
        adoption = Adoption.objects.get(edition__programme=formed.programme)
        open_for_plan(ACTOR, adoption, plan)
        remove_demo(self.commune)
        assert counts() == self.before

    def test_nothing_lies_in_the_future(self) -> None:
        assert not OfficialDocument.objects.filter(issued_at__gt=clock.now()).exists()
        assert not Meeting.objects.filter(state="closed", held_on__gt=clock.today()).exists()


@pytest.mark.parametrize(
    ("today", "count", "expected"),
    [
        (date(2026, 11, 20), 20, date(2026, 11, 2)),
        (date(2026, 11, 20), 21, date(2026, 10, 30)),
        (date(2026, 1, 9), 20, date(2026, 1, 1)),
        (date(2028, 1, 1), 20, date(2028, 1, 1)),
    ],
    ids=["from Saturday to Monday", "a Friday", "this year's books", "never tomorrow"],
)
def test_papers_have_a_working_day_of_this_year(today: date, count: int, expected: date) -> None:
    assert Days(today).paper(count) == expected
