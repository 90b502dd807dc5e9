"""Which group continues which: the match of rows and columns that is worth most together."""

from __future__ import annotations

from collections.abc import Sequence


def best_match(worth: Sequence[Sequence[int]]) -> list[int]:
    """A column for each row, worth most together: by augmenting along shortest paths."""
    size = len(worth)
    rows, columns = [0] * (size + 1), [0] * (size + 1)
    row_of = [0] * (size + 1)
    for row in range(1, size + 1):
        row_of[0] = row
        _augment(worth, rows, columns, row_of)
    chosen = [0] * size
    for column in range(1, size + 1):
        chosen[row_of[column] - 1] = column - 1
    return chosen


def _augment(
    worth: Sequence[Sequence[int]], rows: list[int], columns: list[int], row_of: list[int]
) -> None:
    """Match one more row; potentials keep every matched pair the cheapest it can be."""
    size = len(worth)
    slack: list[float] = [float("inf")] * (size + 1)
    before, used = [0] * (size + 1), [False] * (size + 1)
    column = 0
    while row_of[column]:
        used[column] = True
        row = row_of[column]
        for other in range(1, size + 1):
            price = -worth[row - 1][other - 1] - rows[row] - columns[other]
            if not used[other] and price < slack[other]:
                slack[other], before[other] = price, column
        nearest = min(
            (other for other in range(1, size + 1) if not used[other]), key=slack.__getitem__
        )
        step = int(slack[nearest])
        for other in range(size + 1):
            if used[other]:
                rows[row_of[other]] += step
                columns[other] -= step
            else:
                slack[other] -= step
        column = nearest
    while column:
        row_of[column] = row_of[before[column]]
        column = before[column]
