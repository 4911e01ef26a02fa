"""The catalogues hold every sentence of the pages and of the commands, translated, and nothing else."""

import re
from functools import cache

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from matchmaker.config import ROOT

KEYWORDS = {**DEFAULT_KEYWORDS, "lazy_gettext": None, "lazy_pgettext": ((1, "c"), 2), "lazy_ngettext": (1, 2)}
METHODS = [("matchmaker/web/**.py", "python"), ("matchmaker/cli/**.py", "python"), ("templates/**.html", "jinja2")]
OPTIONS = {"templates/**.html": {"trimmed": "true", "silent": "false"}}
CHINESE = re.compile(r"[\u4e00-\u9fff]")
LATIN = re.compile(r"[A-Za-z]")
DATUM = re.compile(r"%\(\w+\)s")

Key = tuple[str | None, str]


@cache
def extract() -> frozenset[Key]:
    """Context and sentence of every message in the sources, as they are now."""
    found: set[Key] = set()
    walk = extract_from_dir(
        ROOT, method_map=METHODS, options_map=OPTIONS, keywords=KEYWORDS, directory_filter=lambda path: "/." not in path
    )
    for _file, _line, message, _comments, context in walk:
        found.add((context, message[0] if isinstance(message, tuple) else message))
    return frozenset(found)


@cache
def read(locale: str) -> Catalog:
    path = ROOT / "translations" / locale / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as file:
        return read_po(file, locale=locale)


def list_messages(locale: str) -> list[Message]:
    return [message for message in read(locale) if message.id]


def key_of(message: Message) -> Key:
    return message.context, message.id[0] if isinstance(message.id, tuple) else message.id


def texts_of(message: Message) -> list[str]:
    return list(message.string) if isinstance(message.string, tuple | list) else [message.string]


@pytest.mark.parametrize("locale", ["zh_Hans_CN", "en"])
def test_catalogue_holds_every_sentence_and_no_other(locale: str) -> None:
    known = {key_of(message) for message in list_messages(locale)}

    assert len(known) > 500
    assert (extract() - known, known - extract()) == (set(), set())


@pytest.mark.parametrize("locale", ["zh_Hans_CN", "en"])
def test_catalogue_is_complete(locale: str) -> None:
    unfinished = [message.id for message in list_messages(locale) if message.fuzzy or not all(texts_of(message))]

    assert unfinished == []


@pytest.mark.parametrize("locale", ["zh_Hans_CN", "en"])
def test_translations_keep_the_names_of_their_data(locale: str) -> None:
    wrong = [(message.id, error) for message in list_messages(locale) for error in message.check(read(locale))]

    assert wrong == []


def test_chinese_sentences_are_chinese() -> None:
    words = [DATUM.sub("", text) for message in list_messages("zh_Hans_CN") for text in texts_of(message)]

    assert [text for text in words if LATIN.search(text) and not CHINESE.search(text)] == []


def test_english_sentences_are_those_of_the_sources() -> None:
    changed = [
        m.id for m in list_messages("en") if tuple(texts_of(m)) != (m.id if isinstance(m.id, tuple) else (m.id,))
    ]

    assert changed == []


@pytest.mark.parametrize("locale", ["zh_Hans_CN", "en"])
def test_catalogue_compiles(locale: str, tmp_path) -> None:
    with (tmp_path / "messages.mo").open("wb") as file:
        write_mo(file, read(locale))

    assert (tmp_path / "messages.mo").stat().st_size > 10_000


def test_sentences_hold_no_bare_percent_sign() -> None:
    bare = [text for _, text in extract() if re.search(r"%(?!\(\w+\)s)", text)]

    assert bare == [], "gettext with data would stumble over it"
