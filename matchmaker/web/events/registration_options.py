"""Own profiles that can still be registered, and whether that is a registration or a request."""

from dataclasses import dataclass

from matchmaker.domain.attendance import ParticipationAction, choose_registration_action, is_late, is_over
from matchmaker.domain.events import Participation
from matchmaker.domain.vocabulary import ParticipationState, PartyKind, Role
from matchmaker.services.meetings.events.views import EventView
from matchmaker.services.people import profiles
from matchmaker.web.auth import get_actor, get_context

STATES_TAKING_PART = frozenset({ParticipationState.REGISTERED, ParticipationState.APPLIED})


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationOption:
    """A profile that can be registered at once or by request. A late request (``is_late``) needs a message."""

    kind: PartyKind
    profile_id: int
    name: str
    former: Participation | None
    is_request: bool
    is_late: bool


def list_registration_options(view: EventView) -> list[RegistrationOption]:
    """Own profiles that are not registered. Empty for an event that is over."""
    now = get_context().now()
    if is_over(view.event, now):
        return []
    earlier = {(it.participation.kind, it.profile.id): it.participation for it in view.own}
    options = []
    for kind, profile_id in _list_own_profiles():
        former = earlier.get((kind, profile_id))
        if former is not None and former.state in STATES_TAKING_PART:
            continue
        is_request = choose_registration_action(view.event, former, now) is ParticipationAction.APPLY
        options.append(
            RegistrationOption(
                kind=kind,
                profile_id=profile_id,
                name=_find_name(kind, profile_id),
                former=former,
                is_request=is_request,
                is_late=is_request and is_late(view.event, now),
            )
        )
    return options


def _list_own_profiles() -> list[tuple[PartyKind, int]]:
    actor = get_actor()
    own: list[tuple[PartyKind, int]] = []
    if actor.has(Role.FOUNDER):
        own += [(PartyKind.STARTUP, it) for it in sorted(actor.startup_ids)]
    if actor.has(Role.INVESTOR) and actor.investor_id is not None:
        own.append((PartyKind.INVESTOR, actor.investor_id))
    return own


def _find_name(kind: PartyKind, profile_id: int) -> str:
    get = profiles.get_startup if kind is PartyKind.STARTUP else profiles.get_investor
    return get(get_context(), get_actor(), profile_id).name
