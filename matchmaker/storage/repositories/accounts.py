"""Accounts in storage, with roles and the profiles they act for."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Integer, Select, cast, delete, exists, insert, literal, or_, select, union_all, update

from matchmaker.domain.accounts import Account, AccountDraft, Actor, ProfileLink
from matchmaker.domain.errors import NotFound, StateConflict
from matchmaker.domain.ids import AccountId, InvestorId, MentorId, StartupId
from matchmaker.domain.listings import PAGE_SIZE, Page
from matchmaker.domain.organisations import ROLES
from matchmaker.domain.vocabulary import PartyKind, Role
from matchmaker.storage.queries.belonging import (
    list_organisation_memberships,
    select_colleagues,
    select_organisation_links,
)
from matchmaker.storage.queries.filters import equals, matches
from matchmaker.storage.repositories.base import Repository, batches, build, table_of, values_of
from matchmaker.storage.tables import (
    AccountRoleRow,
    AccountRow,
    InvestorRow,
    MentorRow,
    SessionRow,
    StartupMemberRow,
    StartupRow,
)

TABLE = table_of(AccountRow)
OWNED = {PartyKind.MENTOR: table_of(MentorRow), PartyKind.INVESTOR: table_of(InvestorRow)}
"""Kinds of profiles with at most one account. A startup may have several founders."""


class AccountRepository(Repository):
    def add(self, draft: AccountDraft, *, password_hash: str | None) -> AccountId:
        """Id of the new account. E-mail addresses are stored in lower case.

        Raise StateConflict ``email_taken`` or ``mobile_taken``.
        """
        values = values_of(draft, AccountDraft, leave_out={"roles"}) | _logins_of(draft)
        values |= {"password_hash": password_hash, "session_stamp": 0}
        account_id = AccountId(self._add(AccountRow, values))
        self._set_roles(account_id, draft.roles)
        return account_id

    def find(self, account_id: AccountId) -> Account | None:
        return next(iter(self.list_by_ids([account_id]).values()), None)

    def get(self, account_id: AccountId) -> Account:
        found = self.find(account_id)
        if found is None:
            raise NotFound("account_not_found", id=account_id)
        return found

    def get_for_update(self, account_id: AccountId) -> Account:
        """The account, locked until the unit ends."""
        self._connection.execute(self._locked(select(TABLE.c.id).where(TABLE.c.id == account_id)))
        return self.get(account_id)

    def find_by_email(self, email: str) -> Account | None:
        rows = self._connection.execute(select(TABLE).where(TABLE.c.email == email.lower())).all()
        return next(iter(self._read(rows)), None)

    def find_by_login(self, login: str) -> Account | None:
        """The account with this e-mail address or mobile number."""
        rows = self._connection.execute(
            select(TABLE).where(or_(TABLE.c.email == login.lower(), TABLE.c.mobile == login))
        ).all()
        return next(iter(self._read(rows)), None)

    def list_by_ids(self, account_ids: Iterable[AccountId]) -> dict[AccountId, Account]:
        found: dict[AccountId, Account] = {}
        for batch in batches(sorted(set(account_ids))):
            rows = self._connection.execute(select(TABLE).where(TABLE.c.id.in_(batch))).all()
            found |= {account.id: account for account in self._read(rows)}
        return found

    def list_page(
        self,
        *,
        search: str = "",
        role: Role | None = None,
        is_demo: bool | None = None,
        number: int = 1,
        size: int = PAGE_SIZE,
    ) -> Page[Account]:
        """Accounts by id whose name or e-mail contains ``search``."""
        has_role = exists().where(AccountRoleRow.account_id == AccountRow.id, AccountRoleRow.role == role)
        query = (
            select(TABLE)
            .where(
                *matches(search, AccountRow.name, AccountRow.email, AccountRow.mobile),
                *equals(AccountRow.is_demo, is_demo),
            )
            .where(*([] if role is None else [has_role]))
            .order_by(TABLE.c.id)
        )
        return self._page(query, self._read, number=number, size=size)

    def save(self, account: Account) -> None:
        """Save everything but the password, the session stamp and the time of creation."""
        values = values_of(account, Account, leave_out={"id", "roles", "session_stamp", "created_at"})
        values |= _logins_of(account)
        if self._connection.execute(update(TABLE).where(TABLE.c.id == account.id).values(**values)).rowcount == 0:
            raise NotFound("account_not_found", id=account.id)
        self._set_roles(account.id, account.roles)

    def find_password_hash(self, account_id: AccountId) -> str | None:
        return self._connection.scalar(select(TABLE.c.password_hash).where(TABLE.c.id == account_id))

    def set_password_hash(self, account_id: AccountId, password_hash: str) -> None:
        self._connection.execute(update(TABLE).where(TABLE.c.id == account_id).values(password_hash=password_hash))

    def end_sessions(self, account_id: AccountId) -> None:
        """End all sessions. A new stamp makes earlier sessions invalid, wherever they are stored."""
        self._connection.execute(delete(SessionRow).where(SessionRow.account_id == account_id))
        stamp = {"session_stamp": TABLE.c.session_stamp + 1}
        self._connection.execute(update(TABLE).where(TABLE.c.id == account_id).values(**stamp))

    def find_actor(self, account_id: AccountId) -> Actor | None:
        """The actor of an account. None if the account is missing or closed."""
        account = self.find(account_id)
        if account is None or not account.is_active:
            return None
        ids: dict[PartyKind, list[int]] = defaultdict(list)
        for link in sorted(self.list_links([account_id]).get(account_id, ()), key=_nearness):
            ids[link.kind].append(link.id)
        memberships = list_organisation_memberships(self._connection, account_id)
        return Actor(
            account_id=account_id,
            name=account.name,
            roles=account.roles.union(*(ROLES[it.kind] for it in memberships)),
            startup_ids=frozenset(StartupId(startup_id) for startup_id in ids[PartyKind.STARTUP]),
            mentor_id=next((MentorId(mentor_id) for mentor_id in ids[PartyKind.MENTOR]), None),
            investor_id=next((InvestorId(investor_id) for investor_id in ids[PartyKind.INVESTOR]), None),
            session_stamp=account.session_stamp,
            organisation_ids=frozenset(it.organisation_id for it in memberships),
            administered_ids=frozenset(it.organisation_id for it in memberships if it.is_admin),
            incubator_ids=frozenset(it.incubator_id for it in memberships if it.incubator_id is not None),
            is_personalised=account.is_personalised,
        )

    def list_links(self, account_ids: Iterable[AccountId]) -> dict[AccountId, tuple[ProfileLink, ...]]:
        """Profiles that the accounts act for: startups, then the mentor, then the investor.

        Every member acts for the profiles of the organisation. A direct link has no organisation.
        """
        links: dict[AccountId, list[ProfileLink]] = defaultdict(list)
        for batch in batches(sorted(set(account_ids))):
            rows = self._connection.execute(_links_of(batch)).all()
            for account_id, kind, profile_id, name, organisation_id in sorted(rows, key=_is_through):
                link = ProfileLink(kind=PartyKind(kind), id=profile_id, name=name, organisation_id=organisation_id)
                if all((it.kind, it.id) != (link.kind, link.id) for it in links[account_id]):
                    links[account_id].append(link)
        return {account_id: tuple(sorted(found, key=_place)) for account_id, found in links.items()}

    def list_representatives(self, kind: PartyKind, profile_id: int) -> tuple[AccountId, ...]:
        """Accounts that act for a profile, directly or through an organisation, by id."""
        linked, colleagues = _linked_to(kind, profile_id), select_colleagues(kind, profile_id)
        query = linked if colleagues is None else linked.union(colleagues)
        return tuple(AccountId(it) for it in sorted(self._connection.execute(query).scalars()))

    def list_linked(self, kind: PartyKind, profile_id: int) -> tuple[AccountId, ...]:
        """Accounts that are linked with a profile directly, by id."""
        query = _linked_to(kind, profile_id)
        return tuple(AccountId(it) for it in sorted(self._connection.execute(query).scalars()))

    def list_with_role(self, role: Role) -> tuple[AccountId, ...]:
        """Active accounts that hold a role, by id."""
        query = select(TABLE.c.id).join(AccountRoleRow, AccountRoleRow.account_id == TABLE.c.id)
        query = query.where(AccountRoleRow.role == role, TABLE.c.is_active).order_by(TABLE.c.id)
        return tuple(self._connection.execute(query).scalars())

    def link(self, account_id: AccountId, *, kind: PartyKind, profile_id: int) -> None:
        """Link the account with a profile. Raise StateConflict ``account_linked`` or ``profile_linked``."""
        if kind is PartyKind.STARTUP:
            self._connection.execute(insert(StartupMemberRow).values(account_id=account_id, startup_id=profile_id))
            return
        table = OWNED[kind]
        free = update(table).where(table.c.id == profile_id, table.c.account_id.is_(None))
        if self._connection.execute(free.values(account_id=account_id)).rowcount == 0:
            raise StateConflict("profile_linked", kind=kind, id=profile_id)

    def unlink(self, account_id: AccountId, *, kind: PartyKind, profile_id: int) -> None:
        """Remove the link between the account and a profile."""
        if kind is PartyKind.STARTUP:
            member = (StartupMemberRow.account_id == account_id, StartupMemberRow.startup_id == profile_id)
            self._connection.execute(delete(StartupMemberRow).where(*member))
            return
        table = OWNED[kind]
        linked = update(table).where(table.c.id == profile_id, table.c.account_id == account_id)
        self._connection.execute(linked.values(account_id=None))

    def _set_roles(self, account_id: AccountId, roles: Iterable[Role]) -> None:
        self._connection.execute(delete(AccountRoleRow).where(AccountRoleRow.account_id == account_id))
        if values := [{"account_id": account_id, "role": role} for role in sorted(roles)]:
            self._connection.execute(insert(AccountRoleRow), values)

    def _read(self, rows: Sequence[Any]) -> list[Account]:
        roles: dict[int, set[Role]] = defaultdict(set)
        query = select(AccountRoleRow.account_id, AccountRoleRow.role)
        for batch in batches(row.id for row in rows):
            for account_id, role in self._connection.execute(query.where(AccountRoleRow.account_id.in_(batch))):
                roles[account_id].add(role)
        return [
            build(Account, row, roles=frozenset(roles[row.id]), email=row.email or "", mobile=row.mobile or "")
            for row in rows
        ]


def _linked_to(kind: PartyKind, profile_id: int) -> Select[Any]:
    if kind is PartyKind.STARTUP:
        return select(StartupMemberRow.account_id).where(StartupMemberRow.startup_id == profile_id)
    owner = OWNED[kind].c.account_id
    return select(owner).where(OWNED[kind].c.id == profile_id, owner.is_not(None))


def _logins_of(draft: AccountDraft) -> dict[str, str | None]:
    return {"email": draft.email.lower() or None, "mobile": draft.mobile or None}


def _links_of(account_ids: Sequence[AccountId]) -> Any:
    """Account, kind, id and name of the profiles linked to ``account_ids``, and the organisation of indirect links."""
    member = StartupMemberRow
    nobody = cast(None, Integer)
    startups = (
        select(member.account_id, literal("startup"), StartupRow.id, StartupRow.name, nobody)
        .join(StartupRow, StartupRow.id == member.startup_id)
        .where(member.account_id.in_(account_ids))
    )
    owned = [
        select(table.c.account_id, literal(kind.value), table.c.id, table.c.name, nobody).where(
            table.c.account_id.in_(account_ids)
        )
        for kind, table in OWNED.items()
    ]
    return union_all(startups, *owned, *select_organisation_links(account_ids))


def _is_through(row: Any) -> bool:
    """Whether the link is through an organisation. Direct links come first."""
    return row[-1] is not None


def _place(link: ProfileLink) -> tuple[int, int]:
    return list(PartyKind).index(link.kind), link.id


def _nearness(link: ProfileLink) -> tuple[bool, int]:
    """Sort direct links before those of an organisation."""
    return link.organisation_id is not None, link.id
