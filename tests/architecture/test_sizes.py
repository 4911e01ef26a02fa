import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from matchmaker.config import ROOT
from tests.architecture.test_reachable import MODULES, is_package, list_imports

MODULE_LINES = 400
FUNCTION_LINES = 40
TEMPLATE_LINES = 120

SMALL_MODULE_LINES = 60
"""A module that is shorter belongs into its neighbour when nothing else imports it."""

SMALL_MODULES = {"matchmaker.web.events.slot_grid": "arithmetic without Flask, with tests of its own"}
"""Small modules that stay alone all the same, such as ports, and why."""


def python_files() -> list[Path]:
    folders = ("matchmaker", "benchmarks", "tests")
    return [path for folder in folders for path in (ROOT / folder).rglob("*.py") if "migrations" not in path.parts]


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    lines = (function.end_lineno or 0) - function.body[0].lineno + 1
    if ast.get_docstring(function):
        docstring = function.body[0]
        lines -= (docstring.end_lineno or 0) - docstring.lineno + 1
    return lines


def long_functions(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        is_function = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if is_function and body_lines(node) > FUNCTION_LINES:
            yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}: {body_lines(node)} lines"


def test_modules_stay_short():
    sizes = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in python_files()}

    assert sizes
    assert [f"{path.relative_to(ROOT)}: {n}" for path, n in sizes.items() if n > MODULE_LINES] == []


def test_functions_stay_short():
    assert [line for path in python_files() for line in long_functions(path)] == []


def test_templates_stay_short():
    templates = list((ROOT / "templates").rglob("*.html"))
    sizes = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in templates}

    assert sizes
    assert [f"{path.relative_to(ROOT)}: {n}" for path, n in sizes.items() if n > TEMPLATE_LINES] == []


def list_small_modules() -> Iterator[str]:
    """Small modules that only one module imports, in the same folder. A package's ``__init__`` is no such module."""
    importers = defaultdict(set)
    for name in MODULES:
        for imported in set(list_imports(name)) - {name}:
            importers[imported].add(name)
    for name, path in MODULES.items():
        is_small = len(path.read_text(encoding="utf-8").splitlines()) < SMALL_MODULE_LINES
        if is_small and not is_package(name) and len(importers[name]) == 1:
            (importer,) = importers[name]
            if importer.rpartition(".")[0] == name.rpartition(".")[0] and not is_package(importer):
                yield name


def test_a_small_module_is_part_of_the_only_one_that_imports_it():
    assert sorted(set(list_small_modules()) ^ SMALL_MODULES.keys()) == []


def test_nothing_is_called_after_a_drawer():
    drawers = {"utils", "util", "common", "helpers", "misc", "models"}
    names = {path.relative_to(ROOT) for path in (ROOT / "matchmaker").rglob("*") if path.stem in drawers}

    assert names == set()
