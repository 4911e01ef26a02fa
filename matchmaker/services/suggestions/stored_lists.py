"""Suggestions as pages show them: the stored list joined with the present profiles, applications and conflicts."""

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
    """One candidate of a list.

    ``places_left`` is set for mentors only. ``application`` is the open application of a startup and a mentor.
    Where ``is_warned`` is true, the conflict ledger asks for a reason. ``conflicts`` are the kinds that the reader may
    know of.
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
"""How long a mentor and a startup are not suggested to each other after the mentor declined. Needs change in a year."""


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

    Some entries of the stored list are left out: mentors without a place, unless they have an open application of this
    startup; pairs in which the mentor declined lately; and pairs that the conflict ledger blocks. People who switched
    suggestions off get an empty list.
    """
    require(_can_see(actor, seeker_kind, seeker_id))
    if not actor.is_personalised:
        return ()
    with context.open_unit(readonly=True) as unit:
        listed = unit.suggestions.list_for(seeker_kind, seeker_id, candidate_kind=candidate_kind)
        profiles = load_profiles(unit, candidate_kind, [it.candidate_id for it in listed])
        open_applications = _map_open_applications(unit, seeker_kind, seeker_id)
        declined = _list_declined(unit, seeker_kind, seeker_id, since=context.now() - HIDDEN_AFTER_DECLINE)
        judgements = judge_pairs(unit, map(_find_pair, listed), now=context.now())
    views = [
        _add_judgement(_to_candidate(it, profiles, open_applications), judgements[pair], find_sides(actor, pair))
        for it, pair in zip(listed, map(_find_pair, listed), strict=True)
        if it.candidate_id in profiles and pair not in declined and not judgements[pair].is_blocked
    ]
    available = [it for it in views if it.places_left != 0 or it.application]
    return tuple(available[:limit])


def fit_pair(context: Context, actor: Actor, *, startup_id: StartupId, kind: PartyKind, partner_id: int) -> Fit | None:
    """The fit of a startup and a mentor or investor. None where neither is in the other's list."""
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


def _find_pair(suggestion: Suggestion) -> PartnerPair:
    return make_partner_pair(
        (suggestion.seeker_kind, suggestion.seeker_id), (suggestion.candidate_kind, suggestion.candidate_id)
    )


def _add_judgement(view: SuggestedCandidate, judgement: Judgement, sides: Iterable[ConflictSide]) -> SuggestedCandidate:
    return replace(view, is_warned=judgement.is_warned, conflicts=judgement.list_kinds(sides))


def _can_see(actor: Actor, kind: PartyKind, profile_id: int) -> bool:
    if kind is PartyKind.STARTUP:
        return permissions.can_edit_startup(actor, StartupId(profile_id))
    if kind is PartyKind.MENTOR:
        return permissions.can_edit_mentor(actor, MentorId(profile_id))
    return permissions.can_edit_investor(actor, InvestorId(profile_id))


def _map_open_applications(unit: UnitOfWork, kind: PartyKind, profile_id: int) -> dict[tuple[int, int], Application]:
    if kind is PartyKind.INVESTOR:
        return {}
    found = (
        unit.applications.list_open(startup_id=StartupId(profile_id))
        if kind is PartyKind.STARTUP
        else unit.applications.list_open(mentor_id=MentorId(profile_id))
    )
    return {(it.startup_id, it.mentor_id): it for it in found}


def _list_declined(unit: UnitOfWork, kind: PartyKind, profile_id: int, *, since: datetime) -> set[PartnerPair]:
    """Pairs of this profile that a mentor declined after ``since``. They are not suggested for a while."""
    if kind is PartyKind.INVESTOR:
        return set()
    states = (ApplicationState.DECLINED,)
    found = (
        unit.applications.list_for_startup(StartupId(profile_id), states=states)
        if kind is PartyKind.STARTUP
        else unit.applications.list_for_mentor(MentorId(profile_id), states=states)
    )
    return {
        PartnerPair(row.application.startup_id, PartyKind.MENTOR, row.application.mentor_id)
        for row in found
        if not row.application.is_blocked and row.application.decided_at and row.application.decided_at >= since
    }


def _to_candidate(
    suggestion: Suggestion, profiles: Mapping[int, Profile], open_applications: Mapping[tuple[int, int], Application]
) -> SuggestedCandidate:
    profile = profiles[suggestion.candidate_id]
    is_mentor = suggestion.candidate_kind is PartyKind.MENTOR
    pair = (
        (suggestion.seeker_id, suggestion.candidate_id)
        if is_mentor
        else (suggestion.candidate_id, suggestion.seeker_id)
    )
    has_mentor = PartyKind.MENTOR in (suggestion.seeker_kind, suggestion.candidate_kind)
    return SuggestedCandidate(
        rank=suggestion.rank,
        fit=suggestion.fit,
        kind=suggestion.candidate_kind,
        profile=profile,
        places_left=profile.places_left if isinstance(profile, Mentor) else None,
        application=open_applications.get(pair) if has_mentor else None,
    )
