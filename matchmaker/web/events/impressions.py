"""Record which suggestions the pages of an event showed."""

from collections.abc import Iterable, Sequence

from matchmaker.domain.evidence import Surface
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.services.meetings.events.views import ParticipationView, WishCandidate
from matchmaker.services.suggestions.learning.impressions import ShownList, record_impressions
from matchmaker.web.auth import get_actor, get_context


def record_suggestions(surface: Surface, lists: Iterable[tuple[ParticipationView, Sequence[WishCandidate]]]) -> None:
    """Record the candidates that are shown to each own participation, in their order."""
    record_impressions(
        get_context(), get_actor(), surface, [_make_shown_list(own, candidates) for own, candidates in lists]
    )


def _make_shown_list(own: ParticipationView, candidates: Sequence[WishCandidate]) -> ShownList:
    is_startup = own.participation.kind is PartyKind.STARTUP
    return ShownList(
        seeker_kind=own.participation.kind,
        seeker_id=own.profile.id,
        candidate_kind=PartyKind.INVESTOR if is_startup else PartyKind.STARTUP,
        candidates=candidates,
    )
