"""Who may act for a participation: one check for all use-cases of events."""

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.errors import StateConflict
from matchmaker.domain.events import Participation
from matchmaker.domain.ids import ParticipationId
from matchmaker.domain.vocabulary import ParticipationState
from matchmaker.services.platform.context import UseCase
from matchmaker.services.platform.guards import require_visible


def lock_own_participation(
    case: UseCase[Actor],
    participation_id: ParticipationId,
    *,
    allow_organizers: bool = False,
    allow_waiting: bool = False,
) -> Participation:
    """The locked participation. NotFound for everybody but its own people, and the organizers if allowed.

    It must be registered. With ``allow_waiting`` it may also wait for approval.
    """
    participation = case.unit.participations.get_for_update(participation_id)
    _check(case.actor, participation, may_organize=allow_organizers)
    is_waiting = participation.state is ParticipationState.APPLIED
    if is_waiting and not allow_waiting:
        raise StateConflict("not_approved_yet")
    if not is_waiting and participation.state is not ParticipationState.REGISTERED:
        raise StateConflict("not_registered")
    return participation


def read_own_participation(
    case: UseCase[Actor], participation_id: ParticipationId, *, may_organize: bool = False
) -> Participation:
    """The participation for reading. NotFound for everybody but its own people, and the organizers if allowed."""
    participation = case.unit.participations.get(participation_id)
    _check(case.actor, participation, may_organize=may_organize)
    return participation


def _check(actor: Actor, participation: Participation, *, may_organize: bool) -> None:
    is_own = permissions.can_act_for_participation(actor, participation)
    require_visible(is_own or (may_organize and permissions.can_organize(actor)), "participation")
