"""A good pack that uses the whole format: a sheet with points, boards, papers and cases."""

from __future__ import annotations

from tuquan.core.packs import load_pack
from tuquan.core.problems import Problem
from tuquan.core.programme import Edition, Pack

HEAD = "key: sheet\nname: Bảng điểm thử\n"

SHEET = """\
programme: sheet
key: "2026"
title: Bảng điểm thử
short_title: Thử
issuer: Xã Thử
effective_from: 2026-01-01
checked_on: 2026-11-20
sources:
  - {cited_as: 1-KH, title: Kế hoạch thử}
inherits: {programme: city, edition: "2021", parts: [], source: {default: thử}}
reporting_chain:
  - {kind: area, label: Thôn, source: {default: thử}}
  - {kind: commune, label: Xã, source: {default: thử}}
group_kinds:
  - key: team
    label: Tổ Dân vận
    covers: team
    minimum: 30
    maximum: 50
    people_minimum: 3
    people_maximum: 5
    people_from: [cán bộ thôn, tình nguyện viên]
    positions:
      - key: leader
        label: Tổ trưởng
        filled_by: assigned
        term: {months: 30, source: {default: thử}}
        source: {default: thử}
    source: {default: thử}
boards:
  - key: steering
    label: Ban Chỉ đạo
    level: commune
    minimum: 3
    maximum: 9
    seats:
      - {label: Bí thư, role: chair}
      - {label: Ủy viên, minimum: 2, maximum: 8}
    source: {default: thử}
pilots:
  - {key: pilots, label: Điểm, count: 2, for_each: commune, chosen_by: Xã, source: {default: thử}}
themes:
  - {key: culture, number: 1, label: Văn hóa, source: {default: thử}}
provisions:
  - {key: aim, kind: purpose, label: Mục đích, source: {default: thử}}
duties:
  - {key: leads, label: Chủ trì, by: Mặt trận, role: leads, theme: culture, source: {default: thử}}
forms:
  - key: sheet
    title: Bảng chấm
    purpose: criteria
    about: area
    sections:
      - key: figures
        title: Con số
        questions:
          - {key: has_model, label: Mô hình, kind: yes_no, criterion: house, source: {default: a}}
          - key: models
            label: Số mô hình
            kind: count
            unit: mô hình
            asked_when: {question: has_model}
            source: {default: thử}
          - key: income
            label: Thu nhập
            kind: amount
            unit: triệu đồng
            definition: area.income
            aggregation: max
            source: {default: thử}
          - {key: solid, label: Nhà kiên cố, kind: count, unit: hộ, source: {default: thử}}
          - {key: mended, label: Nhà đã sửa, kind: count, unit: hộ, source: {default: thử}}
          - key: grade
            label: Xếp loại chi bộ
            kind: choice
            choices:
              - {key: weak, label: Yếu}
              - {key: good, label: Tốt}
              - {key: best, label: Xuất sắc}
            source: {default: thử}
          - {key: voted_on, label: Ngày họp dân, kind: date, aggregation: max, source: {default: a}}
          - {key: words, label: Kiến nghị, kind: text, aggregation: list, source: {default: thử}}
    ratios:
      - key: solid_share
        label: Tỷ lệ
        numerator: solid
        denominator: households
        source: {default: thử}
    consistency:
      - {left: mended, operator: at_most, right: solid, label: Không quá số nhà}
      - {left: solid, operator: at_most, right: households, label: Không quá số hộ}
  - key: weekly
    title: Báo cáo tuần
    purpose: periodic
    sections:
      - key: work
        title: Việc làm
        questions:
          - {key: visits, label: Lượt thăm, kind: count, unit: lượt, source: {default: thử}}
  - key: incident
    title: Báo cáo vụ việc
    purpose: incident
    sections:
      - key: what
        title: Việc gì
        questions:
          - {key: place, label: Ở đâu, kind: text, source: {default: thử}}
calendars:
  - {key: weekly, title: Tuần, form: weekly, period: week, reporter: group,
     due: {days_after_end: 1}, cut_off_days_before_end: 2, source: {default: thử}}
  - key: quarterly
    title: Quý
    period: quarter
    reporter: board
    reported_by: Ban Chỉ đạo
    fed_by: weekly
    due: {working_days_after_cut_off: 3}
    level_dues: [{level: commune, due: {day_of_next_month: 10}}]
    recipients: [{label: Đảng ủy, level: commune}]
    source: {default: thử}
  - key: reviews
    title: Sơ kết
    period: window
    reporter: commune
    due: {after_event: last_review, event_working_days: 5}
    windows:
      - {key: first, label: Đợt 1, start: 2026-01-01, until: 2026-02-01}
      - {key: second, label: Đợt 2, start: 2026-06-01, until: 2026-07-01}
    source: {default: thử}
incident_reports:
  - key: incident
    title: Vụ việc
    form: incident
    recipients: [{label: Ban Chỉ đạo, level: commune}]
    source: {default: thử}
meetings:
  - {key: review, label: Họp, who: Tổ, periods: [quarter, year], source: {default: thử}}
milestones:
  - key: teams
    label: Thành lập tổ
    starts: 2026-01-01
    before: 2026-03-01
    condition:
      kind: all
      parts:
        - {kind: compare, of: groups_established, operator: at_least, than: {value: 1}}
        - {kind: one_of, of: place_kind, values: [commune, ward]}
    source: {default: thử}
pledges:
  - {key: safe, label: Cam kết, signed_by: households, denominator: Số hộ, source: {default: thử}}
parameters:
  - key: poverty_line
    label: Chuẩn nghèo
    unit: triệu đồng
    values:
      - {value: 1.5, effective_from: 2022-01-01, effective_until: 2026-01-01}
      - {value: 2.2, effective_from: 2026-01-01}
    source: {default: thử}
criteria:
  - {key: quiet, number: "1", label: Yên bình, met_by: "no", knock_out: true, source: {default: a}}
  - key: economy
    number: I
    label: Kinh tế
    points: {maximum: 40, kind: sum}
    floor: 20
    source: {default: thử}
    parts:
      - key: income
        number: "1.1"
        label: Thu nhập
        rule: {kind: compare, of: income, operator: more_than, than: {parameter: poverty_line}}
        points: {maximum: 15}
        source: {default: thử}
      - key: model
        number: "1.2"
        label: Mô hình
        points:
          maximum: 15
          kind: steps
          steps:
            - {points: 15, rule: {kind: between, of: models, low: 2, high: 5}}
            - {points: 5, rule: {kind: answer, of: has_model}}
        source: {default: thử}
      - key: visits
        number: "1.3"
        label: Lượt thăm
        points: {maximum: 10, kind: each, of: models, each: 2}
        source: {default: thử}
  - key: culture
    number: II
    label: Văn hóa
    points: {maximum: 60, kind: sum}
    source: {default: thử}
    parts:
      - key: house
        number: "2.1"
        label: Nhà văn hóa
        applies_when: {kind: one_of, of: area_kind, values: [thôn]}
        rule:
          kind: at_least_n
          n: 2
          parts:
            - {kind: ratio, of: mended, over: solid, operator: at_least, than: {value: 60}}
            - {kind: scale, of: grade, levels: [weak, good, best], at_least: good}
            - {kind: one_of, of: grade, values: [good, best]}
        points: {maximum: 30}
        source: {default: thử}
      - key: title
        number: "2.2"
        label: Danh hiệu
        rule:
          kind: any
          parts:
            - {kind: streak, of: cultural_area, years: 6}
            - {kind: trend, of: solid_share, direction: rises, years: 2}
            - {kind: date, of: voted_on, on_or_before: 18/11}
            - {kind: date, of: voted_on, after: festival, within: 10, unit: working_days}
            - {kind: members, of: guards, checklist: [Có chứng chỉ]}
            - {kind: cascade, operator: at_least, percent: 50}
            - {kind: met, of: house}
        points: {maximum: 30, kind: share, of: mended, over: solid}
        source: {default: thử}
  - key: gift
    number: III
    label: Thưởng
    points: {maximum: 5, role: bonus}
    source: {default: thử}
scoring:
  total: 100
  otherwise: Chưa đạt
  bonus_limit: 5
  decimals: 1
  classes:
    - key: good
      label: Tốt
      rule: {kind: compare, of: points, operator: at_least,
             than: {by_zone: [{zone: I, value: 80}, {zone: II, value: 70}]}}
      quota: {percent: 20}
  source: {default: thử}
assessment:
  - key: self
    label: Tự chấm
    how: self_assess
    by: Ban công tác Mặt trận
    level: area
    windows: [{level: area, start: 01/11, until: 31/10}]
    due: {before: 18/11}
    source: {default: thử}
awards:
  - {key: flag, label: Cờ, given_to: [area], times: 2, in_years: 5, source: {default: thử}}
links:
  - {key: cultural_area, label: Khu dân cư văn hóa, relation: basis_for, source: {default: thử}}
notes:
  - {key: pass_mark, rule: S3-23, label: Không nêu điểm đạt, default: 70, chosen_by: Xã}
"""

