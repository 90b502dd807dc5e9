"""The guard: what the platform never records of a person, and asks of an area only in the whole.

Religion, belief, ethnicity, political views, health, crime and violation (`domain.md` h-2) have no
place in a form about a household or a person. A group or an area may be asked, in the words of the
source, for a yes or no or for a count, and whoever reads the pack is warned. No form asks for a
name. The guard reads words, so it is a net and not a wall: people still have to look.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from tuquan.core.packs.reading import Reading
from tuquan.core.programme import Edition, Form, Paper, Question, Section
from tuquan.core.vietnamese import same_name_key, search_key, tidy

_TOPICS = (
    # religion and belief
    "tôn giáo|tín ngưỡng|theo đạo|công giáo|phật giáo|phật tử|tin lành|hồi giáo|giáo dân|tà đạo",
    "mê tín|religion|religions|religious|belief|beliefs|church",
    # ethnicity
    "dân tộc|sắc tộc|ethnic|ethnicity",
    # political views
    "quan điểm chính trị|chính kiến|khuynh hướng chính trị|phản động|chống đối",
    "political view|political views|political opinion|political opinions",
    # health
    "bệnh|khuyết tật|tàn tật|tâm thần|HIV|AIDS|sức khỏe|suy dinh dưỡng|mang thai",
    "ca nhiễm|lây nhiễm|người nhiễm|bị nhiễm|nhiễm covid|dương tính|tiêm chủng|vắc xin",
    "disease|diseases|disabled|disability|illness|infected|infection|pregnant|vaccinated|health",
    # crime and violation
    "nghiện|ma túy|mại dâm|phạm tội|phạm nhân|tội phạm|phạm pháp|vi phạm|tiền án|tiền sự|lầm lỗi",
    "khởi tố|án tù|tù treo|trộm cắp|cờ bạc|đánh bạc|tệ nạn|bạo lực|tảo hôn|con thứ ba|con thứ 3",
    "xử phạt|bị phạt|addict|addicts|addicted|crime|crimes|criminal|criminals|offence|offences",
    "offender|offenders|convicted|violation|violations|violator|violators|prostitution|gambling",
    "violence|drug users|third child",
)
_NAMES = (
    "họ tên|họ và tên|tên người|tên chủ hộ|danh tính|căn cước|CCCD|CMND|số định danh",
    "full name|full names|names of|name of the person|identity number",
)
_OF_A_HOUSEHOLD = (
    # poverty
    "nghèo|hoàn cảnh khó khăn|hộ khó khăn|poor|poverty",
    # belief, opinion, health and offence in words that packs use of whole areas only
    "thiên chúa|giáo xứ|đảng viên|đảng phái|party member|party members|ung thư|chất độc da cam",
    "đi tù|án treo",
    # identity numbers
    "chứng minh nhân dân|chứng minh thư|giấy chứng minh|hộ chiếu|mã định danh|định danh cá nhân",
    "mã số thuế|bảo hiểm y tế|bảo hiểm xã hội|passport|identity card|id number|tax code",
    "social insurance|health insurance",
)
_HARMLESS = (
    "đoàn kết toàn dân tộc|đoàn kết dân tộc|bản sắc văn hóa dân tộc|bản sắc dân tộc",
    "văn hóa dân tộc|văn hóa các dân tộc|truyền thống dân tộc|dân tộc Việt Nam",
    "bệnh viện|bảo vệ sức khỏe cây trồng",
)
_PREVENTION = ("phòng chống", "phòng ngừa", "prevention of", "prevent", "against")
_CONNECTING = ("và", "các", "loại", "dịch", "xã", "hội", "cháy", "nổ", "gia", "đình", "and")
_REFUSING = re.compile(
    r"(?<![^\s.;])(?:không (?:được )?(?:ghi|nêu|hỏi|kê)|do not|never|name nobody)[^.;]*",
    re.IGNORECASE,
)
"""A sentence that tells the reporter what not to write: it asks for nothing."""


def check_guard(reading: Reading, edition: Edition) -> None:
    """Refuse, or warn of, what forms and the columns of papers ask."""
    for form in edition.forms:
        for question in form.questions:
            _check_question(reading, form, question)
        if form.about in ("household", "person"):
            _check_headings(reading, form)
    for paper in edition.papers:
        _check_columns(reading, paper)


def sensitive_words(texts: Iterable[str]) -> str:
    """The first words that touch what is never recorded of a person, or nothing."""
    return _found(texts, _pattern(_TOPICS))


def words_never_kept(asked: Iterable[str], explained: str = "") -> str:
    """The first words that ask of a household what is never kept of one, or nothing (h-2, h-4).

    `asked` are labels and choices; `explained` may say what not to write.
    """
    texts = [*asked, _REFUSING.sub(" ", explained)]
    lists = (_TOPICS, _OF_A_HOUSEHOLD, _NAMES)
    return next(filter(None, (_found(texts, _pattern(one)) for one in lists)), "")


def _check_question(reading: Reading, form: Form, question: Question) -> None:
    texts = [question.label, question.label_en, question.unit, question.unit_en]
    texts += [text for choice in question.choices for text in (choice.label, choice.label_en)]
    texts += [_REFUSING.sub(" ", text) for text in (question.help, question.help_en)]
    names = _found(texts, _pattern(_NAMES))
    if names:
        reading.report(question, "label", "asks_for_a_name", words=names)
    words = sensitive_words(texts)
    if not words:
        return
    if form.about in ("household", "person"):
        reading.report(question, "label", "about_a_person", words=words)
    elif question.kind not in ("yes_no", "count"):
        reading.report(question, "label", "only_yes_no_or_count", "kind", words=words)
    else:
        reading.warn(question, "label", "sensitive_question", "kind", words=words)


def _check_headings(reading: Reading, form: Form) -> None:
    """A heading could say for all its lines what none of them says."""
    headed: tuple[Form | Section, ...] = (form, *form.sections)
    for item in headed:
        words = sensitive_words([item.title, item.title_en])
        if words:
            reading.report(item, "title", "about_a_person", words=words)


def _check_columns(reading: Reading, paper: Paper) -> None:
    for column in paper.columns:
        if column.about != "row":
            words = sensitive_words([column.label, column.label_en, column.under])
            if words:
                reading.report(column, "label", "about_a_person", "about", words=words)


def _found(texts: Iterable[str], pattern: re.Pattern[str]) -> str:
    for text in texts:
        words = _words(text)
        for harmless in (_pattern(_HARMLESS), _prevention()):
            words = harmless.sub(" . ", words)
        match = pattern.search(words)
        if match:
            return _as_written(match[0], pattern)
    return ""


def _as_written(found: str, pattern: re.Pattern[str]) -> str:
    every = (_TOPICS, _OF_A_HOUSEHOLD, _NAMES)
    lists = next(lists for lists in every if _pattern(lists) is pattern)
    return next(phrase for phrase in _phrases(lists) if found in _spellings(phrase))


def _phrases(lists: tuple[str, ...]) -> list[str]:
    return [phrase for phrases in lists for phrase in phrases.split("|")]


def _spellings(phrase: str) -> tuple[str, str]:
    """As written, and as people write who type without marks."""
    return _words(phrase), search_key(phrase)


@cache
def _pattern(lists: tuple[str, ...]) -> re.Pattern[str]:
    spellings = {way for phrase in _phrases(lists) for way in _spellings(phrase)}
    ordered = sorted(spellings, key=lambda way: (-len(way), way))
    return re.compile(rf"(?<![^ ])(?:{'|'.join(map(re.escape, ordered))})(?![^ ])")


@cache
def _prevention() -> re.Pattern[str]:
    """Preventing something says nothing about who did it."""
    topics = {word for phrase in _phrases(_TOPICS) for word in phrase.split(" ")}
    starts = "|".join(way for phrase in _PREVENTION for way in _spellings(phrase))
    words = {way for word in (*topics, *_CONNECTING) for way in _spellings(word)}
    return re.compile(rf"(?<![^ ])(?:{starts})(?: (?:{'|'.join(sorted(words))})(?![^ ]))+")


def _words(text: str) -> str:
    """The words of a text between single spaces, alike for two spellings of one word."""
    return " ".join(_word(word) for word in re.sub(r"[^\w\s]", " ", tidy(text)).split())


@lru_cache(maxsize=8192)
def _word(word: str) -> str:
    return same_name_key(word)
