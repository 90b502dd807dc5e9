"""The pages of background work: progress for who asked, failures for who looks after the place."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import make, slow_work
from tuquan.accounts.models import Account, Role
from tuquan.base.jobs import enqueue, run_now
from tuquan.base.models import Job

pytestmark = pytest.mark.django_db
assert slow_work  # its kinds of work are known once it is read


@pytest.fixture
def job(world: make.World) -> Job:
    """Work that an officer of our commune asked for."""
    officer = make.officer(world.commune)
    return enqueue(make.actor(officer), "tests.refuse", {}, path=world.commune.path)


def owner_of(job: Job) -> Client:
    """A browser of the person who asked."""
    assert job.owner_id is not None
    return make.client(Account.objects.get(pk=job.owner_id))


def test_the_page_looks_again_by_itself_until_the_work_is_over(job: Job) -> None:
    browser = owner_of(job)
    Job.objects.filter(pk=job.pk).update(state="running", done=1200, total=3000)
    page = browser.get(f"/viec-nen/{job.pk}/")
    assert (page.status_code, page.headers["Refresh"]) == (200, "2")
    assert 'value="1200" max="3000"' in page.content.decode()
    browser.post(f"/viec-nen/{job.pk}/dung/")
    page = browser.get(f"/viec-nen/{job.pk}/")
    assert "Refresh" not in page.headers
    assert Job.objects.get(pk=job.pk).state == "cancelled"


def test_why_work_was_refused_is_told_to_who_asked_and_not_to_the_administrator(
    job: Job, world: make.World
) -> None:
    run_now(job)
    mine = owner_of(job).get(f"/viec-nen/{job.pk}/").content.decode()
    chief = make.client(make.account(Role.ADMINISTRATOR, world.commune))
    theirs = chief.get(f"/viec-nen/{job.pk}/").content.decode()
    [sentence] = [line for line in mine.splitlines() if "notice bad" in line]
    assert "…" in sentence
    assert "notice bad" not in theirs
    assert "notice warn" in theirs


def test_the_administrator_sees_what_failed_and_has_it_done_again(
    job: Job, world: make.World
) -> None:
    run_now(job)
    chief = make.client(make.account(Role.ADMINISTRATOR, world.commune))
    listed = chief.get("/viec-nen/?loai=hong").content.decode()
    assert f'action="/viec-nen/{job.pk}/lam-lai/"' in listed
    assert chief.post(f"/viec-nen/{job.pk}/lam-lai/").status_code == 302
    assert Job.objects.get(pk=job.pk).state == "waiting"
    next_door = make.client(make.account(Role.ADMINISTRATOR, world.neighbour))
    assert next_door.get(f"/viec-nen/{job.pk}/").status_code == 404
    assert f"/viec-nen/{job.pk}/" not in next_door.get("/viec-nen/").content.decode()


def test_a_result_elsewhere_is_never_linked_to(job: Job) -> None:
    browser = owner_of(job)
    for url, is_ours in (("/ho-dan/nhap/17/", True), ("https://example.org/", False)):
        Job.objects.filter(pk=job.pk).update(state="done", outcome={"url": url})
        page = browser.get(f"/viec-nen/{job.pk}/").content.decode()
        assert (f'href="{url}"' in page) == is_ours
