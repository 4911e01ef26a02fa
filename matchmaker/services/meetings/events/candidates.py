"""Candidates for the wishes of a participant: suggested pairs in which both are registered."""

from collections.abc import Collection, Iterable, Mapping

from matchmaker.domain.accounts import Actor
from matchmaker.domain.events import Participation
from matchmaker.domain.ids import ParticipationId
from matchmaker.domain.listings import ALL_PROFILES, Page, ProfileSearch
from matchmaker.domain.suggestions import Fit
from matchmaker.domain.vocabulary import ParticipationState, PartyKind
from matchmaker.services.interests.participants import judge_participations
from matchmaker.services.meetings.events.access import read_own_participation
from matchmaker.services.meetings.events.views import RegisteredParticipant, WishCandidate, WishStatus
from matchmaker.services.platform.context import Context
from matchmaker.storage import UnitOfWork


def list_wish_candidates(
    context: Context, actor: Actor, participation_id: ParticipationId, *, limit: int = 20
) -> tuple[WishCandidate, ...]:
    """Suggested registered participants, the best first, with their wish status.

    Pairs that the conflict ledger blocks are left out. Pairs that it warns of are marked.
    """
    with context.begin(actor, readonly=True) as case:
        own = read_own_participation(case, participation_id)
        others = case.unit.participations.list_for_event(own.event_id, kind=find_other_side(own.kind))
        fits = load_fits(case.unit, own, others)
        pairs = [frozenset((own.id, it)) for it in fits]
        judged = judge_participations(case.unit, [own, *others], pairs, now=case.now)
        allowed = [it for it in fits if not judged[frozenset((own.id, it))].is_blocked]
        ranked = sorted(allowed, key=lambda it: (-fits[it].score, it))[:limit]
        entries = case.unit.participations.list_entries_by_ids(ranked)
        statuses = _load_wish_statuses(case.unit, own)
    return tuple(
        WishCandidate(
            participation_id=candidate_id,
            rank=rank,
            fit=fits[candidate_id],
            profile=entries[candidate_id].profile,
            wish_status=statuses.get(candidate_id),
            is_warned=judged[frozenset((own.id, candidate_id))].is_warned,
        )
        for rank, candidate_id in enumerate(ranked, 1)
    )


def list_registered(
    context: Context,
    actor: Actor,
    participation_id: ParticipationId,
    search: ProfileSearch = ALL_PROFILES,
    *,
    page: int = 1,
) -> Page[RegisteredParticipant]:
    """A page of all registered participants of the other side, suggested or not, in order of registration."""
    with context.begin(actor, readonly=True) as case:
        own = read_own_participation(case, participation_id)
        kind = find_other_side(own.kind)
        found = case.unit.participations.list_page(own.event_id, kind, search, other_than=own.account_id, number=page)
        fits = load_fits(case.unit, own, [it.participation for it in found.items])
        statuses = _load_wish_statuses(case.unit, own)
    people = tuple(
        RegisteredParticipant(
            participation_id=it, profile=entry.profile, fit=fits.get(it), wish_status=statuses.get(it)
        )
        for it, entry in ((entry.participation.id, entry) for entry in found.items)
    )
    return Page(items=people, number=found.number, total=found.total, size=found.size)


def _load_wish_statuses(unit: UnitOfWork, own: Participation) -> dict[ParticipationId, WishStatus]:
    wishes = unit.wishes.list_for_participation(own.id)
    return {it.wished_id: WishStatus.PASSED if it.is_veto else WishStatus.WISHED for it in wishes}


def load_fits(unit: UnitOfWork, own: Participation, others: Iterable[Participation]) -> Mapping[ParticipationId, Fit]:
    """Fits of the suggested pairs of ``own`` with those of ``others`` who are registered on the other side.

    A pair is suggested if it is in the list of either side. Its fit is the same in both.
    """
    other = find_other_side(own.kind)
    registered: dict[int, ParticipationId] = {
        it.profile_id: it.id for it in others if it.kind is other and it.state is ParticipationState.REGISTERED
    }
    fits = list_suggested_pairs(unit, {own.kind: {own.profile_id}, other: set(registered)})
    of_other = 1 if own.kind is PartyKind.STARTUP else 0
    return {registered[pair[of_other]]: fit for pair, fit in fits.items()}


def find_other_side(kind: PartyKind) -> PartyKind:
    """The kind that a startup or an investor meets at an event."""
    return PartyKind.INVESTOR if kind is PartyKind.STARTUP else PartyKind.STARTUP


def list_suggested_pairs(unit: UnitOfWork, profiles: Mapping[PartyKind, Collection[int]]) -> dict[tuple[int, int], Fit]:
    """Fit of each suggested (startup, investor) pair among these profiles, from the lists of both sides."""
    startups, investors = profiles[PartyKind.STARTUP], profiles[PartyKind.INVESTOR]
    of_startups = unit.suggestions.list_among(
        PartyKind.STARTUP, PartyKind.INVESTOR, seeker_ids=startups, candidate_ids=investors
    )
    of_investors = unit.suggestions.list_among(
        PartyKind.INVESTOR, PartyKind.STARTUP, seeker_ids=investors, candidate_ids=startups
    )
    pairs = {(it.candidate_id, it.seeker_id): it.fit for it in of_investors}
    return pairs | {(it.seeker_id, it.candidate_id): it.fit for it in of_startups}
