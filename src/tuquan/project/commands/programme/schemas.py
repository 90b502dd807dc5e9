"""`tuquan programme schema`: the JSON Schema that lets an editor complete and check a pack."""

from __future__ import annotations

import argparse
from importlib.resources import files

from tuquan.project.commands.console import say_line

SCHEMAS = ("edition", "paper", "cases", "pack")
"""The files of a pack that have a schema."""


def print_schema(arguments: argparse.Namespace) -> int:
    """Print the schema as it comes with the product."""
    name = f"{arguments.file}.schema.json"
    say_line(files("tuquan.packs").joinpath(name).read_text("utf-8").rstrip())
    return 0
