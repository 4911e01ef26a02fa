"""Links to contact data, on the pages of mentorships and meetings."""

from collections.abc import Iterable, Mapping

from matchmaker.domain.applications import Application
from matchmaker.domain.privacy import ContactBarrier, Relation
from matchmaker.domain.vocabulary import ApplicationState, PartyKind
from matchmaker.services.people import privacy
from matchmaker.web.auth import get_actor, get_context

ContactAccess = Mapping[tuple[PartyKind, int], ContactBarrier | None]
"""For each partner (kind and id): what hides the contact data, or None."""


def list_mentorship_contacts(mentorship: Application) -> ContactAccess:
    """Contact links for the partner of a running mentorship. Empty for anybody who is not part of it."""
    if mentorship.state is not ApplicationState.ACCEPTED:
        return {}
    if get_actor().mentor_id == mentorship.mentor_id:
        return _list_ways([(PartyKind.STARTUP, mentorship.startup_id)], Relation.MENTORSHIP)
    if mentorship.startup_id in get_actor().startup_ids:
        return _list_ways([(PartyKind.MENTOR, mentorship.mentor_id)], Relation.MENTORSHIP)
    return {}


def list_meeting_contacts(partners: Iterable[tuple[PartyKind, int]]) -> ContactAccess:
    """Contact links for the partners of published meetings."""
    return _list_ways(partners, Relation.MEETING)


def _list_ways(partners: Iterable[tuple[PartyKind, int]], relation: Relation) -> ContactAccess:
    asked = set(partners)
    ways: dict[tuple[PartyKind, int], ContactBarrier | None] = {}
    for kind in sorted({kind for kind, _ in asked}):
        ids = [key for one, key in asked if one is kind]
        found = privacy.list_contact_barriers(get_context(), get_actor(), kind, ids, relation=relation)
        ways |= {(kind, key): hindrance for key, hindrance in found.items()}
    return ways
