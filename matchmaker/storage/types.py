"""Column types with the same meaning on SQLite and PostgreSQL: codes, sets of codes, aware times, vectors."""

from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import CheckConstraint, DateTime, Dialect, LargeBinary, Text
from sqlalchemy.types import TypeDecorator

E = TypeVar("E", bound=StrEnum)


class Code(TypeDecorator[E], Generic[E]):
    """A member of a closed list, stored as its value."""

    impl = Text
    cache_ok = True

    def __init__(self, codes: type[E]) -> None:
        super().__init__()
        self.codes = codes
        self._members = {code.value: code for code in codes}  # a dict lookup is far faster than a call of the enum

    def process_bind_param(self, value: E | None, _dialect: Dialect) -> str | None:
        return None if value is None else self._member(value).value

    def process_result_value(self, value: str | None, _dialect: Dialect) -> E | None:
        return None if value is None else self._member(value)

    def _member(self, value: str) -> E:
        return self._members.get(value) or self.codes(value)  # the enum raises for unknown values


class CodeSet(TypeDecorator[frozenset[E]], Generic[E]):
    """A small set of codes, stored as ``,a,b,`` in the order of the list, so that ``LIKE '%,a,%'`` finds a member."""

    impl = Text
    cache_ok = True

    def __init__(self, codes: type[E]) -> None:
        super().__init__()
        self.codes = codes

    def process_bind_param(self, value: Iterable[E] | None, _dialect: Dialect) -> str | None:
        if value is None:
            return None
        members = {self.codes(code) for code in value}
        return "," + "".join(f"{code.value}," for code in self.codes if code in members)

    def process_result_value(self, value: str | None, _dialect: Dialect) -> frozenset[E] | None:
        return None if value is None else frozenset(self.codes(code) for code in value.split(",") if code)

    def coerce_compared_value(self, _op: Any, value: Any) -> Any:
        """Plain text for LIKE patterns, which are not sets; the set itself for all other operators."""
        return Text() if isinstance(value, str) else self


class UtcDateTime(TypeDecorator[datetime]):
    """An aware time, stored and returned in UTC. A naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"an aware datetime is needed, got the naive {value!r}")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Float32Vector(TypeDecorator[NDArray[np.float32]]):
    """A vector of float32, stored as its little-endian bytes."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: NDArray[np.float32] | None, _dialect: Dialect) -> bytes | None:
        return None if value is None else np.ascontiguousarray(value, dtype="<f4").tobytes()

    def process_result_value(self, value: bytes | None, _dialect: Dialect) -> NDArray[np.float32] | None:
        return None if value is None else np.frombuffer(value, dtype="<f4").astype(np.float32, copy=False)


def one_of(column: str, codes: type[StrEnum]) -> CheckConstraint:
    """The rule that ``column`` holds one of ``codes`` (or nothing)."""
    members = ", ".join(f"'{code.value}'" for code in codes)
    return CheckConstraint(f"{column} IN ({members})", name=column)


def all_of(column: str, codes: type[StrEnum]) -> CheckConstraint:
    """The rule that a set contains only ``codes``: when they are removed, a single comma is left.

    Longer codes are removed first. Otherwise a code that ends another one (``a`` in ``pre_a``) would leave a rest.
    """
    rest = column
    for code in sorted(codes, key=lambda code: (-len(code.value), code.value)):
        rest = f"replace({rest}, '{code.value},', '')"
    return CheckConstraint(f"{rest} = ','", name=column)
