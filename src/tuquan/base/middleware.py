"""What happens around every page: its number, its language, and refusals turned into pages."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from tuquan.base.errors import Conflict, DomainError, Invalid, NotAllowed
from tuquan.base.reference import current_reference, new_reference
from tuquan.base.texts import say

logger = logging.getLogger(__name__)
Answer = Callable[[HttpRequest], HttpResponse]


class ReferenceMiddleware:
    """Numbers each request, so that an error page and the log line can be matched."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        reference = new_reference()
        response = self.answer(request)
        response["X-Reference"] = reference
        return response


class LanguageMiddleware:
    """Vietnamese, unless this browser chose English.

    Django's own middleware would follow the browser's setting first; many telephones here are sold
    with an English one.
    """

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, settings.LANGUAGE_CODE)
        with translation.override(
            chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        ):
            response = self.answer(request)
            response["Content-Language"] = translation.get_language() or settings.LANGUAGE_CODE
        return response


class RefusalMiddleware:
    """Turns what a service refuses into a page that says why.

    A missing permission shows the page for 404: what lies outside somebody's scope does not exist
    for them.
    """

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.answer(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer a domain error; leave everything else to Django."""
        if isinstance(error, NotAllowed):
            logger.info("refused: %s", error.problem.code)
            raise Http404 from error
        if isinstance(error, PermissionDenied) or not isinstance(error, DomainError):
            return None
        problems = error.problems if isinstance(error, Invalid) else (error.problem,)
        return render(
            request,
            "base/refused.html",
            {"sentences": [say(p) for p in problems], "reference": current_reference()},
            status=409 if isinstance(error, Conflict) else 422,
        )
