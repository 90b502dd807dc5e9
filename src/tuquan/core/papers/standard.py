"""Papers every programme needs and no pack brings: invitation, attendance, counting, and so on.

Their words are ours, in the form officials know; a pack that has a paper of its own uses that one.
"""

from __future__ import annotations

from collections.abc import Mapping

from tuquan.core.papers.reviews import REVIEW
from tuquan.core.papers.styles import STATE_MOTTO
from tuquan.core.programme.forms import Source
from tuquan.core.programme.papers import Addressee, Column, Paper, Signature

_SOURCE = Source(default="Mẫu chung của phần mềm; lời trong mẫu là của chúng tôi.")

_FRONT = ("ỦY BAN MTTQ VIỆT NAM {commune_name}", "BAN CÔNG TÁC MẶT TRẬN {area_name}")
_STATE = ("ỦY BAN NHÂN DÂN", "{commune_name}")

_NUMBER = Column("number", "TT", "No.")

_INVITATION = Paper(
    key="meeting_invitation",
    kind="notice",
    style="front",
    title="Giấy mời dự {meeting_name}",
    title_en="Invitation to a meeting",
    letterhead=_FRONT,
    motto=STATE_MOTTO,
    number="Số: …/GM-BCTMT",
    body=(
        "Kính gửi: {invitees}",
        "Ban Công tác Mặt trận {area_name} trân trọng kính mời dự {meeting_name}.",
        "Thời gian: {meeting_time} ngày {meeting_day}.",
        "Địa điểm: {meeting_place}.",
        "Chủ trì: {chair_name}.",
        "Nội dung: {agenda}",
        "Người có quyền dự họp: {attendance_rule}",
        "Đề nghị ông (bà) đến dự đầy đủ, đúng giờ",
    ),
    signature=Signature("TM. BAN CÔNG TÁC MẶT TRẬN", "TRƯỞNG BAN"),
    recipients=(Addressee("Như trên"), Addressee("Lưu hồ sơ cuộc họp")),
    source=_SOURCE,
)

_ATTENDANCE = Paper(
    key="attendance_sheet",
    kind="sheet",
    style="front",
    title="Danh sách đại diện các hộ gia đình dự {meeting_name}",
    title_en="Attendance sheet of a meeting",
    letterhead=_FRONT,
    motto=STATE_MOTTO,
    body=(
        "Thời gian: {meeting_time} ngày {meeting_day}. Địa điểm: {meeting_place}.",
        "Số hộ được mời: {household_count}; số hộ có đại diện dự họp: {present_count}. "
        "Mỗi hộ ký một lần:",
    ),
    columns=(
        _NUMBER,
        Column("household_head", "Chủ hộ", "Head of household", about="household"),
        Column("attendee", "Người dự họp đại diện", "Who attends", about="household"),
        Column("signature", "Ký tên", "Signature", about="household"),
    ),
    signature=Signature("TM. BAN CÔNG TÁC MẶT TRẬN", "CHỦ TRÌ CUỘC HỌP"),
    source=_SOURCE,
)

_COUNTING = Paper(
    key="counting_minutes",
    kind="minutes",
    style="front",
    title="Biên bản kiểm phiếu {matter}",
    title_en="Minutes of the counting of votes",
    letterhead=_FRONT,
    motto=STATE_MOTTO,
    body=(
        "Thời gian: {meeting_time} ngày {meeting_day}. Địa điểm: {meeting_place}.",
        "Tổ kiểm phiếu gồm: {counter_names}",
        "Người chứng kiến việc kiểm phiếu: {witness_names}",
        "1. Hình thức: {vote_method}. Số hộ có quyền biểu quyết, bầu: {entitled_count}.",
        "2. Số phiếu phát ra: {ballots_issued}. Số phiếu thu về: {ballots_returned}.",
        "3. Số phiếu hợp lệ: {ballots_valid}. Số phiếu không hợp lệ: {ballots_invalid}.",
        "4. Kết quả cụ thể như sau:",
        "5. Kết luận: {conclusions}",
        "Biên bản được lập thành 03 bản có giá trị như nhau, được đọc cho những người có mặt cùng "
        "nghe và thống nhất ký tên. Việc kiểm phiếu kết thúc lúc {closing_time}.",
    ),
    columns=(
        _NUMBER,
        Column("name", "Người được bầu hoặc phương án", "Candidate or choice", about="person"),
        Column("votes", "Số phiếu (hộ) đồng ý", "Votes", about="person"),
        Column("share", "Tỷ lệ trên số hộ có quyền", "Share of those entitled", about="person"),
    ),
    signature=Signature("TM. TỔ KIỂM PHIẾU", "TỔ TRƯỞNG"),
    source=_SOURCE,
)

