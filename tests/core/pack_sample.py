"""One good small pack, and what is wrong after a change to it: for the tests of the loader."""

from __future__ import annotations

from tuquan.core.packs import load_pack
from tuquan.core.problems import Problem
from tuquan.core.programme import Edition, Pack

HEAD = "key: demo\nname: Chương trình thử\n"

EDITION = """\
programme: demo
key: "2026"
title: Chương trình thử
short_title: Thử
issuer: Xã Thử
effective_from: 2026-01-01
effective_until: 2027-01-01
checked_on: 2026-11-20
sources:
  - {cited_as: 1-KH, title: Kế hoạch thử}
reporting_chain:
  - {kind: area, label: Thôn, source: {document: 1-KH, place: dòng 1}}
group_kinds:
  - key: household_group
    label: Tổ
    covers: households
    minimum: 15
    maximum: 30
    positions:
      - {key: leader, label: Tổ trưởng, filled_by: elected, source: {default: thử}}
    source: {document: 1-KH, place: dòng 2}
criteria:
  - {key: clean, number: 1, label: Sạch, polarity: must, source: {default: thử}}
themes:
  - {key: environment, number: 1, label: Môi trường, source: {default: thử}}
forms:
  - key: survey
    title: Khảo sát
    purpose: baseline
    sections:
      - key: figures
        title: Con số
        questions:
          - key: bins
            label: Hộ có thùng rác
            kind: count
            unit: hộ
            source: {default: thử}
  - key: monthly
    title: Báo cáo tháng
    purpose: periodic
    compare_with_baseline: true
    sections:
      - key: figures
        title: Con số
        questions:
          - key: bins
            label: Hộ có thùng rác
            kind: count
            unit: hộ
            aggregation: latest
            stock: true
            at_most: households
            baseline: bins
            direction: up
            target: {kind: percent_of, value: 80.5, of: households, source: {default: thử}}
            source: {default: thử}
          - {key: words, label: Kiến nghị, kind: text, source: {default: thử}}
    ratios:
      - key: share
        label: Tỷ lệ
        numerator: bins
        denominator: households
        direction: up
        target: {kind: value, value: 80, source: {default: thử}}
        source: {default: thử}
calendars:
  - key: monthly
    title: Báo cáo tháng
    form: monthly
    period: month
    reporter: group
    due: {day_of_next_month: 5}
    recipients: [{label: Thôn, level: area}]
    source: {default: thử}
  - key: survey
    title: Khảo sát
    form: survey
    period: once
    lasts_days: 30
    reporter: group
    due: {days_after_end: 0}
    source: {default: thử}
milestones:
  - {key: festival, label: Ngày hội, yearly_on: 18/11, source: {default: thử}}
notes:
  - {key: due, rule: S1-29, label: Không nêu hạn, default: Ngày 5, chosen_by: Xã}
"""


def load(edition: str = EDITION, head: str = HEAD) -> tuple[Pack | None, list[Problem]]:
    return load_pack({"demo/pack.yaml": head, "demo/2026/edition.yaml": edition})


def place(text: str, found: str) -> str:
    """Where the first occurrence of `found` stands in the edition."""
    before = text[: text.index(found)]
    column = len(before) - before.rfind("\n")
    return f"demo/2026/edition.yaml:{before.count(chr(10)) + 1}:{column}"


def problems_after(old: str, new: str) -> list[Problem]:
    """What is wrong once a part of the good edition is replaced."""
    assert old in EDITION
    pack, problems = load(EDITION.replace(old, new, 1))
    assert (pack is None) == bool(problems)
    return problems


def only(old: str, new: str, at: str = "") -> tuple[str, dict[str, object]]:
    """The one problem a change makes, which stands where `at` does (or where the new text does)."""
    problems = problems_after(old, new)
    assert [p.where for p in problems] == [place(EDITION.replace(old, new, 1), at or new)]
    return problems[0].code, dict(problems[0].params)


def edition() -> Edition:
    pack, problems = load()
    assert problems == []
    assert pack is not None
    return pack.editions[0]


MONTHLY_BINS = "            aggregation: latest\n            stock: true\n"
BINS = "            kind: count\n            unit: hộ\n            aggr"
BEGINNING_OF_BINS = "key: bins\n            label: Hộ có thùng rác\n" + BINS
