"""Lists for Excel in columns that an import can read: profiles for the operator, candidacies for organizers."""

from collections.abc import Iterable
from dataclasses import fields
from typing import Any, TypeVar

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.candidacies import Candidacy
from matchmaker.domain.completeness import assess
from matchmaker.domain.ids import IncubatorId
from matchmaker.domain.imports import ImportKind
from matchmaker.domain.listings import ALL_PROFILES, CandidacyWithStartup, ProfileSearch
from matchmaker.domain.profiles import Investor, Mentor, Startup
from matchmaker.domain.vocabulary import CandidacyState
from matchmaker.exchange.lists import write_list_workbook
from matchmaker.exchange.table import MAX_ROWS
from matchmaker.services.platform.audit import record_export
from matchmaker.services.platform.context import Context, find_today
from matchmaker.services.platform.guards import require
from matchmaker.storage import UnitOfWork

P = TypeVar("P", Startup, Mentor, Investor)


def export_startups(context: Context, actor: Actor, search: ProfileSearch = ALL_PROFILES) -> bytes:
    """Export the startups that ``search`` finds."""
    require(permissions.can_operate(actor))
    with context.open_unit(readonly=True) as unit:
        found = unit.startups.list_page(search, size=MAX_ROWS).items
        incubators = _name_incubators(unit)
    rows = _choose(context, found, search)
    record_export(context, actor, kind="startup", rows=len(rows), search=search.words)
    return write_list_workbook(ImportKind.STARTUP, ({**extra, **_startup_values(it, incubators)} for it, extra in rows))


def export_mentors(context: Context, actor: Actor, search: ProfileSearch = ALL_PROFILES) -> bytes:
    """Export the mentors that ``search`` finds."""
    require(permissions.can_operate(actor))
    with context.open_unit(readonly=True) as unit:
        found = unit.mentors.list_page(search, size=MAX_ROWS).items
    rows = _choose(context, found, search)
    record_export(context, actor, kind="mentor", rows=len(rows), search=search.words)
    return write_list_workbook(ImportKind.MENTOR, ({**extra, **_values(it)} for it, extra in rows))


def export_investors(context: Context, actor: Actor, search: ProfileSearch = ALL_PROFILES) -> bytes:
    """Export the investors that ``search`` finds."""
    require(permissions.can_operate(actor))
    with context.open_unit(readonly=True) as unit:
        found = unit.investors.list_page(search, size=MAX_ROWS).items
    rows = _choose(context, found, search)
    record_export(context, actor, kind="investor", rows=len(rows), search=search.words)
    return write_list_workbook(ImportKind.INVESTOR, ({**extra, **_values(it)} for it, extra in rows))


def export_candidacies(
    context: Context,
    actor: Actor,
    search: ProfileSearch = ALL_PROFILES,
    *,
    year: int | None = None,
    state: CandidacyState | None = None,
) -> bytes:
    """Export the candidacies that the search finds, with the scores of all reviewers."""
    require(permissions.can_organize(actor))
    with context.open_unit(readonly=True) as unit:
        found = unit.candidacies.list_page(search, year=year, state=state, size=MAX_ROWS)
        incubators = _name_incubators(unit)
    record_export(context, actor, kind="candidacy", rows=len(found.items), search=search.words)
    return write_list_workbook(ImportKind.CANDIDACY, _candidacy_rows(found.items, incubators))


def _candidacy_rows(
    entries: Iterable[CandidacyWithStartup], incubators: dict[IncubatorId, str]
) -> Iterable[dict[str, object]]:
    for entry in entries:
        startup, candidacy = entry.startup, entry.candidacy
        extra: dict[str, object] = {"startup": startup.name, "industry": startup.industry, "is_demo": startup.is_demo}
        extra |= {"mean_score": candidacy.mean_score, "incubator": _find_name(candidacy, incubators)}
        yield {**_values(candidacy), **extra}


def _choose(context: Context, found: Iterable[P], search: ProfileSearch) -> list[tuple[P, dict[str, object]]]:
    """The profiles with their completeness as a column. If the search asks for it, only the incomplete ones."""
    today = find_today(context)
    assessed = [(it, assess(it, today)) for it in found]
    return [
        (it, {"completeness": completeness.score})
        for it, completeness in assessed
        if not (search.is_incomplete and completeness.is_complete)
    ]


def _startup_values(startup: Startup, incubators: dict[IncubatorId, str]) -> dict[str, object]:
    confidences = {it: _format_share(getattr(startup, it)) for it in ("industry_confidence", "class_confidence")}
    return {**_values(startup), **confidences, "incubator": _find_name(startup, incubators)}


def _format_share(share: float | None) -> str | None:
    """A share in the form that an import reads."""
    return None if share is None else f"{share:.0%}"


def _find_name(value: Startup | Candidacy, incubators: dict[IncubatorId, str]) -> str | None:
    return incubators.get(value.incubator_id) if value.incubator_id is not None else None


def _values(value: Startup | Mentor | Investor | Candidacy) -> dict[str, Any]:
    return {field.name: getattr(value, field.name) for field in fields(value)}


def _name_incubators(unit: UnitOfWork) -> dict[IncubatorId, str]:
    return {it.id: it.name for it in unit.incubators.list_all()}
