"""Read the evidence for learning: preferences, their counts, and an export without names."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from matchmaker.domain.evidence import Direction, Interaction, Investment, Preference, Surface
from matchmaker.domain.local_time import local_day
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.exchange.writing import write_csv
from matchmaker.services.platform.audit import record_audit
from matchmaker.services.platform.context import Context
from matchmaker.services.suggestions.learning import preference_rules
from matchmaker.services.suggestions.learning.preferences import (
    EvidenceFacts,
    group_deals,
    list_investments,
    list_met,
    list_preferences,
)
from matchmaker.storage import UnitOfWork

COLUMNS = ("wanter_kind", "wanter_id", "wanted_kind", "wanted_id", "is_wanted", "position", "weight", "day", "deed")
"""Columns of the export."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceCount:
    """How much evidence there is.

    ``shown`` counts impressions, ``interactions`` what people did. By direction follow the preferences for, against,
    and by silence.
    """

    shown: Mapping[Surface, int]
    interactions: Mapping[Interaction, int]
    wanted: Mapping[Direction, int]
    unwanted: Mapping[Direction, int]
    passed_over: Mapping[Direction, int]


def load_preferences(unit: UnitOfWork, now: datetime) -> tuple[Preference, ...]:
    """One row for each (wanter, wanted), by direction and id. ``preference_rules`` defines what counts.

    It takes eleven queries, whatever the size.
    """
    return tuple(list_preferences(read_facts(unit), now))


def load_public_evidence(unit: UnitOfWork, now: datetime) -> tuple[tuple[Preference, ...], tuple[Investment, ...]]:
    """The preferences and investments that the lists of others may use now.

    The rows are those of ``load_preferences`` without what only one side knows, and with decisions whose ``known_at``
    has come. So a secret wish is in no row, and does not replace an earlier decision. It takes eleven queries, whatever
    the size.
    """
    facts = read_facts(unit)
    return tuple(list_preferences(without_private_facts(facts), now, is_known=True)), tuple(list_investments(facts))


def count_evidence(unit: UnitOfWork, now: datetime) -> EvidenceCount:
    """Count the evidence for the operator."""
    facts = read_facts(unit)
    preferences = list(list_preferences(facts, now))
    explicit = [it for it in preferences if it.interaction is not None]
    return EvidenceCount(
        shown=unit.impressions.count_by_surface(),
        interactions=count_interactions(facts, now),
        wanted=_count(it for it in explicit if it.is_wanted),
        unwanted=_count(it for it in explicit if not it.is_wanted),
        passed_over=_count(it for it in preferences if it.interaction is None),
    )


def export_evidence(context: Context) -> bytes:
    """Export the rows as CSV, with ids instead of names, for the person who runs the machine. It writes an audit entry.

    Evaluations and follow-ups are left out, since only one side knows them. They change no weight either.
    """
    with context.begin(None) as case:
        rows = list(list_preferences(read_facts(case.unit, is_open=True), case.now))
        record_audit(case, action="list.export", kind="evidence", subject=None, after={"rows": len(rows)})
        case.unit.commit()
    return write_csv(COLUMNS, [_to_row(it) for it in rows])


def read_facts(unit: UnitOfWork, *, is_open: bool = False) -> EvidenceFacts:
    """Read all facts. With ``is_open``, those that only one side knows are left out."""
    facts = EvidenceFacts(
        applications=tuple(unit.evidence.list_applications()),
        wishes=tuple(unit.evidence.list_wishes()),
        meetings=tuple(unit.evidence.list_meetings()),
        deals=() if is_open else tuple(unit.evidence.list_deals()),
        showings=unit.evidence.iterate_impressions(preference_rules.CHOSEN_ON),
        absent=list_excluded_people(unit),
    )
    return without_private_facts(facts) if is_open else facts


def list_excluded_people(unit: UnitOfWork) -> dict[PartyKind, frozenset[int]]:
    """People who are left out of learning: they left, or switched suggestions off."""
    return {
        it: frozenset(unit.personal.list_without_suggestions(it) | unit.evidence.list_erased(it)) for it in PartyKind
    }


def without_private_facts(facts: EvidenceFacts) -> EvidenceFacts:
    """The facts without evaluations and follow-ups, which only one side knows."""
    applications = tuple(replace(it, startup_score=None, mentor_score=None) for it in facts.applications)
    return replace(facts, applications=applications, deals=())


def count_interactions(facts: EvidenceFacts, now: datetime) -> dict[Interaction, int]:
    """How often each interaction happened, including those of people who are left out of learning."""
    answers = Counter(preference_rules.find_answer(it) for it in facts.applications)
    held, missed = list_met(facts, now)
    return {
        Interaction.WISHED: sum(not it.is_veto for it in facts.wishes),
        Interaction.PASSED: sum(it.is_veto for it in facts.wishes),
        Interaction.APPLIED: len(facts.applications),
        **{it: answers[it] for it in (Interaction.ACCEPTED, Interaction.DECLINED, Interaction.EXPIRED)},
        Interaction.ATTENDED: len(held),
        Interaction.MISSED: sum(map(len, missed.values())),
        Interaction.RATED: sum(
            (it.startup_score is not None) + (it.mentor_score is not None) for it in facts.applications
        ),
        Interaction.OUTCOME: sum(it.outcome is not None for it in facts.applications),
        Interaction.FOLLOWED_UP: len(group_deals(facts.deals)),
    }


def _count(rows: Iterable[Preference]) -> Mapping[Direction, int]:
    return Counter((it.wanter_kind, it.wanted_kind) for it in rows)


def _to_row(preference: Preference) -> list[str | int | float]:
    position = "" if preference.position is None else preference.position
    interaction = "" if preference.interaction is None else preference.interaction.value
    day = local_day(preference.at).isoformat()
    weight = round(preference.weight, 3)
    pair = [preference.wanter_kind.value, preference.wanter_id, preference.wanted_kind.value, preference.wanted_id]
    return [*pair, int(preference.is_wanted), position, weight, day, interaction]
