"""The working days of state bodies that come with this version of the program."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources

from tuquan.core.time import WorkCalendar
from tuquan.core.time.work_calendar_file import read_work_calendar

FILE = "data/working_days.yaml"


@lru_cache(maxsize=1)
def work_calendar() -> WorkCalendar:
    """Which days are worked, read once; `ValueError` names the first thing wrong with the file."""
    text = resources.files("tuquan.base").joinpath(FILE).read_text("utf-8")
    calendar, problems = read_work_calendar(text, FILE)
    if calendar is None:
        raise ValueError(f"Working days cannot be read: {problems[0].code} at {problems[0].where}.")
    return calendar
