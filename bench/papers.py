"""A decision with 900 annexed households as DOCX and PDF, beside the bare libraries (P11).

    python bench/papers.py [--households 900] [--papers 200] [--turns 5] [--json]

In one run, by turns, in CPU seconds: the product draws the whole decision with its annex; the bare
sides write the same annexed table and nothing else, python-docx through its own tables, typst from
a short template that reads the rows as JSON. Goal: at most 1.5 times the bare side. Then so many
decisions, each of a group of 27 households, are drawn in both forms with progress on stderr, and as
many are issued by the product's own job in a database of its own: numbers taken in order, both
files kept with their hash, every step on record. The ratio says what issuing costs over drawing.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from statistics import median
from typing import Any

import django
import docx
import typst

from tuquan.core.papers import (
    Contents,
    FinishedPaper,
    PaperStyle,
    annex_reference,
    day_line,
    ending,
    number_line,
    style_for,
)
from tuquan.core.papers.model import (
    Annex,
    Basis,
    Head,
    NumberedArticle,
    Recipient,
    Signer,
    Table,
    TableColumn,
    Title,
)
from tuquan.core.programme.papers import Addressee, Column, Paper, Signature
from tuquan.documents.rendering import docx_bytes, font_in_use, pdf_bytes
from tuquan.documents.rendering.fonts import fonts

GOAL = 1.5
DAY = date(2026, 10, 28)
COLUMNS = (
    TableColumn("TT", 4, "center"),
    TableColumn("Họ và tên chủ hộ", 16),
    TableColumn("Nơi ở", 18),
    TableColumn("Số nhân khẩu", 7, "center"),
    TableColumn("Ghi chú", 8),
)
BARE = """
#let rows = json(bytes(sys.inputs.rows))
#set page(paper: "a4")
#set text(font: sys.inputs.font, size: 13pt, lang: "vi", fallback: false)
#set document(title: "bare", date: datetime(year: 2026, month: 10, day: 28))
#table(
  columns: (4fr, 16fr, 18fr, 7fr, 8fr),
  table.header(..rows.first()),
  ..rows.slice(1).flatten(),
)
"""

Rows = tuple[tuple[str, ...], ...]

TEMPLATE = Paper(
    key="establish",
    kind="decision",
    style="state",
    title="Quyết định về việc thành lập {group_name}",
    number="Số: …/QĐ-UBND",
    bases=("Căn cứ Luật Tổ chức chính quyền địa phương",),
    body=(
        "Điều 1. Thành lập {group_name}, gồm {household_count} hộ gia đình.",
        "Điều 2. Các hộ có tên thi hành Quyết định này.",
    ),
    signature=Signature("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
    recipients=(Addressee("Như Điều 2"), Addressee("Lưu: VT")),
    annexes=("household_list",),
)
LIST = Paper(
    key="household_list",
    kind="list",
    style="state",
    title="Danh sách các hộ gia đình {group_name}",
    columns=tuple(
        Column(key, column.label)
        for key, column in zip(("tt", "name", "home", "people", "note"), COLUMNS, strict=True)
    ),
)


def main() -> int:
    """Measure, print, and say by the exit code whether the goal is met."""
    wanted = _arguments()
    style = style_for("state", DAY)
    seconds = _in_turns(wanted.households, style, wanted.turns)
    middle = {name: median(found) for name, found in seconds.items()}
    ratios = {kind: _ratio(seconds, kind) for kind in ("DOCX", "PDF")}
    batch = _batch(wanted.papers, style)
    issued = in_fresh_database(partial(_issue_batch, wanted.papers))
    report: dict[str, Any] = {
        "households": wanted.households,
        "turns": wanted.turns,
        "font": font_in_use(),
        "seconds": {name: round(found, 3) for name, found in middle.items()},
        "ratio": {kind: round(found, 2) for kind, found in ratios.items()},
        "goal": GOAL,
        "papers": wanted.papers,
        "batch_seconds": round(batch, 1),
        "job_seconds": round(issued, 1),
        "job_ratio": round(issued / batch, 2),
    }
    print(json.dumps(report, indent=2) if wanted.json else _told(report))
    return 1 if max(ratios.values()) > GOAL else 0


def households(count: int, turn: int) -> Rows:
    """So many invented households, others in every turn: typst remembers what it has set."""
    return tuple(
        (
            str(number),
            f"Nguyễn Thị Phượng {turn}.{number}",
            f"Số {number}, ngõ {turn}/{number // 12 + 1}, Thôn 6",
            str(number % 6 + 1),
            "",
        )
        for number in range(1, count + 1)
    )


def decision(number: int, count: int, style: PaperStyle) -> FinishedPaper:
    """A decision about a group with its households annexed."""
    line = number_line(style, number, "QĐ-UBND")
    name = f"Tổ tự quản số {number}, Thôn 6"
    reference = annex_reference("Quyết định", line, DAY)
    subject = f"Các hộ gia đình {name}"
    people = Table(COLUMNS, households(count, number), ("", f"Cộng: {count} hộ", "", "", ""))
    return FinishedPaper(
        key=f"decision_{number}",
        kind="decision",
        head=Head(("ỦY BAN NHÂN DÂN", "XÃ MINH SƠN"), (), line, day_line("Minh Sơn", DAY)),
        title=Title(("QUYẾT ĐỊNH",), f"Về việc thành lập {name}"),
        authority_line="CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ MINH SƠN",
        bases=(Basis("Căn cứ Luật Tổ chức chính quyền địa phương"),),
        enacting=style.enacting,
        blocks=(
            NumberedArticle(1, f"Thành lập {name}, gồm {count} hộ gia đình."),
            NumberedArticle(2, ending(style, "Các hộ có tên thi hành Quyết định này")),
        ),
        signers=(Signer(("CHỦ TỊCH",), "Nguyễn Thế Vinh"),),
        recipients=(Recipient("Như Điều 2"), Recipient("Lưu: VT")),
        annexes=(Annex(Title(("DANH SÁCH",), subject, reference), (people,)),),
        number=number,
        on=DAY,
    )


def bare_docx(rows: Rows) -> bytes:
    """The same rows through python-docx's own tables."""
    document = docx.Document()
    table = document.add_table(rows=len(rows), cols=len(COLUMNS), style="Table Grid")
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def bare_pdf(rows: Rows) -> bytes:
    """The same rows through a bare typst table, to the same standards."""
    inputs = {"rows": json.dumps(rows, ensure_ascii=False), "font": font_in_use()}
    compiler = typst.Compiler(BARE.encode(), font_paths=fonts(), sys_inputs=inputs)
    made, _ = compiler.compile_with_warnings(format="pdf", pdf_standards="a-2a")
    if not isinstance(made, bytes):
        raise SystemExit("typst made no PDF")
    return made


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--households", type=int, default=900)
    parser.add_argument("--papers", type=int, default=200, help="decisions in the batch")
    parser.add_argument("--turns", type=int, default=5, help="how often each side runs")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    return parser.parse_args()


