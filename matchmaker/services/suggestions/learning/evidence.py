"""Evidence for learning, read from the database: who wanted whom, how much there is, and a file without names."""

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
"""Columns of the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceCount:
    """How much there is to learn from: rows that were shown, deeds, and by direction those wanted, not wanted, and
    passed over in silence.
    """

    shown: Mapping[Surface, int]
    interactions: Mapping[Interaction, int]
    wanted: Mapping[Direction, int]
    unwanted: Mapping[Direction, int]
    passed_over: Mapping[Direction, int]


def load_preferences(unit: UnitOfWork, now: datetime) -> tuple[Preference, ...]:
    """One row for each (wanter, wanted), by direction and in the order of their numbers; ``rules`` says what counts.

    Eleven statements, whatever the size.
    """
    return tuple(list_preferences(read_facts(unit), now))


def load_public_evidence(unit: UnitOfWork, now: datetime) -> tuple[tuple[Preference, ...], tuple[Investment, ...]]:
    """What the lists of others may use of what people did until now, and who invested in whom.

    The rows are those of ``load_preferences`` without what one side alone knows, by decisions whose ``known_at`` has
    come: a secret wish counts in none, and takes no earlier decision away. Eleven statements, whatever the size.
    """
    facts = read_facts(unit)
    return tuple(list_preferences(without_private_facts(facts), now, is_known=True)), tuple(list_investments(facts))


def count_evidence(unit: UnitOfWork, now: datetime) -> EvidenceCount:
    """How much there is to learn from, for the operator."""
    facts = read_facts(unit)
    found = list(list_preferences(facts, now))
    loud = [it for it in found if it.interaction is not None]
    return EvidenceCount(
        shown=unit.impressions.count_by_surface(),
        interactions=count_interactions(facts, now),
        wanted=_count(it for it in loud if it.is_wanted),
        unwanted=_count(it for it in loud if not it.is_wanted),
        passed_over=_count(it for it in found if it.interaction is None),
    )


def export_evidence(context: Context) -> bytes:
    """The rows as CSV, with numbers instead of names, for whoever runs the machine; that it was made is in the log.

    What one side alone knows, evaluations and follow-ups, is left out, and counts in no weight.
    """
    with context.begin(None) as case:
        rows = list(list_preferences(read_facts(case.unit, is_open=True), case.now))
        record_audit(case, action="list.export", kind="evidence", subject=None, after={"rows": len(rows)})
        case.unit.commit()
    return write_csv(COLUMNS, [_to_row(it) for it in rows])


def read_facts(unit: UnitOfWork, *, is_open: bool = False) -> EvidenceFacts:
    """What the database holds; with ``is_open`` without what one side alone knows."""
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
    """Those who are not learnt from: they left, or switched suggestions off."""
    return {
        it: frozenset(unit.personal.list_without_suggestions(it) | unit.evidence.list_erased(it)) for it in PartyKind
    }


def without_private_facts(facts: EvidenceFacts) -> EvidenceFacts:
    """Facts without what one side alone knows: evaluations and follow-ups."""
    applications = tuple(replace(it, startup_score=None, mentor_score=None) for it in facts.applications)
    return replace(facts, applications=applications, deals=())


def count_interactions(facts: EvidenceFacts, now: datetime) -> dict[Interaction, int]:
    """How often each deed is told, by those who are not learnt from too."""
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


def _to_row(it: Preference) -> list[str | int | float]:
    position = "" if it.position is None else it.position
    deed = "" if it.interaction is None else it.interaction.value
    day = local_day(it.at).isoformat()
    weight = round(it.weight, 3)
    pair = [it.wanter_kind.value, it.wanter_id, it.wanted_kind.value, it.wanted_id]
    return [*pair, int(it.is_wanted), position, weight, day, deed]
