"""How large groups should be, and what is said of one: the words all methods share."""

from __future__ import annotations

from dataclasses import dataclass

from tuquan.core.reasons import Reason


@dataclass(frozen=True, slots=True)
class SizeBounds:
    """How many households a group should have; `soft` is the "khoảng" of the plan (S0-11)."""

    minimum: int
    maximum: int
    soft: bool

    def __post_init__(self) -> None:
        """Refuse bounds that no group can meet."""
        if not 1 <= self.minimum <= self.maximum:
            raise ValueError(f"no size between {self.minimum} and {self.maximum}")


@dataclass(frozen=True, slots=True)
class ProposedGroup:
    """Households of one group in walking order, its lanes, and why it was cut so."""

    members: tuple[int, ...]
    lanes: tuple[str, ...]
    reasons: tuple[Reason, ...]
    existing: int | None = None
    """The group it continues, where one was there before."""


def size_remark(count: int, bounds: SizeBounds) -> Reason | None:
    """The remark on a group of this size if it is outside the bounds; soft bounds only warn."""
    shown = {"count": count, "minimum": bounds.minimum, "maximum": bounds.maximum}
    if count < bounds.minimum:
        return Reason("below_minimum", {**shown, "soft": bounds.soft})
    if count > bounds.maximum:
        return Reason("above_maximum", {**shown, "soft": bounds.soft})
    return None


def outside(size: int, bounds: SizeBounds) -> int:
    """By how many households a group is too small or too large."""
    return max(0, bounds.minimum - size, size - bounds.maximum)


def common_count(count: int, bounds: SizeBounds) -> int:
    """How many equal groups come nearest to the middle of the bounds, kept within them."""
    middle = bounds.minimum + bounds.maximum
    groups = (4 * count + middle) // (2 * middle)
    fewest, most = -(-count // bounds.maximum), count // bounds.minimum
    return max(1, min(max(groups, fewest), most))


def common_sizes(count: int, bounds: SizeBounds) -> tuple[int, int]:
    """The size, rounded down and up, that equal groups would have, kept within the bounds."""
    groups = common_count(count, bounds)
    lower, upper = count // groups, -(-count // groups)
    return (
        min(max(lower, bounds.minimum), bounds.maximum),
        min(max(upper, bounds.minimum), bounds.maximum),
    )
