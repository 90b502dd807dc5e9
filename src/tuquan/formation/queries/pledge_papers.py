"""The papers of pledges and models, filled in: to be printed, signed and sent (S0-23, S1-12)."""

from __future__ import annotations

from dataclasses import replace

from django.utils import formats

from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.texts.wording import spoken
from tuquan.core.papers import BLANK, Contents, FinishedPaper, Issue, PaperStyle, fill, style_for
from tuquan.core.papers.fields import pieces_in
from tuquan.core.programme import Column, Paper
from tuquan.formation.models import PledgeRegistration
from tuquan.formation.queries.pledges import HouseholdLine
from tuquan.formation.queries.themes import groups_and_subgroups, model_of, notice_rows
from tuquan.groups.models import ResidentGroup
from tuquan.places.models import Place
from tuquan.places.queries import commune_of
from tuquan.programmes.models import Adoption
from tuquan.programmes.queries import headed

KINDS = ("registration", "commitment")
NOTICE = "group_notice"


def papers_of_pledges(adoption: Adoption) -> list[Paper]:
    """The papers with which a programme lets areas register and households sign."""
    return [one for one in adoption.content.papers if one.kind in KINDS and not one.missing]


def group_notice_of(adoption: Adoption) -> Paper | None:
    """The paper with which an area tells of its groups; few programmes have one."""
    papers = (one for one in adoption.content.papers if not one.missing)
    return next((one for one in papers if one.key == NOTICE), None)


def paper_title(paper: Paper, registration: PledgeRegistration) -> str:
    """The title of a paper in the reader's language; what differs from group to group as dots."""
    known = _of_place(registration.place, registration.group) | {"year": str(registration.year)}
    title = spoken(paper.title, paper.title_en)
    return "".join(known.get(blank.key, "…") if blank else text for text, blank in pieces_in(title))


def filled_pledge_paper(
    registration: PledgeRegistration,
    paper: Paper,
    lines: tuple[HouseholdLine, ...],
    group: ResidentGroup | None = None,
) -> tuple[FinishedPaper, PaperStyle]:
    """The registration or the commitment of an area, or of one group in it.

    A commitment lists the households; beside those that signed before stands the day.
    """
    place = registration.place
    values = _of_place(place, group or registration.group) | {"year": str(registration.year)}
    groups = ResidentGroup.objects.formed().filter(place=place)
    groups = groups.filter(programme=registration.adoption.reporting_programme)
    values["group_count"] = str(groups.count())
    values["household_count"] = str(len(lines))
    model = model_of(registration.adoption, place, group or registration.group)
    if model:
        values |= {"model_name": model.name, "model_content": model.content}
    rows = {paper.key: _household_rows(paper, lines)} if paper.kind == "commitment" else {}
    return _filled(registration.adoption, paper, Contents(values, rows))


def filled_notice(
    actor: Actor, adoption: Adoption, area: Place, paper: Paper
) -> tuple[FinishedPaper, PaperStyle]:
    """The notice of an area about its groups, its model and its people (S1-12)."""
    rows = notice_rows(actor, adoption, area)
    groups, subgroups = groups_and_subgroups(adoption, area)
    values = _of_place(area, None) | {
        "group_count": str(groups),
        "subgroup_count": str(subgroups),
        "household_count": str(sum(int(row["households"]) for row in rows)),
    }
    return _filled(adoption, paper, Contents(values, {paper.key: rows}))


def _filled(
    adoption: Adoption, paper: Paper, contents: Contents
) -> tuple[FinishedPaper, PaperStyle]:
    style = style_for(paper.style, clock.today())
    template = headed(paper, adoption.content)
    template = replace(template, letterhead=template.letterhead or (BLANK,))
    return fill(template, style, contents, Issue()).paper, style


def _of_place(place: Place, group: ResidentGroup | None) -> dict[str, str]:
    commune = commune_of(place.path)
    values = {"area_name": place.name}
    if commune:
        values["commune_name"] = commune.name
        if commune.parent:
            values["province_name"] = commune.parent.name
    if group:
        values["group_name"] = group.name
    return values


def _household_rows(paper: Paper, lines: tuple[HouseholdLine, ...]) -> list[dict[str, str]]:
    return [
        {column.key: _cell(column, number, line) for column in paper.columns}
        for number, line in enumerate(lines, start=1)
    ]


def _cell(column: Column, number: int, line: HouseholdLine) -> str:
    cells = {
        "number": str(number),
        "household_head": line.household.head_name,
        "address": " ".join(filter(None, (line.household.house_number, line.household.lane))),
    }
    if column.key == "signature" and line.signature:
        day = formats.date_format(line.signature.signed_on, "SHORT_DATE_FORMAT")
        return f"(đã ký ngày {day})"
    return cells.get(column.key, "")
