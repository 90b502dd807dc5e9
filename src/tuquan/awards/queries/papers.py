"""What fills the papers of awards: the decision, the certificates, the list for the ceremony.

Papers are Vietnamese whatever language somebody reads the pages in, so nothing here is translated.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal

from tuquan.awards.models import AwardGiven, AwardNomination, AwardRound, RecipientKind
from tuquan.base import clock
from tuquan.core.papers import (
    Contents,
    FinishedPaper,
    Issue,
    PaperStyle,
    blanks_of,
    fill,
    standard_paper,
    style_for,
)
from tuquan.core.papers.fields import blanks_in
from tuquan.core.programme import Paper
from tuquan.core.programme.papers import Column
from tuquan.core.vietnamese import format_number
from tuquan.documents.models import IssuingBody
from tuquan.places.queries import commune_of

WORDS = {
    RecipientKind.GROUP: "tổ tự quản",
    RecipientKind.AREA: "khu dân cư",
    RecipientKind.COLLECTIVE: "tập thể",
    RecipientKind.HOUSEHOLD: "hộ gia đình",
    RecipientKind.INDIVIDUAL: "cá nhân",
}
"""What recipients of each kind are called on paper."""

RECOGNITION = "công nhận "
"""How the label of a title begins; whoever holds one gets a certificate, others a merit one."""

Recipient = AwardNomination | AwardGiven


def decision_paper(
    round_: AwardRound, nominations: Sequence[AwardNomination], body: IssuingBody | None
) -> tuple[Paper, Contents]:
    """The decision about everybody recommended in a round, as one paper."""
    template = _dressed(standard_paper("award_decision"), nominations, body)
    values = values_of(round_) | {"honouree_count": how_many(nominations)}
    bases = tuple(text for text in template.bases if all(map(values.get, blanks_in(text))))
    contents = Contents(values, {template.key: rows_of(nominations)})
    return replace(template, bases=bases), contents


def ceremony_paper(
    round_: AwardRound, recipients: Sequence[Recipient]
) -> tuple[FinishedPaper, PaperStyle]:
    """The list that is read out at the ceremony, drawn with what is known now.

    Once there is a decision, it is headed by the body that issues it and refers to it.
    """
    decision = round_.decision if round_.has_decision else None
    body = decision.issuing_body if decision else None
    template = _dressed(standard_paper("award_list"), recipients, body)
    if body:
        template = replace(template, letterhead=(*body.parents, *body.letterhead))
    if decision and decision.dated:
        reference = (
            f"(Kèm theo Quyết định số {decision.number_text} ngày {decision.dated:%d/%m/%Y})"
        )
        template = replace(template, title=f"{template.title} {reference}")
    style = style_for(template.style, clock.today())
    contents = Contents(values_of(round_), {template.key: rows_of(recipients)})
    return fill(template, style, contents, Issue()).paper, style


def certificate_paper(
    round_: AwardRound, row: AwardGiven, body: IssuingBody | None
) -> tuple[Paper, Contents]:
    """The certificate of one line of the register."""
    is_title = round_.definition.label.lower().startswith(RECOGNITION)
    template = standard_paper("certificate" if is_title else "merit_certificate")
    template = _dressed(template, [row], body)
    decision = row.decision
    values = values_of(round_) | {
        "honouree": honouree_words(row),
        "reason": row.reason.rstrip("."),
        "decision_number": row.decision_number,
        "decision_day": f"{decision.dated:%d/%m/%Y}" if decision and decision.dated else "",
    }
    wanted = blanks_of(template)
    return template, Contents({key: values[key] for key in wanted if values.get(key)})


def values_of(round_: AwardRound) -> dict[str, str]:
    """The values of the named blanks that a round knows."""
    award, content = round_.definition, round_.edition.content
    commune = commune_of(round_.place.path)
    council = round_.council.name if round_.council else award.proposed_by
    named = _lowered(award.label)
    title = named.removeprefix(RECOGNITION)
    return {
        "commune_name": commune.name if commune else round_.place.name,
        "award_name": named,
        "title_name": title[:1].upper() + title[1:],
        "period": f"năm {round_.year}",
        "year": str(round_.year),
        "plan_number": content.number,
        "proposer": council or award.decided_by or "Hội đồng thi đua, khen thưởng",
    }


def how_many(recipients: Iterable[Recipient]) -> str:
    """How papers count, below ten with a nought: "03 hộ gia đình và 02 cá nhân"."""
    counted = Counter(RecipientKind(one.kind) for one in recipients)
    parts = [f"{_figure(counted[kind])} {WORDS[kind]}" for kind in RecipientKind if counted[kind]]
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} và {parts[-1]}"


def rows_of(recipients: Iterable[Recipient]) -> list[dict[str, str]]:
    """The lines of a list: kind, name, place and reason."""
    return [
        {
            "number": str(number),
            "kind": _raised(WORDS[RecipientKind(one.kind)]),
            "name": one.name,
            "place": one.place.name,
            "reason": one.reason,
        }
        for number, one in enumerate(recipients, start=1)
    ]


def honouree_words(row: AwardGiven) -> str:
    """Whom a certificate names: "Tổ tự quản số 4, Thôn 6"; an area by its name alone."""
    if row.kind == RecipientKind.AREA:
        return row.name
    before = "Hộ gia đình " if row.kind == RecipientKind.HOUSEHOLD else ""
    return f"{before}{row.name}, {row.place.name}"


def _dressed(template: Paper, recipients: Iterable[Recipient], body: IssuingBody | None) -> Paper:
    """The template in the regime of its issuer, marked where it names households or people.

    A certificate has no table, but what its columns are about says who may open the paper.
    """
    is_personal = any(one.is_personal for one in recipients)
    about: Literal["row", "person"] = "person" if is_personal else "row"
    columns = template.columns
    if template.kind == "certificate" and is_personal:
        columns = (Column("honouree", "Người được khen thưởng", "Recipient"),)
    columns = tuple(
        replace(one, about=about) if one.key in ("name", "honouree") else one for one in columns
    )
    style = body.regime if body else template.style
    return replace(template, columns=columns, style=style)  # type: ignore[arg-type]  # its own choices


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]


def _raised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _figure(count: int) -> str:
    return f"{count:02d}" if count < 10 else format_number(count)
