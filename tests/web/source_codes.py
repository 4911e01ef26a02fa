"""The codes that the code base shows to users, read from the syntax trees."""

import ast
from collections.abc import Iterator
from functools import cache
from typing import TypeGuard

from matchmaker.config import ROOT

REFUSALS = {"NotFound", "NotAllowed", "StateConflict", "Invalid"}


@cache
def trees(package: str = "") -> tuple[tuple[str, ast.Module], ...]:
    """Path and tree of every module below ``matchmaker/package``."""
    folder = ROOT / "matchmaker" / package
    paths = sorted(folder.rglob("*.py")) if folder.is_dir() else [folder]
    return tuple((str(path.relative_to(ROOT)), ast.parse(path.read_text(encoding="utf-8"))) for path in paths)


def list_calls(*names: str, package: str = "") -> Iterator[ast.Call]:
    """Calls of functions or methods of these names."""
    for _, tree in trees(package):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _name(node.func) in names:
                yield node


def _name(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def list_texts(node: ast.AST) -> list[str]:
    """The plain texts that ``node`` may be: a constant, or either side of a choice."""
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) else []
    return [*list_texts(node.body), *list_texts(node.orelse)] if isinstance(node, ast.IfExp) else []


def list_refusals() -> set[str]:
    """Codes of refusals that are raised by name."""
    return {text for call in list_calls(*REFUSALS) if call.args for text in list_texts(call.args[0])}


def list_field_codes() -> set[str]:
    """Codes of single fields: values of ``fields={…}``, ``dict.fromkeys`` and what is put into ``faults``."""
    found: set[str] = set()
    for _, tree in trees("services") + trees("exchange") + trees("web"):
        for node in ast.walk(tree):
            if _holds_field_codes(node):
                found |= {text for value in _values(node.value) for text in list_texts(value)}
    return found


def _holds_field_codes(node: ast.AST) -> bool:
    if isinstance(node, ast.keyword):
        return node.arg == "fields"
    if isinstance(node, ast.Assign):
        return any("faults" in ast.unparse(target) for target in node.targets)
    return isinstance(node, ast.AugAssign) and "faults" in ast.unparse(node.target)


def _values(node: ast.expr) -> list[ast.expr]:
    if isinstance(node, ast.Dict):
        return node.values
    if isinstance(node, ast.DictComp):
        return [node.value]
    is_fromkeys = isinstance(node, ast.Call) and _name(node.func) == "fromkeys"
    return [node.args[1]] if is_fromkeys else [node]


def list_keywords(name: str, package: str) -> set[str]:
    """Texts given for the keyword ``name`` anywhere in ``package``."""
    return {
        text
        for _, tree in trees(package)
        for node in ast.walk(tree)
        if isinstance(node, ast.keyword) and node.arg == name
        for text in list_texts(node.value)
    }


def list_first_arguments(name: str, package: str) -> set[str]:
    """Texts given as the first argument of calls of ``name`` in ``package``."""
    return {text for call in list_calls(name, package=package) if call.args for text in list_texts(call.args[0])}


def list_note_codes() -> set[str]:
    """Codes noted about accepted rows: given by keyword, or first of the pairs that a parsed cell carries."""
    pairs = [
        node.elts
        for call in list_calls("Parsed", package="exchange")
        for node in ast.walk(call)
        if isinstance(node, ast.Tuple) and len(node.elts) == 2
    ]
    return list_keywords("code", "exchange") | {text for first, _ in pairs for text in list_texts(first)}


def list_actions() -> set[str]:
    """Actions given to the log in services and demo; an f-string has its data in braces, such as ``{kind}.edit``."""
    values = [
        node.value for _, tree in trees("services") + trees("demo") for node in ast.walk(tree) if _is_action(node)
    ]
    made = {ast.unparse(value)[2:-1] for value in values if isinstance(value, ast.JoinedStr)}
    return made | {text for value in values for text in list_texts(value)}


def _is_action(node: ast.AST) -> TypeGuard[ast.keyword | ast.Assign]:
    """Whether a value is passed or assigned by the name ``action``."""
    if isinstance(node, ast.keyword):
        return node.arg == "action"
    return isinstance(node, ast.Assign) and [ast.unparse(it) for it in node.targets] == ["action"]


def list_log_keys() -> set[str]:
    """Keys of the values that the services log as ``before`` or ``after``."""
    found = [
        key
        for _, tree in trees("services")
        for node in ast.walk(tree)
        if isinstance(value := _find_logged(node), ast.Dict)
        for key in value.keys
    ]
    return {text for key in found if key is not None for text in list_texts(key)}


def _find_logged(node: ast.AST) -> ast.AST | None:
    if isinstance(node, ast.keyword) and node.arg in {"before", "after"}:
        return node.value
    if isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        return node.value if any(ast.unparse(it) in {"before", "after"} for it in targets) else None
    if isinstance(node, ast.FunctionDef) and node.name == "_audit_values":
        return next((it.value for it in ast.walk(node) if isinstance(it, ast.Return)), None)
    return None
