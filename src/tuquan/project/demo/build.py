"""Making the demonstration commune, month by month, and taking it away again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from django.db import transaction

from tuquan.accounts.models import Grant, Role
from tuquan.accounts.queries import actor_for
from tuquan.accounts.services import create_account
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.core.localising import proposed_terms
from tuquan.core.time import Period, period_containing
from tuquan.groups.models import ResidentGroup
from tuquan.groups.services import form_groups, name_holder, propose_area_groups
from tuquan.places.models import Place, PlaceKind
from tuquan.places.services import NewPlace, add_place
from tuquan.programmes.models import (
    ProgrammeEdition,
)
from tuquan.programmes.services import (
    AdoptionTerms,
    adopt_programme,
    install_pack,
    read_pack,
    shipped_packs,
)
from tuquan.project.demo.accepting import accept
from tuquan.project.demo.answers import answers_of, half_of
from tuquan.project.demo.area_sheets import assess_areas
from tuquan.project.demo.asking import SHEET, ask_more, found_organisations
from tuquan.project.demo.assessing import assess
from tuquan.project.demo.awarding import award
from tuquan.project.demo.exemplars import share
from tuquan.project.demo.following import follow_programmes
from tuquan.project.demo.formation import FORMATION_USERS, build_formation
from tuquan.project.demo.joining import join_areas
from tuquan.project.demo.people import AREAS, households_of, person
from tuquan.project.demo.points import with_points
from tuquan.project.demo.promises import promise
from tuquan.project.demo.register import enliven_register, how_they_live
from tuquan.project.demo.stage import ACTOR, PASSWORD, at, rename_leader
from tuquan.project.demo.totals import send_totals
from tuquan.reports.models import Obligation
from tuquan.reports.services import (
    accept_report,
    open_periods,
    return_report,
    save_draft,
    submit_report,
)
from tuquan.residents.services import add_households

CODE = "demo"
MONTHS = 4
"""Complete months with reports; the running month is open on top."""

GROUP_PROGRAMME = "quynh-vinh-2019"
REPORT_PROGRAMME = "tuyen-quang-2018"
AREA_PROGRAMME = "tam-ky-2025"
RETURN_REASON = "Số hộ dự họp cao hơn mọi tháng, hỏi lại giúp."
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """Somebody to sign in as."""

    username: str
    role: str
    where: str


def demo_commune() -> Place | None:
    """The demonstration commune, if it is here."""
    return Place.objects.filter(short_code=CODE).first()


@transaction.atomic
def build_demo(tell: Tell) -> Place:
    """Make everything, or nothing when interrupted.

    One commune with 900 households and 40 groups that report, one where groups come about.
    """
    dice = Random(20190211)  # noqa: S311 - invented data, the same everywhere
    ways = Random(20180916)  # noqa: S311 - of its own, so that names and doors stay the same
    months = _months()
    begun = months[0].start
    with clock.pretending(at(begun - timedelta(days=20), 9)):
        commune = _places(begun)
        tell("places")
        for area in _areas(commune):
            listed = with_points(area.name, households_of(area.name, dice))
            add_households(ACTOR, area, [how_they_live(one, ways) for one in listed])
        tell("households")
        editions = _editions()
        _form_groups(commune, editions[GROUP_PROGRAMME], dice)
        tell("groups")
        _adopt(commune, editions, begun)
        found_organisations(ACTOR, commune)
    officer = _people(commune)
    follow_programmes(ACTOR, officer, commune)
    keys = [month.key for month in months]
    _reports(commune, officer, keys, months[:-2], dice, tell)
    with clock.pretending(at(months[-2].start + timedelta(days=12), 9)):
        join_areas(officer, commune, months[-2].start)
    tell("reform")
    _reports(commune, officer, keys, months[-2:], dice, tell)
    open_periods(ACTOR, commune)
    _draft_of_main_leader(commune, dice)
    enliven_register(officer, _teller(commune), commune, ways)
    tell("register")
    ask_more(ACTOR, officer, commune, editions[SHEET])
    tell("who owes what")
    send_totals(commune, officer, months, Random(20261120))  # noqa: S311
    tell("totals")
    build_formation(_root(commune), editions)
    open_periods(ACTOR, _root(commune))
    tell("formation")
    promise(commune, officer)
    assess(commune, officer)
    assess_areas(commune, officer)
    accept(commune, officer)
    tell("assessments")
    award(commune, officer)
    tell("awards")
    share(commune, officer)
    tell("good models")
    return commune


def _months() -> list[Period]:
    """The complete months before this one, oldest first."""
    months = [period_containing("month", clock.today()).previous()]
    while len(months) < MONTHS:
        months.insert(0, months[0].previous())
    return months


def _places(begun: date) -> Place:
    since = date(begun.year - 1, 7, 1)
    province = add_place(
        ACTOR, None, NewPlace("Tỉnh minh họa", PlaceKind.PROVINCE, since, invented=True)
    )
    commune = add_place(
        ACTOR,
        province,
        NewPlace("Xã Minh Sơn (minh họa)", PlaceKind.COMMUNE, since, short_code=CODE),
    )
    for name in AREAS:
        word = name.split()[0].lower()
        add_place(ACTOR, commune, NewPlace(name, PlaceKind.AREA, since, local_word=word))
    return commune


def _areas(commune: Place) -> list[Place]:
    return list(Place.objects.below(commune.path).areas())


def _editions() -> dict[str, ProgrammeEdition]:
    for folder in shipped_packs():
        pack, problems = read_pack(folder)
        if pack is None:
            raise RuntimeError(f"a shipped pack is broken: {problems}")
        install_pack(ACTOR, pack)
    return {e.programme.key: e for e in ProgrammeEdition.objects.select_related("programme")}


def _form_groups(commune: Place, edition: ProgrammeEdition, dice: Random) -> None:
    rules = edition.content.group_rules
    if rules is None:
        raise RuntimeError(f"{edition} forms no groups")
    for area in _areas(commune):
        propose_area_groups(ACTOR, edition.programme, rules, area)
        for group in form_groups(ACTOR, edition.programme, area):
            since = clock.today()
            until = since.replace(year=since.year + 3, day=1)
            name_holder(ACTOR, group, "leader", person(dice), since, until)
            if group.number % 2:
                name_holder(ACTOR, group, "deputy", person(dice), since, until)


def _adopt(commune: Place, editions: dict[str, ProgrammeEdition], begun: date) -> None:
    groups_of = editions[GROUP_PROGRAMME].programme
    for key in (GROUP_PROGRAMME, REPORT_PROGRAMME, AREA_PROGRAMME):
        terms = AdoptionTerms(
            begun,
            groups_of=groups_of if key == REPORT_PROGRAMME else None,
            local=proposed_terms(editions[key].content, begun),
        )
        adopt_programme(ACTOR, commune, editions[key], terms)


def _people(commune: Place) -> Actor:
    """Sign-in names that are easy to type; known passwords reach no further than the demo."""
    area = Place.objects.get(parent=commune, name="Thôn 6")
    create_account(
        ACTOR,
        "Lê Quản Trị",
        Role.ADMINISTRATOR,
        commune.parent,
        username="quantri",
        password=PASSWORD,
    )
    create_account(
        ACTOR,
        "Trịnh Minh Nguyệt",
        Role.PROVINCE_OFFICER,
        commune.parent,
        username="canbotinh",
        password=PASSWORD,
    )
    officer, _ = create_account(
        ACTOR, "Đỗ Thị Nga", Role.COMMUNE_OFFICER, commune, username="canbo", password=PASSWORD
    )
    create_account(
        ACTOR, "Hồ Văn Phú", Role.AREA_HEAD, area, username="truongthon", password=PASSWORD
    )
    for username, group in (("totruong", _group(commune, 1)), ("totruong2", _group(commune, 2))):
        rename_leader(group, username)
    return Actor(officer.pk, officer.name, ACTOR.grants, "command")


def _group(commune: Place, number: int) -> ResidentGroup:
    return ResidentGroup.objects.get(place__parent=commune, place__name="Thôn 6", number=number)


def _reports(
    commune: Place, officer: Actor, keys: list[str], months: list[Period], dice: Random, tell: Tell
) -> None:
    """What was handed in for the periods that ended in some of the months."""
    with clock.pretending(at(months[-1].last_day, 8)):
        open_periods(ACTOR, commune)
    owed = Obligation.objects.filter(
        kind=Obligation.Kind.FORM,
        commune=commune,
        period_until__gt=months[0].start,
        period_until__lte=months[-1].until,
    ).select_related("edition", "group", "place", "adoption")
    for obligation in owed.order_by("due_at", "path"):
        group = obligation.group
        if group is None:
            continue
        month = _months_in(obligation, keys)
        is_last = obligation.period_key == keys[-1] or obligation.calendar == "quarterly"
        _report(obligation, group, officer, month, dice, is_last=is_last)
        if group.number == 1 and obligation.place.name == "Thôn 2":
            tell(f"reports {obligation.period_key}")


def _months_in(obligation: Obligation, keys: list[str]) -> int:
    """How long groups have been at work: a survey is made before they begin."""
    if obligation.period_key in keys:
        return keys.index(obligation.period_key) + 1
    return 0 if obligation.calendar == "baseline" else len(keys)


def _report(
    obligation: Obligation,
    group: ResidentGroup,
    officer: Actor,
    month: int,
    dice: Random,
    *,
    is_last: bool,
) -> None:
    """One report and what became of it; the last month is still being dealt with."""
    fate = _fate(obligation, group, dice, is_last=is_last)
    if fate == "missing":
        return
    leader = _leader(group)
    households = group.memberships.count()
    answers = answers_of(obligation.form, households, month, dice)
    late = fate.endswith("late")
    days = dice.randint(1, 6) if late else -dice.randint(0, 4)
    sent = min(obligation.due_at + timedelta(days=days), clock.now() - timedelta(hours=2))
    sent = sent.replace(hour=dice.randint(0, 13), minute=dice.randint(0, 59))  # UTC: 7 to 20 here
    with clock.pretending(sent - timedelta(minutes=9)):
        draft = save_draft(leader, obligation, half_of(answers, obligation.form), 0)
    if fate == "draft":
        return
    with clock.pretending(sent):
        report = submit_report(leader, obligation, answers, draft.version)
    reviewed = sent + timedelta(hours=dice.randint(3, 30))
    if fate == "waiting" or reviewed > clock.now():
        return
    with clock.pretending(reviewed):
        if fate == "returned":
            return_report(
                officer, report, report.version, "Số hộ dự họp cao hơn mọi tháng, hỏi lại giúp."
            )
        else:
            accept_report(officer, report, report.version)


def _fate(obligation: Obligation, group: ResidentGroup, dice: Random, *, is_last: bool) -> str:
    roll = dice.random()
    if obligation.calendar == "baseline":
        return "accepted"
    if obligation.place.name == "Thôn 6" and group.number <= 2 and is_last:
        return "accepted" if group.number == 1 else "returned"
    if not is_last:
        return "accepted" if roll < 0.86 else "accepted late" if roll < 0.96 else "missing"
    fates = ("accepted", "accepted late", "waiting", "waiting late", "returned", "draft", "missing")
    return dice.choices(fates, weights=(44, 6, 18, 5, 8, 7, 12))[0]


def _leader(group: ResidentGroup) -> Actor:
    tenure = group.tenures.select_related("account").get(position="leader", ended_on=None)
    account_id = tenure.account.pk if tenure.account else None
    return Actor(account_id, tenure.holder_name, ACTOR.grants, "command")


def _teller(commune: Place) -> Actor:
    """The leader of the first group, allowed no more than a leader is."""
    account = _group(commune, 1).tenures.get(position="leader", ended_on=None).account
    if account is None:
        raise RuntimeError("the first group has no leader")
    return actor_for(account, "command")


def _draft_of_main_leader(commune: Place, dice: Random) -> None:
    """The leader everybody tries first finds a report half written."""
    group = _group(commune, 1)
    running = Obligation.objects.filter(group=group, calendar="monthly").latest("period_start")
    households = group.memberships.count()
    answers = answers_of(running.form, households, MONTHS + 1, dice)
    save_draft(_leader(group), running, half_of(answers, running.form), 0)


def demo_accounts(commune: Place) -> list[DemoAccount]:
    """Who can sign in with the printed password."""
    names = (
        "quantri",
        "canbotinh",
        "canbo",
        "truongthon",
        "totruong",
        "totruong2",
        *FORMATION_USERS,
    )
    grants = Grant.objects.filter(account__username__in=names, path__startswith=_root(commune).path)
    accounts = {
        grant.account.username: DemoAccount(
            grant.account.username,
            str(grant.get_role_display()),
            grant.place.name if grant.place else "",
        )
        for grant in grants.select_related("account", "place")
    }
    return [accounts[name] for name in names if name in accounts]


def _root(commune: Place) -> Place:
    return commune.parent or commune
