"""Consents and contact data in storage."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select, update

from matchmaker.domain.ids import AccountId
from matchmaker.domain.privacy import Consent, ContactDetails, Purpose
from matchmaker.storage.repositories.base import Repository, build, table_of, values_of
from matchmaker.storage.tables import ConsentRow, ContactRow

CONSENTS = table_of(ConsentRow)
CONTACTS = table_of(ContactRow)


class ConsentRepository(Repository):
    def add(self, consent: Consent) -> None:
        """Store a consent. Raise StateConflict ``already_consented`` if the same consent is valid already."""
        self._add(ConsentRow, values_of(consent, Consent))

    def withdraw(self, account_id: AccountId, purpose: Purpose, at: datetime) -> None:
        """Withdraw the valid consent. It stays stored with the time of withdrawal."""
        statement = update(CONSENTS).where(
            CONSENTS.c.account_id == account_id, CONSENTS.c.purpose == purpose, CONSENTS.c.withdrawn_at.is_(None)
        )
        self._connection.execute(statement.values(withdrawn_at=at))

    def list_for(self, account_id: AccountId) -> tuple[Consent, ...]:
        """All consents that the person ever gave, the newest first."""
        query = select(CONSENTS).where(CONSENTS.c.account_id == account_id).order_by(CONSENTS.c.id.desc())
        return tuple(build(Consent, row) for row in self._connection.execute(query))

    def list_valid(self, account_ids: Iterable[AccountId], purpose: Purpose) -> dict[AccountId, Consent]:
        """The valid consents of each account."""
        query = select(CONSENTS).where(
            CONSENTS.c.account_id.in_(sorted(set(account_ids))),
            CONSENTS.c.purpose == purpose,
            CONSENTS.c.withdrawn_at.is_(None),
        )
        return {row.account_id: build(Consent, row) for row in self._connection.execute(query)}


class ContactRepository(Repository):
    def find(self, account_id: AccountId) -> ContactDetails | None:
        row = self._connection.execute(select(CONTACTS).where(CONTACTS.c.account_id == account_id)).one_or_none()
        return None if row is None else build(ContactDetails, row)

    def save(self, details: ContactDetails) -> None:
        values = values_of(details, ContactDetails)
        self._put(ContactRow, values, change={name: values[name] for name in ("email", "phone", "wechat")})
