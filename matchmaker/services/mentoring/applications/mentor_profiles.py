"""Several mentor profiles of one person: the mentees of all of them count together.

A mentor may have two profiles (企业管理 and 行业技术), each with its own log-in, but is one person with one capacity.
So the mentees of all profiles together stay within the capacity of each one. Every profile stores its own number of
mentees and the number of the others. The statement that takes or frees a place updates both. A CHECK constraint guards
the sum.
"""

from collections.abc import Sequence

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.errors import NotFound, StateConflict
from matchmaker.domain.ids import MentorId
from matchmaker.domain.listings import ProfileSearch
from matchmaker.domain.profiles import Mentor
from matchmaker.services.platform.audit import record_audit
from matchmaker.services.platform.context import Context
from matchmaker.services.platform.guards import require
from matchmaker.storage import UnitOfWork


def list_other_profiles(context: Context, actor: Actor, mentor_id: MentorId) -> tuple[Mentor, ...]:
    """The other profiles of the same person."""
    require(permissions.can_operate(actor))
    with context.open_unit(readonly=True) as unit:
        return tuple(it for it in unit.mentors.list_profiles_of_person(mentor_id) if it.id != mentor_id)


def list_namesakes(context: Context, actor: Actor, mentor_id: MentorId) -> tuple[Mentor, ...]:
    """Profiles of the same name that are not known to be the same person."""
    require(permissions.can_operate(actor))
    with context.open_unit(readonly=True) as unit:
        mentor = unit.mentors.get(mentor_id)
        known = {it.id for it in unit.mentors.list_profiles_of_person(mentor_id)}
        found = unit.mentors.list_page(ProfileSearch(words=mentor.name), size=100).items
    return tuple(it for it in found if it.name == mentor.name and it.id not in known)


def join_profiles(context: Context, actor: Actor, *, mentor_id: MentorId, other_id: MentorId) -> None:
    """Record that two profiles belong to one person.

    Raises StateConflict ``capacity_below_mentees`` if a profile's capacity is below the person's present mentees.
    """
    require(permissions.can_operate(actor))
    if mentor_id == other_id:
        raise StateConflict("same_profile")
    with context.begin(actor) as case:
        profiles = case.unit.mentors.get_many_for_update([mentor_id, other_id])
        if not {mentor_id, other_id} <= profiles.keys():
            raise NotFound("mentor_not_found")
        _count_together(case.unit, tuple(profiles.values()))
        after = {"mentor_id": other_id}
        record_audit(case, action="mentor.join", kind="mentor", subject=mentor_id, after=after)
        case.unit.commit()


def separate_profile(context: Context, actor: Actor, mentor_id: MentorId) -> None:
    """Record that a profile belongs to a person with no other profile."""
    require(permissions.can_operate(actor))
    with context.begin(actor) as case:
        profiles = case.unit.mentors.get_many_for_update([mentor_id])
        others = tuple(it for it in profiles.values() if it.id != mentor_id)
        case.unit.mentors.save_person(mentor_id, person_id=None, mentees_elsewhere=0)
        _count_together(case.unit, others)
        record_audit(case, action="mentor.part", kind="mentor", subject=mentor_id)
        case.unit.commit()


def _count_together(unit: UnitOfWork, profiles: Sequence[Mentor]) -> None:
    """Store on each of the locked profiles the number of mentees of the others."""
    mentees = sum(it.mentees for it in profiles)
    person_id = min((it.id for it in profiles), default=None) if len(profiles) > 1 else None
    if any(it.capacity < mentees for it in profiles):
        raise StateConflict("capacity_below_mentees", mentees=mentees)
    for profile in profiles:
        unit.mentors.save_person(profile.id, person_id=person_id, mentees_elsewhere=mentees - profile.mentees)
