"""The way to contact data from the pages of what two have agreed on."""

from collections.abc import Iterable, Mapping

from matchmaker.domain.mentorships import Mentorship
from matchmaker.domain.privacy import Hindrance, Relation
from matchmaker.domain.vocabulary import MentorshipState, PartyKind
from matchmaker.services import privacy
from matchmaker.web.guards import get_actor, get_context

Ways = Mapping[tuple[PartyKind, int], Hindrance | None]
"""Kind and id of each partner of the one who asks, and what keeps the contact data closed."""


def list_mentorship_ways(mentorship: Mentorship) -> Ways:
    """The partner of a mentorship under way; nobody for who is no side of it."""
    if mentorship.state is not MentorshipState.ACCEPTED:
        return {}
    if get_actor().mentor_id == mentorship.mentor_id:
        return _list_ways([(PartyKind.STARTUP, mentorship.startup_id)], Relation.MENTORSHIP)
    if mentorship.startup_id in get_actor().startup_ids:
        return _list_ways([(PartyKind.MENTOR, mentorship.mentor_id)], Relation.MENTORSHIP)
    return {}


def list_meeting_ways(partners: Iterable[tuple[PartyKind, int]]) -> Ways:
    """The partners of published meetings."""
    return _list_ways(partners, Relation.MEETING)


def _list_ways(partners: Iterable[tuple[PartyKind, int]], relation: Relation) -> Ways:
    asked = set(partners)
    ways: dict[tuple[PartyKind, int], Hindrance | None] = {}
    for kind in sorted({kind for kind, _ in asked}):
        ids = [key for one, key in asked if one is kind]
        found = privacy.list_hindrances(get_context(), get_actor(), kind, ids, relation=relation)
        ways |= {(kind, key): hindrance for key, hindrance in found.items()}
    return ways
