"""Taking the demonstration away: every row about the invented province, in whatever table."""

from __future__ import annotations

from django.db import models, transaction
from django.db.models import Q, QuerySet

from tuquan.accounts.models import Account, Grant
from tuquan.assessments.models import (
    Acceptance,
    AcceptanceRevision,
    AssessmentCycle,
    AssessmentResult,
    AssessmentSheet,
    Complaint,
    TitleHeld,
    Visit,
)
from tuquan.audit.models import Change
from tuquan.awards.models import AwardGiven, AwardNomination, AwardRound
from tuquan.base.models import Job
from tuquan.bodies.models import Appointment, Body, PostHolder
from tuquan.consolidations.models import Consolidation, StoredTotal
from tuquan.documents.models import (
    DocumentEffect,
    DocumentFile,
    IssuingBody,
    NumberBook,
    NumberEntry,
    OfficialDocument,
)
from tuquan.exemplars.models import Exemplar, Replication
from tuquan.formation.models import (
    DenominatorChange,
    Dossier,
    GroupDecision,
    PledgeRegistration,
    PledgeSignature,
    SelfManagementModel,
)
from tuquan.groups.models import Regrouping, ResidentGroup
from tuquan.meetings.models import Meeting
from tuquan.places.models import (
    FormerPath,
    Place,
    PlaceAlias,
    PlaceCode,
    PlaceVersion,
    Reform,
    ReformEntry,
    Succession,
)
from tuquan.programmes.models import (
    Adoption,
    CalendarFeed,
    EventDay,
    MilestoneMark,
    Pilot,
    Programme,
    ProgrammeEdition,
)
from tuquan.reports.models import Goal, Obligation, PressingIssue, Report, Revision
from tuquan.residents.models import (
    DuplicateVerdict,
    Household,
    HouseholdChange,
    HouseholdImport,
)

DEMO = "demo"
"""The name under which the demonstration acts, in the record of changes."""


@transaction.atomic
def remove_demo(commune: Place) -> None:
    """Take the invented province and everything in it away; the record of changes stays."""
    root = commune.parent or commune
    if not root.invented:
        raise RuntimeError(f"{root} is a real place")
    accounts = list(Grant.objects.below(root.path).values_list("account_id", flat=True))
    _let_go(root.path)
    _forget_exemplars(root.path)
    _forget_awards(root.path)
    _forget_assessments(root.path)
    for rows in (*_reports_below(root.path), *_formation_below(root.path), *_rows_below(root.path)):
        rows.delete()
    Account.objects.filter(pk__in=accounts, grants=None).delete()
    for place in Place.objects.below(root.path).order_by("-path"):
        place.delete()
    _remove_editions()


def _let_go(path: str) -> None:
    """Rows that follow others of their own table hold them no longer."""
    OfficialDocument.objects.below(path).update(replaces=None)
    Consolidation.objects.below(path).update(replaces=None)
    PledgeRegistration.objects.below(path).update(renews=None)
    Appointment.objects.below(path).update(follows=None)
    Body.objects.below(path).update(predecessor=None)


def _forget_awards(path: str) -> None:
    """The register holds its papers, nominations their results; all go before both."""
    for model in (AwardGiven, AwardNomination, AwardRound):
        model.objects.below(path).delete()


def _forget_assessments(path: str) -> None:
    """Results hold their sheets, and these groups and adoptions; a later result its earlier one."""
    Complaint.objects.below(path).delete()
    results = AssessmentResult.objects.below(path)
    while results.exists():
        results.filter(replaced_by=None).delete()
    decisions = AcceptanceRevision.objects.filter(acceptance__path__below=path)
    decisions.update(replaces=None)
    for model in (Visit, Acceptance, AssessmentSheet, AssessmentCycle, TitleHeld):
        model.objects.below(path).delete()


def _forget_exemplars(path: str) -> None:
    """Good models hold groups, adoptions and papers; who follows one holds it."""
    for model in (Replication, Exemplar):
        model.objects.below(path).delete()


def _reports_below(path: str) -> list[QuerySet[models.Model]]:
    """Obligations hold bodies and adoptions, so they and what hangs on them go before all."""
    reports = Report.objects.below(path)
    return [
        Consolidation.objects.below(path),
        StoredTotal.objects.below(path),
        Revision.objects.filter(report__in=reports),
        reports,
        Obligation.objects.below(path),
        Goal.objects.below(path),
        PressingIssue.objects.below(path),
    ]


def _formation_below(path: str) -> list[QuerySet[models.Model]]:
    """What led to groups: papers hold dossiers, meetings and bodies, so they go first."""
    found: list[QuerySet[models.Model]] = [
        m.objects.below(path)
        for m in (
            GroupDecision,
            Dossier,
            SelfManagementModel,
            PledgeSignature,
            DenominatorChange,
            PledgeRegistration,
            Meeting,
            DocumentEffect,
            DocumentFile,
            OfficialDocument,
            NumberEntry,
            NumberBook,
            IssuingBody,
            Regrouping,
            Body,
        )
    ]
    return found


def _rows_below(path: str) -> list[QuerySet[models.Model]]:
    """What belongs to the places below a path, in an order in which it can go."""
    here = {"place__path__startswith": path}
    households = Household.objects.below(path)
    found: list[QuerySet[models.Model]] = [
        ResidentGroup.objects.below(path),
        PostHolder.objects.below(path),
        *(m.objects.below(path) for m in (Pilot, MilestoneMark, EventDay, CalendarFeed, Adoption)),
        DuplicateVerdict.objects.filter(Q(first__in=households) | Q(second__in=households)),
        HouseholdChange.objects.below(path),
        households,
        HouseholdImport.objects.below(path),
        Job.objects.below(path),
        Grant.objects.below(path),
        FormerPath.objects.filter(**here),
        Succession.objects.filter(Q(old__path__startswith=path) | Q(new__path__startswith=path)),
        ReformEntry.objects.filter(reform__path__startswith=path),
        Reform.objects.below(path),
        PlaceCode.objects.filter(**here),
        PlaceAlias.objects.filter(**here),
        PlaceVersion.objects.filter(**here),
    ]
    return found


def _remove_editions() -> None:
    """The editions that the demonstration installed, unless a real place runs them by now."""
    installed = Change.objects.filter(action="programmes.installed", actor_name=DEMO)
    numbers = [
        int(subject.split(":")[1]) for subject in installed.values_list("subject", flat=True)
    ]
    unused = ProgrammeEdition.objects.filter(pk__in=numbers, adoptions=None, heirs=None)
    while unused.exists():
        unused.delete()
    Programme.objects.filter(editions=None).delete()
