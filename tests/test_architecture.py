"""The rules no linter knows. Each failure says what to do instead."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest
from django.apps import apps
from django.db.models import Model

from tuquan.base import texts
from tuquan.base.scoping import PathField
from tuquan.base.texts import TEXTS
from tuquan.base.texts.actions import ACTIONS, PURPOSES
from tuquan.base.texts.packs import MISTAKES
from tuquan.places.models import Place
from tuquan.places.services.followers import Follower, followers
from tuquan.reports.models import Revision

ROOT = Path(__file__).parent.parent / "src" / "tuquan"
LONGEST_FILE = 400

# Models without a path of their own, and why nobody can reach them around their owner.
UNSCOPED = {
    "PlaceVersion": "read through its place",
    "ApprovalDecision": "read through its approval",
    "SheetRevision": "read through its sheet",
    "Benchmark": "read through its cycle",
    "StepDays": "read through its cycle",
    "Sample": "read through its cycle",
    "Posting": "read through its cycle",
    "AcceptanceRevision": "read through its acceptance",
    "ExemplarStep": "read through its exemplar",
    "ExemplarFigure": "read through its exemplar",
    "ReplicationStep": "read through its replication",
    "ReplicationFigure": "read through its replication",
    "SignInCard": "looked after with its account",
    "Device": "looked after with its account",
    "OneTimeCode": "never read by itself",
    "PlaceCode": "read through its place",
    "PlaceAlias": "read through its place",
    "Succession": "read through its places",
    "FormerGroupPath": "read through its group",
    "FormerPath": "widens grants, never read by itself",
    "ReformEntry": "read through its reform",
    "HouseholdAssignment": "read through its household",
    "HouseholdMember": "read through its household",
    "Consent": "read through its household",
    "Contact": "read through its household",
    "DuplicateVerdict": "read through its households",
    "Account": "read through its grants",
    "Notice": "read by its account alone",
    "Delivery": "answers to keys of an account, asked for by that account alone",
    "Programme": "issued documents are public",
    "ProgrammeEdition": "issued documents are public",
    "EditionText": "issued documents are public",
    "Revision": "read through its report",
    "Guest": "read through its meeting",
    "AgendaItem": "read through its meeting",
    "MinutesSignature": "read through its meeting",
    "Addition": "read through its meeting",
    "Candidate": "read through its election",
    "Participant": "read through its vote",
    "Nomination": "read through its dossier",
}

# Where the rows of a table that stand in a place follow it when the map changes.
FOLLOWED = {
    "places.place": "places/services/remapping.py",
    "places.placeversion": "places/services/remapping.py",
    "places.placecode": "places/services/remapping.py",
    "places.placealias": "places/services/remapping.py",
    "places.formerpath": "places/services/remapping.py",
    "places.succession": "places/services/remapping.py",
    "accounts.grant": "accounts/services/reforms.py",
    "bodies.body": "bodies/services/following.py",
    "bodies.postholder": "bodies/services/following.py",
    "bodies.guidance": "bodies/services/following.py",
    "residents.household": "residents/services/reforms.py",
    "residents.householdchange": "residents/services/reforms.py",
    "residents.householdimport": "residents/services/reforms.py",
    "residents.columnmapping": "residents/services/reforms.py",
    "residents.householdfield": "residents/services/reforms.py",
    "programmes.adoption": "programmes/services/inheriting.py",
    "programmes.pilot": "programmes/services/inheriting.py",
    "programmes.eventday": "programmes/services/inheriting.py",
    "programmes.calendarfeed": "programmes/services/inheriting.py",
    "groups.residentgroup": "groups/services/following.py",
    "groups.barrierline": "groups/services/following.py",
    "groups.groupingwish": "groups/services/following.py",
    "groups.regrouping": "groups/services/following.py",
    "meetings.meeting": "meetings/services/following.py",
    "reports.obligation": "reports/services/following.py",
    "reports.report": "reports/services/following.py",
    "reports.goal": "reports/services/following_aims.py",
    "reports.pressingissue": "reports/services/following_aims.py",
    "formation.pledgeregistration": "formation/services/pledge_reforms.py",
    "formation.selfmanagementmodel": "formation/services/pledge_reforms.py",
    "assessments.assessmentsheet": "assessments/services/following.py",
    "assessments.titleheld": "assessments/services/following.py",
    "assessments.acceptance": "assessments/services/following.py",
    "assessments.visit": "assessments/services/following.py",
    "exemplars.exemplar": "exemplars/services/following.py",
    "exemplars.replication": "exemplars/services/following.py",
    "awards.awardround": "awards/services/following.py",
    "awards.awardnomination": "awards/services/following.py",
}

# Rows that keep the place they were written in: whoever looks after it today reads them there.
STAYING = {
    "awards.awardgiven": "the register stays where it was written; grants reach former paths",
    "documents.officialdocument": "a paper stays where it was made; grants reach former paths",
    "documents.issuingbody": "an office ends with its place; the next one sets up its own",
    "approvals.approval": "a thing that was sent keeps its path; grants reach former paths",
    "audit.change": "the record of what was done is never rewritten",
    "audit.look": "the record of who looked is never rewritten",
    "outbox.strayitem": "came from a phone of the place as it was; grants reach former paths",
    "base.job": "what was done in the background; what it works on is found by number",
    "places.reform": "the place whose office decided, as it was called then",
    "groups.formergrouppath": "where a group stood is where it stood",
    "consolidations.storedtotal": "worked out anew when the map changes (after_reforms)",
    "consolidations.consolidation": "what was sent up never changes; grants reach former paths",
}


def modules(pattern: str) -> Iterator[tuple[str, ast.Module]]:
    """Every file of ours that matches, parsed."""
    for path in sorted(ROOT.glob(pattern)):
        yield str(path.relative_to(ROOT)), parsed(str(path.relative_to(ROOT)))


def test_views_never_touch_a_manager() -> None:
    for pattern in ("*/views.py", "*/views/*.py"):
        for name, tree in modules(pattern):
            for node in ast.walk(tree):
                if isinstance(node, ast.Attribute) and node.attr == "objects":
                    pytest.fail(f"{name}:{node.lineno} reads a manager; add a query with the actor")


def test_public_services_take_the_actor_first() -> None:
    reading = {
        "read_pack",
        "read_pack_archive",
        "secret_hash",
        "shipped_packs",
        "packs_to_install",
        "first_password",
        "free_username",
        "digest_of",
        "answered",
        "refused",
        "facts_of",
        "problems_of",
        "read_list",
        "follow_reforms",
        "followers",
        "take_back",
        "follow_households",
        "follow_documents",
        "follow_withdrawals",
        "follow_reports",
        "follow_opened",
        "instants_of",
        "tell_opened",
        "tell_followers",
        "mark_report",
        "mark_owed",
        "mark_reform",
        "mark_rows",
        "marks_owed",
        "forget_with_proposals",
        "go_with_groups",
        "tell",
        "search_text",
        "insert_households",
    }
    for pattern in ("*/services.py", "*/services/*.py"):
        for name, tree in modules(pattern):
            for node in tree.body:
                if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                    first = node.args.args[0].arg if node.args.args else ""
                    assert first == "actor" or node.name in reading, (
                        f"{name}:{node.lineno} {node.name}() must take `actor` first"
                    )


def test_no_file_outgrows_four_hundred_lines() -> None:
    for pattern in ("*.py", "*.html", "*.css", "*.js"):
        for path in ROOT.rglob(pattern):
            if "migrations" not in path.parts:
                lines = len(path.read_text("utf-8").splitlines())
                assert lines <= LONGEST_FILE, f"{path} has {lines} lines: split it by topic"


def test_no_file_of_tests_or_tools_outgrows_four_hundred_lines_either() -> None:
    beside = ROOT.parent.parent
    for folder in ("tests", "scripts", "bench"):
        for path in (beside / folder).rglob("*.py"):
            lines = len(path.read_text("utf-8").splitlines())
            assert lines <= LONGEST_FILE, f"{path} has {lines} lines: split it by topic"


def test_files_are_never_split_by_technicality() -> None:
    banned = {"utils", "helpers", "mixins", "managers", "signals", "constants", "common"}
    assert [str(path) for path in ROOT.rglob("*.py") if path.stem in banned] == []


def test_every_public_function_and_class_says_what_it_is_for() -> None:
    silent = []
    for name, tree in modules("**/*.py"):
        if "migrations" in name:
            continue
        if not ast.get_docstring(tree) and tree.body:
            silent.append(name)
        for node in tree.body:
            if not isinstance(node, ast.FunctionDef | ast.ClassDef) or node.name.startswith("_"):
                continue
            if not ast.get_docstring(node):
                silent.append(f"{name}:{node.lineno} {node.name}")
    assert silent == []


def test_no_code_relies_on_row_locks_that_sqlite_does_not_have() -> None:
    for name, tree in modules("**/*.py"):
        for node in ast.walk(tree):
            assert getattr(node, "attr", "") != "select_for_update", (
                f"{name}: select_for_update() does nothing on SQLite; update conditionally instead"
            )


def test_every_model_is_scoped_or_says_why_not() -> None:
    for model in apps.get_models():
        if not model.__module__.startswith("tuquan."):
            continue
        scoped = hasattr(model._default_manager.all(), "visible_to")
        if not scoped:
            assert model.__name__ in UNSCOPED, f"{model} needs a queryset with visible_to()"


def stands_in_a_place(model: type[Model]) -> bool:
    """Whether a table has a path of a place, or names one."""
    return any(
        isinstance(field, PathField) or field.related_model is Place
        for field in model._meta.concrete_fields
    )


def test_every_table_that_stands_in_a_place_follows_it_or_says_why_not() -> None:
    standing = {
        model._meta.label_lower: model
        for model in apps.get_models()
        if model.__module__.startswith("tuquan.") and stands_in_a_place(model)
    }
    assert FOLLOWED.keys().isdisjoint(STAYING)
    assert standing.keys() == FOLLOWED.keys() | STAYING.keys(), (
        "let the table follow reforms of the map (places.services.followers), or say why it stays"
    )
    following = {*map(followed_in, followers()), "places/services/remapping.py"}
    assert set(FOLLOWED.values()) == following
    for label, file in FOLLOWED.items():
        names = {node.id for node in ast.walk(parsed(file)) if isinstance(node, ast.Name)}
        assert standing[label].__name__ in names, f"{file} does not move {label}"


def followed_in(follower: Follower) -> str:
    """The file in which a registered follower is written."""
    return type(follower).__module__.removeprefix("tuquan.").replace(".", "/") + ".py"


@cache
def parsed(file: str) -> ast.Module:
    """One file of ours."""
    return ast.parse((ROOT / file).read_text("utf-8"))


def literals(function_names: set[str], position: int) -> Iterator[tuple[str, str]]:
    """The text given at a position to calls of these functions, anywhere in our code."""
    for where, called, given in calls():
        if called in function_names and len(given) > position:
            text = given[position]
            if isinstance(text, ast.Constant):
                yield where, str(text.value)


@cache
def calls() -> list[tuple[str, str, list[ast.expr]]]:
    """Every call in our code: where it stands, what it calls, and what it gives by position."""
    return [
        (
            f"{name}:{node.lineno}",
            getattr(node.func, "id", getattr(node.func, "attr", "")),
            node.args,
        )
        for name, tree in modules("**/*.py")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
    ]


def test_every_code_of_a_problem_has_a_sentence() -> None:
    first = literals({"Problem", "Conflict", "NotAllowed", "Refusal"}, 0)
    known = {*TEXTS, *MISTAKES}
    missing = [(where, code) for where, code in first if code not in known]
    missing += [(w, code) for w, code in literals({"require"}, 1) if code not in known]
    assert missing == []


def test_no_code_of_a_problem_has_two_sentences() -> None:
    """Of two, one would be shown and the other kept for nothing."""
    topics = [import_module(f"{texts.__name__}.{one.name}") for one in iter_modules(texts.__path__)]
    codes = Counter(code for topic in topics for code in getattr(topic, "TEXTS", ()))
    assert [code for code, times in codes.items() if times > 1] == []
    assert codes.keys() == TEXTS.keys()


def test_every_action_on_record_has_a_sentence() -> None:
    assert [(w, a) for w, a in literals({"record"}, 1) if a not in ACTIONS] == []
    assert {f"reports.{event}" for event in Revision.Event} <= set(ACTIONS)
    assert [(w, p) for w, p in literals({"mark_looks"}, 3) if p not in PURPOSES] == []


def test_every_purpose_of_a_look_has_words() -> None:
    """Where the purpose has a name of its own, the name begins so: LOOK_LISTED."""
    named = [
        (f"{name}:{node.lineno}", node.value.value)
        for name, tree in modules("**/*.py")
        for node in tree.body
        if isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
        and getattr(node.targets[0], "id", "").startswith("LOOK")
    ]
    assert len(named) >= 8
    assert [(where, purpose) for where, purpose in named if purpose not in PURPOSES] == []


def test_templates_carry_no_inline_style_script_or_handler() -> None:
    for path in ROOT.rglob("*.html"):
        text = path.read_text("utf-8")
        for forbidden in (" style=", "<style", "onclick=", "onchange=", "javascript:"):
            assert forbidden not in text, f"{path}: {forbidden} is refused by the page's own policy"
        assert "<script>" not in text, f"{path}: scripts live in files"
