"""The composition as a Django app, so that its templates and texts are found."""

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    """Registers `tuquan.project`."""

    name = "tuquan.project"
    label = "project"
