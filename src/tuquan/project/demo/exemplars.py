"""Good models in the demonstration: one shared and followed, one still being written."""

from __future__ import annotations

from datetime import timedelta

from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.exemplars.models import Exemplar, Replication
from tuquan.exemplars.queries import reached_years
from tuquan.exemplars.services import (
    About,
    ExemplarWords,
    StepDone,
    StepWords,
    Trial,
    adopt_here,
    share_exemplar,
    tick_step,
    write_exemplar,
)
from tuquan.groups.models import ResidentGroup
from tuquan.places.models import Place
from tuquan.programmes.models import Adoption
from tuquan.project.demo.stage import at

PROGRAMME = "tuyen-quang-2018"
FOLLOWING_AREA = "Thôn 6"
BEGUN, DONE = 20, 2
"""So many days ago it was shared and followed; so many steps are done since."""

FLOWERS = ExemplarWords(
    title="Đường hoa thay bãi rác đầu ngõ",
    theme="environment",
    story=(
        "Trước đây đầu ngõ là bãi rác tự phát, mưa xuống nước bẩn chảy ngược vào sân mấy nhà.\n"
        "Tổ họp, bàn từng đoạn: nhà nào trước cửa nhà ấy, chỗ chung thì cả tổ làm sáng thứ bảy."
    ),
    steps=(
        StepWords("Họp tổ, thống nhất từng đoạn ngõ và ngày làm.", 1, "week"),
        StepWords("Dọn sạch bãi rác, xin xe của xã chở đi một lần.", 2, "day"),
        StepWords("Đắp bồn bằng gạch vụn các nhà góp.", 1, "week"),
        StepWords("Trồng hoa mười giờ và chuỗi ngọc, chia lịch tưới theo dãy nhà.", 3, "day"),
        StepWords("Mỗi sáng thứ bảy quét ngõ, nhắc nhau phân loại rác."),
    ),
    cost=1_850_000,
    paid_by="Các hộ trong tổ góp, mỗi hộ tùy sức",
    people=46,
    hours=120,
    what_worked="Làm từng đoạn ngắn cho thấy ngay kết quả; chia lịch tưới rõ ràng từ đầu.",
    what_to_avoid="Đừng trồng cây to sát mương; đừng làm lúc nắng gắt vì cây khó bén.",
    contact_post="Trưởng ban công tác Mặt trận thôn",
    contact_reach="Nhà văn hóa thôn, tối thứ tư hằng tuần",
    lines=(
        "households_sorting_waste",
        "sorting_share",
        "households_at_meeting",
        "lanes_swept",
    ),
)

LAMPS = ExemplarWords(
    title="Thắp sáng đường ngõ bằng đèn năng lượng mặt trời",
    theme="environment",
    steps=(StepWords("Đếm chỗ tối, chọn sáu cột lắp trước.", 3, "day"),),
)


def share(commune: Place, officer: Actor) -> Exemplar | None:
    """Let an accepted group share what it did, and another area do the same; one more is a draft.

    Nothing where no group was accepted yet.
    """
    adoption = Adoption.objects.select_related("edition__programme", "place").get(
        place=commune, edition__programme__key=PROGRAMME, continued_by=None
    )
    groups = list(
        ResidentGroup.objects.below(commune.path)
        .formed()
        .filter(programme=adoption.reporting_programme)
        .select_related("place")
        .order_by("place__sort_key", "number")
    )
    accepted = [one for one in groups if reached_years(adoption, one.place, one)]
    following = [one for one in groups if one.place.name == FOLLOWING_AREA]
    if not accepted or not following:
        return None
    first = accepted[0]
    with clock.pretending(at(clock.today() - timedelta(days=BEGUN), 9)):
        made = write_exemplar(officer, About(adoption, first.place, first), FLOWERS)
        share_exemplar(officer, made, commune, made.version)
        trial = Trial(following[0].place, following[0], clock.today())
        _go_on(officer, adopt_here(officer, made, trial))
    write_exemplar(officer, About(adoption, accepted[-1].place, accepted[-1]), LAMPS)
    return made


def _go_on(officer: Actor, replication: Replication) -> None:
    """Some days after the beginning the first steps are done."""
    for step in replication.steps.filter(number__lte=DONE):
        day = replication.started_on + timedelta(days=4 * step.number)
        base = Replication.objects.get(pk=replication.pk).version
        with clock.pretending(at(day, 17)):
            tick_step(officer, step, StepDone(step.planned_until, day, "Cả tổ cùng làm."), base)
