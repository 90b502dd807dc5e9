"""`tuquan setup`: a real commune's first administrator, from the keyboard."""

from __future__ import annotations

import argparse
from getpass import getpass

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tuquan.accounts.services import first_password, set_up_administrator
from tuquan.project.commands.console import ACTOR, add_json_option, print_json, say_line

NAME = "setup"
HELP = gettext_lazy("prepare the database and make the first administrator")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Name and sign-in name; the password is asked for, or made."""
    parser.add_argument("--name", required=True, help=_("full name of the administrator"))
    parser.add_argument("--username", required=True, help=_("sign-in name"))
    parser.add_argument(
        "--make-password",
        action="store_true",
        help=_("make a password and print it instead of asking for one"),
    )
    add_json_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Migrate, then make the administrator; refused once there is one."""
    prepare_database()
    made = first_password() if arguments.make_password or arguments.json else ""
    password = made or getpass(_("Password: "))
    account = set_up_administrator(ACTOR, arguments.name, arguments.username, password)
    if arguments.json:
        print_json({"username": account.username, "password": made})
        return 0
    say_line(_("The administrator “%(username)s” is ready.") % {"username": account.username})
    if made:
        say_line(_("Password: %(password)s") % {"password": made})
    say_line(_("Next: tuquan serve, sign in, and follow “The first hour”."))
    return 0


def tables_are_ready() -> bool:
    """Whether the tables are those of this version."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def prepare_database() -> None:
    """Bring the tables to this version; safe to repeat."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
