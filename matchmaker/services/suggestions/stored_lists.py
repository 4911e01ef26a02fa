"""Suggestions as pages show them: the stored list joined with what is true now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.applications import Application
from matchmaker.domain.ids import InvestorId, MentorId, StartupId
from matchmaker.domain.interests import ConflictKind, ConflictSide, Judgement, PartnerPair, make_partner_pair
from matchmaker.domain.profiles import Mentor, Profile
from matchmaker.domain.suggestions import Fit, Suggestion
from matchmaker.domain.vocabulary import ApplicationState, PartyKind
from matchmaker.services.interests.judgements import find_sides, judge_pairs
from matchmaker.services.platform.context import Context
from matchmaker.services.platform.guards import require
from matchmaker.storage import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestedCandidate:
    """``places_left`` and ``mentorship`` are told of mentors only; ``mentorship`` is the open one of this pair.

    Where ``is_warned``, the conflict ledger asks for a reason; ``conflicts`` are the kinds that the reader may know of.
    """

    rank: int
    fit: Fit
    kind: PartyKind
    profile: Profile
    places_left: int | None = None
    application: Application | None = None
    is_warned: bool = False
    conflicts: tuple[ConflictKind, ...] = ()


HIDDEN_AFTER_DECLINE = timedelta(days=365)

"""How long a mentor and a startup whom the mentor declined are not suggested to each other: needs change in a year."""


def list_suggestions(
    context: Context,
    actor: Actor,
    *,
    seeker_kind: PartyKind,
    seeker_id: int,
    candidate_kind: PartyKind,
    limit: int = 10,
) -> tuple[SuggestedCandidate, ...]:
    """The best candidates for a profile, for its own people and the operator.

    Mentors without a place are left out, unless something is under way with them; so are pairs of whom the mentor
    declined lately, and those that the conflict ledger blocks, whatever the stored list says. Who switched suggestions
    off gets none.
    """
    require(_can_see(actor, seeker_kind, seeker_id))
    if not actor.is_personalised:
        return ()
    with context.open_unit(readonly=True) as unit:
        listed = unit.suggestions.list_for(seeker_kind, seeker_id, candidate_kind=candidate_kind)
        profiles = load_profiles(unit, candidate_kind, [it.candidate_id for it in listed])
        under_way = _list_under_way(unit, seeker_kind, seeker_id)
        declined = _list_declined(unit, seeker_kind, seeker_id, since=context.now() - HIDDEN_AFTER_DECLINE)
        judged = judge_pairs(unit, map(_find_pair, listed), now=context.now())
    views = [
        _mark(_view(it, profiles, under_way), judged[pair], find_sides(actor, pair))
        for it, pair in zip(listed, map(_find_pair, listed), strict=True)
        if it.candidate_id in profiles and pair not in declined and not judged[pair].is_blocked
    ]
    shown = [it for it in views if it.places_left != 0 or it.application]
    return tuple(shown[:limit])


def fit_pair(context: Context, actor: Actor, *, startup_id: StartupId, kind: PartyKind, partner_id: int) -> Fit | None:
    """What the platform says of a startup and a mentor or investor; None where neither is in the other's list."""
    require(permissions.can_browse_profiles(actor))
    with context.open_unit(readonly=True) as unit:
        found = unit.suggestions.find_pair(
            PartyKind.STARTUP, startup_id, candidate_kind=kind, candidate_id=partner_id
        ) or unit.suggestions.find_pair(kind, partner_id, candidate_kind=PartyKind.STARTUP, candidate_id=startup_id)
    return found.fit if found else None


def load_profiles(unit: UnitOfWork, kind: PartyKind, ids: Sequence[int]) -> Mapping[int, Profile]:
    """Profiles of one kind by id, in one query."""
    found: Iterable[Profile]
    if kind is PartyKind.STARTUP:
        found = unit.startups.list_by_ids(StartupId(it) for it in ids).values()
    elif kind is PartyKind.MENTOR:
        found = unit.mentors.list_by_ids(MentorId(it) for it in ids).values()
    else:
        found = unit.investors.list_by_ids(InvestorId(it) for it in ids).values()
    return {it.id: it for it in found}


def _find_pair(it: Suggestion) -> PartnerPair:
    return make_partner_pair((it.seeker_kind, it.seeker_id), (it.candidate_kind, it.candidate_id))


def _mark(view: SuggestedCandidate, judgement: Judgement, sides: Iterable[ConflictSide]) -> SuggestedCandidate:
    return replace(view, is_warned=judgement.is_warned, conflicts=judgement.list_kinds(sides))


def _can_see(actor: Actor, kind: PartyKind, profile_id: int) -> bool:
    if kind is PartyKind.STARTUP:
        return permissions.can_edit_startup(actor, StartupId(profile_id))
    if kind is PartyKind.MENTOR:
        return permissions.can_edit_mentor(actor, MentorId(profile_id))
    return permissions.can_edit_investor(actor, InvestorId(profile_id))


def _list_under_way(unit: UnitOfWork, kind: PartyKind, profile_id: int) -> dict[tuple[int, int], Application]:
    if kind is PartyKind.INVESTOR:
        return {}
    found = (
        unit.applications.list_open(startup_id=StartupId(profile_id))
        if kind is PartyKind.STARTUP
        else unit.applications.list_open(mentor_id=MentorId(profile_id))
    )
    return {(it.startup_id, it.mentor_id): it for it in found}


def _list_declined(unit: UnitOfWork, kind: PartyKind, profile_id: int, *, since: datetime) -> set[PartnerPair]:
    """Pairs of the profile whose mentor said no since then: neither is shown to the other again for a while."""
    if kind is PartyKind.INVESTOR:
        return set()
    states = (ApplicationState.DECLINED,)
    found = (
        unit.applications.list_for_startup(StartupId(profile_id), states=states)
        if kind is PartyKind.STARTUP
        else unit.applications.list_for_mentor(MentorId(profile_id), states=states)
    )
    return {
        PartnerPair(it.application.startup_id, PartyKind.MENTOR, it.application.mentor_id)
        for it in found
        if not it.application.is_blocked and it.application.decided_at and it.application.decided_at >= since
    }


def _view(
    it: Suggestion, profiles: Mapping[int, Profile], under_way: Mapping[tuple[int, int], Application]
) -> SuggestedCandidate:
    profile = profiles[it.candidate_id]
    is_mentor = it.candidate_kind is PartyKind.MENTOR
    key = (it.seeker_id, it.candidate_id) if is_mentor else (it.candidate_id, it.seeker_id)
    has_mentor = PartyKind.MENTOR in (it.seeker_kind, it.candidate_kind)
    return SuggestedCandidate(
        rank=it.rank,
        fit=it.fit,
        kind=it.candidate_kind,
        profile=profile,
        places_left=profile.places_left if isinstance(profile, Mentor) else None,
        application=under_way.get(key) if has_mentor else None,
    )
