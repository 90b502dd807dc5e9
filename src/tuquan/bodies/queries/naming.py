"""Checks of what people type: names of bodies, people and posts, and days."""

from __future__ import annotations

from datetime import date

from tuquan.base import clock
from tuquan.core.problems import Problem


def name_problems(text: str, field: str, longest: int, required: bool = True) -> list[Problem]:
    """What is wrong with a short text: missing, too long, or written for a machine."""
    if not text:
        return [Problem("text_missing", field)] if required else []
    if len(text) > longest:
        return [Problem("words_too_long", field, {"length": len(text), "longest": longest})]
    return [Problem("text_with_markup", field)] if set("<>") & set(text) else []


def day_problems(day: date, field: str, not_before: date) -> list[Problem]:
    """What is wrong with the day on which something happened."""
    if day > clock.today():
        return [Problem("day_not_come", field, {"day": day})]
    if day < not_before:
        return [Problem("day_before_beginning", field, {"day": day, "beginning": not_before})]
    return []
