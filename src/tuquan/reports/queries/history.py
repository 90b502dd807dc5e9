"""What happened to a report: who, when, what changed, and why (F-45, F-62)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from tuquan.base.texts.wording import worded
from tuquan.core.answers import Answers, differences
from tuquan.core.programme import Form
from tuquan.reports.models import Report, Revision
from tuquan.reports.queries.figures import Said, said


@dataclass(frozen=True, slots=True)
class Change:
    """One line that two versions answer differently."""

    key: str
    label: str
    old: Said
    new: Said
    old_note: str
    new_note: str


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of the history; a row of draft saves by one person is one entry."""

    event: str
    version: int
    by: str
    at: datetime
    reason: str
    changes: tuple[Change, ...]


def history_of(report: Report) -> list[Step]:
    """The history of a report, newest first, each entry with what it changed."""
    revisions = list(report.revisions.order_by("version"))
    form = report.obligation.form
    steps = []
    before: Answers | None = None
    for revision in _without_interim_saves(revisions):
        answers = Answers.from_json(revision.answers, form)
        changes = () if before is None else tuple(changes_between(form, before, answers))
        steps.append(
            Step(
                revision.event,
                revision.version,
                revision.by_name,
                revision.at,
                revision.reason,
                changes,
            )
        )
        before = answers
    return steps[::-1]


def changes_between(form: Form, old: Answers, new: Answers) -> Iterator[Change]:
    """The lines two versions answer differently, in the order of the form."""
    differing = set(differences(old, new))
    for question in form.questions:
        if (key := question.key) in differing:
            yield Change(
                key,
                worded(question),
                said(old, key, question),
                said(new, key, question),
                old.notes.get(key, ""),
                new.notes.get(key, ""),
            )


def receipt_code(report: Report) -> str:
    """The code a leader can read out: the report, and the version that was handed in."""
    handed_in = report.revisions.filter(event=Revision.Event.SUBMITTED)
    return f"BC-{report.pk:05d}-{handed_in.latest('version').version}"


def _without_interim_saves(revisions: list[Revision]) -> Iterator[Revision]:
    for revision, following in zip(revisions, [*revisions[1:], None], strict=True):
        if following is None or not _continues(revision, following):
            yield revision


def _continues(revision: Revision, following: Revision) -> bool:
    """Whether somebody just went on writing."""
    saved = Revision.Event.SAVED
    return revision.event == following.event == saved and revision.by_name == following.by_name


@dataclass(frozen=True, slots=True)
class Merge:
    """How somebody's answers go together with what was saved meanwhile.

    In a clash both changed the same line: `new` is theirs to keep or give up, `old` the saved one.
    Lines only one of the two touched need no question.
    """

    clashes: tuple[Change, ...]
    only_mine: tuple[Change, ...]
    only_theirs: tuple[Change, ...]


def merge_of(form: Form, base: Answers, mine: Answers, theirs: Answers) -> Merge:
    """What must be chosen between two versions that both grew out of `base`."""
    i_touched = set(differences(base, mine))
    they_touched = set(differences(base, theirs))
    apart = list(changes_between(form, theirs, mine))
    return Merge(
        tuple(c for c in apart if c.key in i_touched and c.key in they_touched),
        tuple(c for c in apart if c.key not in they_touched),
        tuple(c for c in apart if c.key not in i_touched),
    )


def with_lines(theirs: Answers, mine: Answers, keys: Collection[str]) -> Answers:
    """Their answers, with these lines taken from mine."""
    return Answers(
        {k: v for k, v in theirs.values.items() if k not in keys}
        | {k: v for k, v in mine.values.items() if k in keys},
        frozenset(k for k in theirs.not_applicable if k not in keys)
        | frozenset(k for k in mine.not_applicable if k in keys),
        {k: v for k, v in theirs.notes.items() if k not in keys}
        | {k: v for k, v in mine.notes.items() if k in keys},
    )
