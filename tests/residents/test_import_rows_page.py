"""F-9, F-11: the pages of an import: rows to decide about, long lists in the background."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks

from tests import make
from tuquan.audit.models import Look
from tuquan.base.jobs import run_now
from tuquan.base.models import Job
from tuquan.places.models import Place
from tuquan.residents.models import Consent, Contact, Household, HouseholdImport
from tuquan.residents.services import NewHousehold, add_households, importing, preview_import

Typed = Callable[..., bytes]
HA = ("Lê Thị Hà", 1970, 4, "Ngõ Đình", "1")
BA = ("Trần Văn Ba", 1962, 3, "Ngõ Đình", "2")


def rows_page(waiting: HouseholdImport, kind: str = "") -> str:
    """The address of the rows of one kind."""
    return reverse("residents:import_rows", args=[waiting.pk]) + (f"?loai={kind}" if kind else "")


@pytest.fixture
def known(world: make.World) -> Household:
    """A household of Thôn 2."""
    new = NewHousehold("Lê Thị Hà", 1971, 4, "Ngõ Đình", "1")
    return add_households(make.SYSTEM, world.area, [new])[0]


def read(area: Place, typed: Typed, *rows: tuple[object, ...]) -> HouseholdImport:
    """A list of Thôn 2 that waits."""
    return preview_import(make.SYSTEM, area, "b.xlsx", typed({"Thôn 2": rows}))


def test_an_uncertain_row_is_decided_on_the_page_and_remembered(
    world: make.World, typed: Typed, officer: Client, known: Household
) -> None:
    waiting = read(world.area, typed, HA, BA)
    page = officer.get(rows_page(waiting))
    assert page.context["shown"] == "uncertain"
    assert known.code in page.content.decode()
    look = Look.objects.get()
    assert (look.purpose, look.kind) == ("residents.import", "listed")
    answer = officer.post(rows_page(waiting, "uncertain"), {"Thôn 2|2": f"same:{known.pk}"})
    assert answer.status_code == 302
    again = officer.get(rows_page(waiting, "uncertain"))
    assert again.context["form"]["Thôn 2|2"].value() == f"same:{known.pk}"
    confirm = reverse("residents:import_preview", args=[waiting.pk])
    assert officer.post(confirm).status_code == 302
    known.refresh_from_db()
    assert known.birth_year == 1970
    assert Household.objects.count() == 2


def test_a_decision_that_is_not_offered_is_refused(
    world: make.World, typed: Typed, officer: Client, known: Household
) -> None:
    waiting = read(world.area, typed, HA)
    answer = officer.post(rows_page(waiting, "uncertain"), {"Thôn 2|2": "same:999"})
    assert answer.status_code == 422
    waiting.refresh_from_db()
    assert waiting.decisions == {}


def test_uncertain_rows_left_open_must_be_left_out_knowingly(
    world: make.World, typed: Typed, officer: Client, known: Household
) -> None:
    waiting = read(world.area, typed, HA, BA)
    confirm = reverse("residents:import_preview", args=[waiting.pk])
    answer = officer.post(confirm)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["leave_undecided"]
    assert Household.objects.count() == 1
    assert officer.post(confirm, {"leave_undecided": "on"}).status_code == 302
    assert list(Household.objects.order_by("pk").values_list("head_name", flat=True)) == [
        "Lê Thị Hà",
        "Trần Văn Ba",
    ]


def test_held_rows_offer_what_can_be_done_with_them(
    world: make.World, typed: Typed, officer: Client
) -> None:
    waiting = read(world.area, typed, BA, BA, ("", 1980, 3, "Ngõ 1"))
    form = officer.get(rows_page(waiting, "held")).context["form"]
    offered = {name: [value for value, _ in field.choices] for name, field in form.fields.items()}
    assert offered == {
        "Thôn 2|3": ["", "import", "same_row", "leave"],
        "Thôn 2|4": ["", "leave"],
    }
    officer.post(rows_page(waiting, "held"), {"Thôn 2|3": "import", "Thôn 2|4": "leave"})
    officer.post(reverse("residents:import_preview", args=[waiting.pk]))
    assert Household.objects.count() == 2


def test_households_that_are_gone_stay_unless_ticked(
    world: make.World, typed: Typed, officer: Client, known: Household
) -> None:
    waiting = read(world.area, typed, BA)
    page = officer.get(rows_page(waiting, "gone"))
    assert page.context["form"][f"h{known.pk}"].value() is False
    data = {f"h{known.pk}": "on", "closed_on": "01/10/2026"}
    assert officer.post(rows_page(waiting, "gone"), data).status_code == 302
    assert officer.get(rows_page(waiting, "gone")).context["form"][f"h{known.pk}"].value() is True
    officer.post(reverse("residents:import_preview", args=[waiting.pk]))
    known.refresh_from_db()
    assert str(known.closed_on) == "2026-10-01"


def test_a_day_after_today_is_refused_on_the_page(
    world: make.World, typed: Typed, officer: Client, known: Household
) -> None:
    waiting = read(world.area, typed, BA)
    data = {f"h{known.pk}": "on", "closed_on": "21/11/2026"}
    answer = officer.post(rows_page(waiting, "gone"), data)
    assert answer.status_code == 422
    assert "closed_on" in answer.context["form"].errors


def test_what_changes_is_shown_old_beside_new(
    world: make.World, typed: Typed, officer: Client
) -> None:
    add_households(make.SYSTEM, world.area, [NewHousehold("Lê Thị Hà", 1970, 4, "Ngõ Cũ", "1")])
    waiting = read(world.area, typed, HA)
    (line,) = officer.get(rows_page(waiting, "changed")).context["lines"]
    assert [(one.old, one.new) for one in line["changes"]] == [("Ngõ Cũ", "Ngõ Đình")]


def test_numbers_are_kept_only_when_the_agreement_is_told(
    world: make.World, officer: Client
) -> None:
    """F-17."""
    text = "TT;Chủ hộ;Năm sinh;Điện thoại\n1;Lê Văn An;1970;0951234567\n"
    waiting = preview_import(make.SYSTEM, world.area, "x.csv", text.encode())
    confirm = reverse("residents:import_preview", args=[waiting.pk])
    assert not officer.get(confirm).context["form"]["agreed"].value()
    answer = officer.post(confirm, {"agreed": "on", "agreed_way": "paper"})
    assert answer.status_code == 422
    assert "agreed_on" in answer.context["form"].errors
    late = {"agreed": "on", "agreed_way": "paper", "agreed_on": "21/11/2026"}
    assert officer.post(confirm, late).status_code == 422
    assert officer.post(confirm, late | {"agreed_on": "01/11/2026"}).status_code == 302
    assert Contact.objects.get().digits == "0951234567"
    assert (Consent.objects.get().way, str(Consent.objects.get().given_on)) == (
        "paper",
        "2026-11-01",
    )


def test_pages_of_an_import_are_closed_to_others_and_when_it_is_decided(
    world: make.World, typed: Typed, officer: Client, neighbour: Client, head: Client
) -> None:
    waiting = read(world.area, typed, BA)
    names = ("import_rows", "import_mapping", "import_remarked")
    for name in names:
        address = reverse(f"residents:{name}", args=[waiting.pk])
        assert [one.get(address).status_code for one in (officer, neighbour, head)] == [
            200,
            404,
            404,
        ]
        assert Client().get(address).status_code == 302
    officer.post(reverse("residents:import_discard", args=[waiting.pk]))
    for name in names:
        assert officer.get(reverse(f"residents:{name}", args=[waiting.pk])).status_code == 409


@pytest.fixture
def long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists of three rows are long."""
    monkeypatch.setattr(importing, "LONG", 2)
    monkeypatch.setattr("tuquan.residents.services.confirming.LONG", 2)


