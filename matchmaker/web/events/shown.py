"""What the pages of an event suggest, as it is noted."""

from collections.abc import Iterable, Sequence

from matchmaker.domain.evidence import Surface
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.services.event_answers import ParticipationView, WishCandidate
from matchmaker.services.learning.impressions import Shown, note_shown
from matchmaker.web.guards import get_actor, get_context


def note_suggested(surface: Surface, lists: Iterable[tuple[ParticipationView, Sequence[WishCandidate]]]) -> None:
    """Note the candidates that are shown to each of the own participations, in their order."""
    note_shown(get_context(), get_actor(), surface, [_tell_shown(own, candidates) for own, candidates in lists])


def _tell_shown(own: ParticipationView, candidates: Sequence[WishCandidate]) -> Shown:
    is_startup = own.participation.kind is PartyKind.STARTUP
    return Shown(
        seeker_kind=own.participation.kind,
        seeker_id=own.profile.id,
        candidate_kind=PartyKind.INVESTOR if is_startup else PartyKind.STARTUP,
        candidates=candidates,
    )
