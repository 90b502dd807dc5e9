"""The served demonstration, and the people who show it."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Browser

from tests.e2e.people import DESK, KEEPS_PAGES, Person

SHARP = {"device_scale_factor": 2}


@dataclass(frozen=True, slots=True)
class Stage:
    """A browser before the demonstration, whose accounts have one password."""

    browser: Browser
    address: str
    password: str

    def person(self, username: str, width: dict[str, int] = DESK, **more: object) -> Person:
        """Somebody who has signed in."""
        person = self.visitor(width, **more)
        person.sign_in(username, self.password)
        return person

    def visitor(self, width: dict[str, int], **more: object) -> Person:
        """Somebody who has not."""
        return Person.at(self.browser, self.address, width, **KEEPS_PAGES, **more)
