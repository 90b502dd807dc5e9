"""Whatever leader, deputy, telephones and officer do in whatever order, no report is lost (F-107).

A machine plays them against a few lines of model: two people with telephones that know some
version, items that are sent again and again, an officer who decides on what was read. Serves
F-44, F-45, F-62, F-64, F-109 and S1-20.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    multiple,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests import make
from tests.reports.worlds import Village, filled
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict
from tuquan.core.answers import Answers
from tuquan.outbox.deliveries import Item
from tuquan.outbox.services import deliver_item
from tuquan.reports.models import Report
from tuquan.reports.queries.form_versions import version_of
from tuquan.reports.services import accept_report, return_report, save_draft

FIGURES = st.integers(0, 3)
WRITERS = st.sampled_from(["leader", "deputy"])


class LifeCycle(RuleBasedStateMachine):
    """One report between two writers and an officer."""

    sent = Bundle("sent")
    """Items that some telephone may send again: who, the item, and what was acknowledged."""

    def __init__(self, village: Village) -> None:
        super().__init__()
        self.block = transaction.atomic()
        self.block.__enter__()
        self.due = village.due()
        self.people: dict[str, Actor] = {
            "leader": village.writer,
            "deputy": make.actor(village.deputy),
        }
        self.officer = village.reviewer
        self.known = {"leader": 0, "deputy": 0}
        self.version, self.state = 0, "none"
        self.says: dict[int, Answers] = {}
        self.acknowledged: dict[UUID, dict[str, Any]] = {}
        self.keys = 0

    def teardown(self) -> None:
        """Nothing of an example stays."""
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)

    @rule(who=WRITERS)
    def looks(self, who: str) -> None:
        """Somebody opens the report with network and sees what is there now."""
        self.known[who] = self.version

    @rule(who=WRITERS, figure=FIGURES)
    def saves(self, who: str, figure: int) -> None:
        """Somebody saves a draft on the page."""
        answers = filled(self.due.form, figure)
        base = self.known[who]
        may = self.state in ("none", "draft", "returned") and base == self.version
        try:
            save_draft(self.people[who], self.due, answers, base)
        except Conflict:
            assert not may
            return
        assert may
        self._now("returned" if self.state == "returned" else "draft", answers)
        self.known[who] = self.version

    @rule(target=sent, who=WRITERS, figure=FIGURES)
    def sends(self, who: str, figure: int) -> Any:
        """A telephone sends what was written on the version it knew, perhaps long ago."""
        self.keys += 1
        answers = filled(self.due.form, figure)
        data = {"answers": answers.to_json(), "nil": False}
        subject = f"obligation:{self.due.pk}"
        key = UUID(int=self.keys)
        item = Item(key, "report", subject, version_of(self.due), self.known[who], None, data)
        return self._arrives(who, item, answers)

    @rule(target=sent, again=consumes(sent))
    def sends_again(self, again: tuple[str, Item, Answers]) -> Any:
        """The answer was lost: the same item is sent again, whatever happened meanwhile."""
        return self._arrives(*again)

    @precondition(lambda self: self.version > 0)
    @rule(stale=st.booleans(), accepts=st.booleans())
    def decides(self, stale: bool, accepts: bool) -> None:
        """The officer decides about the version that was read, the last one or one before."""
        report = Report.objects.get(obligation=self.due)
        base = self.version - 1 if stale else self.version
        may = self.state == "submitted" and not stale
        try:
            if accepts:
                accept_report(self.officer, report, base)
            else:
                return_report(self.officer, report, base, "Xem lại số hộ.")
        except Conflict:
            assert not may
            return
        assert may
        self._now("accepted" if accepts else "returned", self.says[self.version])

    @invariant()
    def nothing_is_lost(self) -> None:
        """Every version is there as it was written, and the last one is what the report says."""
        report = Report.objects.filter(obligation=self.due).first()
        if report is None:
            assert self.version == 0
            return
        assert (report.version, str(report.state)) == (self.version, self.state)
        kept = {
            one.version: Answers.from_json(one.answers, self.due.form)
            for one in report.revisions.all()
        }
        assert kept == self.says
        assert report.content == self.says[self.version]

    def _arrives(self, who: str, item: Item, answers: Answers) -> Any:
        result = deliver_item(self.people[who], item)
        if item.key in self.acknowledged:
            assert (result.status, dict(result.body)) == (
                201,
                self.acknowledged[item.key] | {"replayed": True},
            )
            return multiple((who, item, answers))
        same = self.state in ("submitted", "accepted") and self.says[self.version] == answers
        fits = item.base == self.version and self.state != "accepted"
        assert result.status == (201 if same or fits else 409), result.body
        if result.status == 201:
            self.acknowledged[item.key] = dict(result.body)
            if not same:
                self._now("submitted", answers)
                self.known[who] = self.version
        else:
            assert result.body["server"]["version"] == self.version
        return multiple((who, item, answers))

    def _now(self, state: str, answers: Answers) -> None:
        self.version += 1
        self.state = state
        self.says[self.version] = answers


def test_no_order_of_events_loses_or_doubles_a_report(village: Village) -> None:
    class Here(LifeCycle):
        def __init__(self) -> None:
            super().__init__(village)

    few = settings(
        max_examples=25,
        stateful_step_count=15,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Here, settings=few)
