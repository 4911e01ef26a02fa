"""Filters of list pages: each gives no condition where nothing was asked for."""

from typing import Any

from sqlalchemy import ColumnElement, Integer, func, or_
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction

Column = InstrumentedAttribute[Any]


class TextPosition(GenericFunction[int]):
    """Where the second text begins in the first, from 1; 0 where it does not stand there.

    Half the time of LIKE on both databases, and no character of the search means anything else than itself.
    """

    type = Integer()
    name = "instr"
    inherit_cache = True


@compiles(TextPosition, "postgresql")
def _compile_strpos(element: TextPosition, compiler: SQLCompiler, **options: Any) -> str:
    return f"strpos({compiler.process(element.clauses, **options)})"


def matches(search: str, *columns: Column) -> list[ColumnElement[bool]]:
    """Every word of ``search`` stands in one of ``columns``; case does not matter."""
    return [or_(*(contains_word(column, word) for column in columns)) for word in search.split()]


def contains_word(column: Column | ColumnElement[Any], word: str) -> ColumnElement[bool]:
    """``word`` stands in ``column``; case does not matter."""
    if word.lower() == word.upper():  # Chinese has no case: spare the database the folding of every row
        return TextPosition(column, word) > 0
    return TextPosition(func.lower(column), func.lower(word)) > 0


def equals(column: Column, value: object | None) -> list[ColumnElement[bool]]:
    return [] if value is None else [column == value]


def has_code(column: Column, code: str | None) -> list[ColumnElement[bool]]:
    """The set of codes in ``column`` has ``code`` as a member."""
    return [] if code is None else [column.contains(f",{code},", autoescape=True)]
