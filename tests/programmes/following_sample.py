"""A small programme with one of everything that can be followed, as a place runs it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tests import make
from tuquan.core.programme import (
    Award,
    Bound,
    Calendar,
    ChainLevel,
    CompareRule,
    Edition,
    GroupRules,
    LevelDue,
    Milestone,
    Pack,
    PilotRule,
    RecurringMeeting,
    Source,
)
from tuquan.core.time import DueRule
from tuquan.places.models import Place
from tuquan.programmes.models import Adoption, ProgrammeEdition
from tuquan.programmes.services import AdoptionTerms, adopt_programme, install_pack

SOURCE = Source(document="Kế hoạch mẫu", place="dòng 7")
SAMPLE = Edition(
    programme="sample",
    key="2026",
    title="Kế hoạch mẫu, bản đầy đủ",
    short_title="Kế hoạch mẫu",
    short_title_en="Sample plan",
    issuer="Xã",
    effective_from=date(2026, 1, 1),
    sources=(),
    checked_on=date(2026, 1, 1),
    reporting_chain=(ChainLevel("area", "Khu dân cư"), ChainLevel("commune", "Mặt trận xã")),
    group_kinds=(GroupRules("team", "Tổ tự quản", "households"),),
    calendars=(
        Calendar(
            "monthly",
            "Báo cáo tháng",
            "month",
            "group",
            DueRule(day_of_next_month=5),
            level_dues=(LevelDue("commune", DueRule(day_of_next_month=10)),),
            source=SOURCE,
        ),
        Calendar(
            "yearly",
            "Báo cáo năm, gắn với Ngày hội; bản tổng kết",
            "year",
            "commune",
            DueRule(after_event="unity_festival", event_days=10),
        ),
    ),
    meetings=(RecurringMeeting("cell", "Họp chi bộ", "Chi bộ", ("quarter",)),),
    milestones=(
        Milestone(
            "two_areas",
            "Có ít nhất 02 thôn làm điểm",
            owner="Mặt trận xã",
            by=date(2026, 12, 31),
            worded="Trong năm 2026",
            condition=CompareRule("compare", "pilots", "at_least", Bound(value=Decimal(2))),
            source=SOURCE,
        ),
        Milestone(
            "plan",
            "Ban hành kế hoạch",
            step="Chuẩn bị",
            owner="Đảng ủy xã",
            evidence="Kế hoạch của xã",
            before=date(2026, 10, 15),
            worded="xong trước ngày 15/10/2026",
        ),
        Milestone("launch", "Lễ ra mắt", step="Chuẩn bị", by=date(2026, 11, 30)),
        Milestone("festival", "Ngày hội", yearly_on="18/11"),
        Milestone("spread", "Nhân rộng", starts=date(2026, 6, 1)),
        Milestone("old", "Việc năm cũ", by=date(2019, 3, 31)),
        Milestone("minutes", "Họp dân"),
    ),
    awards=(Award("praise", "Khen thưởng", ("group",), yearly_on="18/11", decided_by="Xã"),),
    pilots=(
        PilotRule(
            "pilots",
            "Chọn hai thôn làm điểm",
            2,
            "commune",
            "Ban Thường trực Mặt trận xã",
            named=("Thôn 2", "Thôn 6"),
            source=SOURCE,
        ),
    ),
)


def adopted(place: Place, since: date = make.SINCE, until: date | None = None) -> Adoption:
    """The sample, run by a place."""
    install_pack(make.SYSTEM, Pack("sample", "Kế hoạch mẫu", editions=(SAMPLE,)))
    edition = ProgrammeEdition.objects.get(programme__key="sample")
    return adopt_programme(make.SYSTEM, place, edition, AdoptionTerms(since, until))
