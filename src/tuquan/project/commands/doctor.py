"""`tuquan doctor`: what this installation stands on, and what it lacks."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from django.utils.translation import gettext_lazy

from tuquan.project.commands.console import add_json_option, print_json, say_line
from tuquan.project.doctor import all_findings

NAME = "doctor"
HELP = gettext_lazy("say what this installation stands on and what it lacks")
MARKS = {"ok": "✓", "look": "!", "bad": "✗"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing but `--json`."""
    add_json_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print every finding; 1 when one of them needs somebody at once."""
    findings = all_findings()
    if arguments.json:
        print_json([asdict(finding) | {"ok": finding.ok} for finding in findings])
    for finding in () if arguments.json else findings:
        say_line(f"{MARKS[finding.level]} {finding.what}: {finding.found}")
        if finding.advice:
            say_line(f"    {finding.advice}")
    return 0 if all(finding.ok for finding in findings) else 1
