"""Mentors in storage, with the number of their mentees."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from sqlalchemy import Integer, Update, bindparam, case, or_, select, update

from matchmaker.domain.errors import NotFound, StateConflict
from matchmaker.domain.ids import AccountId, MentorId
from matchmaker.domain.listings import ALL_PROFILES, PAGE_SIZE, Page, ProfileSearch
from matchmaker.domain.profiles import Mentor, MentorDraft
from matchmaker.storage.queries.profile_search import find_mentors
from matchmaker.storage.repositories.base import build
from matchmaker.storage.repositories.profiles import ProfileRepository
from matchmaker.storage.tables import MentorRow


class MentorRepository(ProfileRepository[MentorId, MentorDraft, Mentor]):
    entity_name = "mentor"
    row = MentorRow
    draft = MentorDraft
    value = Mentor
    completeness_columns = ("expertise", "experience", "industries", "capacity", "certified_until", "zone")
    managed_columns = frozenset(
        {"mentees", "mentees_elsewhere", "person_id", "places_to_offer", "is_paused", "paused_until"}
    )
    revision_columns = ("version", "mentees", "mentees_elsewhere")

    def save(self, profile: Mentor) -> Mentor:
        """Save a profile. Raise StateConflict ``capacity_below_mentees`` if the mentor has more mentees."""
        stored = self.get_for_update(profile.id)
        mentees = stored.mentees + stored.mentees_elsewhere
        if profile.version == stored.version and profile.capacity < mentees:
            raise StateConflict("capacity_below_mentees", mentees=mentees)
        saved = super().save(profile)
        self._offer(stored, stored.places_to_offer + max(0, profile.capacity - stored.capacity))
        return saved

    def get_many_for_update(self, mentor_ids: Iterable[MentorId]) -> dict[MentorId, Mentor]:
        """Mentors with all profiles of the same persons, locked by id, so that two units never deadlock."""
        wanted = set(mentor_ids)
        persons = select(MentorRow.person_id).where(MentorRow.id.in_(wanted), MentorRow.person_id.is_not(None))
        of_them = or_(MentorRow.id.in_(wanted), MentorRow.person_id.in_(persons))
        query = self._locked(self._select().where(of_them))
        return {mentor.id: mentor for mentor in self._read(self._connection.execute(query))}

    def list_with_joined_profiles(self, mentor_ids: Iterable[MentorId]) -> dict[MentorId, Mentor]:
        """Mentors with all profiles of the same persons."""
        found = self.list_by_ids(mentor_ids)
        persons = {it.person_id for it in found.values() if it.person_id is not None}
        if persons:
            query = self._select().where(MentorRow.person_id.in_(persons))
            found |= {it.id: it for it in self._read(self._connection.execute(query))}
        return found

    def take_place(self, mentor_id: MentorId) -> None:
        """Count one more mentee. The database refuses if no place is left: StateConflict ``mentor_full``."""
        self._move_mentees(mentor_id, 1)

    def free_place(self, mentor_id: MentorId) -> None:
        """Count one mentee fewer. The free place is to be offered to the waiting list."""
        self._move_mentees(mentor_id, -1, places_to_offer=1)

    def undo_place(self, mentor_id: MentorId) -> None:
        """Count one mentee fewer, as if it had never been one. Nothing is offered to the waiting list."""
        self._move_mentees(mentor_id, -1)

    def save_person(self, mentor_id: MentorId, *, person_id: MentorId | None, mentees_elsewhere: int) -> None:
        """Store the person of a profile, and the number of mentees of the person's other profiles."""
        values = {"person_id": person_id, "mentees_elsewhere": mentees_elsewhere}
        self._connection.execute(update(MentorRow).where(MentorRow.id == mentor_id).values(**values))

    def list_profiles_of_person(self, mentor_id: MentorId) -> tuple[Mentor, ...]:
        """All profiles of the person behind one, including that one, by id."""
        person = select(MentorRow.person_id).where(MentorRow.id == mentor_id).scalar_subquery()
        query = self._select().where(or_(MentorRow.id == mentor_id, MentorRow.person_id == person))
        return tuple(self._read(self._connection.execute(query)))

    def save_places_to_offer(self, mentor_id: MentorId, places_to_offer: int) -> None:
        """Store how many places are still to be offered to the waiting list."""
        self._connection.execute(
            update(MentorRow).where(MentorRow.id == mentor_id).values(places_to_offer=places_to_offer)
        )

    def save_pause(self, mentor_id: MentorId, *, is_paused: bool, until: date | None = None) -> None:
        """Store the start or the end of a mentor's pause."""
        values = {"is_paused": is_paused, "paused_until": until}
        self._connection.execute(update(MentorRow).where(MentorRow.id == mentor_id).values(**values))

    def list_page(
        self,
        search: ProfileSearch = ALL_PROFILES,
        *,
        number: int = 1,
        size: int = PAGE_SIZE,
        accepts: Callable[[Any], bool] | None = None,
    ) -> Page[Mentor]:
        """Mentors that ``search`` finds, by id.

        ``accepts`` keeps some of them: it gets the columns that show how complete a profile is.
        """
        query = self._select().where(self._is_active(), *find_mentors(search))
        return self._page_of(query, accepts, number=number, size=size)

    def find_for_account(self, account_id: AccountId) -> Mentor | None:
        row = self._connection.execute(self._select().where(MentorRow.account_id == account_id)).one_or_none()
        return None if row is None else build(Mentor, row)

    def _offer(self, stored: Mentor, places_to_offer: int) -> None:
        if places_to_offer != stored.places_to_offer:
            self.save_places_to_offer(stored.id, places_to_offer)

    def _move_mentees(self, mentor_id: MentorId, step: int, *, places_to_offer: int = 0) -> None:
        """Update every profile of the person in one statement, which the checks of all of them guard."""
        values = {"moved_id": mentor_id, "step": step, "offered": places_to_offer}
        if self._connection.execute(MOVE_MENTEES, values).rowcount == 0:
            raise NotFound("mentor_not_found", id=mentor_id)


def _make_move() -> Update:
    is_here = MentorRow.id == bindparam("moved_id")
    step = bindparam("step", type_=Integer)
    person = select(MentorRow.person_id).where(is_here).scalar_subquery()
    values = {
        "mentees": MentorRow.mentees + case((is_here, step), else_=0),
        "mentees_elsewhere": MentorRow.mentees_elsewhere + case((is_here, 0), else_=step),
        "places_to_offer": MentorRow.places_to_offer + bindparam("offered", type_=Integer),
    }
    return update(MentorRow).where(or_(is_here, MentorRow.person_id == person)).values(**values)


MOVE_MENTEES = _make_move()
