"""Finding rounds, nominations and awards given; what the rhythm leaves; what papers say."""

from __future__ import annotations

from tuquan.awards.queries.nominating import (
    Suggestion,
    areas_to_nominate,
    groups_to_nominate,
    households_to_nominate,
    offers_results,
    places_of_people,
    suggestions,
)
from tuquan.awards.queries.papers import (
    ceremony_paper,
    certificate_paper,
    decision_paper,
)
from tuquan.awards.queries.register import (
    RegisterFilter,
    awards_of,
    levels_given,
    names_shown,
    narrowed,
    visible_awards,
    years_given,
)
from tuquan.awards.queries.rounds import (
    AwardLine,
    award_lines,
    award_of,
    awarding_adoptions,
    ceremony_day,
    councils_for,
    given_years,
    giving_places,
    issuers_for,
    next_unity_day,
    places_to_open,
    rhythm_of,
    visible_nominations,
    visible_rounds,
)

__all__ = [
    "AwardLine",
    "RegisterFilter",
    "Suggestion",
    "areas_to_nominate",
    "award_lines",
    "award_of",
    "awarding_adoptions",
    "awards_of",
    "ceremony_day",
    "councils_for",
    "ceremony_paper",
    "certificate_paper",
    "decision_paper",
    "given_years",
    "giving_places",
    "groups_to_nominate",
    "issuers_for",
    "households_to_nominate",
    "levels_given",
    "names_shown",
    "narrowed",
    "next_unity_day",
    "offers_results",
    "places_of_people",
    "places_to_open",
    "rhythm_of",
    "suggestions",
    "visible_awards",
    "visible_nominations",
    "visible_rounds",
    "years_given",
]
