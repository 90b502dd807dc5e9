"""Pages that belong to no single app."""

from __future__ import annotations

from tuquan.project.views.area_desk import area_desk, loudspeaker
from tuquan.project.views.jobs import cancel, job_page, jobs, retry
from tuquan.project.views.pages import (
    about,
    choose_language,
    choose_text_size,
    csrf_failure,
    first_hour,
    forbidden,
    forgotten_password,
    health,
    home,
    no_sign_up,
    not_found,
    server_error,
    set_up,
    style_page,
)

__all__ = [
    "about",
    "area_desk",
    "cancel",
    "choose_language",
    "choose_text_size",
    "csrf_failure",
    "first_hour",
    "forbidden",
    "forgotten_password",
    "health",
    "home",
    "job_page",
    "jobs",
    "loudspeaker",
    "no_sign_up",
    "not_found",
    "retry",
    "server_error",
    "set_up",
    "style_page",
]
