"""Lists for Excel, in the columns that an import reads again: profiles for the operator, candidacies for organizers."""

from collections.abc import Iterable
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.candidacies import Candidacy
from matchmaker.domain.ids import IncubatorId
from matchmaker.domain.imports import ImportKind
from matchmaker.domain.listings import CandidacyEntry
from matchmaker.domain.profiles import Investor, Mentor, Startup
from matchmaker.domain.vocabulary import CandidacyState, FundingStage, Industry, MentorKind, Zone
from matchmaker.exchange.lists import list_workbook
from matchmaker.exchange.table import MOST_ROWS
from matchmaker.services.audit import record_export
from matchmaker.services.context import Context
from matchmaker.services.guards import require

if TYPE_CHECKING:
    from matchmaker.storage import UnitOfWork


def export_startups(
    context: Context,
    actor: Actor,
    *,
    search: str = "",
    industry: Industry | None = None,
    zone: Zone | None = None,
    stage: FundingStage | None = None,
) -> bytes:
    """The startups that the filters find."""
    require(permissions.can_operate(actor))
    with context.open_unit(readonly=True) as unit:
        found = unit.startups.list_page(search=search, industry=industry, zone=zone, stage=stage, size=MOST_ROWS).items
        incubators = _name_incubators(unit)
    record_export(context, actor, kind="startup", rows=len(found), search=search)
    return list_workbook(ImportKind.STARTUP, (_tell_startup(it, incubators) for it in found))


def export_mentors(
    context: Context,
    actor: Actor,
    *,
    search: str = "",
    industry: Industry | None = None,
    zone: Zone | None = None,
    kind: MentorKind | None = None,
) -> bytes:
    """The mentors that the filters find."""
    require(permissions.can_operate(actor))
    with context.open_unit(readonly=True) as unit:
        found = unit.mentors.list_page(search=search, industry=industry, zone=zone, kind=kind, size=MOST_ROWS).items
    record_export(context, actor, kind="mentor", rows=len(found), search=search)
    return list_workbook(ImportKind.MENTOR, map(_values, found))


def export_investors(
    context: Context,
    actor: Actor,
    *,
    search: str = "",
    industry: Industry | None = None,
    zone: Zone | None = None,
    stage: FundingStage | None = None,
) -> bytes:
    """The investors that the filters find."""
    require(permissions.can_operate(actor))
    with context.open_unit(readonly=True) as unit:
        found = unit.investors.list_page(search=search, industry=industry, zone=zone, stage=stage, size=MOST_ROWS).items
    record_export(context, actor, kind="investor", rows=len(found), search=search)
    return list_workbook(ImportKind.INVESTOR, map(_values, found))


def export_candidacies(
    context: Context,
    actor: Actor,
    *,
    year: int | None = None,
    state: CandidacyState | None = None,
    industry: Industry | None = None,
    search: str = "",
) -> bytes:
    """The candidacies that the filters find, with all reviewers' scores."""
    require(permissions.can_organize(actor))
    with context.open_unit(readonly=True) as unit:
        found = unit.candidacies.list_page(year=year, state=state, industry=industry, search=search, size=MOST_ROWS)
        incubators = _name_incubators(unit)
    record_export(context, actor, kind="candidacy", rows=len(found.items), search=search)
    return list_workbook(ImportKind.CANDIDACY, _tell_candidacies(found.items, incubators))


def _tell_candidacies(
    entries: Iterable[CandidacyEntry], incubators: dict[IncubatorId, str]
) -> Iterable[dict[str, object]]:
    for entry in entries:
        startup, candidacy = entry.startup, entry.candidacy
        told: dict[str, object] = {"startup": startup.name, "industry": startup.industry, "is_demo": startup.is_demo}
        told |= {"mean_score": candidacy.mean_score, "incubator": _find_name(candidacy, incubators)}
        yield {**_values(candidacy), **told}


def _tell_startup(startup: Startup, incubators: dict[IncubatorId, str]) -> dict[str, object]:
    return {**_values(startup), "incubator": _find_name(startup, incubators)}


def _find_name(value: Startup | Candidacy, incubators: dict[IncubatorId, str]) -> str | None:
    return incubators.get(value.incubator_id) if value.incubator_id is not None else None


def _values(value: Startup | Mentor | Investor | Candidacy) -> dict[str, Any]:
    return {field.name: getattr(value, field.name) for field in fields(value)}


def _name_incubators(unit: "UnitOfWork") -> dict[IncubatorId, str]:
    return {it.id: it.name for it in unit.incubators.list_all()}