PAPER = """\
key: decision
kind: decision
style: state
title: Quyết định thành lập tổ
body: [Điều 1., Điều 2.]
columns:
  - {key: name, label: Họ và tên chủ hộ, about: household}
  - {key: born, label: Năm sinh, about: person}
source: {default: thử}
"""

CASES = """\
cases:
  - {name: đủ điểm, kind: sheet, expect: good, every_mark: met, rules: [S3-23]}
  - {name: thu nhập, kind: criterion, of: income, expect: passed, values: {income: "3"}}
  - {name: hạn tuần, kind: due, of: weekly, on: 2026-10-05, due_on: 2026-10-12, expect: in_time}
"""

EDITION_PATH = "sheet/2026/edition.yaml"
PAPER_PATH = "sheet/2026/papers/decision.yaml"
CASES_PATH = "sheet/2026/cases/all.yaml"


def files(edition: str = SHEET, paper: str = PAPER, cases: str = CASES) -> dict[str, str]:
    """The pack as files."""
    return {
        "sheet/pack.yaml": HEAD,
        EDITION_PATH: edition,
        PAPER_PATH: paper,
        CASES_PATH: cases,
    }


def load(
    edition: str = SHEET, paper: str = PAPER, cases: str = CASES
) -> tuple[Pack | None, list[Problem]]:
    return load_pack(files(edition, paper, cases))


def good_pack() -> Pack:
    pack, problems = load()
    assert problems == []
    assert pack is not None
    return pack


def good_edition() -> Edition:
    return good_pack().editions[0]


def after(old: str, new: str) -> list[tuple[str, int, dict[str, object]]]:
    """What is wrong once a part of the good edition is replaced: code, line and values."""
    assert old in SHEET, old
    return told(load(SHEET.replace(old, new, 1))[1])


def told(problems: list[Problem]) -> list[tuple[str, int, dict[str, object]]]:
    """Code, line and values of each problem."""
    return [(p.code, int(p.where.split(":")[1]), dict(p.params)) for p in problems]


def line(text: str, found: str) -> int:
    """The line of a text on which something first stands."""
    return text[: text.index(found)].count("\n") + 1
