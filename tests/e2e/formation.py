"""What officers and heads do on the way from a list of households to a decision."""

from __future__ import annotations

import io
import json
import subprocess
import zipfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import FilePayload

from tests.e2e.backstage import backstage
from tests.e2e.people import Person
from tests.e2e.server import Installation

ROOT = Path(__file__).parents[2]
TABLET = {"width": 1280, "height": 800}
KEPT = "communes.json"


@dataclass(frozen=True)
class Commune:
    """A commune of the scene: who signs in there, and its only area."""

    officer: str
    head: str
    password: str
    area: int


def make_communes(installation: Installation) -> None:
    """Make the communes of the scene in an installation; what they are is kept beside them."""
    with backstage(installation, "formation_scene") as ask:
        made = ask("make_communes")
    (installation.data / KEPT).write_text(json.dumps(made), "utf-8")


def communes(installation: Installation) -> dict[str, Commune]:
    """The communes of the scene, by programme."""
    told = json.loads((installation.data / KEPT).read_text("utf-8"))
    return {key: Commune(**one) for key, one in told.items()}


def send(person: Person, action: str) -> None:
    """Press the button of the form that goes to an address with this ending."""
    form = person.page.locator(f'main form[action$="{action}"]').first
    with person.page.expect_navigation():
        form.get_by_role("button").last.click()


def fill(person: Person, action: str, **values: str) -> None:
    """Fill the fields of a form, by their names, and send it."""
    form = person.page.locator(f'form[action$="{action}"]').first
    closed = person.page.locator("main details:not([open])").filter(has=form)
    if closed.count():
        closed.locator("summary").first.click()
    for name, value in values.items():
        field = form.locator(f'[name="{name}"]')
        if field.evaluate("field => field.localName") == "select":
            field.select_option(value)
        else:
            field.fill(value)
    send(person, action)


@dataclass(frozen=True)
class Office:
    """A body as its head would describe it."""

    regime: str
    name: str
    letterhead: str
    symbol: str
    type_code: str
    signer: str
    post: str
    parents: str = ""
    on_behalf_of: str = ""


def set_up(person: Person, office: Office, day_place: str) -> None:
    """Set a body up, let somebody sign for it, and open the book of one type of paper."""
    person.open("/van-ban/co-quan/")
    person.page.locator("[name=regime]").select_option(office.regime)
    for name in ("name", "letterhead", "symbol", "parents", "on_behalf_of"):
        person.page.locator(f"[name={name}]").fill(getattr(office, name))
    person.page.locator("[name=day_place]").fill(day_place)
    person.page.locator("[name=effective_from]").fill("01/01/2026")
    person.press("Thêm cơ quan")
    day = "01/01/2026"
    fill(person, "/nguoi-ky/", name=office.signer, post=office.post, effective_from=day)
    fill(person, "/so/", type_code=office.type_code, starts_on=day)


def open_dossiers(person: Person) -> None:
    """Open the dossiers of the proposed groups, and look at the first one."""
    person.open("/thanh-lap/")
    with person.page.expect_navigation():
        person.page.locator('button[form="open"]').click()
    to_dossier(person)


def to_dossier(person: Person) -> None:
    """Go to the only dossier that is under way."""
    person.open("/thanh-lap/")
    with person.page.expect_navigation():
        person.page.locator('main a[href*="/thanh-lap/ho-so/"]').first.click()


def files_of(person: Person) -> dict[str, bytes]:
    """The files of the paper on the page, by the ending of their names."""
    found = {}
    for link in person.page.locator('main a[href*="/van-ban/tep/"]').all():
        answer = person.page.request.get(f"{person.address}{link.get_attribute('href')}")
        assert answer.status == 200
        body = answer.body()
        found["pdf" if body.startswith(b"%PDF") else "docx"] = body
    return found


def text_of_pdf(content: bytes, folder: Path, name: str) -> str:
    """The text of a PDF as it stands on the page, lines and columns kept."""
    path = folder / f"{name}.pdf"
    path.write_bytes(content)
    done = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True
    )
    return done.stdout


def text_of_docx(content: bytes) -> str:
    """The body of a Word file as it is stored."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return packed.read("word/document.xml").decode()


def compare(person: Person, content: bytes) -> str:
    """Ask the page that checks files about one; what it says."""
    person.open("/van-ban/kiem-tra/")
    file = FilePayload(name="quyet-dinh.pdf", mimeType="application/pdf", buffer=content)
    person.page.locator("main input[type=file]").set_input_files(file)
    person.press("So sánh")
    return person.text()
