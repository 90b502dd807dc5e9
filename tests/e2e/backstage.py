"""Scenes of journeys: what happens at the database of an installation, away from every screen.

A scene is a module of functions, run in one process with the data folder of the installation for
as long as its journeys last: `python -m tests.e2e.backstage leader_scene`.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

import django

from tests.e2e.server import Installation

ROOT = Path(__file__).parents[2]
Ask = Callable[..., Any]
"""The name of a function of the scene and what it is given; what it returned."""


@contextmanager
def backstage(installation: Installation, scene: str) -> Iterator[Ask]:
    """Keep a scene at hand, for an installation that has its tables."""
    log = installation.data / "scene.log"
    with log.open("w") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.e2e.backstage", scene],
            env=installation.environment | {"DJANGO_SETTINGS_MODULE": "tuquan.project.settings"},
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )

    def ask(do: str, *given: object) -> Any:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps([do, *given]) + "\n")
        process.stdin.flush()
        said = process.stdout.readline()
        assert said, log.read_text("utf-8")
        return json.loads(said)

    try:
        yield ask
    finally:
        process.communicate(timeout=20)


def main(name: str) -> None:
    """Answer what is asked, line by line; no transaction stays open in between."""
    django.setup()
    from django.db import connection

    scene = import_module(f"tests.e2e.{name}")
    for line in sys.stdin:
        do, *given = json.loads(line)
        answer = getattr(scene, do)(*given)
        connection.close()
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
