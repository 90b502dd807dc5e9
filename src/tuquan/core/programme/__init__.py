"""What a programme is, as plain values: forms, calendars, group rules, criteria, milestones, gaps.

The fields are the keys of a pack (`docs/pack-format.md`): the loader in `core.packs` reads these
classes by their type hints, so a field added here can be written in a pack at once. A field at its
default is left out of the canonical JSON: a new field must therefore have a default that means
"as before", or installed editions would change their hash.
"""

from __future__ import annotations

from tuquan.core.programme.edition import (
    Criterion,
    Edition,
    Gap,
    LegalBasis,
    Milestone,
    Pack,
    SourceDocument,
    Theme,
)
from tuquan.core.programme.forms import (
    FACTS,
    Aggregation,
    Direction,
    Form,
    PlaceKind,
    Polarity,
    Question,
    QuestionKind,
    Ratio,
    Section,
    Source,
    Target,
)
from tuquan.core.programme.organisation import (
    Body,
    Calendar,
    ChainLevel,
    GroupRules,
    Position,
    Recipient,
    Term,
)

__all__ = [
    "FACTS",
    "Aggregation",
    "Body",
    "Calendar",
    "ChainLevel",
    "Criterion",
    "Direction",
    "Edition",
    "Form",
    "Gap",
    "GroupRules",
    "LegalBasis",
    "Milestone",
    "Pack",
    "PlaceKind",
    "Polarity",
    "Position",
    "Question",
    "QuestionKind",
    "Ratio",
    "Recipient",
    "Section",
    "Source",
    "SourceDocument",
    "Target",
    "Term",
    "Theme",
]
