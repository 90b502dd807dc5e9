"""Drawing a map of points as SVG text: what `core.sketch_map` placed, in shapes and tones.

No style attribute, as with the other charts. The drawing shows no person's name; its dots are
links for the pointer only, because the list beside it is the way for keyboard and screen reader.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tuquan.base.templatetags.tq import number
from tuquan.core.sketch_map import FOOT, MARGIN, WIDTH, Dot, Line, Name, SketchMap

register = template.Library()

SHAPES = (
    "M-7 0a7 7 0 1 0 14 0a7 7 0 1 0-14 0Z",
    "M-6.3-6.3H6.3V6.3H-6.3Z",
    "M0-8 8 6H-8Z",
    "M0-9 8.5 0 0 9-8.5 0Z",
    "M-2.7-8H2.7V-2.7H8V2.7H2.7V8H-2.7V2.7H-8V-2.7H-2.7Z",
    "M0 8-8-6H8Z",
    "M-4.5-7.8H4.5L9 0 4.5 7.8H-4.5L-9 0Z",
    "M0-9.5 2.6-3.1 9-2.9 4 1.2 5.8 7.7 0 4-5.8 7.7-4 1.2-9-2.9-2.6-3.1Z",
)
"""Drawn around the middle of the dot; eight shapes and seven tones meet again after 56 lanes."""

TONES = 7
_NOWHERE = "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0ZM-3 0a3 3 0 1 1 6 0a3 3 0 1 1-6 0Z"


@dataclass(frozen=True, slots=True)
class DotLink:
    """Where a dot leads, what stands beside it when pointed at, and whether it was asked for."""

    url: str
    title: str
    chosen: bool = False


@register.simple_tag
def sketch_map(
    drawing: SketchMap, label: str, signs: Mapping[str, int | None], links: Mapping[int, DotLink]
) -> SafeString:
    """The map: frame, dots, names of lanes, north and scale; `label` is its text alternative."""
    return format_html(
        '<svg class="sketch-map" viewBox="0 0 {width} {height}">'
        '<rect class="ground" width="{width}" height="{height}" rx="10"/>'
        '<g aria-hidden="true">{lines}{dots}</g>'
        '<g role="img" aria-label="{label}">{names}{north}{bar}</g></svg>',
        width=_units(WIDTH),
        height=_units(drawing.height),
        label=label,
        lines=_joined(map(_line, drawing.lines)),
        dots=_joined(_dot(dot, signs[dot.lane], links[dot.key]) for dot in drawing.dots),
        names=_joined(_name(name, signs[name.lane]) for name in drawing.names),
        north=_north(),
        bar=_bar(drawing),
    )


@register.simple_tag
def lane_sign(sign: int | None) -> SafeString:
    """The shape and tone of one lane, as the list beside the map shows it."""
    return format_html(
        '<svg class="lane-sign" width="20" height="20" viewBox="-10 -10 20 20" aria-hidden="true">'
        '<path class="{}" d="{}"/></svg>',
        _tone(sign),
        _shape(sign),
    )


def _line(line: Line) -> SafeString:
    """A river, railway or road; its name stands beside it when pointed at and in the list."""
    points = " ".join(f"{_units(x)},{_units(y)}" for x, y in line.corners)
    return format_html(
        '<polyline class="line {}" points="{}"><title>{}</title></polyline>',
        line.kind,
        points,
        line.name,
    )


def _dot(dot: Dot, sign: int | None, link: DotLink) -> SafeString:
    at = format_html("{} {}", _units(dot.x), _units(dot.y))
    ring = format_html('<circle class="chosen" r="15" transform="translate({})"/>', at)
    return format_html(
        '<a href="{}" tabindex="-1"><title>{}</title>{}'
        '<path class="{}" transform="translate({})" d="{}"/></a>',
        link.url,
        link.title,
        ring if link.chosen else "",
        _tone(sign),
        at,
        _shape(sign),
    )


def _name(name: Name, sign: int | None) -> SafeString:
    return format_html(
        '<text class="{}" x="{}" y="{}" dy=".35em" text-anchor="middle">{}</text>',
        _tone(sign),
        _units(name.x),
        _units(name.y),
        name.text,
    )


def _north() -> SafeString:
    return format_html(
        '<path class="mark" d="M{x} {y}l7 20-7-5-7 5Z"/>'
        '<text x="{left}" y="{y}" dy="1em" text-anchor="end">{word}</text>',
        x=_units(WIDTH - 24),
        y=10,
        left=_units(WIDTH - 38),
        word=_("North"),
    )


def _bar(drawing: SketchMap) -> SafeString:
    """The scale bar, with the metres it stands for."""
    left, below = MARGIN / 2, drawing.height - FOOT / 2
    return format_html(
        '<path class="bar" d="M{left} {top}v10h{length}v-10"/>'
        '<text x="{beside}" y="{below}" dy=".35em">{metres} m</text>',
        left=_units(left),
        top=_units(below - 5),
        length=_units(drawing.bar.length),
        beside=_units(left + drawing.bar.length + 8),
        below=_units(below),
        metres=number(drawing.bar.metres),
    )


def _joined(parts: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))


def _tone(sign: int | None) -> str:
    return "tone-none" if sign is None else f"tone-{sign % TONES}"


def _shape(sign: int | None) -> str:
    return _NOWHERE if sign is None else SHAPES[sign % len(SHAPES)]


def _units(value: float) -> str:
    """A length for an attribute, with a dot whatever the language."""
    return f"{value:.1f}".removesuffix(".0")
