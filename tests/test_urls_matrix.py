"""Every address × every role × inside and outside. The resolver is read: no page can be forgotten.

`in` is our commune, `out` the one next door with people of the same roles. A row says what each
inside role is answered; whoever is outside gets 404 wherever the address names something of ours,
and visitors are sent to sign in wherever a page is not public.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from urllib.parse import quote

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django import DjangoDbBlocker

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

pytestmark = pytest.mark.django_db
NOTHING_SAID = '{"values": {}, "not_applicable": [], "notes": {}}'
ROLES = ("administrator", "officer", "area_head", "leader")
OK, MOVED, GONE, TAKEN, WRONG, NOT_POST = 200, 302, 404, 409, 422, 405


@dataclass
class Row:
    """What each role inside is answered, in the order of ROLES."""

    answers: tuple[int, int, int, int]
    names: str = ""
    post: bool = False
    public: bool = False
    data: dict[str, str] = field(default_factory=dict)
    query: str = ""
    using: str = ""


def everybody(status: int = OK) -> tuple[int, int, int, int]:
    """The same answer to every role."""
    return (status, status, status, status)


MATRIX: dict[str, Row] = {
    "home": Row((MOVED, MOVED, MOVED, OK), public=True),
    "first_hour": Row((OK, GONE, GONE, GONE)),
    "set_up": Row(everybody(MOVED), public=True),
    "about": Row(everybody(), public=True),
    "language": Row(everybody(MOVED), post=True, public=True),
    "text_size": Row(everybody(MOVED), post=True, public=True),
    "health": Row(everybody(), public=True),
    "account_login": Row(everybody(MOVED), public=True),
    "account_logout": Row(everybody(), public=True),
    "account_inactive": Row(everybody(), public=True),
    "account_signup": Row(everybody(MOVED), public=True),
    "account_reset_password": Row(everybody(), public=True),
    "accounts:index": Row((OK, OK, GONE, GONE)),
    "accounts:add": Row((OK, OK, GONE, GONE)),
    "accounts:reset": Row((OK, OK, GONE, GONE), "account_id", post=True),
    "accounts:end_grant": Row((MOVED, MOVED, GONE, GONE), "grant_id", post=True),
    "accounts:me": Row(everybody()),
    "accounts:password": Row(everybody()),
    "places:index": Row((OK, OK, GONE, GONE)),
    "places:add": Row((OK, OK, GONE, GONE)),
    # placepages
    "places:sources": Row((OK, OK, OK, GONE)),
    "places:place": Row((OK, OK, OK, GONE), "place_id"),
    "places:alias": Row((WRONG, WRONG, GONE, GONE), "place_id", post=True),
    "places:code": Row((WRONG, WRONG, GONE, GONE), "place_id", post=True),
    "places:local_word": Row((MOVED, MOVED, GONE, GONE), "place_id", post=True),
    "places:reforms": Row((OK, OK, GONE, GONE)),
    "places:start_reform": Row((OK, OK, GONE, GONE), "kind"),
    "places:reform": Row((OK, OK, GONE, GONE), "reform_id"),
    "places:reform_report": Row((OK, OK, GONE, GONE), "reform_id", using="done_reform_id"),
    "places:carry_out_reform": Row((WRONG, WRONG, GONE, GONE), "reform_id", post=True),
    "places:undo_reform": Row(
        (WRONG, WRONG, GONE, GONE), "reform_id", post=True, using="done_reform_id"
    ),
    "places:drop_reform": Row((MOVED, MOVED, GONE, GONE), "reform_id", post=True),
    "residents:index": Row((GONE, OK, OK, GONE)),
    "residents:area": Row((GONE, OK, OK, GONE), "place_id"),
    "residents:map": Row((GONE, OK, OK, GONE), "place_id"),
    "residents:add": Row((GONE, OK, GONE, GONE), "place_id"),
    "residents:import": Row((GONE, OK, GONE, GONE)),
    "residents:import_preview": Row((GONE, OK, GONE, GONE), "import_id"),
    "residents:import_discard": Row((GONE, MOVED, GONE, GONE), "import_id", post=True),
    # importer
    "residents:import_form_02": Row((GONE, OK, GONE, GONE)),
    "residents:import_rows": Row((GONE, OK, GONE, GONE), "import_id"),
    "residents:import_mapping": Row((GONE, OK, GONE, GONE), "import_id"),
    "residents:import_remarked": Row((GONE, OK, GONE, GONE), "import_id"),
    "residents:import_stop": Row((GONE, TAKEN, GONE, GONE), "import_id", post=True),
    "residents:import_undo": Row((GONE, TAKEN, GONE, GONE), "import_id", post=True),
    "residents:detail": Row((GONE, OK, OK, GONE), "household_id"),
    "residents:edit": Row((GONE, OK, GONE, GONE), "household_id"),
    # regpages: the register
    "residents:assign_many": Row((GONE, MOVED, GONE, GONE), post=True),
    "residents:assign": Row((GONE, MOVED, GONE, GONE), "household_id", post=True),
    "residents:end_assignment": Row((GONE, MOVED, GONE, GONE), "assignment_id", post=True),
    "residents:fields": Row((GONE, OK, GONE, GONE)),
    "residents:field": Row((GONE, OK, GONE, GONE), "field_id"),
    "residents:end_field": Row((GONE, MOVED, GONE, GONE), "field_id", post=True),
    "residents:export": Row((GONE, OK, OK, GONE), query="dia_ban={place_id}"),
    "residents:movement": Row((GONE, OK, OK, GONE), query="dia_ban={place_id}"),
    "residents:movement_workbook": Row((GONE, OK, OK, GONE), query="dia_ban={place_id}"),
    "residents:duplicates": Row((GONE, OK, OK, GONE), query="dia_ban={place_id}"),
    "residents:merge": Row(everybody(GONE), post=True),
    "residents:different": Row(everybody(GONE), post=True),
    "residents:changes": Row((GONE, OK, OK, GONE)),
    "residents:told": Row((GONE, OK, OK, OK)),
    "residents:approve": Row((GONE, MOVED, MOVED, GONE), "change_id", post=True),
    "residents:refuse": Row((GONE, WRONG, WRONG, GONE), "change_id", post=True),
    "residents:take_back": Row((GONE, MOVED, GONE, GONE), "change_id", post=True, using="done_id"),
    "residents:change": Row((GONE, OK, OK, OK), "household_id"),
    "residents:tell": Row(
        (GONE, OK, OK, OK), "household_id kind", using="household_id change_kind"
    ),
    "residents:consent": Row((GONE, OK, GONE, GONE), "household_id purpose"),
    "residents:withdraw": Row((GONE, MOVED, GONE, GONE), "consent_id", post=True),
    "residents:add_contact": Row((GONE, MOVED, GONE, GONE), "household_id", post=True),
    "residents:remove_contact": Row((GONE, MOVED, GONE, GONE), "contact_id", post=True),
    "residents:add_member": Row(everybody(GONE), "household_id"),
    "residents:edit_member": Row((GONE, OK, GONE, GONE), "member_id"),
    "residents:remove_member": Row((GONE, MOVED, GONE, GONE), "member_id", post=True),
    "residents:close": Row((GONE, OK, GONE, GONE), "household_id"),
    "residents:reopen": Row((GONE, TAKEN, GONE, GONE), "household_id", post=True),
    "residents:erase": Row((GONE, OK, GONE, GONE), "household_id"),
    "programmes:index": Row((OK, OK, OK, GONE)),
    "programmes:install": Row((MOVED, GONE, GONE, GONE), post=True, data={"key": make.S0}),
    "programmes:detail": Row((OK, OK, OK, GONE), "edition_id"),
    "programmes:adopt": Row((GONE, OK, GONE, GONE), "edition_id"),
    "programmes:check": Row((OK, GONE, GONE, GONE)),
    "programmes:preview": Row((OK, OK, OK, GONE), "edition_id form_key"),
    "programmes:paper": Row((OK, OK, OK, GONE), "edition_id paper_key"),
    "programmes:paper_docx": Row((OK, OK, OK, GONE), "edition_id paper_key"),
    "programmes:paper_pdf": Row((OK, OK, OK, GONE), "edition_id paper_key"),
    "programmes:differences": Row(
        (OK, OK, OK, GONE), "old_id new_id", using="older_edition newer_edition"
    ),
    "programmes:terms": Row((GONE, OK, GONE, GONE), "adoption_id"),
    "programmes:change_edition": Row(
        (GONE, OK, GONE, GONE), "adoption_id edition_id", using="adoption_id newer_edition"
    ),
    "programmes:deadlines": Row((OK, OK, OK, GONE), query="noi={place_id}"),
    "programmes:month": Row((OK, OK, OK, GONE), query="noi={place_id}"),
    "programmes:events": Row((GONE, OK, GONE, GONE), query="noi={place_id}"),
    "programmes:feeds": Row((OK, OK, OK, GONE), query="noi={place_id}"),
    "programmes:open_feed": Row((OK, OK, OK, GONE), post=True),
    "programmes:revoke_feed": Row((GONE, MOVED, GONE, GONE), "feed_id", post=True),
    "programmes:feed": Row(everybody(), "secret", public=True),
    "programmes:milestones": Row((OK, OK, OK, GONE), "adoption_id"),
    "programmes:mark_milestone": Row((GONE, WRONG, GONE, GONE), "adoption_id", post=True),
    "programmes:take_back_milestone": Row((GONE, MOVED, GONE, GONE), "mark_id", post=True),
    "programmes:pilots": Row((OK, OK, OK, GONE), "adoption_id"),
    "programmes:choose_pilot": Row(
        (GONE, WRONG, GONE, GONE), "adoption_id", post=True, data={"rule": "pilot_villages"}
    ),
    "programmes:end_pilot": Row((GONE, MOVED, GONE, GONE), "pilot_id", post=True),
    "groups:index": Row((GONE, OK, OK, MOVED)),
    "groups:area": Row((GONE, OK, OK, GONE), "place_id"),
    "groups:propose": Row((GONE, MOVED, GONE, GONE), "place_id", post=True),
    "groups:compare": Row((GONE, MOVED, GONE, GONE), "place_id"),
    "groups:confirm": Row((GONE, TAKEN, GONE, GONE), "place_id", post=True),
    "groups:discard": Row((GONE, MOVED, GONE, GONE), "place_id", post=True),
    "groups:detail": Row((GONE, OK, OK, MOVED), "group_id"),
    "groups:rename": Row((GONE, MOVED, GONE, GONE), "group_id", post=True, data={"name": "Tổ Sen"}),
    "groups:move": Row((GONE, WRONG, GONE, GONE), "group_id", post=True),
    "groups:name_holder": Row((GONE, WRONG, GONE, GONE), "group_id", post=True),
    "groups:households": Row((GONE, GONE, GONE, OK)),
    "reports:desk": Row((GONE, OK, OK, GONE)),
    "reports:open": Row((GONE, MOVED, GONE, GONE), post=True),
    "reports:reevaluation": Row((GONE, OK, GONE, GONE)),
    "reports:reevaluate": Row((GONE, MOVED, GONE, GONE), post=True),
    "reports:mine": Row((GONE, GONE, GONE, OK)),
    "reports:write": Row((GONE, OK, GONE, OK), "obligation_id", using="draft_id"),
    "reports:settle": Row(
        (GONE, MOVED, GONE, MOVED),
        "obligation_id",
        post=True,
        data={"base": "0", "version": "1", "next": "1", "mine": NOTHING_SAID},
        using="draft_id",
    ),
    "reports:receipt": Row((GONE, OK, GONE, OK), "obligation_id"),
    "reports:detail": Row((GONE, OK, OK, OK), "report_id"),
    "reports:accept": Row((GONE, MOVED, GONE, GONE), "report_id", post=True, data={"base": "1"}),
    "reports:return": Row((GONE, WRONG, GONE, GONE), "report_id", post=True, data={"base": "1"}),
    "insights:totals": Row((GONE, OK, OK, GONE), query="noi={place_id}"),
    "insights:submissions": Row(
        (GONE, OK, OK, GONE), query="noi={place_id}&muc=households_sorting_waste"
    ),
    "insights:workbook": Row((GONE, OK, OK, GONE), query="noi={place_id}"),
    "audit:index": Row((OK, OK, OK, GONE)),
    # safety
    "jobs": Row((OK, GONE, GONE, GONE)),
    "job": Row((OK, OK, GONE, GONE), "job_id"),
    "job_cancel": Row((MOVED, MOVED, GONE, GONE), "job_id", post=True),
    "job_retry": Row((MOVED, MOVED, GONE, GONE), "job_id", post=True, using="failed_job"),
}
# Issued documents are the same for every commune; whoever has a secret address may read it.
SHARED_OBJECTS = {"edition_id", "form_key", "paper_key", "old_id", "new_id", "secret", "kind"}


def names(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    """The full names of all addresses."""
    for item in resolver.url_patterns:
        if isinstance(item, URLResolver):
            yield from names(item, prefix + (f"{item.namespace}:" if item.namespace else ""))
        elif isinstance(item, URLPattern):
            yield prefix + (item.name or "?")


def test_every_address_has_its_row() -> None:
    assert sorted(set(names(get_resolver()))) == sorted(MATRIX)


@dataclass
class Scene:
    """Our commune with one of everything, and people of each role on both sides."""

    inside: dict[str, Account]
    outside: dict[str, Account]
    ids: dict[str, int | str]


def people(commune: Place, area: Place, group: ResidentGroup) -> dict[str, Account]:
    """One of each role that is tied to a commune."""
    return {
        "officer": make.officer(commune),
        "area_head": make.account(Role.AREA_HEAD, area),
        "leader": make.leader(group),
    }


@pytest.fixture(scope="module")
def scene(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Scene]:
    """One of everything that an address can name; made once, and undone at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_scene(make.world())
        transaction.set_rollback(True)


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
    return Scene(inside, outside, ids)


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
    return install_pack(make.SYSTEM, Pack(content.programme, "S0", editions=(content,)))