def _in_turns(count: int, style: PaperStyle, turns: int) -> dict[str, list[float]]:
    """CPU seconds of every side, after one round that is not counted."""
    seconds: dict[str, list[float]] = {}
    heads = tuple(column.label for column in COLUMNS)
    for turn in range(turns + 1):
        # Different households for each side, so that neither profits from the other's.
        paper = decision(2 * turn, count, style)
        rows = (heads, *households(count, 2 * turn + 1))
        sides: dict[str, Callable[[], bytes]] = {
            "DOCX product": partial(docx_bytes, paper, style),
            "DOCX bare": partial(bare_docx, rows),
            "PDF product": partial(pdf_bytes, paper, style),
            "PDF bare": partial(bare_pdf, rows),
        }
        for name, call in sides.items():
            started = time.process_time()
            call()
            if turn:
                seconds.setdefault(name, []).append(time.process_time() - started)
    return seconds


def _ratio(seconds: Mapping[str, list[float]], kind: str) -> float:
    pairs = zip(seconds[f"{kind} product"], seconds[f"{kind} bare"], strict=True)
    return median(ours / bare for ours, bare in pairs)


def _batch(papers: int, style: PaperStyle) -> float:
    started = time.process_time()
    for number in range(1, papers + 1):
        paper = decision(number, 27, style)
        docx_bytes(paper, style)
        pdf_bytes(paper, style)
        if number % 20 == 0 or number == papers:
            print(f"{number}/{papers} decisions", file=sys.stderr, flush=True)
    return time.process_time() - started


