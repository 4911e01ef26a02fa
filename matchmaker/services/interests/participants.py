"""Judgements of the ledger on participants of an event."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from matchmaker.domain.events import Participation
from matchmaker.domain.ids import ParticipationId
from matchmaker.domain.interests import Judgement, PartnerPair, make_partner_pair
from matchmaker.services.interests.judgements import judge_pairs
from matchmaker.storage import UnitOfWork

ParticipationPair = frozenset[ParticipationId]


def judge_participations(
    unit: UnitOfWork, participations: Iterable[Participation], pairs: Iterable[ParticipationPair], *, now: datetime
) -> Mapping[ParticipationPair, Judgement]:
    """The judgement of each of ``pairs``. A pair is left out if one of the two is not among ``participations``."""
    by_id = {it.id: it for it in participations}
    partner_pairs: dict[ParticipationPair, PartnerPair] = {}
    for pair in pairs:
        first, second = (by_id.get(it) for it in pair)
        if first is not None and second is not None and first.kind is not second.kind:
            partner_pairs[pair] = find_pair(first, second)
    judgements = judge_pairs(unit, partner_pairs.values(), now=now)
    return {pair: judgements[partner_pair] for pair, partner_pair in partner_pairs.items()}


def find_pair(first: Participation, second: Participation) -> PartnerPair:
    """The startup and the investor of two participations."""
    return make_partner_pair((first.kind, first.profile_id), (second.kind, second.profile_id))