ROWS = [(f"Lê Văn Tám {n}", 1950 + n, 3, "Ngõ 1", str(n)) for n in range(5)]


@pytest.mark.usefixtures("long")
def test_a_long_list_is_read_and_written_in_the_background(
    world: make.World,
    typed: Typed,
    officer: Client,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    file = SimpleUploadedFile("dai.xlsx", typed({"Thôn 2": ROWS}))
    with django_capture_on_commit_callbacks():
        officer.post(reverse("residents:import"), {"file": file, "place": world.area.pk})
    waiting = HouseholdImport.objects.get()
    assert (waiting.state, waiting.recognition) == ("reading", {})
    page = reverse("residents:import_preview", args=[waiting.pk])
    answer = officer.get(page)
    assert (answer.status_code, answer["Refresh"]) == (200, "3")
    done = run_now(Job.objects.get())
    assert (done.state, done.outcome["households"]) == ("done", 5)
    assert "Refresh" not in officer.get(page)
    with django_capture_on_commit_callbacks():
        assert officer.post(page).status_code == 302
    waiting.refresh_from_db()
    assert (waiting.state, Household.objects.count()) == ("writing", 0)
    assert officer.get(page)["Refresh"] == "3"
    written = run_now(Job.objects.latest("pk"))
    assert (written.state, written.outcome["written"]) == ("done", 5)
    assert Household.objects.count() == 5
    assert "Refresh" not in officer.get(page)


@pytest.mark.usefixtures("long")
def test_reading_in_the_background_can_be_stopped(
    world: make.World,
    typed: Typed,
    officer: Client,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    file = SimpleUploadedFile("dai.xlsx", typed({"Thôn 2": ROWS}))
    with django_capture_on_commit_callbacks():
        officer.post(reverse("residents:import"), {"file": file, "place": world.area.pk})
    waiting = HouseholdImport.objects.get()
    assert officer.post(reverse("residents:import_stop", args=[waiting.pk])).status_code == 302
    waiting.refresh_from_db()
    assert (waiting.state, waiting.content) == ("discarded", None)
    assert run_now(Job.objects.get()).state == "cancelled"


@pytest.mark.usefixtures("long")
def test_writing_in_the_background_can_be_stopped_and_begun_again(
    world: make.World,
    typed: Typed,
    officer: Client,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    waiting = read(world.area, typed, *ROWS)
    page = reverse("residents:import_preview", args=[waiting.pk])
    with django_capture_on_commit_callbacks():
        officer.post(page)
    officer.post(reverse("residents:import_stop", args=[waiting.pk]))
    waiting.refresh_from_db()
    assert waiting.state == "previewed"
    run_now(Job.objects.get())
    assert Household.objects.count() == 0
    with django_capture_on_commit_callbacks(execute=True):
        officer.post(page)
    assert Household.objects.count() == 5


@pytest.mark.usefixtures("long")
def test_a_long_file_without_a_list_says_so_on_its_page(
    world: make.World,
    officer: Client,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    file = SimpleUploadedFile("khac.csv", "Ngày;Việc\n1/1;Họp thôn\n2/1;Họp\n3/1;Họp\n".encode())
    with django_capture_on_commit_callbacks(execute=True):
        officer.post(reverse("residents:import"), {"file": file, "place": world.area.pk})
    waiting = HouseholdImport.objects.get()
    assert waiting.state == "discarded"
    answer = officer.get(reverse("residents:import_preview", args=[waiting.pk]))
    assert len(answer.context["refused"]) == 1
    assert not Household.objects.exists()
