"""Invitations and requests for accounts in storage."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, or_, select, update
from sqlalchemy import Row as Result

from matchmaker.domain.errors import NotFound
from matchmaker.domain.ids import AccountId, InvitationId, OrganisationId, RegistrationId
from matchmaker.domain.listings import PAGE_SIZE, Page
from matchmaker.domain.onboarding import (
    Invitation,
    InvitationDraft,
    InvitationState,
    Registration,
    RegistrationDraft,
    RegistrationState,
)
from matchmaker.storage.queries.filters import equals
from matchmaker.storage.repositories.base import Repository, build, table_of, values_of
from matchmaker.storage.tables import InvitationRow, RegistrationRow

INVITATIONS = table_of(InvitationRow)
REGISTRATIONS = table_of(RegistrationRow)


class InvitationRepository(Repository):
    def add(self, draft: InvitationDraft, *, code_hash: str) -> InvitationId:
        values = values_of(draft, InvitationDraft) | _logins_of(draft)
        values |= {"code_hash": code_hash, "state": InvitationState.OPEN, "account_id": None}
        return InvitationId(self._add(InvitationRow, values))

    def find_by_code(self, code_hash: str) -> Invitation | None:
        query = select(INVITATIONS).where(INVITATIONS.c.code_hash == code_hash)
        row = self._connection.execute(query).one_or_none()
        return None if row is None else _invitation(row)

    def get(self, invitation_id: InvitationId) -> Invitation:
        return self._get(select(INVITATIONS).where(INVITATIONS.c.id == invitation_id), invitation_id)

    def get_for_update(self, invitation_id: InvitationId) -> Invitation:
        """The invitation, locked until the unit ends."""
        return self._get(self._locked(select(INVITATIONS).where(INVITATIONS.c.id == invitation_id)), invitation_id)

    def list_by_ids(self, invitation_ids: Iterable[InvitationId]) -> dict[InvitationId, Invitation]:
        query = select(INVITATIONS).where(INVITATIONS.c.id.in_(sorted(set(invitation_ids))))
        return {row.id: _invitation(row) for row in self._connection.execute(query)}

    def move(self, invitation_id: InvitationId, state: InvitationState, *, account_id: AccountId | None = None) -> None:
        moved = update(INVITATIONS).where(INVITATIONS.c.id == invitation_id)
        self._connection.execute(moved.values(state=state, account_id=account_id))

    def list_open(self, organisation_id: OrganisationId) -> tuple[Invitation, ...]:
        """Invitations of an organisation that are not accepted yet, the newest first."""
        query = select(INVITATIONS).where(
            INVITATIONS.c.organisation_id == organisation_id, INVITATIONS.c.state == InvitationState.OPEN
        )
        return tuple(_invitation(row) for row in self._connection.execute(query.order_by(INVITATIONS.c.id.desc())))

    def list_page(
        self, *, state: InvitationState | None = None, number: int = 1, size: int = PAGE_SIZE
    ) -> Page[Invitation]:
        """Invitations, the newest first."""
        query = select(INVITATIONS).where(*equals(InvitationRow.state, state)).order_by(INVITATIONS.c.id.desc())
        return self._page(query, lambda rows: [_invitation(row) for row in rows], number=number, size=size)

    def forget_logins(self, account_id: AccountId, *, name: str, email: str, mobile: str) -> None:
        """Delete name and log-in name of a person from the invitations sent to that person."""
        same = INVITATIONS.c.account_id == account_id
        same |= (INVITATIONS.c.email == email) if email else (INVITATIONS.c.mobile == mobile)
        self._connection.execute(update(INVITATIONS).where(same).values(email=None, mobile=None, name=name))

    def _get(self, query: Select[Any], invitation_id: InvitationId) -> Invitation:
        row = self._connection.execute(query).one_or_none()
        if row is None:
            raise NotFound("invitation_not_found", id=invitation_id)
        return _invitation(row)


class RegistrationRepository(Repository):
    def add(self, draft: RegistrationDraft, *, password_hash: str) -> RegistrationId:
        """Id of the request. Raise StateConflict ``already_asked``."""
        values = values_of(draft, RegistrationDraft) | _logins_of(draft)
        values |= {"password_hash": password_hash, "state": RegistrationState.PENDING, "reason": ""}
        return RegistrationId(self._add(RegistrationRow, values))

    def get(self, registration_id: RegistrationId) -> Registration:
        return _registration(self._get(registration_id))

    def get_for_update(self, registration_id: RegistrationId) -> Registration:
        """The request, locked until the unit ends."""
        query = select(REGISTRATIONS.c.id).where(REGISTRATIONS.c.id == registration_id)
        self._connection.execute(self._locked(query))
        return self.get(registration_id)

    def find_latest(self, login: str) -> Registration | None:
        """The last request with this e-mail address or mobile number."""
        row = self._connection.execute(
            select(REGISTRATIONS).where(_has_login(login)).order_by(REGISTRATIONS.c.id.desc()).limit(1)
        ).one_or_none()
        return None if row is None else _registration(row)

    def find_pending(self, login: str) -> Registration | None:
        """The open request with this e-mail address or mobile number."""
        found = self.find_latest(login)
        return found if found and found.state is RegistrationState.PENDING else None

    def forget_refused(self, before: datetime) -> int:
        """Delete requests refused before that time; return their number."""
        old = (REGISTRATIONS.c.state == RegistrationState.REFUSED, REGISTRATIONS.c.decided_at < before)
        return self._connection.execute(delete(REGISTRATIONS).where(*old)).rowcount

    def find_password_hash(self, registration_id: RegistrationId) -> str | None:
        hashed: str | None = self._get(registration_id).password_hash
        return hashed

    def save(self, registration: Registration) -> None:
        """Save the decision. A refused person may still read the reason, so only an approval deletes the password."""
        decided = {"state", "reason", "decided_at", "decided_by", "account_id"}
        values = {name: getattr(registration, name) for name in decided}
        if registration.state is RegistrationState.APPROVED:
            values["password_hash"] = None
        self._connection.execute(update(REGISTRATIONS).where(REGISTRATIONS.c.id == registration.id).values(**values))

    def count_pending(self) -> int:
        return self._count(select(REGISTRATIONS).where(REGISTRATIONS.c.state == RegistrationState.PENDING))

    def list_page(
        self, *, state: RegistrationState | None = None, number: int = 1, size: int = PAGE_SIZE
    ) -> Page[Registration]:
        """Requests, the newest first."""
        query = select(REGISTRATIONS).where(*equals(RegistrationRow.state, state)).order_by(REGISTRATIONS.c.id.desc())
        return self._page(query, lambda rows: [_registration(row) for row in rows], number=number, size=size)

    def forget_logins(self, account_id: AccountId, *, name: str) -> None:
        """Delete a person's data from the request that led to the account."""
        values = {"email": None, "mobile": None, "name": name, "organisation": "", "about": ""}
        same = REGISTRATIONS.c.account_id == account_id
        self._connection.execute(update(REGISTRATIONS).where(same).values(**values))

    def _get(self, registration_id: RegistrationId) -> Result[Any]:
        query = select(REGISTRATIONS).where(REGISTRATIONS.c.id == registration_id)
        row = self._connection.execute(query).one_or_none()
        if row is None:
            raise NotFound("registration_not_found", id=registration_id)
        return row


def _has_login(login: str) -> ColumnElement[bool]:
    return or_(REGISTRATIONS.c.email == login.lower(), REGISTRATIONS.c.mobile == login)


def _logins_of(draft: InvitationDraft | RegistrationDraft) -> dict[str, str | None]:
    return {"email": draft.email.lower() or None, "mobile": draft.mobile or None}


def _invitation(row: Result[Any]) -> Invitation:
    return build(Invitation, row, email=row.email or "", mobile=row.mobile or "")


def _registration(row: Result[Any]) -> Registration:
    return build(Registration, row, email=row.email or "", mobile=row.mobile or "")
