"""Loading and checking every shipped pack, beside parsing the same YAML and nothing else.

    python bench/packs.py [--turns 5] [--json]

Both sides get the same texts in turns in one run, and CPU seconds are compared by their medians.
The bare side is `yaml.load` with `yaml.SafeLoader`, PyYAML's loader written in Python. Its loader
on libyaml, `yaml.CSafeLoader`, is printed beside it, because the product reads by libyaml too where
PyYAML has it. Goals: at most 5 times the bare side; and no bad file takes a second to be refused.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from importlib.resources import files
from pathlib import Path
from statistics import median
from typing import Any

import yaml

from tuquan.core.packs import load_pack
from tuquan.core.strict_yaml import LARGEST_FILE

GOAL = 5.0
LONGEST_REFUSAL = 1.0

Texts = dict[str, str]


def main() -> int:
    """Measure, print, and say by the exit code whether the goals are met."""
    wanted = _arguments()
    packs = [_texts(head.parent) for head in sorted(_root().glob("*/pack.yaml"))]
    sides = {
        "load_pack": partial(_load, packs),
        "SafeLoader": partial(_parse, packs, yaml.SafeLoader),
        "CSafeLoader": partial(_parse, packs, yaml.CSafeLoader),
    }
    seconds = _in_turns(sides, wanted.turns)
    refusals = {name: _seconds(partial(_refuse, text)) for name, text in _bad().items()}
    characters = sum(len(text) for pack in packs for text in pack.values())
    report: dict[str, Any] = {
        "packs": len(packs),
        "characters": characters,
        "turns": wanted.turns,
        "seconds": {name: round(median(found), 4) for name, found in seconds.items()},
        "ratio": round(median(seconds["load_pack"]) / median(seconds["SafeLoader"]), 2),
        "ratio_to_libyaml": round(median(seconds["load_pack"]) / median(seconds["CSafeLoader"]), 2),
        "goal": GOAL,
        "refused_seconds": {name: round(found, 3) for name, found in refusals.items()},
        "goal_refused_seconds": LONGEST_REFUSAL,
    }
    print(json.dumps(report, indent=2) if wanted.json else _told(report))
    slow = max(refusals.values()) >= LONGEST_REFUSAL
    return 1 if report["ratio"] > GOAL or slow else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--turns", type=int, default=5, help="how often each side runs")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    return parser.parse_args()


def _root() -> Path:
    return Path(str(files("tuquan.packs")))


def _texts(folder: Path) -> Texts:
    root = folder.parent
    paths = sorted(folder.rglob("*.yaml"))
    return {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in paths}


def _load(packs: Sequence[Texts]) -> None:
    for texts in packs:
        pack, problems = load_pack(texts)
        if pack is None:
            raise SystemExit(f"A shipped pack cannot be loaded: {problems[0]}")


def _parse(packs: Sequence[Texts], loader: type[yaml.SafeLoader | yaml.CSafeLoader]) -> None:
    for texts in packs:
        for text in texts.values():
            yaml.load(text, loader)  # noqa: S506 - both are safe loaders


def _bad() -> Texts:
    """Files that cost as much as a file may before they are refused."""
    rows = LARGEST_FILE - 100
    return {
        "five megabytes": "x" * 5_000_000,
        "alias bomb": "a: &a [x]\nb: [" + "*a, " * (rows // 4) + "]\n",
        "nesting": "[" * rows,
        "one key over and over": "k: v\n" * (rows // 5),
        "unknown keys": "".join(f"key_{number}: v\n" for number in range(rows // 15)),
        "empty forms": "forms: [" + "{}, " * (rows // 4) + "]\n",
        "one list": "- a\n" * (rows // 4),
    }


def _refuse(text: str) -> None:
    texts = {"pack.yaml": "key: bad\nname: Bad\n", "1/edition.yaml": text}
    if load_pack(texts)[0] is not None:
        raise SystemExit("A bad pack was taken for a good one.")


def _in_turns(sides: Mapping[str, Callable[[], None]], turns: int) -> dict[str, list[float]]:
    seconds: dict[str, list[float]] = {name: [] for name in sides}
    for _ in range(turns):
        for name, call in sides.items():
            seconds[name].append(_seconds(call))
    return seconds


def _seconds(call: Callable[[], None]) -> float:
    started = time.process_time()
    call()
    return time.process_time() - started


def _told(report: Mapping[str, Any]) -> str:
    lines = [f"{report['packs']} packs, {report['characters']:,} characters, CPU seconds (median)"]
    seconds = report["seconds"]
    lines += [f"  {name:<12} {found:8.3f}" for name, found in seconds.items()]
    lines += [
        f"load_pack / SafeLoader  = {report['ratio']}  (goal: at most {GOAL})",
        f"load_pack / CSafeLoader = {report['ratio_to_libyaml']}  (for information)",
        "Refused, CPU seconds (goal: under 1):",
    ]
    refused = report["refused_seconds"]
    return "\n".join([*lines, *(f"  {name:<22} {found:.3f}" for name, found in refused.items())])


if __name__ == "__main__":
    sys.exit(main())
