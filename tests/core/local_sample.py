"""An edition that a place may change, for the tests of what it may and may not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tuquan.core.localising import (
    check_terms,
)
from tuquan.core.programme import (
    Bound,
    Calendar,
    ChainLevel,
    CompareRule,
    Criterion,
    Duty,
    Edition,
    Gap,
    IncidentReport,
    Milestone,
    Parameter,
    ParameterValue,
    RatioRule,
    Recipient,
    ReportWindow,
)
from tuquan.core.programme.local import (
    LocalTerms,
)
from tuquan.core.time import DueRule

TO_DISTRICT = (Recipient("Huyện ủy", "district"), Recipient("Đảng ủy", "commune"))
SHARE = Criterion(
    "good_cells",
    "1.2",
    "Chi bộ tốt",
    rule=RatioRule("ratio", "good", "cells", "at_least", Bound(Decimal(70))),
)
MODELS = Criterion(
    "models",
    "2.3",
    "Mô hình",
    optional=True,
    rule=CompareRule("compare", "models", "more_than", Bound(Decimal(1))),
)
PLAIN = Criterion("clean", "3.1", "Sạch")
EDITION = Edition(
    "demo",
    "2021",
    "Thử",
    "Thử",
    "Xã",
    date(2021, 9, 1),
    (),
    date(2026, 11, 21),
    re_dated_by="months",
    reporting_chain=(
        ChainLevel("commune", "Xã"),
        ChainLevel("district", "Huyện", abolished_on=date(2025, 7, 1)),
        ChainLevel("province", "Tỉnh"),
    ),
    calendars=(
        Calendar("weekly", "Tuần", "week", "group", DueRule(days_after_end=1), optional=True),
        Calendar(
            "monthly", "Tháng", "month", "group", DueRule(days_after_end=5), recipients=TO_DISTRICT
        ),
        Calendar(
            "reviews",
            "Sơ kết",
            "window",
            "board",
            DueRule(days_after_end=0),
            windows=(ReportWindow("first", "Đợt 1", date(2022, 1, 1), date(2022, 2, 1)),),
        ),
    ),
    incident_reports=(IncidentReport("incident", "Đột xuất", "incident", optional=True),),
    milestones=(
        Milestone("plan", "Kế hoạch", before=date(2021, 10, 10)),
        Milestone("pilot", "Làm điểm", starts=date(2021, 10, 1), by=date(2021, 12, 31)),
        Milestone("scale_out", "Nhân rộng", starts=date(2022, 12, 1)),
        Milestone("yearly", "Hằng năm", yearly_on="18/11"),
    ),
    parameters=(
        Parameter(
            "poverty_line",
            "Chuẩn nghèo",
            "đồng",
            (
                ParameterValue(Decimal(1500), date(2021, 1, 1), date(2026, 1, 1)),
                ParameterValue(Decimal(2200), date(2026, 1, 1)),
            ),
        ),
        Parameter("other", "Khác", "đồng"),
    ),
    criteria=(Criterion("standard", "1", "Tiêu chuẩn", parts=(SHARE, MODELS)), PLAIN),
    duties=(Duty("lead", "Chủ trì", "Ban Dân vận", "leads"),),
    notes=(Gap("due_day", "S2-08", "Không nêu", "Thứ sáu", "Xã"),),
)


def codes(terms: LocalTerms) -> list[tuple[str, str]]:
    return [(problem.code, problem.where) for problem in check_terms(EDITION, terms)]
