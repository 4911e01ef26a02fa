"""What the conflict ledger says of participants of an event."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from matchmaker.domain.events import Participation
from matchmaker.domain.ids import ParticipationId
from matchmaker.domain.interests import Judgement, PartnerPair, make_partner_pair
from matchmaker.services.interests.judgements import judge_pairs
from matchmaker.storage import UnitOfWork

Two = frozenset[ParticipationId]


def judge_participations(
    unit: UnitOfWork, participations: Iterable[Participation], pairs: Iterable[Two], *, now: datetime
) -> Mapping[Two, Judgement]:
    """The judgement of each of ``pairs``; those of which one is not among ``participations`` have none."""
    by_id = {it.id: it for it in participations}
    asked: dict[Two, PartnerPair] = {}
    for two in pairs:
        first, second = (by_id.get(it) for it in two)
        if first is not None and second is not None and first.kind is not second.kind:
            asked[two] = find_pair(first, second)
    judged = judge_pairs(unit, asked.values(), now=now)
    return {two: judged[pair] for two, pair in asked.items()}


def find_pair(first: Participation, second: Participation) -> PartnerPair:
    """The startup and the investor that the two stand for."""
    return make_partner_pair((first.kind, first.profile_id), (second.kind, second.profile_id))
