"""Sentences of the documentation stay short, as the line length of the code does."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from matchmaker.config import ROOT

SENTENCE_WORDS = 30

CHINESE = "README.zh-CN.md"
"""A page without blanks between its words."""

PAGES = sorted(
    [
        *(path for path in ROOT.glob("*.md") if path.name != CHINESE),
        *(ROOT / "docs").glob("*.md"),
        *(ROOT / "benchmarks" / "notes").glob("*.md"),
        *(ROOT / folder / "README.md" for folder in ("models", "seeds", "translations")),
    ]
)

FENCE = re.compile(r"\s*(```|~~~)")
HEADING = re.compile(r"#+\s")
ITEM = re.compile(r"^\s*(?:[-*+]|\d{1,2}\.)\s+")
TABLE_RULE = re.compile(r"[\s|:-]+$")
IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
CODE = re.compile(r"`[^`]+`")
SENTENCE = re.compile(r"\S.*?(?:[.!?][\"'”’)\]*]*(?=\s|$)|$(?!\n))", re.DOTALL)
ABBREVIATION = re.compile(r"(?:\b(?:e\.g|i\.e|et al|cf|vs|[A-Z]))\.$")
FORMULA = re.compile(r"[=<>≤≥≠≈Σ∏∈∉⊆⋁∧∨¬∂·×⌊⌋⌈⌉^_√²∪∩→−+|]")


class Sentence(NamedTuple):
    line: int
    text: str

    @property
    def words(self) -> int:
        """Words and numbers; a piece of code is one word, a token with a sign of mathematics is none."""
        return sum(any(map(str.isalnum, token)) and not FORMULA.search(token) for token in self.text.split())


def list_blocks(page: str) -> Iterator[Sentence]:
    """Paragraphs, list items and cells of tables, each with its first line. Headings and code blocks are left out."""
    block: list[str] = []
    start, is_code = 1, False
    for number, line in enumerate([*page.splitlines(), ""], start=1):
        is_fence = FENCE.match(line) is not None
        is_text = not (is_code or is_fence or HEADING.match(line) or line.lstrip().startswith("|") or not line.strip())
        if block and (not is_text or ITEM.match(line)):
            yield Sentence(start, "\n".join(block))
            block = []
        if is_text:
            start = start if block else number
            block.append(ITEM.sub("", line))
        elif line.lstrip().startswith("|") and not is_code and not TABLE_RULE.match(line):
            yield from (Sentence(number, cell) for cell in CODE.sub(keep_lines, line).split("|") if cell.strip())
        is_code ^= is_fence


def keep_lines(match: re.Match[str]) -> str:
    """One word in place of a piece of code, with the line breaks that it had."""
    return "code" + "\n" * match.group().count("\n")


def list_sentences(page: str) -> Iterator[Sentence]:
    for block in list_blocks(page):
        text = LINK.sub(r"\1", IMAGE.sub("", CODE.sub(keep_lines, block.text))).replace("**", "")
        begin = 0
        for match in SENTENCE.finditer(text):
            if ABBREVIATION.search(match.group()) and match.end() < len(text):
                continue
            sentence = text[begin : match.end()]
            first = begin + len(sentence) - len(sentence.lstrip())
            yield Sentence(block.line + text[:first].count("\n"), " ".join(sentence.split()))
            begin = match.end()


def describe_long_sentences(path: Path) -> list[str]:
    name = path.relative_to(ROOT)
    sentences = list_sentences(path.read_text(encoding="utf-8"))
    long = [sentence for sentence in sentences if sentence.words > SENTENCE_WORDS]
    return [f"{name}:{sentence.line}: {sentence.words} words: {sentence.text}" for sentence in long]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_sentences_stay_short(path):
    long = describe_long_sentences(path)

    assert not long, "\n".join(long)


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("One here. Two\nthere!\n\nThree", [(1, "One here."), (1, "Two there!"), (4, "Three")]),
        ("# A heading\n```\nsome code.\n```\nText", [(5, "Text")]),
        ("- one\n  goes on\n- two", [(1, "one goes on"), (3, "two")]),
        ("| a | b. c |\n|---|---|\n| `x|y` |  |", [(1, "a"), (1, "b."), (1, "c"), (3, "code")]),
        ("Run `make\ntest` now. See\n[this](a.md).", [(1, "Run code now."), (2, "See this.")]),
        (
            "By Chum et al. (2007), e.g. so. Half is .5 here.",
            [(1, "By Chum et al. (2007), e.g. so."), (1, "Half is .5 here.")],
        ),
    ],
)
def test_a_page_is_split_into_its_sentences(page, expected):
    assert [tuple(sentence) for sentence in list_sentences(page)] == expected


def test_words_are_counted_without_signs_and_formulas():
    assert Sentence(1, "The sum a·b + c = 3 is, as *said*, 企业 – well-known.").words == 9
