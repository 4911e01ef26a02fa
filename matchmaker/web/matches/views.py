"""Suggestions: partners for the own profiles, with reasons."""

from dataclasses import dataclass

from flask import render_template
from flask.typing import ResponseReturnValue

from matchmaker.domain.errors import NotFound
from matchmaker.domain.evidence import Surface
from matchmaker.domain.ids import InvestorId, MentorId, StartupId
from matchmaker.domain.profiles import Investor, Mentor, Startup
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.services.people import profiles
from matchmaker.services.suggestions import stored_lists
from matchmaker.services.suggestions.learning import measured_bands
from matchmaker.services.suggestions.learning.impressions import ShownList, record_impressions
from matchmaker.services.suggestions.learning.measured_bands import Measured
from matchmaker.services.suggestions.stored_lists import SuggestedCandidate
from matchmaker.web.auth import get_actor, get_context
from matchmaker.web.completeness import find_advice
from matchmaker.web.matches import bp


def measure_bands(seeker: str, candidate: str) -> Measured:
    """The measured value of each band, for lists of one kind of partner."""
    return measured_bands.measure_bands(get_context(), get_actor(), (PartyKind(seeker), PartyKind(candidate)))


bp.add_app_template_global(measure_bands)

OVERVIEW_SIZE, LIST_SIZE = 6, 30
"""Suggestions on the overview of all kinds, and on the page of one kind."""

UNFOLDED_CARDS = 5
"""Cards that show their reasons at once. More would make the page endless on a phone."""

PARTNERS = {
    PartyKind.STARTUP: (PartyKind.MENTOR, PartyKind.INVESTOR),
    PartyKind.MENTOR: (PartyKind.STARTUP,),
    PartyKind.INVESTOR: (PartyKind.STARTUP,),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestionList:
    """Suggestions of one kind for an own profile."""

    seeker_kind: PartyKind
    seeker: Startup | Mentor | Investor
    candidate_kind: PartyKind
    candidates: tuple[SuggestedCandidate, ...]


@bp.route("/matches")
def index() -> ResponseReturnValue:
    """The best few suggestions of every kind for every own profile."""
    actor = get_actor()
    own = actor.list_profiles() if actor.is_personalised else ()
    found = [_find(kind, own_id, partner, OVERVIEW_SIZE) for kind, own_id in own for partner in PARTNERS[kind]]
    record_impressions(get_context(), actor, Surface.OVERVIEW, map(_make_shown_list, found))
    seekers = {(it.seeker_kind, it.seeker.id): it.seeker for it in found}
    advice = [find_advice(it) for it in seekers.values()]
    return render_template("matches/index.html", found=found, short=OVERVIEW_SIZE, folded=OVERVIEW_SIZE, advice=advice)


@bp.route("/matches/<any(startup, mentor, investor):seeker>/<int:seeker_id>/<any(startup, mentor, investor):candidate>")
def show(seeker: str, seeker_id: int, candidate: str) -> ResponseReturnValue:
    """All suggestions of one kind for one profile."""
    seeker_kind, candidate_kind = PartyKind(seeker), PartyKind(candidate)
    if candidate_kind not in PARTNERS[seeker_kind]:
        raise NotFound("suggestions_not_found")
    found = _find(seeker_kind, seeker_id, candidate_kind, LIST_SIZE)
    record_impressions(get_context(), get_actor(), Surface.LIST, [_make_shown_list(found)])
    return render_template("matches/show.html", it=found, folded=UNFOLDED_CARDS)


def _find(seeker_kind: PartyKind, seeker_id: int, candidate_kind: PartyKind, limit: int) -> SuggestionList:
    candidates = stored_lists.list_suggestions(
        get_context(),
        get_actor(),
        seeker_kind=seeker_kind,
        seeker_id=seeker_id,
        candidate_kind=candidate_kind,
        limit=limit,
    )
    seeker = _get_profile(seeker_kind, seeker_id)
    return SuggestionList(seeker_kind=seeker_kind, seeker=seeker, candidate_kind=candidate_kind, candidates=candidates)


def _make_shown_list(found: SuggestionList) -> ShownList:
    return ShownList(
        seeker_kind=found.seeker_kind,
        seeker_id=found.seeker.id,
        candidate_kind=found.candidate_kind,
        candidates=found.candidates,
    )


def _get_profile(kind: PartyKind, profile_id: int) -> Startup | Mentor | Investor:
    if kind is PartyKind.STARTUP:
        return profiles.get_startup(get_context(), get_actor(), StartupId(profile_id))
    if kind is PartyKind.MENTOR:
        return profiles.get_mentor(get_context(), get_actor(), MentorId(profile_id))
    return profiles.get_investor(get_context(), get_actor(), InvestorId(profile_id))
