import ast
import subprocess
import sys
from pathlib import Path

import pytest

from matchmaker.config import ROOT

PURE = ("domain", "optimise", "matching", "scheduling")
HEAVY = ("flask", "sqlalchemy", "torch", "sentence_transformers")
BANNED_IMPORTS = {"os", "pathlib", "logging", "io", "shutil", "socket", "requests"}
BANNED_CALLS = {"open", "print", "input"}
TIME_OF_DAY = {("datetime", "now"), ("datetime", "utcnow"), ("date", "today"), ("time", "time"), ("datetime", "today")}


def loaded_after(statement: str) -> set[str]:
    code = f"{statement}\nimport sys; print(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    return set(done.stdout.split())


def modules_of(package: str) -> list[str]:
    paths = (ROOT / "matchmaker" / package).rglob("*.py")
    return sorted(".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for path in paths)


def impurities(path: Path) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names if alias.name.split(".")[0] in BANNED_IMPORTS]
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] in BANNED_IMPORTS:
            found.append(node.module)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in BANNED_CALLS:
            found.append(f"{node.func.id}()")
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            found += [f"{a}.{b}" for a, b in TIME_OF_DAY if (node.value.id, node.attr) == (a, b)]
    return [f"{path.relative_to(ROOT)}: {what}" for what in found]


@pytest.mark.parametrize("package", PURE)
def test_a_core_loads_no_edge_when_imported_whole(package):
    loaded = loaded_after("\n".join(f"import {module}" for module in modules_of(package)))

    assert loaded.isdisjoint(HEAVY)


@pytest.mark.parametrize("package", PURE)
def test_a_core_touches_no_file_and_no_clock(package):
    paths = sorted((ROOT / "matchmaker" / package).rglob("*.py"))

    assert paths
    assert [line for path in paths for line in impurities(path)] == []


@pytest.mark.parametrize("statement", ["import matchmaker.app", "import matchmaker.cli"])
def test_the_web_process_and_the_command_line_load_no_torch(statement):
    assert loaded_after(statement).isdisjoint({"torch", "sentence_transformers", "sklearn", "ortools"})


def test_the_package_itself_imports_nothing():
    tree = ast.parse((ROOT / "matchmaker" / "__init__.py").read_text(encoding="utf-8"))

    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
