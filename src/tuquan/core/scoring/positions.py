"""Criteria where they stand in the sheet, each of which may be asked for by the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from tuquan.core.rules import Known, Met, Outcome, State, missing
from tuquan.core.scoring.criteria import Row
from tuquan.core.scoring.results import POSSIBLE, CriterionResult, Possible


class Position:
    """A criterion under those that may take it out of the sheet."""

    def __init__(self, row: Row, above: Iterable[Row]) -> None:
        self.row = row
        self.above = tuple(outer for outer in above if outer.gate)
        self.is_plain = not (self.above or row.gate or row.parts)
        self.state = self._state_below if self.above else row.state

    def _state_below(self, known: Known, met: Met) -> State:
        return self.result(known, met).outcome.state

    def result(self, known: Known, met: Met) -> CriterionResult:
        """The same with every reason."""
        whys = [why for outer in self.above if (why := outer.why_not(known, met))]
        for why in whys:
            if why.state == "not_applicable":
                return self.row.left_out(why)
        result = self.row.result(known, met)
        for why in whys:
            result = self.row.may_be_left_out(result, why)
        return result

    def possible(self, state: State, known: Known, met: Met) -> Possible:
        """What a criterion of this state may turn out to be."""
        if state != "unknown" or self.is_plain:
            return POSSIBLE[state]
        return self.result(known, met).possible


def positions(rows: Iterable[Row], above: tuple[Row, ...] = ()) -> Iterator[tuple[str, Position]]:
    """Every criterion at every depth, by its key."""
    for row in rows:
        yield row.key, Position(row, above)
        yield from positions(row.parts, (*above, row))


class Others:
    """The other criteria for a rule that asks for them; one that asks for itself is open."""

    __slots__ = ("_known", "_outcomes", "_positions", "_states")

    def __init__(self, positions: Mapping[str, Position], known: Known) -> None:
        self._positions = positions
        self._known = known
        self._states: dict[str, State] = {}
        self._outcomes: dict[str, Outcome] = {}

    def state(self, key: str) -> State:
        """How a criterion of the sheet comes out."""
        if key not in self._states:
            self._states[key] = "unknown"
            if key in self._positions:
                self._states[key] = self._positions[key].state(self._known, self)
        return self._states[key]

    def outcome(self, key: str) -> Outcome:
        """The same with its reason."""
        if key not in self._outcomes:
            self._outcomes[key] = missing(key)
            if key in self._positions:
                self._outcomes[key] = self._positions[key].result(self._known, self).outcome
        return self._outcomes[key]
