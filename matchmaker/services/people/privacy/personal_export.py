"""One's data as files: everything that is held about a person, for the person alone."""

import io
import json
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from matchmaker.domain.accounts import Actor
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.exchange.table import Cell
from matchmaker.exchange.writing import Sheet, write_workbook
from matchmaker.services.platform.audit import record_audit
from matchmaker.services.platform.context import Context

Wording = Callable[[str, str], str]
"""Kind of word (``table``, ``column``, ``value``) and code -> the word in the person's language; a column may have
none."""

JSON_NAME, WORKBOOK_NAME = "data.json", "data.xlsx"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Rows about a person from one place; values are plain: texts, numbers, truth values, lists of them, or nothing."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Mapping[str, object], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalData:
    """All that is held about a person, also where there is nothing."""

    name: str
    collected_at: datetime
    sections: tuple[Section, ...]

    def as_json(self) -> bytes:
        """For machines: the codes as they are stored."""
        told = {
            "name": self.name,
            "collected_at": self.collected_at.isoformat(),
            "data": {it.name: list(it.rows) for it in self.sections},
        }
        return json.dumps(told, ensure_ascii=False, indent=1).encode()

    def as_workbook(self, wording: Wording) -> bytes:
        """For people: a sheet for each place that holds something, in their language; without machines' columns."""
        return write_workbook([_sheet(it, wording) for it in self.sections if it.rows])

    def as_zip(self, wording: Wording) -> bytes:
        """Both in one file."""
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(JSON_NAME, self.as_json())
            archive.writestr(WORKBOOK_NAME, self.as_workbook(wording))
        return packed.getvalue()


def collect_data(context: Context, actor: Actor) -> PersonalData:
    """Everything that is held about the actor; that it was handed out is in the log."""
    profiles: dict[PartyKind, set[int]] = {}
    for kind, profile_id in actor.list_profiles():
        profiles.setdefault(kind, set()).add(profile_id)
    with context.begin(actor) as case:
        record_audit(case, action="privacy.export", kind="account", subject=actor.account_id)
        held = case.unit.personal.collect(actor.account_id, profiles)
        case.unit.commit()
    sections = tuple(
        Section(
            name=it.table,
            columns=it.columns,
            rows=tuple({name: _plain(value) for name, value in row.items()} for row in it.rows),
        )
        for it in held
    )
    return PersonalData(name=actor.name, collected_at=context.now(), sections=sections)


def _sheet(section: Section, wording: Wording) -> Sheet:
    """The columns that have a word; the file for machines holds the others, too."""
    told = [column for column in section.columns if wording("column", column)]
    return Sheet(
        title=wording("table", section.name),
        columns=[wording("column", column) for column in told],
        rows=[[_cell(row[column], wording) for column in told] for row in section.rows],
    )


def _plain(value: object) -> object:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, frozenset | set):
        return sorted(str(it) for it in value)
    if isinstance(value, Mapping):
        return {str(name): _plain(it) for name, it in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(it) for it in value]
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)


def _cell(value: object, wording: Wording) -> Cell:
    if value is None or value in ([], {}):
        return ""
    if isinstance(value, bool):
        return wording("value", "yes" if value else "no")
    if isinstance(value, int | float):
        return value
    if isinstance(value, list) and all(isinstance(it, str) for it in value):
        return ", ".join(wording("value", it) for it in value)
    return wording("value", value) if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
