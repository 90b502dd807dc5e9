"""How papers of the State, the Party and the Front look, each from the day its rule came in.

The facts are those of `domain.md` d8. What d8 leaves open, or says of an older rule only that it
went before, is marked "to be checked" and follows the rule that replaced it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

Regime = Literal["state", "party", "front"]
Authority = Literal["own", "on_behalf", "deputy", "by_order", "authorised"]

STATE_MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
PARTY_MOTTO = ("ĐẢNG CỘNG SẢN VIỆT NAM",)


@dataclass(frozen=True, slots=True)
class Margins:
    """Millimetres between the edges of an A4 sheet and the text."""

    top: float = 20.0
    bottom: float = 20.0
    left: float = 30.0
    right: float = 15.0


@dataclass(frozen=True, slots=True)
class LineRule:
    """How far lines stand apart: exactly so many points, or so many times a single line."""

    kind: Literal["exactly", "multiple"]
    value: float

    SINGLE = 1.15
    """A single line of Times New Roman in ems."""

    def pitch(self, size: float) -> float:
        """Points from one baseline to the next in text of this size."""
        return self.value if self.kind == "exactly" else round(size * self.SINGLE * self.value, 2)


@dataclass(frozen=True, slots=True)
class Sizes:
    """Points of the parts of a paper."""

    body: float = 14.0
    motto: tuple[float, float] = (13.0, 14.0)
    party_name: float = 15.0
    issuer: float = 13.0
    number: float = 13.0
    day: float = 13.0
    table: float = 13.0
    recipients_head: float = 12.0
    recipients: float = 11.0
    page_number: float = 13.0


@dataclass(frozen=True, slots=True)
class Authorities:
    """What stands before the body or the post for which somebody signs; `None`: not in use."""

    on_behalf: str = "TM."
    deputy: str | None = "KT."
    by_order: str = "TL."
    authorised: str = "TUQ."


@dataclass(frozen=True, slots=True)
class PageNumbers:
    """Where the page number stands; the first page never shows one."""

    place: Literal["top_centre", "bottom_right"] = "top_centre"
    annexes_restart: bool = False


@dataclass(frozen=True, slots=True)
class PaperStyle:
    """The look of one regime from `since` on; `source` names the rule.

    `numbering` says when numbers begin again: every 1 January, or with a congress term.
    """

    key: str
    regime: Regime
    since: date
    source: str
    margins: Margins = Margins()
    font: str = "Times New Roman"
    sizes: Sizes = Sizes()
    line: LineRule = LineRule("multiple", 1.15)
    space_before: float = 6.0
    first_line: float = 10.0
    motto: tuple[str, ...] = STATE_MOTTO
    issuer_mark: Literal["line", "star"] = "line"
    title_mark: Literal["line", "hyphens"] = "line"
    number_format: str = "Số: {number}/{symbol}"
    numbering: Literal["year", "term"] = "year"
    authorities: Authorities = Authorities()
    basis_lead: str = ""
    basis_italic: bool = True
    basis_end: str = "."
    enacting: str = "QUYẾT ĐỊNH:"
    recipient_end: str = ";"
    recipients_underlined: bool = False
    end_mark: str = "./."
    page_numbers: PageNumbers = PageNumbers()

    @property
    def text_width(self) -> float:
        """Millimetres of text on an upright sheet."""
        return 210 - self.margins.left - self.margins.right


def _state_2020() -> PaperStyle:
    """Nghị định 30/2020/NĐ-CP, Phụ lục I, in force since 05/03/2020 (d8, column State).

    Top and bottom 20-25, left 30-35, right 15-20 mm; body 13-14 pt, at least 6 pt between
    paragraphs, lines 1-1.5; page number 13-14 pt, centred in the header, not on page 1; "Số:" with
    a colon, beginning again on 1 January; TM., KT., TL., TUQ.; "./." at the end.
    """
    return PaperStyle("state_2020", "state", date(2020, 3, 5), "Nghị định 30/2020/NĐ-CP")


def _state_2011() -> PaperStyle:
    """Thông tư 01/2011/TT-BNV of 19/01/2011, in force 45 days later, which d8 names only.

    Page numbers at the bottom right and annexes numbered by themselves: to be checked.
    """
    return replace(
        _state_2020(),
        key="state_2011",
        since=date(2011, 3, 5),
        source="Thông tư 01/2011/TT-BNV",
        page_numbers=PageNumbers("bottom_right", annexes_restart=True),
    )


def _party_2026() -> PaperStyle:
    """QĐ 399-QĐ/TW of 09/01/2026 with HD 05-HD/VPTW of 27/5/2026 (d8, column Party).

    Margins 20/20/30/15 mm; 14 pt with lines of exactly 19 pt, first line 10 mm; "*" under the
    organisation; "Số 05-NQ/ĐU" without a colon, running through the congress term; T/M, T/L, no
    K/T; "." at the end. The measures are those of the guidance, so they begin on its day. TUQ., the
    upright bases with a dash and the underlined "Nơi nhận:" are as its own text has them: to be
    checked.
    """
    return PaperStyle(
        "party_2026",
        "party",
        date(2026, 5, 27),
        "Quy định 399-QĐ/TW, Hướng dẫn 05-HD/VPTW",
        sizes=Sizes(
            issuer=14.0,
            number=14.0,
            day=14.0,
            recipients_head=14.0,
            recipients=12.0,
            page_number=14.0,
        ),
        line=LineRule("exactly", 19.0),
        motto=PARTY_MOTTO,
        issuer_mark="star",
        title_mark="hyphens",
        number_format="Số {number}-{symbol}",
        numbering="term",
        authorities=Authorities("T/M", None, "T/L", "TUQ."),
        basis_lead="- ",
        basis_italic=False,
        basis_end=",",
        enacting="QUYẾT ĐỊNH",
        recipient_end=",",
        recipients_underlined=True,
        end_mark=".",
    )


def _party_2018() -> PaperStyle:
    """HD 36-HD/VPTW of 03/4/2018, no longer in force (d8).

    Deputies signed without K/T then too and bases stood without a dash, as S2 of 2021 has them;
    lines of exactly 18 pt are to be checked.
    """
    return replace(
        _party_2026(),
        key="party_2018",
        since=date(2018, 4, 3),
        source="Hướng dẫn 36-HD/VPTW",
        line=LineRule("exactly", 18.0),
        basis_lead="",
    )


def _front_2025() -> PaperStyle:
    """QĐ 207/QĐ-MTTW-BTT of 29/8/2025 (d8, column Front): the State's motto and look.

    "./." at the end: to be checked.
    """
    return replace(
        _state_2020(),
        key="front_2025",
        regime="front",
        since=date(2025, 8, 29),
        source="Quyết định 207/QĐ-MTTW-BTT",
    )


def _front_as_state(style: PaperStyle) -> PaperStyle:
    """Before its own decision the Front followed the State (d8; S1 and S4 do)."""
    return replace(style, key=style.key.replace("state", "front"), regime="front")


STYLES: tuple[PaperStyle, ...] = (
    _state_2020(),
    _state_2011(),
    _party_2026(),
    _party_2018(),
    _front_2025(),
    _front_as_state(_state_2020()),
    _front_as_state(_state_2011()),
)
"""All styles, of every regime the newest first."""


def style_for(regime: Regime, on: date) -> PaperStyle:
    """The style in force on a day; before the first one known, that one."""
    of_regime = [style for style in STYLES if style.regime == regime]
    return next((style for style in of_regime if style.since <= on), of_regime[-1])
