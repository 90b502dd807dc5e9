"""The demonstration: complete, repeatable, and gone without a trace when taken away."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from django.apps import apps
from django.test import TestCase

from tests import make
from tuquan.accounts.models import Account
from tuquan.accounts.queries import actor_for
from tuquan.base import clock
from tuquan.base.jobs import enqueue
from tuquan.exemplars.models import Exemplar
from tuquan.groups.models import ResidentGroup
from tuquan.places.models import Place, PlaceCode
from tuquan.project.demo.build import build_demo, demo_accounts
from tuquan.project.demo.removal import remove_demo
from tuquan.reports.models import Obligation, Report
from tuquan.residents.models import Household

KEPT = {"audit_change", "audit_look", "django_migrations"}
"""What stays: who did what is never taken away."""


def counts() -> dict[str, int]:
    """How many rows each table has."""
    models = (m for m in apps.get_models() if m._meta.db_table not in KEPT)
    return {model._meta.db_table: model._base_manager.count() for model in models}


def is_late(report: Report) -> bool:
    """Whether it first arrived after it was due."""
    return bool(report.first_submitted_at and report.first_submitted_at > report.obligation.due_at)


class TestDemonstration(TestCase):
    """A class, so that the demonstration is made once for all; each test starts from it whole."""

    world: make.World
    before: dict[str, int]
    commune: Place

    @classmethod
    def setUpTestData(cls) -> None:
        """The demonstration, freshly made beside a real commune with a group."""
        cls.world = make.world()
        [group] = make.groups(cls.world.area)
        make.leader(group)
        cls.before = counts()
        cls.commune = build_demo(lambda done: None)

    def test_every_screen_has_something_to_look_at(self) -> None:
        commune = self.commune
        assert commune.invented
        assert Place.objects.below(commune.path).areas().count() == 6
        assert 880 <= Household.objects.below(commune.path).count() <= 920
        formed = ResidentGroup.objects.formed().below(commune.path)
        sizes = [group.memberships.count() for group in formed]
        assert len(sizes) == 40
        assert all(15 <= size <= 30 for size in sizes)
        states = Counter(Report.objects.values_list("state", flat=True))
        assert set(states) == {"draft", "submitted", "returned", "accepted"}
        months = Obligation.objects.filter(calendar="monthly").values_list("period_key", flat=True)
        assert sorted(set(months)) == ["2026-07", "2026-08", "2026-09", "2026-10", "2026-11"]
        late = [r for r in Report.objects.handed_in() if is_late(r)]
        assert len(late) >= 10
        assert Obligation.objects.filter(period_key="2026-10", report=None).exists()

    def test_nothing_in_the_demonstration_lies_in_the_future(self) -> None:
        assert not Report.objects.filter(saved_at__gt=clock.now()).exists()

    def test_one_good_model_is_shared_with_figures_and_half_followed_one_is_a_draft(self) -> None:
        """S1-22, S4-13: in another area, with the first steps done."""
        shared, draft = Exemplar.objects.order_by("-state")
        assert [one.state for one in (shared, draft)] == ["shared", "draft"]
        assert shared.figures.filter(state="reported").count() == 4
        [trial] = shared.replications.all()
        assert trial.place != shared.place
        assert (trial.steps.exclude(done_on=None).count(), trial.steps.count()) == (2, 5)

    def test_the_printed_accounts_sign_in_and_reach_the_invented_province_only(self) -> None:
        accounts = demo_accounts(self.commune)
        assert [a.username for a in accounts] == [
            "quantri",
            "canbotinh",
            "canbo",
            "truongthon",
            "totruong",
            "totruong2",
            "canbo2",
            "truongthon2",
            "totruong3",
        ]
        province = self.commune.parent
        assert province is not None
        for account in Account.objects.filter(username__in=[a.username for a in accounts]):
            assert account.check_password("minh-son-2026")
            assert all(g.path.startswith(province.path) for g in account.grants.all())

    def test_afterwards_every_table_is_as_before_and_the_real_commune_is_left_alone(self) -> None:
        """Line 7: also what people tried out in it: jobs, codes and other names of places."""
        area = Place.objects.below(self.commune.path).areas().first()
        assert area is not None
        officer = Account.objects.get(username="canbo")
        enqueue(actor_for(officer), "reports.open_periods", {}, path=area.path)
        PlaceCode.objects.create(
            place=area, scheme="gso", code="x", effective_from=date(2026, 1, 1)
        )
        remove_demo(self.commune)
        assert counts() == self.before
        [group] = ResidentGroup.objects.all()
        assert (group.place, group.memberships.count()) == (self.world.area, 20)

    def test_a_real_place_is_never_taken_away(self) -> None:
        everything = counts()
        with pytest.raises(RuntimeError):
            remove_demo(self.world.commune)
        assert counts() == everything
