"""What accepted rows change: new profiles, and updates, which keep every field that the file does not contain."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from matchmaker.domain.candidacies import Candidacy, CandidacyDraft
from matchmaker.domain.imports import ImportKind
from matchmaker.domain.profile_rules import is_reversed
from matchmaker.domain.profiles import Investor, Mentor, Startup
from matchmaker.exchange import RejectedRow
from matchmaker.exchange.parsing import AcceptedRow
from matchmaker.services.people.imports.industries import merge_industry
from matchmaker.storage import UnitOfWork

Stored = Startup | Mentor | Investor | Candidacy


@dataclass(slots=True)
class Changes:
    """``created`` are drafts. ``updated`` are stored values with their changes."""

    created: list[Any] = field(default_factory=list)
    updated: list[Any] = field(default_factory=list)
    rejected: list[RejectedRow] = field(default_factory=list)


def find_changes(
    unit: UnitOfWork, kind: ImportKind, accepted: Sequence[AcceptedRow], mapping: Mapping[str, str]
) -> Changes:
    """The change of each accepted row. Rows that break a rule with stored values are rejected."""
    finder = FINDERS[kind](unit, [row.draft for row in accepted])
    changes = Changes()
    for row in accepted:
        found = finder(row.draft)
        if found is None:
            changes.created.append(row.draft)
            continue
        changed = _merge(found, row)
        if isinstance(changed, Mentor) and changed.capacity < changed.mentees:
            changes.rejected.append(_refuse_capacity(row, changed, mapping))
        elif isinstance(changed, Investor) and is_reversed(changed.ticket_min, changed.ticket_max):
            changes.rejected.append(_refuse_range(row, changed, mapping))
        else:
            changes.updated.append(changed)
    return changes


def _merge(found: Stored, row: AcceptedRow) -> Any:
    """Apply a row to a stored value. Nothing is removed: reviews are added to the stored ones."""
    values = {name: getattr(row.draft, name) for name in row.given}
    if isinstance(found, Candidacy):
        reviewers = {it.reviewer for it in found.reviews}
        values["reviews"] = (*found.reviews, *(it for it in row.draft.reviews if it.reviewer not in reviewers))  # type: ignore[union-attr]  # a candidacy's row holds a candidacy's draft
    changed = replace(found, **values)
    if isinstance(found, Startup) and isinstance(changed, Startup):
        return merge_industry(found, changed, row.given)
    return changed


def _refuse_capacity(row: AcceptedRow, mentor: Mentor, mapping: Mapping[str, str]) -> RejectedRow:
    return RejectedRow(
        row_number=row.row_number,
        column=mapping.get("capacity", ""),
        code="capacity_below_mentees",
        value=str(mentor.capacity),
        data={"mentees": mentor.mentees},
    )


def _refuse_range(row: AcceptedRow, investor: Investor, mapping: Mapping[str, str]) -> RejectedRow:
    """The file gives one end of the range, and the stored other end does not fit."""
    name = next(it for it in ("ticket_max", "ticket_min", "ticket") if it in mapping)
    value = investor.ticket_min if name == "ticket_min" else investor.ticket_max
    return RejectedRow(row_number=row.row_number, column=mapping[name], code="range_reversed", value=str(value))


def _startup_finder(unit: UnitOfWork, drafts: Iterable[Any]) -> Callable[[Any], Startup | None]:
    """Finds a startup by external number, or by name where one of the two has no number."""
    listed = list(drafts)
    by_number = unit.startups.list_by_external_ids(it.external_id for it in listed if it.external_id)
    by_name = unit.startups.list_by_names(it.name for it in listed)
    return lambda draft: _choose(by_number, by_name.get(draft.name), draft)


def _mentor_finder(unit: UnitOfWork, drafts: Iterable[Any]) -> Callable[[Any], Mentor | None]:
    return _partner_finder(list(unit.mentors.iterate_all()), drafts)


def _investor_finder(unit: UnitOfWork, drafts: Iterable[Any]) -> Callable[[Any], Investor | None]:
    return _partner_finder(list(unit.investors.iterate_all()), drafts)


def _partner_finder(stored: Sequence[Any], _drafts: Iterable[Any]) -> Callable[[Any], Any]:
    """Finds a person by external number, or by name within an organisation, since people share names."""
    by_number = {profile.external_id: profile for profile in stored if profile.external_id}
    by_name: dict[Hashable, Any] = {}
    for profile in stored:
        by_name.setdefault((profile.name, profile.organisation), profile)
    return lambda draft: _choose(by_number, by_name.get((draft.name, draft.organisation)), draft)


def _choose(by_number: Mapping[str, Any], namesake: Any, draft: Any) -> Any:
    if draft.external_id in by_number:
        return by_number[draft.external_id]
    is_other = namesake is not None and draft.external_id and namesake.external_id
    return None if is_other else namesake


def _candidacy_finder(unit: UnitOfWork, _drafts: Iterable[Any]) -> Callable[[Any], Candidacy | None]:
    def find(draft: CandidacyDraft) -> Candidacy | None:
        return unit.candidacies.find_for_startup(draft.startup_id, draft.year)

    return find


FINDERS: Mapping[ImportKind, Callable[[UnitOfWork, Iterable[Any]], Callable[[Any], Stored | None]]] = {
    ImportKind.STARTUP: _startup_finder,
    ImportKind.MENTOR: _mentor_finder,
    ImportKind.INVESTOR: _investor_finder,
    ImportKind.CANDIDACY: _candidacy_finder,
}


def store_changes(unit: UnitOfWork, kind: ImportKind, changes: Changes) -> None:
    """Store all changes. If the database refuses one, the whole transaction is rolled back."""
    if kind is ImportKind.CANDIDACY:
        _store_candidacies(unit, changes)
        return
    repositories: dict[ImportKind, Any] = {
        ImportKind.STARTUP: unit.startups,
        ImportKind.MENTOR: unit.mentors,
        ImportKind.INVESTOR: unit.investors,
    }
    repository = repositories[kind]
    repository.add_many(changes.created)
    for changed in changes.updated:
        repository.save(changed)


def _store_candidacies(unit: UnitOfWork, changes: Changes) -> None:
    unit.candidacies.add_many(changes.created)
    for changed in changes.updated:
        known = {it.reviewer for it in unit.candidacies.get(changed.id).reviews}
        unit.candidacies.save(changed)
        for review in changed.reviews:
            if review.reviewer not in known:
                unit.candidacies.add_review(changed.id, review)