_BALLOT = Paper(
    key="household_ballot",
    kind="sheet",
    style="front",
    title="Phiếu lấy ý kiến hộ gia đình {matter}",
    title_en="Ballot of a household",
    letterhead=_FRONT,
    motto=STATE_MOTTO,
    body=(
        "Mỗi hộ gia đình một phiếu. Đánh dấu (x) vào một ô ở mỗi dòng; phiếu để trắng hoặc đánh "
        "dấu cả hai ô ở cùng một dòng là không hợp lệ ở dòng đó.",
        "Ý kiến của hộ gia đình:",
        "Không ghi tên, không ký tên vào phiếu. Phiếu nộp cho tổ kiểm phiếu trước {closing_time} "
        "ngày {meeting_day}.",
    ),
    columns=(
        _NUMBER,
        Column("name", "Người được bầu hoặc phương án", "Candidate or choice"),
        Column("agree", "Đồng ý", "For"),
        Column("disagree", "Không đồng ý", "Against"),
    ),
    source=_SOURCE,
)

_HANDOVER = Paper(
    key="handover_minutes",
    kind="minutes",
    style="front",
    title="Biên bản bàn giao công việc {post} của {group_name}, {area_name}",
    title_en="Minutes of a hand-over",
    letterhead=_FRONT,
    motto=STATE_MOTTO,
    body=(
        "Thời gian: {meeting_time} ngày {meeting_day}. Địa điểm: {meeting_place}.",
        "Bên giao: {giver_name}. Bên nhận: {receiver_name}.",
        "Người chứng kiến: {witness_names}",
        "1. Sổ sách, tài liệu, tài sản của tổ được bàn giao gồm:",
        "2. Việc đang làm dở, cần làm tiếp: {unfinished}",
        "3. Ý kiến khác: {opinions}",
        "Biên bản được lập thành 03 bản, bên giao, bên nhận và Ban Công tác Mặt trận mỗi bên giữ "
        "một bản. Việc bàn giao kết thúc lúc {closing_time}.",
    ),
    columns=(
        _NUMBER,
        Column("item", "Tên sổ sách, tài liệu, tài sản", "Book, paper or thing"),
        Column("count", "Số lượng", "Count"),
        Column("note", "Ghi chú", "Note"),
    ),
    signature=Signature("TM. BAN CTMT", "TRƯỞNG BAN"),
    source=_SOURCE,
)

