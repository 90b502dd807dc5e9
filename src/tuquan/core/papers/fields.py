"""The named blanks a pack may write into its papers: `{group_name}` and the others of this list.

The list is closed, so that a pack is checked before anybody fills it and no blank stays by mistake.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tuquan.core.programme.papers import Paper

_BLANK = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Field:
    """A blank: its meaning in both languages, and whether it may stay open at issue.

    What is `by_hand` is written on the printed paper, such as how the ballots fell. What takes
    `lines` keeps those of its value, each a paragraph.
    """

    key: str
    meaning: str
    meaning_vi: str
    by_hand: bool = False
    lines: bool = False


def _listed(*fields: Field) -> Mapping[str, Field]:
    return {field.key: field for field in fields}


FIELDS: Mapping[str, Field] = _listed(
    Field("province_name", "name of the province", "tên tỉnh, thành phố"),
    Field("commune_name", "the commune with its kind", "tên xã, phường, đặc khu, có cả chữ xã"),
    Field("area_name", "the area with its kind", "tên thôn, tổ dân phố, bản, có cả chữ thôn"),
    Field("areas", "names of several areas", "tên các thôn, tổ dân phố"),
    Field("group_name", "name of the group", "tên tổ, nhóm tự quản"),
    Field("group_kind", "what the group is called", "loại: tổ tự quản, nhóm tự quản"),
    Field("group_count", "number of groups", "số tổ tự quản"),
    Field("subgroup_count", "number of subgroups", "số nhóm tự quản"),
    Field("household_count", "number of households", "số hộ gia đình"),
    Field("entitled_count", "households entitled to vote", "số hộ có quyền biểu quyết, bầu"),
    Field("household_range", "first and last household", "từ hộ nào đến hộ nào"),
    Field("model_name", "name of the model", "tên mô hình tự quản"),
    Field("model_content", "content of the model", "nội dung mô hình tự quản", lines=True),
    Field("head_name", "the head, with Mr or Mrs", "họ tên tổ trưởng, nhóm trưởng, có ông (bà)"),
    Field("head_post", "the head's post elsewhere", "chức vụ khác của tổ trưởng, nhóm trưởng"),
    Field("deputy_name", "the deputy, with Mr or Mrs", "họ tên tổ phó, có ông (bà)"),
    Field("post", "the post somebody takes", "chức vụ, nhiệm vụ được giao"),
    Field("member_names", "names of the members", "họ tên các thành viên", lines=True),
    Field("term", "term of office", "nhiệm kỳ"),
    Field("reason", "why it is done", "lý do"),
    Field("meeting_day", "day of the meeting", "ngày họp"),
    Field("meeting_time", "time of the meeting", "giờ họp", by_hand=True),
    Field("closing_time", "time the meeting ended", "giờ kết thúc", by_hand=True),
    Field("meeting_place", "place of the meeting", "nơi họp", by_hand=True),
    Field("meeting_name", "what the meeting is", "tên cuộc họp"),
    Field("agenda", "what will be discussed", "nội dung cuộc họp", lines=True),
    Field("invitees", "who is invited", "người được mời dự"),
    Field("attendance_rule", "who has the right to attend", "người có quyền dự họp", lines=True),
    Field("matter", "what is voted on", "việc đưa ra biểu quyết, bầu"),
    Field(
        "candidate_names",
        "who stands for election",
        "danh sách người được bầu",
        by_hand=True,
        lines=True,
    ),
    Field("chair_name", "who chairs the meeting", "người chủ trì"),
    Field("secretary_name", "who writes the minutes", "người ghi biên bản"),
    Field("counter_names", "who counts the votes", "những người kiểm phiếu"),
    Field("witness_names", "who watches the counting", "những người chứng kiến", by_hand=True),
    Field("present_count", "households present", "số hộ có đại diện dự họp", by_hand=True),
    Field("absent_count", "households absent", "số hộ vắng", by_hand=True),
    Field("votes_for", "votes for", "số phiếu (hộ) đồng ý", by_hand=True),
    Field("votes_against", "votes against", "số phiếu (hộ) không đồng ý", by_hand=True),
    Field("ballots_issued", "ballots handed out", "số phiếu phát ra", by_hand=True),
    Field("ballots_returned", "ballots handed in", "số phiếu thu về", by_hand=True),
    Field("ballots_valid", "valid ballots", "số phiếu hợp lệ", by_hand=True),
    Field("ballots_invalid", "invalid ballots", "số phiếu không hợp lệ", by_hand=True),
    Field("vote_method", "how the vote is taken", "cách biểu quyết, bầu", by_hand=True),
    Field(
        "election_results",
        "votes of each candidate",
        "kết quả bầu từng người",
        by_hand=True,
        lines=True,
    ),
    Field("opinions", "what people said", "ý kiến các hộ", by_hand=True, lines=True),
    Field("conclusions", "what was agreed", "nội dung đã thống nhất", by_hand=True, lines=True),
    Field("giver_name", "who hands over", "người bàn giao"),
    Field("receiver_name", "who takes over", "người nhận bàn giao"),
    Field("unfinished", "what is still to be done", "việc đang làm dở", by_hand=True, lines=True),
    Field("commitments", "what is promised", "nội dung cam kết", by_hand=True, lines=True),
    Field("survey_results", "what the survey found", "kết quả khảo sát thực trạng", lines=True),
    Field(
        "situation", "situation and pressing issues", "tình hình, việc nổi cộm, bức xúc", lines=True
    ),
    Field("schedule", "times, reports and acceptance", "tiến độ, báo cáo, nghiệm thu", lines=True),
    Field("results", "what was reached", "kết quả thực hiện", lines=True),
    Field("coverage", "whose reports are added up", "số tổ, số báo cáo được cộng"),
    Field("adjusted", "figures put right, with reasons", "số liệu được điều chỉnh", lines=True),
    Field("advantages", "what went well", "thuận lợi", lines=True),
    Field("limits", "limits", "hạn chế", lines=True),
    Field("difficulties", "difficulties", "khó khăn", lines=True),
    Field("causes", "causes", "nguyên nhân", lines=True),
    Field("solutions", "what will be done", "giải pháp thời gian tới", lines=True),
    Field("review_name", "interim or final review", "sơ kết hoặc tổng kết, đợt mấy"),
    Field("activities", "what was done, in figures", "các việc đã làm, có số liệu", lines=True),
    Field("lessons", "lessons learnt", "bài học kinh nghiệm", lines=True),
    Field("good_models", "good models", "mô hình tiêu biểu", lines=True),
    Field("requests", "what is asked of offices above", "kiến nghị, đề xuất", lines=True),
    Field("shortcomings", "what was not reached", "việc chưa đạt", lines=True),
    Field(
        "nominees", "who is proposed for praise", "gia đình, cá nhân đề nghị biểu dương", lines=True
    ),
    Field("decision_number", "number of the decision", "số quyết định"),
    Field("decision_day", "day of the decision", "ngày của quyết định"),
    Field("plan_number", "number of the plan", "số kế hoạch"),
    Field("plan_day", "day of the plan", "ngày của kế hoạch"),
    Field("request_number", "number of the request", "số văn bản đề nghị"),
    Field("request_day", "day of the request", "ngày của văn bản đề nghị"),
    Field("congress_term", "term of the Party congress", "nhiệm kỳ đại hội Đảng"),
    Field("title_name", "the title awarded", "danh hiệu được công nhận"),
    Field("honouree", "who is honoured", "tập thể, hộ, người được công nhận"),
    Field("honouree_count", "how many are honoured", "số tập thể, hộ, cá nhân được khen thưởng"),
    Field("award_name", "what is awarded", "nội dung công nhận, khen thưởng"),
    Field("proposer", "who proposes the award", "nơi đề nghị khen thưởng"),
    Field("year", "the year", "năm"),
    Field("period", "month, quarter or year", "kỳ: tháng, quý, năm"),
)
"""Every blank there is, by its key."""


def blanks_in(text: str) -> tuple[str, ...]:
    """The names between braces in a text, known or not, each once, in order."""
    return tuple(dict.fromkeys(_BLANK.findall(text)))


def pieces_in(text: str) -> Iterator[tuple[str, Field | None]]:
    """The text in order of reading, each blank by itself with its field.

    What nobody knows stands as it is written.
    """
    for place, piece in enumerate(_BLANK.split(text)):
        is_blank = place % 2 == 1
        yield f"{{{piece}}}" if is_blank else piece, FIELDS.get(piece) if is_blank else None


def blanks_of(template: Paper) -> tuple[str, ...]:
    """The names between braces anywhere in a template."""
    return tuple(dict.fromkeys(name for text in texts_of(template) for name in blanks_in(text)))


def texts_of(template: Paper) -> Iterable[str]:
    """Every text of a template that reaches the paper."""
    yield template.title
    yield from (*template.letterhead, *template.motto, template.number)
    yield from (*template.bases, *template.body, *template.rows)
    yield from (column.label for column in template.columns)
    yield from (one.label for one in template.recipients)
    if template.signature:
        yield from (template.signature.on_behalf_of, template.signature.post)
        yield template.signature.for_post


def replace_blanks(text: str, shown: Mapping[str, str]) -> str:
    """The text with every blank replaced once, so that braces in a value stay as they are."""
    return _BLANK.sub(lambda found: shown[found[1]], text)
