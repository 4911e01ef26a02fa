"""The export of a person's data: everything that is stored about the person, for that person only."""

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
"""Maps a kind of word (``table``, ``column``, ``value``) and a code to the word in the person's language.

A column may have none.
"""

JSON_NAME, WORKBOOK_NAME = "data.json", "data.xlsx"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Rows about a person from one table. Values are texts, numbers, booleans, lists of them, or None."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Mapping[str, object], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalData:
    """Everything stored about a person. Tables without rows are included."""

    name: str
    collected_at: datetime
    sections: tuple[Section, ...]

    def as_json(self) -> bytes:
        """For programs: the codes as they are stored."""
        content = {
            "name": self.name,
            "collected_at": self.collected_at.isoformat(),
            "data": {it.name: list(it.rows) for it in self.sections},
        }
        return json.dumps(content, ensure_ascii=False, indent=1).encode()

    def as_workbook(self, wording: Wording) -> bytes:
        """For people: a sheet in their language for each table with rows. Columns without a word are left out."""
        return write_workbook([_sheet(it, wording) for it in self.sections if it.rows])

    def as_zip(self, wording: Wording) -> bytes:
        """Both files in one archive."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(JSON_NAME, self.as_json())
            archive.writestr(WORKBOOK_NAME, self.as_workbook(wording))
        return buffer.getvalue()


def collect_data(context: Context, actor: Actor) -> PersonalData:
    """Everything stored about the actor. The export is logged."""
    profiles: dict[PartyKind, set[int]] = {}
    for kind, profile_id in actor.list_profiles():
        profiles.setdefault(kind, set()).add(profile_id)
    with context.begin(actor) as case:
        record_audit(case, action="privacy.export", kind="account", subject=actor.account_id)
        tables = case.unit.personal.collect(actor.account_id, profiles)
        case.unit.commit()
    sections = tuple(
        Section(
            name=table.table,
            columns=table.columns,
            rows=tuple({name: _plain(value) for name, value in row.items()} for row in table.rows),
        )
        for table in tables
    )
    return PersonalData(name=actor.name, collected_at=context.now(), sections=sections)


def _sheet(section: Section, wording: Wording) -> Sheet:
    """The columns that have a word. The JSON file contains the others too."""
    columns = [column for column in section.columns if wording("column", column)]
    return Sheet(
        title=wording("table", section.name),
        columns=[wording("column", column) for column in columns],
        rows=[[_cell(row[column], wording) for column in columns] for row in section.rows],
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
