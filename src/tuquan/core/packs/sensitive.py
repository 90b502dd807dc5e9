"""Questions that would record something about a person that the platform never records.

Religion, ethnicity, health, political views and offences may be asked about only as a yes or no for
a whole group or area, in the words of the source (S0-05); and no question asks for a name.
"""

from __future__ import annotations

import re

from tuquan.core.programme import Question
from tuquan.core.vietnamese import same_name_key, tidy

_TOPICS = (
    "tôn giáo",
    "tín ngưỡng",
    "theo đạo",
    "dân tộc",
    "bệnh",
    "khuyết tật",
    "tâm thần",
    "HIV",
    "nghiện",
    "ma túy",
    "mại dâm",
    "phạm tội",
    "phạm nhân",
    "tội phạm",
    "vi phạm pháp luật",
    "người vi phạm",
    "tiền án",
    "tiền sự",
    "lầm lỗi",
    "quan điểm chính trị",
    "religion",
    "religious",
    "ethnic",
    "ethnicity",
    "disease",
    "disabled",
    "illness",
    "addict",
    "addicts",
    "crime",
    "crimes",
    "criminal",
    "criminals",
    "offender",
    "offenders",
    "convicted",
)
_HARMLESS = ("đoàn kết toàn dân tộc", "bản sắc văn hóa dân tộc", "bản sắc dân tộc")
_NAMES = ("họ tên", "họ và tên", "tên người", "căn cước", "CCCD", "CMND", "full name", "names of")


def sensitive_words(question: Question) -> str:
    """The words for which a question is refused, or nothing."""
    text = _words(f"{question.label} . {question.label_en}")
    for phrase in _HARMLESS:
        text = text.replace(_words(phrase), " ")
    topics = () if question.kind == "yes_no" else _TOPICS
    return next((words for words in (*_NAMES, *topics) if _words(words) in text), "")


def _words(text: str) -> str:
    """The words of a text between single spaces, alike for two spellings of one word."""
    words = re.sub(r"[^\w\s]", " ", tidy(text))
    return f" {same_name_key(words)} "
