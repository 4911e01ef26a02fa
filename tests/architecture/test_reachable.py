"""Every module of the product is reached from a page, a job or a command."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from matchmaker.config import ROOT
from matchmaker.web import FEATURES

ENTRIES = ("matchmaker.cli", "matchmaker.app", "matchmaker.web", "matchmaker.jobs")

MIGRATIONS = "matchmaker.storage.migrations"
"""Alembic finds them by their folder."""

HISTORY = "learning from past deals: given to users when matching is reworked"
CONFLICT = "named smallest set of contradicting musts: for the control room"
EXCEPTIONS = {
    "matchmaker.matching.history": HISTORY,
    "matchmaker.scheduling.explaining.infeasible_musts": CONFLICT,
    "matchmaker.optimise.unsat_core": CONFLICT,
}
"""A module, or what is left over of a package, which nobody reaches yet, and why it stays."""


def find_modules() -> dict[str, Path]:
    found = {}
    for path in (ROOT / "matchmaker").rglob("*.py"):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        if not is_in(name, MIGRATIONS):
            found[name] = path
    return found


def is_in(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


MODULES = find_modules()


@cache
def read_tree(name: str) -> ast.Module:
    return ast.parse(MODULES[name].read_text(encoding="utf-8"))


def is_package(name: str) -> bool:
    return MODULES[name].name == "__init__.py"


@cache
def list_re_exports(package: str) -> dict[str, tuple[str, str]]:
    """Names that a package re-exports: where each comes from, and what it is called there."""
    found = {}
    for node in read_tree(package).body:
        if isinstance(node, ast.ImportFrom) and node.module and is_in(node.module, package):
            names = (alias for alias in node.names if f"{node.module}.{alias.name}" not in MODULES)
            found |= {alias.asname or alias.name: (node.module, alias.name) for alias in names}
    used = {node.id for node in ast.walk(read_tree(package)) if isinstance(node, ast.Name)}
    return {name: source for name, source in found.items() if name not in used}


def resolve(module: str, name: str) -> set[str]:
    """Modules that ``from module import name`` needs: those that define the name, not all re-exports of the package."""
    if f"{module}.{name}" in MODULES:
        return {f"{module}.{name}"}
    if module in MODULES and is_package(module) and name in list_re_exports(module):
        return {module} | resolve(*list_re_exports(module)[name])
    return {module} & MODULES.keys()


def list_imports(name: str) -> Iterator[str]:
    """Modules that a module imports, in its functions too."""
    handed_on = list_re_exports(name) if is_package(name) else {}
    tree = read_tree(name)
    packages = list_package_names(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in MODULES)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                if (alias.asname or alias.name) not in handed_on:
                    yield from resolve(node.module, alias.name)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in packages:
            yield from resolve(packages[node.value.id], node.attr)
    if name == "matchmaker.web":
        yield from (f"matchmaker.web.{feature}" for feature in FEATURES)


def list_package_names(tree: ast.Module) -> dict[str, str]:
    """Packages by the name that a module calls them, so that ``package.name`` reaches what defines the name."""
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            whole = {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
            found |= {alias: name for alias, name in whole.items() if name in MODULES and is_package(name)}
    return found


def list_above(name: str) -> Iterator[str]:
    """Packages that are executed when a module is imported."""
    while "." in name:
        name = name.rpartition(".")[0]
        yield name


def find_reached() -> set[str]:
    reached: set[str] = set()
    waiting = [name for name in MODULES if name in ENTRIES or name == "matchmaker.cli.__main__"]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += [*list_above(name), *list_imports(name)]
    return reached


def test_every_module_is_reached_by_a_page_a_job_or_a_command():
    unreached = MODULES.keys() - find_reached()

    assert sorted(name for name in unreached if not any(is_in(name, it) for it in EXCEPTIONS)) == []


def test_every_exception_is_still_needed():
    unreached = MODULES.keys() - find_reached()

    assert [it for it in EXCEPTIONS if not any(is_in(name, it) for name in unreached)] == []


def test_a_package_that_hands_names_on_reaches_only_what_is_asked_for():
    assert resolve("matchmaker.artefacts", "store_version") == {"matchmaker.artefacts", "matchmaker.artefacts.versions"}
    assert "matchmaker.artefacts.errors" not in set(list_imports("matchmaker.artefacts"))
