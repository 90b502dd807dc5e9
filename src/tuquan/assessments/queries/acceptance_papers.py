"""What the minutes of an acceptance and the words at the festival say, out of what was frozen.

Papers are Vietnamese whatever language somebody reads the pages in, so nothing here is translated.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tuquan.assessments.models import Acceptance
from tuquan.assessments.queries.acceptances import festival_day, model_behind
from tuquan.core.accepting import Reading, YearLine
from tuquan.core.papers import Contents
from tuquan.core.papers.standard import standard_paper
from tuquan.core.programme import Edition, Paper, Question, Ratio
from tuquan.core.rollup import Number
from tuquan.core.vietnamese import format_number
from tuquan.places.queries import commune_of
from tuquan.programmes.queries import headed

STANDARD = "acceptance_minutes"
"""The paper for programmes that bring none of their own."""

COLUMNS = frozenset({"content", "baseline", "goal", "result"})
"""What minutes of a programme have to have, to be filled with the figures."""

NOTHING = "Không có."


def minutes_template(edition: Edition) -> Paper:
    """The programme's own minutes of acceptance, else the standard ones."""
    own = (
        one
        for one in edition.papers
        if one.kind == "minutes" and not one.missing and {c.key for c in one.columns} >= COLUMNS
    )
    return headed(next(own, standard_paper(STANDARD)), edition)


def minutes_contents(acceptance: Acceptance, template: Paper, nominees: str = "") -> Contents:
    """What fills the minutes; the figures are those that were frozen with the decision.

    Who is proposed for praise stands on the paper and is kept nowhere else.
    """
    model = model_behind(acceptance)
    commune = commune_of(acceptance.place.path)
    held = acceptance.held_on
    values = {
        "commune_name": commune.name if commune else "",
        "area_name": acceptance.place.name,
        "group_name": acceptance.group.name if acceptance.group else acceptance.place.name,
        "model_name": model.name if model else "",
        "year": str(acceptance.cycle.year),
        "meeting_day": f"{held:%d/%m/%Y}" if held else "",
        "member_names": "; ".join(_person(one) for one in acceptance.present) + ".",
        "results": acceptance.results,
        "shortcomings": acceptance.shortcomings or NOTHING,
        "conclusions": _conclusion(acceptance),
        "nominees": nominees or "Không đề nghị.",
    }
    known = {key: value for key, value in values.items() if value}
    return Contents(known, rows={template.key: list(_rows(acceptance))})


def festival_text(acceptance: Acceptance) -> list[str]:
    """The result in short sentences, for the area's report at the festival (S1-21)."""
    day, model = festival_day(acceptance), model_behind(acceptance)
    whose = acceptance.group.name if acceptance.group else acceptance.place.name
    year = acceptance.cycle.year
    named = f"mô hình tự quản “{model.name}”" if model else "mô hình tự quản"
    held = acceptance.held_on
    when = f" ngày {held:%d/%m/%Y}" if held else ""
    is_accepted = acceptance.state == Acceptance.State.ACCEPTED
    told = "được nghiệm thu" if is_accepted else "chưa được nghiệm thu"
    festival = "báo cáo tại Ngày hội Đại đoàn kết toàn dân tộc"
    occasion = f" ({festival} ngày {day:%d/%m/%Y})" if day else ""
    lines = [
        f"Kết quả {named} của {whose} năm {year}{occasion}.",
        f"Mô hình {told}{when}.",
        *_told(acceptance),
    ]
    if acceptance.shortcomings:
        lines.append(f"Việc còn phải làm: {_sentence(acceptance.shortcomings)}")
    return lines


def _person(one: Mapping[str, str]) -> str:
    return f"{one['name']} – {one['post']}" if one.get("post") else one["name"]


def _conclusion(acceptance: Acceptance) -> str:
    if acceptance.state == Acceptance.State.ACCEPTED:
        return "\n".join(filter(None, ("Nghiệm thu mô hình.", acceptance.conclusion)))
    refused = f"Chưa nghiệm thu. Lý do: {acceptance.reason}"
    return "\n".join(filter(None, (refused, acceptance.conclusion)))


def _rows(acceptance: Acceptance) -> Iterator[dict[str, str]]:
    asked = _asked(acceptance.cycle.content)
    for number, line in enumerate(acceptance.lines, 1):
        question = asked.get(line.key)
        label = question.label if question else line.key
        unit = question.unit if isinstance(question, Question) else ""
        yield {
            "number": str(number),
            "content": f"{label} ({unit})" if unit else label,
            "baseline": _said(line, line.baseline),
            "goal": _goal(line),
            "result": _result(line),
        }


def _told(acceptance: Acceptance) -> Iterator[str]:
    """The figures that were reported, beside where they were before; promises kept in one line.

    A figure of which the share is told is not told twice.
    """
    asked = _asked(acceptance.cycle.content)
    shared = {one.numerator for one in asked.values() if isinstance(one, Ratio)}
    reported = [one for one in acceptance.lines if one.result.state == "reported"]
    promises = [one for one in reported if one.kind == "yes_no"]
    if promises:
        kept = sum(one.reached is True for one in promises)
        yield f"Giữ được {kept} trong {len(promises)} điều đã cam kết."
    for line in reported:
        if line.kind != "yes_no" and line.key not in shared:
            yield _told_line(line, asked.get(line.key))


def _told_line(line: YearLine, question: Question | Ratio | None) -> str:
    label = question.label if question else line.key
    unit = f" {question.unit}" if isinstance(question, Question) and question.unit else ""
    beside = []
    if line.baseline.state == "reported":
        beside.append(f"khảo sát ban đầu {_said(line, line.baseline)}")
    if line.goal is not None:
        beside.append(f"mục tiêu {_figure(line, line.goal)}")
    before = f" ({', '.join(beside)})" if beside else ""
    if line.total is not None:
        each = f"bình quân mỗi kỳ báo cáo {_said(line, line.result)}"
        return f"{label}: {format_number(line.total)}{unit} trong năm, {each}{before}."
    return f"{label}: {_said(line, line.result)}{unit}{before}."


def _asked(edition: Edition) -> dict[str, Question | Ratio]:
    """Questions and shares of all forms by key; those of the periodic form come last and win."""
    forms = sorted(edition.forms, key=lambda form: form.purpose != "baseline")
    found: dict[str, Question | Ratio] = {}
    for form in forms:
        found |= {one.key: one for one in form.questions}
        found |= {one.key: one for one in form.ratios}
    return found


def _said(line: YearLine, reading: Reading) -> str:
    if reading.state == "not_applicable":
        return "không áp dụng"
    if reading.value is None:
        return "chưa có số liệu"
    return _figure(line, reading.value)


def _figure(line: YearLine, value: Number) -> str:
    if line.kind == "yes_no":
        return "đạt" if value else "chưa đạt"
    return format_number(value) + ("%" if line.kind == "share" else "")


def _goal(line: YearLine) -> str:
    if line.goal is None:
        return "không đặt"
    each = " mỗi kỳ báo cáo" if line.total is not None else ""
    return _figure(line, line.goal) + each


def _result(line: YearLine) -> str:
    words = _said(line, line.result)
    if line.total is not None and line.reports:
        return f"{format_number(line.total)} trong {line.reports} kỳ báo cáo, bình quân {words}"
    if line.kind == "yes_no" and line.reports > 1:
        return f"{words} (đạt {line.kept}/{line.reports} kỳ báo cáo)"
    return words


def _sentence(text: str) -> str:
    """A text of several lines in one, closed by a full stop."""
    joined = " ".join(text.split())
    return joined if joined.endswith((".", "!", "?")) else f"{joined}."