def in_fresh_database(work: Callable[[], float]) -> float:
    """Run with empty tables: a file or a database of its own."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tuquan.project.settings")
        os.environ.setdefault("TUQUAN_DATA", folder)
        django.setup()
        from django.db import connection, connections

        name = str(connection.settings_dict["NAME"])
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
        try:
            return work()
        finally:
            connections.close_all()
            connection.creation.destroy_test_db(name, verbosity=0)


def _issue_batch(papers: int) -> float:
    """CPU seconds of the job; drafts are made before."""
    from tuquan.base.actor import Actor
    from tuquan.base.jobs import registry, run_now
    from tuquan.base.jobs.registry import RunningJob
    from tuquan.documents.services import (
        IssueTerms,
        NewDocument,
        NewIssuingBody,
        draft_document,
        issue_batch,
        open_book,
        set_up_issuing_body,
    )
    from tuquan.places.models import PlaceKind
    from tuquan.places.services import NewPlace, add_place

    since = date(DAY.year, 1, 1)
    actor = Actor.system("bench")
    registry.set_actor_source(lambda _: actor)
    place = add_place(actor, None, NewPlace("Tỉnh Mẫu", PlaceKind.PROVINCE, since))
    body = set_up_issuing_body(
        actor,
        place,
        NewIssuingBody(
            "state", "UBND xã", ("ỦY BAN NHÂN DÂN", "XÃ MINH SƠN"), "UBND", "Minh Sơn", since
        ),
    )
    book = open_book(actor, body, "QĐ", since)
    drafts = [
        draft_document(
            actor,
            NewDocument(place, place.path, TEMPLATE, (LIST,), _filled(number), body),
        )
        for number in range(1, papers + 1)
    ]
    job = issue_batch(actor, drafts, book, IssueTerms(on=DAY, book=book))
    step = RunningJob.step

    def told(running: RunningJob, done: int, total: int | None = None) -> None:
        step(running, done, total)
        if done % 20 == 0 or done == total:
            print(f"{done}/{total} issued", file=sys.stderr, flush=True)

    # What it says is also printed here.
    RunningJob.step = told  # type: ignore[method-assign,assignment]
    started = time.process_time()
    done = run_now(job)
    spent = time.process_time() - started
    if done.outcome != {"issued": papers, "refused": {}}:
        raise SystemExit(f"the job did not issue everything: {done.outcome} {done.problem}")
    return spent


def _filled(number: int) -> Contents:
    keys = [column.key for column in LIST.columns]
    rows = [dict(zip(keys, row, strict=True)) for row in households(27, number)]
    total = {"name": "Cộng: 27 hộ"}
    values = {"group_name": f"Tổ tự quản số {number}, Thôn 6", "household_count": "27"}
    return Contents(values, {LIST.key: rows}, {LIST.key: total})


def _told(report: Mapping[str, Any]) -> str:
    lines = [f"{report['households']} households, {report['font']}, CPU seconds (median)"]
    lines += [f"  {name:<13} {found:7.3f}" for name, found in report["seconds"].items()]
    lines += [
        f"{kind} product / bare = {ratio}  (goal: at most {GOAL})"
        for kind, ratio in report["ratio"].items()
    ]
    each = report["batch_seconds"] / max(report["papers"], 1)
    lines.append(
        f"{report['papers']} decisions in both forms: {report['batch_seconds']} s, {each:.3f} each"
    )
    lines.append(
        f"{report['papers']} decisions issued by one job: {report['job_seconds']} s, "
        f"{report['job_ratio']} times the drawing alone"
    )
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