def everything_answered(obligation: Obligation) -> Answers:
    """Yes to every line, and one of everything counted."""
    return Answers({q.key: True if q.kind == "yes_no" else 1 for q in obligation.form.questions})


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
    answered = tuple(ask(make.client(scene.inside[role]), name, row, scene) for role in ROLES)
    assert dict(zip(ROLES, answered, strict=True)) == dict(zip(ROLES, row.answers, strict=True))


@pytest.mark.parametrize("name", sorted(n for n, row in MATRIX.items() if row.names or row.query))
def test_what_is_ours_does_not_exist_next_door(scene: Scene, name: str) -> None:
    row = MATRIX[name]
    if row.names and set(row.names.split()) <= SHARED_OBJECTS:
        return
    for role, account in scene.outside.items():
        assert ask(make.client(account), name, row, scene) == GONE, role


@pytest.mark.parametrize("name", sorted(MATRIX))
def test_visitors_are_sent_to_sign_in(scene: Scene, name: str) -> None:
    row = MATRIX[name]
    url = address_of(name, row, scene)
    with transaction.atomic():
        answer = Client().post(url, row.data) if row.post else Client().get(url)
        transaction.set_rollback(True)
    if row.public:
        assert answer.status_code in {OK, MOVED}
        assert "/dang-nhap/?next" not in answer.headers.get("Location", "")
    else:
        assert answer.headers["Location"] == f"/dang-nhap/?next={quote(url)}"


@pytest.mark.parametrize("name", sorted(name for name, row in MATRIX.items() if row.post))
def test_what_changes_something_is_never_done_by_following_a_link(scene: Scene, name: str) -> None:
    row = MATRIX[name]
    browser = make.client(scene.inside["officer"])
    assert browser.get(address_of(name, row, scene)).status_code == NOT_POST
