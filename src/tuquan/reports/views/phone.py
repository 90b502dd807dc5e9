"""The form of a report as a telephone keeps it: the same for everybody, all steps in one page."""

from __future__ import annotations

import hashlib
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tuquan.base.texts.wording import worded
from tuquan.core.answers import Answers
from tuquan.core.programme import Form, form_named
from tuquan.core.questions import LARGEST_NUMBER
from tuquan.outbox.shells import render_shell
from tuquan.programmes.models import ProgrammeEdition
from tuquan.programmes.queries import installed_editions
from tuquan.reports import queries
from tuquan.reports.queries.form_versions import form_version
from tuquan.reports.views.fields import Field, Reading, fields_of
from tuquan.reports.views.phone_texts import phone_texts

PLACE_KINDS = ("province", "district", "commune", "ward", "special_zone", "area")
"""The kinds of places a form may be asked of (`core.programme.PlaceKind`)."""


@login_not_required
@require_safe
def form_shell(
    request: HttpRequest, edition_id: int, form_key: str, place_kind: str
) -> HttpResponseBase:
    """A form without anybody's answers, for the worker to keep; issued forms are public."""
    edition = get_object_or_404(installed_editions(), pk=edition_id)
    try:
        form = form_named(edition.content, form_key)
    except KeyError as error:
        raise Http404 from error
    if place_kind not in PLACE_KINDS:
        raise Http404
    page = render_shell(request, "reports/sheet.html", _context(edition, form, place_kind))
    etag = f'"{hashlib.sha256(page.content).hexdigest()[:20]}"'
    page["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=page) or page


def _context(edition: ProgrammeEdition, form: Form, place_kind: str) -> dict[str, Any]:
    nothing = queries.Background(compares=form.compare_with_baseline)
    lines = queries.lines_of(form, place_kind, Answers(), {}, nothing)
    shown = {line.key: line.question for line in lines}
    label = _("Last time")
    fields = fields_of(lines, shown, {}, {}, Reading(label))
    sections = queries.sections_asked(form, place_kind)
    return {
        "heading": worded(form, "title"),
        "previous_label": label,
        "total": len(sections) + 1,
        "step": 1,
        "steps": [
            {
                "number": number,
                "title": worded(section, "title"),
                "intro": worded(section, "intro"),
                "fields": [field for field in fields if field.line.step == number],
            }
            for number, (section, _questions) in enumerate(sections, start=1)
        ],
        "data": {
            "v": form_version(edition, form.key),
            "shortcuts": form.purpose != "baseline",
            "lines": [_plain(field) for field in fields],
            "online": reverse("reports:write", args=[0]).removesuffix("0/"),
            "texts": phone_texts(),
        },
    }


def _plain(field: Field) -> dict[str, object]:
    """What the script has to know of a line; what is as usual is left out."""
    question = field.line.question
    known: dict[str, object] = {
        "key": question.key,
        "step": field.line.step,
        "kind": question.kind,
        "promise": question.is_promise,
        "label": field.line.label,
        "need": question.required,
        "min": question.minimum,
        "max": LARGEST_NUMBER if question.maximum is None else question.maximum,
        "most": question.at_most,
        "na": question.not_applicable_allowed,
        "note": question.note_when == "no",
        "stock": question.stock,
        "way": "" if question.direction == "none" else question.direction,
        "start": bool(question.baseline),
        "help": field.day_help if question.kind == "date" else field.help,
        "choices": dict(field.offered),
    }
    if question.asked_when:
        known["when"] = [question.asked_when.question, question.asked_when.answer]
    return {name: value for name, value in known.items() if value not in (None, False, "", {})}
