"""The product's settings with the notes in it."""

from tuquan.project.settings import *  # noqa: F403
from tuquan.project.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.e2e.notes"]
ROOT_URLCONF = "tests.e2e.notes.urls"
