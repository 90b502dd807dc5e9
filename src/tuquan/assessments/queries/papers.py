"""The sheet on paper: to be filled by hand, or with the marks that stand on it (S3-11, S3-12)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tuquan.assessments.models import AssessmentSheet
from tuquan.assessments.queries.sheets import Row, read_sheet
from tuquan.base import clock
from tuquan.core.assessing import Box, Mark
from tuquan.core.papers import BLANK, Contents, FinishedPaper, Issue, PaperStyle, fill, style_for
from tuquan.core.papers.model import Signer
from tuquan.core.papers.standard import standard_paper
from tuquan.core.programme import Edition, Paper
from tuquan.documents.queries import ascii_name
from tuquan.places.queries import commune_of
from tuquan.programmes.queries import headed

STANDARD = "criteria_sheet"
"""The paper for programmes that bring none of their own."""

COLUMNS = frozenset({"number", "criterion", "yes", "no"})
"""What a sheet of a programme has to have, to be filled from the criteria."""

CROSS = "x"

# What is printed is Vietnamese whatever the reader's language, like every paper.
WORDS: dict[Box, str] = {"yes": "Có", "no": "Không", "not_applicable": "Không áp dụng"}
CHECKER = "NGƯỜI KIỂM TRA"


@dataclass(frozen=True, slots=True)
class SheetPaper:
    """The paper ready to be drawn in the style of its day, and the name of its file."""

    paper: FinishedPaper
    style: PaperStyle
    file_name: str


def sheet_template(edition: Edition) -> Paper:
    """The programme's own sheet, else the standard one, which has a column for the check."""
    own = (
        one
        for one in edition.papers
        if one.kind == "sheet" and not one.missing and {c.key for c in one.columns} >= COLUMNS
    )
    return next(own, standard_paper(STANDARD))


def sheet_paper(sheet: AssessmentSheet, *, blank: bool = False) -> SheetPaper:
    """The sheet as it stands; with `blank` only what does not apply here is filled in."""
    read = read_sheet(sheet)
    template = headed(sheet_template(read.edition), read.edition)
    if sheet.group:
        template = replace(template, letterhead=(*template.letterhead, "{group_name}"))
    has_check = any(column.key == "found" for column in template.columns)
    contents = Contents(
        _values(sheet, read.edition),
        {template.key: [_cells(row, sheet, blank=blank, has_check=has_check) for row in read.rows]},
        headings={template.key: [n for n, row in enumerate(read.rows) if row.is_standard]},
    )
    style = style_for(template.style, clock.today())
    template = replace(template, letterhead=template.letterhead or (BLANK,))
    issue = Issue(beside=(Signer((CHECKER,)),) if has_check else ())
    paper = fill(template, style, contents, issue).paper
    return SheetPaper(paper, style, f"{_file_name(sheet)}{'-trong' if blank else ''}")


def _values(sheet: AssessmentSheet, edition: Edition) -> dict[str, str]:
    values = {
        "area_name": sheet.place.name,
        "group_name": sheet.group.name if sheet.group else "",
        "title_name": edition.short_title,
        "year": str(sheet.cycle.year),
    }
    commune = commune_of(sheet.place.path)
    return values | ({"commune_name": commune.name} if commune else {})


def _cells(row: Row, sheet: AssessmentSheet, *, blank: bool, has_check: bool) -> dict[str, str]:
    one = row.criterion
    cells = {"number": one.number, "criterion": one.label}
    if row.is_standard:
        return cells
    shown = None if blank else _shown(row, sheet)
    box = shown.box if shown else row.figures
    if blank and box != "not_applicable":
        return cells
    said = [one.label, *_beside(shown, box)]
    if not blank and row.found:
        said += _check(row, row.found, has_check=has_check)
        cells["found"] = WORDS[row.found.box]
    if box in ("yes", "no"):
        cells[box] = CROSS
    return cells | {"criterion": "\n".join(said)}


def _shown(row: Row, sheet: AssessmentSheet) -> Mark | None:
    """The mark under Có or Không: the unit's own; where nobody marked for it, what was found."""
    return row.found if row.found and not sheet.own else row.own


def _beside(mark: Mark | None, box: Box | None) -> Iterator[str]:
    """What stands under the text of a row: that it does not apply, why, by which paper."""
    note, notice = (mark.note, mark.notice) if mark else ("", "")
    if box == "not_applicable":
        yield f"(không áp dụng: {note})" if note else "(không áp dụng)"
    elif note:
        yield f"(lý do: {note})"
    if notice:
        yield f"(theo văn bản số {notice})"


def _check(row: Row, found: Mark, *, has_check: bool) -> Iterator[str]:
    """What the check found otherwise; its mark is named where no column has it."""
    if not row.differs:
        return
    said = [] if has_check else [WORDS[found.box].lower()]
    by = f"theo văn bản số {found.notice}" if found.notice else ""
    if told := "; ".join(filter(None, (*said, found.note, by))):
        yield f"(kiểm tra: {told})"


def _file_name(sheet: AssessmentSheet) -> str:
    unit = f"{sheet.group.name} {sheet.place.name}" if sheet.group else sheet.place.name
    return ascii_name(f"phiếu tiêu chí {unit} {sheet.cycle.year}", "phieu-tieu-chi")
