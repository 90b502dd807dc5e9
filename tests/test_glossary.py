"""One word for one thing: models, choices and apps are named by words of the glossary."""

from __future__ import annotations

import re
from pathlib import Path

from django.apps import apps
from django.db import models

ROOT = Path(__file__).parent.parent
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text("utf-8")


def words(text: str) -> set[str]:
    """Words in small letters, plural forms without their s."""
    return {word.removesuffix("s") for word in re.findall(r"[a-z]+", text.lower())}


KNOWN = words(GLOSSARY)


def parts(name: str) -> set[str]:
    """`HouseholdImport` and `SPECIAL_ZONE` as their words."""
    return words(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).replace("_", " "))


def ours() -> list[type[models.Model]]:
    """The models of this product."""
    return [model for model in apps.get_models() if model.__module__.startswith("tuquan.")]


def test_every_model_is_named_by_words_of_the_glossary() -> None:
    for model in ours():
        assert parts(model.__name__) <= KNOWN, f"{model.__name__}: put it into docs/glossary.md"


def test_every_choice_is_named_by_words_of_the_glossary() -> None:
    for model in ours():
        for choice in vars(model).values():
            if isinstance(choice, type) and issubclass(choice, models.TextChoices):
                for member in choice.names:
                    assert parts(member) <= KNOWN, f"{model.__name__}.{member}"


def test_every_app_stands_in_the_glossary() -> None:
    for app in (ROOT / "src" / "tuquan").iterdir():
        if (app / "apps.py").exists():
            assert f"`{app.name}`" in GLOSSARY, f"{app.name}: put it into docs/glossary.md"
