"""Two small programmes that ask one group: every kind of question, and one number asked by both."""

from __future__ import annotations

from dataclasses import dataclass

from tests import make
from tests.reports.worlds import Village
from tuquan.core.packs import load_pack
from tuquan.programmes.models import ProgrammeEdition
from tuquan.programmes.services import AdoptionTerms, adopt_programme, install_pack
from tuquan.reports.models import Obligation
from tuquan.reports.services import open_periods

HEAD = """\
programme: {key}
key: "2026"
title: {name}
short_title: {name}
short_title_en: {name_en}
issuer: Xã Minh Sơn
effective_from: 2026-01-01
checked_on: 2026-11-20
sources:
  - {{cited_as: 1-KH, title: Kế hoạch thử}}
calendars:
  - key: monthly
    title: Báo cáo tháng
    form: monthly
    period: month
    reporter: group
    due: {{day_of_next_month: 5}}
    source: {{default: thử}}
forms:
"""

SAFE_FORM = """\
  - key: monthly
    title: Báo cáo an toàn
    purpose: periodic
    sections:
      - key: lanes
        title: Ngõ xóm
        questions:
          - key: has_lanes
            label: Tổ có ngõ riêng
            kind: yes_no
            polarity: either
            aggregation: count_yes
            source: {default: thử}
          - key: lanes
            label: Số ngõ
            kind: count
            unit: ngõ
            aggregation: sum
            asked_when: {question: has_lanes, answer: "yes"}
            source: {default: thử}
          - key: mood
            label: Tình hình chung
            kind: choice
            aggregation: count_choices
            not_applicable_allowed: true
            choices:
              - {key: poor, label: Còn khó khăn, label_en: Hard}
              - {key: fair, label: Khá, label_en: Fair}
              - {key: good, label: Tốt, label_en: Good}
            source: {default: thử}
          - key: held_on
            label: Ngày họp tổ
            kind: date
            aggregation: max
            source: {default: thử}
          - key: attended
            label: Hộ dự họp
            kind: count
            unit: hộ
            aggregation: max
            required: false
            source: {default: thử}
      - key: figures
        title: Con số
        questions:
          - key: signed
            label: Hộ ký cam kết
            kind: count
            unit: hộ
            aggregation: latest
            stock: true
            at_most: households
            definition: group.households_signed
            source: {default: thử}
          - key: unlit
            label: Số ngõ chưa có đèn
            kind: count
            unit: ngõ
            aggregation: sum
            asked_when: {question: has_lanes, answer: "yes"}
            source: {default: thử}
          - key: words
            label: Kiến nghị
            kind: text
            aggregation: list
            required: false
            source: {default: thử}
    consistency:
      - left: attended
        operator: at_most
        right: signed
        label: Chỉ hộ đã ký mới được tính là dự họp
        label_en: Only households that signed count as present
        source: {default: thử}
"""

CLEAN_FORM = """\
  - key: monthly
    title: Báo cáo môi trường
    purpose: periodic
    sections:
      - key: figures
        title: Con số
        questions:
          - key: households_signed
            label: Số hộ đã ký cam kết
            kind: count
            unit: hộ
            aggregation: latest
            stock: true
            definition: group.households_signed
            source: {default: thử}
          - key: trees
            label: Số cây trồng
            kind: count
            unit: cây
            aggregation: sum
            source: {default: thử}
"""


PLAIN_FORM = """\
  - key: monthly
    title: Báo cáo họp
    purpose: periodic
    sections:
      - key: figures
        title: Con số
        questions:
          - {key: meetings, label: Buổi họp, kind: count, unit: buổi, source: {default: thử}}
"""


@dataclass
class Both:
    """A group that owes the October reports of two programmes."""

    village: Village
    safe: Obligation
    clean: Obligation


def install(key: str, name: str, name_en: str, form: str) -> ProgrammeEdition:
    """The edition of a small programme."""
    text = HEAD.format(key=key, name=name, name_en=name_en) + form
    pack, problems = load_pack(
        {f"{key}/pack.yaml": f"key: {key}\nname: {name}\n", f"{key}/2026/edition.yaml": text}
    )
    assert pack is not None, problems
    install_pack(make.SYSTEM, pack)
    return ProgrammeEdition.objects.get(programme__key=key)


def both(village: Village) -> Both:
    """Two programmes that the groups of S0 report for, since October."""
    safe = october(village, install("an-toan", "Ngõ an toàn", "Safe lanes", SAFE_FORM))
    clean = october(village, install("sach-dep", "Sạch đẹp", "Clean", CLEAN_FORM))
    return Both(village, safe, clean)


def october(village: Village, edition: ProgrammeEdition) -> Obligation:
    """What the group owes for October under one more programme."""
    groups_of = make.edition(make.S0).programme
    terms = AdoptionTerms(effective_from=make.SINCE, groups_of=groups_of)
    adopt_programme(make.SYSTEM, village.world.commune, edition, terms)
    open_periods(make.SYSTEM)
    return Obligation.objects.select_related("edition__programme", "edition__parent", "place").get(
        group=village.group, edition=edition, period_key="2026-10"
    )