_CERTIFICATE = Paper(
    key="certificate",
    kind="certificate",
    style="state",
    title="Giấy công nhận",
    title_en="Certificate of recognition",
    letterhead=_STATE,
    motto=STATE_MOTTO,
    number="Số: …/GCN-UBND",
    body=(
        "Công nhận",
        "{honouree}",
        "đạt danh hiệu “{title_name}” {period}",
        "(Kèm theo Quyết định số {decision_number} ngày {decision_day})",
    ),
    signature=Signature("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
    source=_SOURCE,
)

_HONOURED = (
    _NUMBER,
    Column("kind", "Đối tượng", "Kind of recipient"),
    Column("name", "Tên tập thể, hộ gia đình, cá nhân", "Name"),
    Column("place", "Địa bàn", "Place"),
    Column("reason", "Thành tích", "Reason"),
)

_MERIT = Paper(
    key="merit_certificate",
    kind="certificate",
    style="state",
    title="Giấy khen",
    title_en="Certificate of merit",
    letterhead=_STATE,
    motto=STATE_MOTTO,
    number="Số: …/GK-UBND",
    body=(
        "Tặng",
        "{honouree}",
        "Thành tích: {reason}",
        "(Kèm theo Quyết định số {decision_number} ngày {decision_day})",
    ),
    signature=Signature("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
    source=_SOURCE,
)

_AWARD_DECISION = Paper(
    key="award_decision",
    kind="decision",
    style="state",
    title="Quyết định về việc {award_name} {period}",
    title_en="Decision on an award",
    letterhead=_STATE,
    motto=STATE_MOTTO,
    number="Số: …/QĐ-UBND",
    bases=(
        "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022",
        "Căn cứ văn bản số {plan_number}",
        "Xét đề nghị của {proposer}",
    ),
    body=(
        "Điều 1. Nay {award_name} {period} đối với {honouree_count} có tên sau đây:",
        "Điều 2. Quyết định này có hiệu lực kể từ ngày ký.",
        "Điều 3. Văn phòng, các đơn vị liên quan và các tập thể, hộ gia đình, cá nhân có tên tại "
        "Điều 1 chịu trách nhiệm thi hành Quyết định này.",
    ),
    columns=_HONOURED,
    signature=Signature("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
    recipients=(Addressee("Như Điều 3"), Addressee("Lưu: VT")),
    source=_SOURCE,
)

_AWARD_LIST = Paper(
    key="award_list",
    kind="list",
    style="state",
    title="Danh sách tập thể, hộ gia đình, cá nhân được {award_name} {period}",
    title_en="List of those honoured, for the ceremony",
    letterhead=_STATE,
    motto=STATE_MOTTO,
    columns=_HONOURED,
    source=_SOURCE,
)

_CONSOLIDATED = Paper(
    key="consolidated_report",
    kind="report",
    style="front",
    title="Báo cáo tổng hợp {period} về {title_name}",
    title_en="Report with the totals of a period",
    letterhead=("ỦY BAN MTTQ VIỆT NAM {commune_name}", "BAN THƯỜNG TRỰC"),
    motto=STATE_MOTTO,
    number="Số: …/BC-MTTQ-BTT",
    body=(
        "I. KẾT QUẢ THỰC HIỆN",
        "Số liệu tổng hợp từ báo cáo đã duyệt: {coverage}.",
        "Số liệu so với khảo sát ban đầu:",
        "Số liệu được điều chỉnh: {adjusted}",
        "II. ĐÁNH GIÁ",
        "1. Thuận lợi: {advantages}",
        "2. Kết quả: {results}",
        "3. Hạn chế: {limits}",
        "4. Khó khăn: {difficulties}",
        "5. Nguyên nhân: {causes}",
        "III. GIẢI PHÁP THỜI GIAN TỚI",
        "{solutions}",
    ),
    columns=(
        _NUMBER,
        Column("line", "Nội dung", "Line"),
        Column("now", "Kỳ này", "This period"),
        Column("previous", "Kỳ trước", "Period before"),
        Column("baseline", "Khảo sát ban đầu", "Baseline survey"),
        Column("change", "Tăng, giảm", "Change"),
        Column("goal", "Mục tiêu", "Goal"),
    ),
    signature=Signature("TM. BAN THƯỜNG TRỰC", "CHỦ TỊCH"),
    recipients=(Addressee("Cấp trên trực tiếp"), Addressee("Lưu: VT")),
    source=_SOURCE,
)

_CRITERIA = Paper(
    key="criteria_sheet",
    kind="sheet",
    style="state",
    title="Bảng đánh giá việc thực hiện các tiêu chí “{title_name}” năm {year}",
    title_en="Sheet of the criteria",
    letterhead=("{commune_name}", "{area_name}"),
    motto=STATE_MOTTO,
    body=(
        "Ghi chú: Mỗi dòng đánh dấu (x) vào một ô “Có” hoặc “Không”; dòng không áp dụng thì ghi rõ "
        "lý do. Cột “Kiểm tra” do người kiểm tra ghi, khác với dấu đã đánh thì ghi vì sao. Chỉ "
        "ghi về cả tổ, cả khu dân cư, không ghi tên người.",
    ),
    columns=(
        Column("number", "Số tt", "No."),
        Column("criterion", "Tiêu chí", "Criterion"),
        Column("yes", "Có", "Yes"),
        Column("no", "Không", "No"),
        Column("found", "Kiểm tra", "Check"),
    ),
    signature=Signature("", "NGƯỜI ĐÁNH GIÁ"),
    source=_SOURCE,
)

_ACCEPTANCE = Paper(
    key="acceptance_minutes",
    kind="minutes",
    style="front",
    title="Biên bản kiểm tra, nghiệm thu mô hình tự quản “{model_name}” năm {year}",
    title_en="Minutes of the yearly check and acceptance of a model",
    letterhead=_FRONT,
    motto=STATE_MOTTO,
    body=(
        "Ngày kiểm tra: {meeting_day}. Nơi được kiểm tra: {group_name}, {area_name}.",
        "Thành phần: {member_names}",
        "1. Kết quả thực hiện: {results}",
        "Số liệu so với khảo sát ban đầu và mục tiêu đề ra:",
        "2. Việc chưa đạt: {shortcomings}",
        "3. Kết luận nghiệm thu: {conclusions}",
        "4. Gia đình, cá nhân đề nghị biểu dương, khen thưởng: {nominees}",
    ),
    columns=(
        Column("content", "Nội dung", "Content"),
        Column("baseline", "Khảo sát ban đầu", "Baseline survey"),
        Column("goal", "Mục tiêu", "Goal"),
        Column("result", "Kết quả", "Result"),
    ),
    signature=Signature("TM. BAN NGHIỆM THU", "TRƯỞNG BAN"),
    source=_SOURCE,
)

STANDARD: Mapping[str, Paper] = {
    paper.key: paper
    for paper in (
        _INVITATION,
        _ATTENDANCE,
        _COUNTING,
        _BALLOT,
        _HANDOVER,
        _CERTIFICATE,
        _MERIT,
        _AWARD_DECISION,
        _AWARD_LIST,
        _CONSOLIDATED,
        _CRITERIA,
        _ACCEPTANCE,
        REVIEW,
    )
}
"""Every standard paper by its key."""


def standard_paper(key: str) -> Paper:
    """The standard paper of this key; `KeyError` when there is none."""
    return STANDARD[key]
