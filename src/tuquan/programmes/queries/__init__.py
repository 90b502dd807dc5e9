"""What is installed, what runs where, and what is due or reached there."""

from __future__ import annotations

from tuquan.programmes.queries.adoptions import (
    FirstReport,
    adoptions_in_force,
    adoptions_that_concern,
    adoptions_to_open,
    first_reports,
    grouping_adoption_at,
    grouping_adoptions,
    household_rules,
    installed_editions,
    other_editions,
    programmes_with_groups,
    runs_in,
    visible_adoptions,
)
from tuquan.programmes.queries.deadlines import (
    PlaceDeadline,
    adoptions_at,
    awaited_at,
    calendar_places,
    calendar_span,
    deadlines_at,
    event_days,
    events_for,
)
from tuquan.programmes.queries.facts import facts_at, provide_facts
from tuquan.programmes.queries.feeds import feeds_of, serving_feed
from tuquan.programmes.queries.milestones import (
    FollowedMilestone,
    FollowedPilots,
    current_pilots,
    done_milestones,
    followed_milestones,
    followed_pilots,
    milestone_marks,
    pilot_places,
)

__all__ = [
    "FirstReport",
    "FollowedMilestone",
    "FollowedPilots",
    "PlaceDeadline",
    "adoptions_at",
    "adoptions_in_force",
    "adoptions_that_concern",
    "adoptions_to_open",
    "awaited_at",
    "calendar_places",
    "calendar_span",
    "current_pilots",
    "deadlines_at",
    "done_milestones",
    "event_days",
    "events_for",
    "facts_at",
    "feeds_of",
    "first_reports",
    "followed_milestones",
    "followed_pilots",
    "grouping_adoption_at",
    "grouping_adoptions",
    "household_rules",
    "installed_editions",
    "milestone_marks",
    "other_editions",
    "pilot_places",
    "programmes_with_groups",
    "provide_facts",
    "runs_in",
    "serving_feed",
    "visible_adoptions",
]
