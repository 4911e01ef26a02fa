"""Links to contact data, on the pages of mentorships and meetings."""

from collections.abc import Iterable, Mapping

from matchmaker.domain.applications import Application
from matchmaker.domain.privacy import ContactBarrier, Relation
from matchmaker.domain.vocabulary import ApplicationState, PartyKind
from matchmaker.services.people import privacy
from matchmaker.web.auth import get_actor, get_context

ContactAccess = Mapping[tuple[PartyKind, int], ContactBarrier | None]
"""For each partner (kind and id): what hides the contact data, or None."""


def list_mentorship_contacts(application: Application) -> ContactAccess:
    """Contact links for the partner of a running mentorship. Empty for anybody who is not part of it."""
    if application.state is not ApplicationState.ACCEPTED:
        return {}
    if get_actor().mentor_id == application.mentor_id:
        return _list_access([(PartyKind.STARTUP, application.startup_id)], Relation.MENTORSHIP)
    if application.startup_id in get_actor().startup_ids:
        return _list_access([(PartyKind.MENTOR, application.mentor_id)], Relation.MENTORSHIP)
    return {}


def list_meeting_contacts(partners: Iterable[tuple[PartyKind, int]]) -> ContactAccess:
    """Contact links for the partners of published meetings."""
    return _list_access(partners, Relation.MEETING)


def _list_access(partners: Iterable[tuple[PartyKind, int]], relation: Relation) -> ContactAccess:
    wanted = set(partners)
    access: dict[tuple[PartyKind, int], ContactBarrier | None] = {}
    for kind in sorted({kind for kind, _ in wanted}):
        ids = [key for partner_kind, key in wanted if partner_kind is kind]
        found = privacy.list_contact_barriers(get_context(), get_actor(), kind, ids, relation=relation)
        access |= {(kind, key): barrier for key, barrier in found.items()}
    return access
