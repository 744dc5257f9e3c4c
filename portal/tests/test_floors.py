"""Imports only point down, and never in a circle. See docs/house.md for the floors."""

import ast
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
PACKAGES = ("portal", "forms_pages", "casework", "home")

FLOORS = (
    (8, ("casework.views", "casework.urls", "casework.public_urls", "casework.admin")),
    (8, ("casework.wagtail_hooks",)),
    (7, ("casework.intake", "casework.tasks", "casework.reports", "casework.forms")),
    (6, ("casework.workflows",)),
    (5, ("casework.access", "casework.audit", "casework.notices")),
    (5, ("casework.references", "casework.links", "casework.letters")),
    (4, ("casework.models", "casework.migrations")),
    (3, ("casework.rules",)),
    (2, ("casework.choices", "casework.errors")),
    (1, ("forms_pages", "home", "portal.accounts")),
    (0, ("portal.settings",)),
    (8, ("portal", "casework.management", "casework.templatetags", "casework")),
)
STAND_ALONE = ("forms_pages", "home", "portal.accounts")
MAY_REACH_UP = ("casework.apps",)


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def floor_of(module: str) -> int:
    for floor, names in FLOORS:
        if any(module == name or module.startswith(f"{name}.") for name in names):
            return floor
    raise AssertionError(f"{module} is on no floor: decide, and write it in FLOORS.")


def is_test(path: Path) -> bool:
    return "tests" in path.parts or path.name == "conftest.py"


def sources() -> dict[str, Path]:
    return {
        name_of(path): path
        for package in PACKAGES
        for path in sorted((ROOT / package).rglob("*.py"))
        if not is_test(path)
    }


def imports_of(source: str, module: str, known: set[str]) -> set[str]:
    """Return our own modules that `source` imports, also inside functions."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                base = ".".join([*module.split(".")[: -node.level], *filter(None, [base])])
            found |= {
                f"{base}.{alias.name}" if f"{base}.{alias.name}" in known else base
                for alias in node.names
            }
    return {name for name in found if name.split(".")[0] in PACKAGES and name != module}


def graph() -> dict[str, set[str]]:
    modules = sources()
    return {
        name: imports_of(path.read_text(), name, set(modules)) for name, path in modules.items()
    }


def upward(edges: dict[str, set[str]]) -> list[str]:
    return sorted(
        f"{module} imports {other}"
        for module, others in edges.items()
        if module not in MAY_REACH_UP
        for other in others
        if floor_of(other) > floor_of(module)
    )


def strangers(edges: dict[str, set[str]]) -> list[str]:
    """Return imports of ours by packages that must stand alone."""
    return sorted(
        f"{module} imports {other}"
        for module, others in edges.items()
        for home in STAND_ALONE
        if module == home or module.startswith(f"{home}.")
        for other in others
        if not (other == home or other.startswith(f"{home}."))
    )


def circle(edges: dict[str, set[str]]) -> list[str]:
    """Return one circle of imports, or nothing."""
    done, path = set(), []

    def walk(module):
        if module in path:
            return path[path.index(module) :]
        if module in done:
            return []
        path.append(module)
        for other in sorted(edges.get(module, ())):
            if found := walk(other):
                return found
        done.add(path.pop())
        return []

    for module in sorted(edges):
        if found := walk(module):
            return found
    return []


def test_imports_only_point_down():
    assert upward(graph()) == []


def test_there_are_no_circles():
    assert circle(graph()) == []


def test_forms_pages_home_and_accounts_import_nothing_of_ours():
    assert strangers(graph()) == []


def test_views_never_reach_for_objects():
    views = [p for name, p in sources().items() if name.startswith("casework.views")]

    reaching = [p.name for p in views if ".objects" in p.read_text()]

    assert views
    assert reaching == []


def test_rules_touch_no_table_clock_or_setting():
    forbidden = ("django.db", "django.conf", "timezone.now", "datetime.now", "date.today")
    rules = [p for name, p in sources().items() if name.startswith("casework.rules.")]

    touching = [(p.name, word) for p in rules for word in forbidden if word in p.read_text()]

    assert rules
    assert touching == []


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("casework.rules.deadlines", "from casework.models import Meeting"),
        ("casework.models.cases", "def later():\n    from casework import audit"),
        ("casework.workflows.referrals", "import casework.views.referrals"),
        ("casework.access", "from casework.workflows import referrals"),
    ],
)
def test_a_wrong_import_is_seen(module, line):
    known = {"casework.audit", "casework.workflows.referrals", "casework.views.referrals"}

    assert upward({module: imports_of(line, module, known)})


@pytest.mark.parametrize("module", ["forms_pages.intake", "home.models", "portal.accounts.views"])
def test_a_stranger_is_seen(module):
    line = "from casework.choices import Event"

    assert strangers({module: imports_of(line, module, set())})


def test_a_circle_is_seen():
    edges = {"casework.a": {"casework.b"}, "casework.b": {"casework.c"}, "casework.c": set()}
    assert circle(edges) == []

    edges["casework.c"] = {"casework.a"}

    assert circle(edges) == ["casework.a", "casework.b", "casework.c"]
