"""Our commune with one of everything an address can name, and people on both sides."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from tests import make
from tuquan.accounts.models import Account, Role
from tuquan.base.actor import Actor
from tuquan.base.jobs import enqueue
from tuquan.base.models import Job
from tuquan.core.answers import Answers
from tuquan.core.programme import Pack
from tuquan.core.succession import rename
from tuquan.groups.models import ResidentGroup
from tuquan.places.models import Place
from tuquan.places.services import carry_out_reform, prepare_reform
from tuquan.programmes.models import Adoption, ProgrammeEdition
from tuquan.programmes.services import choose_pilot, install_pack, mark_milestone, open_feed
from tuquan.reports.models import Obligation
from tuquan.reports.services import save_draft, submit_report
from tuquan.residents.models import Household, HouseholdMember
from tuquan.residents.services import (
    NewChange,
    NewField,
    add_field,
    assign_household,
    give_consent,
    preview_import,
    record_change,
)


@dataclass
class Scene:
    """Our commune with one of everything, and people of each role on both sides."""

    world: make.World
    group: ResidentGroup
    inside: dict[str, Account]
    outside: dict[str, Account]
    ids: dict[str, int | str]
    sessions: dict[int, str] = field(default_factory=dict)
    """By account, what its browser keeps once it has signed in."""


def people(commune: Place, area: Place, group: ResidentGroup) -> dict[str, Account]:
    """One of each role that is tied to a commune."""
    return {
        "officer": make.officer(commune),
        "area_head": make.account(Role.AREA_HEAD, area),
        "leader": make.leader(group),
    }


def make_scene(world: make.World) -> Scene:
    """Our commune and the one next door, at work."""
    adoption = make.adoption(world.commune, make.S0)
    make.adoption(world.commune, make.S1)
    make.adoption(world.neighbour, make.S0)
    [ours] = make.groups(world.area)
    [theirs] = make.groups(world.neighbour_area)
    inside = people(world.commune, world.area, ours)
    inside["administrator"] = make.account(Role.ADMINISTRATOR, None)
    outside = people(world.neighbour, world.neighbour_area, theirs)
    leader = make.actor(inside["leader"])
    sent = make.obligation(ours, "baseline")
    report = submit_report(leader, sent, everything_answered(sent), 0)
    begun = make.obligation(ours, "monthly")
    save_draft(leader, begun, Answers({"lanes_swept": True}), 0)
    listing = b"STT,Ho va ten chu ho,Nam sinh\n1,Nguyen Van An,1970\n2,Tran Thi Lan,1980\n"
    waiting = preview_import(make.actor(inside["officer"]), world.area, "ds.csv", listing)
    household = ours.memberships.select_related("household").first()
    assert household is not None
    edition = sent.edition
    day = date(2026, 11, 12)
    mark = mark_milestone(make.SYSTEM, adoption, "group_meetings", day, "")
    pilot = choose_pilot(make.SYSTEM, adoption, "pilot_villages", world.area, "Mặt trận")
    [newer] = newer_editions(adoption)
    feed, secret = open_feed(make.actor(inside["officer"]), world.commune)
    officer = make.actor(inside["officer"])
    kept, done = (
        prepare_reform(
            officer,
            "rename",
            rename(on, world.other_area.pk, f"Thôn {on:%d}"),
            decision="12/NQ-HĐND",
            reason="Đổi tên",
        )
        for on in (date(2026, 11, 2), date(2026, 11, 1))
    )
    carry_out_reform(officer, done)
    ids: dict[str, int | str] = register_ids(make.actor(inside["leader"]), household.household)
    ids |= {
        "kind": "rename",
        "reform_id": kept.pk,
        "done_reform_id": done.pk,
        "adoption_id": adoption.pk,
        "older_edition": adoption.edition_id,
        "newer_edition": newer.pk,
        "form_key": "monthly",
        "paper_key": "monthly_report",
        "mark_id": mark.pk,
        "pilot_id": pilot.pk,
        "feed_id": feed.pk,
        "secret": secret,
        "account_id": inside["area_head"].pk,
        "grant_id": inside["area_head"].grants.get().pk,
        "place_id": world.area.pk,
        "import_id": waiting.pk,
        "household_id": household.household_id,
        "edition_id": edition.pk,
        "group_id": ours.pk,
        "obligation_id": sent.pk,
        "draft_id": begun.pk,
        "field_id": add_field(officer, world.commune, NewField("Có hố rác", "yes_no")).pk,
        "job_id": work_of(inside["officer"], world.area, Job.State.WAITING),
        "failed_job": work_of(inside["officer"], world.area, Job.State.FAILED),
        "report_id": report.pk,
    }
    return Scene(world, ours, inside, outside, ids)


def work_of(owner: Account, place: Place, state: str) -> int:
    """Background work that somebody asked for about a place."""
    job = enqueue(make.actor(owner), "reports.open_periods", {}, path=place.path)
    Job.objects.filter(pk=job.pk).update(state=state)
    return job.pk


def register_ids(leader: Actor, household: Household) -> dict[str, int | str]:
    """One of everything that hangs on a household."""
    told = record_change(leader, household, NewChange("birth", date(2026, 11, 2)))
    done = record_change(make.SYSTEM, household, NewChange("moved_in", date(2026, 11, 3)))
    consent = give_consent(
        make.SYSTEM, household, "contact", "paper", "Lê Ba", date(2026, 11, 4), ["0912345678"]
    )
    return {
        "change_id": told.pk,
        "done_id": done.pk,
        "change_kind": "birth",
        "purpose": "zalo",
        "consent_id": consent.pk,
        "contact_id": consent.contacts.get().pk,
        "member_id": HouseholdMember.objects.create(household=household, name="Lê Ba").pk,
        "assignment_id": assign_household(make.SYSTEM, household, "Đỗ Thị Nga").pk,
    }


def newer_editions(adoption: Adoption) -> list[ProgrammeEdition]:
    """The programme that runs here, issued anew."""
    content = replace(adoption.edition.content, key="2027", effective_from=date(2027, 1, 1))
    return list(install_pack(make.SYSTEM, Pack(content.programme, "S0", editions=(content,))).new)


def everything_answered(obligation: Obligation) -> Answers:
    """Yes to every line, and one of everything counted."""
    return Answers({q.key: True if q.kind == "yes_no" else 1 for q in obligation.form.questions})
