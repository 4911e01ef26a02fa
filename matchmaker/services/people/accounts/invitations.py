"""Invitations: the operator or an administrator of an organisation invites a person with a one-time code."""

from dataclasses import dataclass
from secrets import token_urlsafe

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Account, AccountDraft, Actor
from matchmaker.domain.errors import Invalid, NotAllowed, NotFound, StateConflict
from matchmaker.domain.ids import AccountId, InvitationId, OrganisationId
from matchmaker.domain.listings import Page
from matchmaker.domain.notices import NoticeKind
from matchmaker.domain.onboarding import (
    INVITATION_LIFETIME,
    INVITATION_TRANSITIONS,
    Invitation,
    InvitationDraft,
    InvitationState,
)
from matchmaker.domain.privacy import TEXT_VERSIONS, Consent, Purpose, mask_login
from matchmaker.domain.texts import clean_line
from matchmaker.domain.vocabulary import PartyKind, Role
from matchmaker.notify.messages import make_message_id
from matchmaker.services.people.accounts.codes import (
    INVITATION_LETTERS,
    INVITATION_PURPOSE,
    derive_code,
    hash_code,
    make_code,
)
from matchmaker.services.people.accounts.login_names import parse_login
from matchmaker.services.people.accounts.passwords import hash_password
from matchmaker.services.platform.audit import record_audit
from matchmaker.services.platform.context import Context, UseCase
from matchmaker.services.platform.guards import require
from matchmaker.services.platform.notices import notify
from matchmaker.storage import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationView:
    """An invitation as its guest sees it: the inviter, the organisation or profile, and whether the guest has an
    account.
    """

    invitation: Invitation
    inviter: str
    organisation: str
    profile: str
    has_account: bool


def invite(
    context: Context,
    actor: Actor,
    *,
    login: str,
    name: str,
    roles: frozenset[Role] = frozenset(),
    profile: tuple[PartyKind, int] | None = None,
    organisation_id: OrganisationId | None = None,
    is_admin: bool = False,
    secret: str = "",
) -> str:
    """Invite a person and return the code, which is shown only here. Only the operator may give roles and profiles.

    Where there is a mail server, a guest with an e-mail address also gets the code in one mail. The outbox stores a
    nonce. The code can be derived from it only with the ``secret`` of the application.
    """
    require(permissions.can_invite(actor, organisation_id))
    is_operator = permissions.can_operate(actor)
    require(is_operator or not (roles or profile))
    name = clean_line(name)
    if not name:
        raise Invalid("invalid_fields", fields={"name": "required"})
    if is_operator and not roles and organisation_id is None:
        raise Invalid("invalid_fields", fields={"roles": "required"})
    known, now = parse_login(login), context.now()
    code, nonce = _make_code(context, known.email, secret)
    draft = InvitationDraft(
        email=known.email,
        mobile=known.mobile,
        name=name,
        roles=roles,
        organisation_id=organisation_id,
        is_admin=is_admin,
        profile_kind=profile[0] if profile else None,
        profile_id=profile[1] if profile else None,
        invited_by=actor.account_id,
        created_at=now,
        expires_at=now + INVITATION_LIFETIME,
        nonce=nonce,
    )
    with context.begin(actor) as case:
        _check_guest(case.unit, draft)
        invitation_id = case.unit.invitations.add(draft, code_hash=hash_code(code))
        if nonce:
            message_id = make_message_id(context.settings.mail_from)
            case.unit.mails.add_invitation(actor.account_id, invitation_id, message_id=message_id, now=now)
        after = {"login": mask_login(draft.login), "roles": sorted(roles)}
        record_audit(case, action="invitation.send", kind="invitation", subject=invitation_id, after=after)
        case.unit.commit()
    return code


def _make_code(context: Context, email: str, secret: str) -> tuple[str, str | None]:
    """A code, and its nonce if the code can be mailed."""
    if not (secret and email and context.settings.smtp_host):
        return make_code(INVITATION_LETTERS), None
    nonce = token_urlsafe(16)
    return derive_code(secret, nonce, purpose=INVITATION_PURPOSE), nonce


def _check_guest(unit: UnitOfWork, draft: InvitationDraft) -> None:
    """Refuse a person with an account, except into an organisation, and a person who is already a member of it."""
    found = unit.accounts.find_by_login(draft.login)
    if draft.organisation_id is None:
        if found:
            raise StateConflict("email_taken" if draft.email else "mobile_taken")
        return
    members = unit.organisations.list_members(unit.organisations.get(draft.organisation_id).id)
    if found and any(it.account_id == found.id for it in members):
        raise StateConflict("already_member")


def list_invitations(
    context: Context, actor: Actor, *, state: InvitationState | None = None, page: int = 1
) -> Page[Invitation]:
    """All invitations, the newest first."""
    require(permissions.can_operate(actor))
    with context.open_unit(readonly=True) as unit:
        return unit.invitations.list_page(state=state, number=page)


def withdraw_invitation(context: Context, actor: Actor, invitation_id: InvitationId) -> None:
    """Withdraw an invitation that nobody has accepted yet."""
    with context.begin(actor) as case:
        invitation = case.unit.invitations.get_for_update(invitation_id)
        if not permissions.can_invite(actor, invitation.organisation_id):
            raise NotFound("invitation_not_found", id=invitation_id)
        if not INVITATION_TRANSITIONS.can(invitation.state, InvitationState.WITHDRAWN):
            raise StateConflict("invitation_closed")
        case.unit.invitations.move(invitation_id, InvitationState.WITHDRAWN)
        record_audit(case, action="invitation.withdraw", kind="invitation", subject=invitation_id)
        case.unit.commit()


def get_invitation(context: Context, code: str) -> InvitationView:
    """The invitation of a code. Raises NotFound where the code is unknown or no longer valid."""
    with context.begin(None, readonly=True) as case:
        invitation = _find_open(case, code)
        inviter = case.unit.accounts.find(invitation.invited_by) if invitation.invited_by else None
        owner, kind = invitation.organisation_id, invitation.profile_kind
        names = case.unit.names.list_names([(kind, invitation.profile_id or 0)] if kind else [])
        return InvitationView(
            invitation=invitation,
            inviter=inviter.name if inviter else "",
            organisation=case.unit.organisations.get(owner).name if owner else "",
            profile=next(iter(names.values()), ""),
            has_account=case.unit.accounts.find_by_login(invitation.login) is not None,
        )


def accept_invitation(context: Context, *, code: str, name: str, password: str, locale: str = "zh") -> AccountId:
    """Create the account of an invited person, who consents to the processing of personal data by accepting."""
    hashed, name = hash_password(password), clean_line(name)
    if not name:
        raise Invalid("invalid_fields", fields={"name": "required"})
    with context.begin(None) as case:
        invitation = _find_open(case, code)
        if case.unit.accounts.find_by_login(invitation.login):
            raise StateConflict("email_taken" if invitation.email else "mobile_taken")
        draft = AccountDraft(
            email=invitation.email,
            mobile=invitation.mobile,
            name=name,
            roles=invitation.roles,
            locale=locale,
            created_at=case.now,
        )
        account_id = case.unit.accounts.add(draft, password_hash=hashed)
        record_processing_consent(case, account_id)
        _join(case, invitation, account_id=account_id)
        case.unit.commit()
    return account_id


def join_by_invitation(context: Context, actor: Actor, code: str) -> None:
    """Let a person who has an account join the organisation that invites."""
    with context.begin(actor) as case:
        invitation = _find_open(case, code)
        account = case.unit.accounts.get(actor.account_id)
        if invitation.organisation_id is None or not _is_guest(invitation, account):
            raise NotAllowed("invitation_for_another")
        _join(case, invitation, account_id=account.id)
        case.unit.commit()


def record_processing_consent(case: UseCase[Actor | None], account_id: AccountId) -> None:
    """Record that a new person consented to the processing of personal data, with the present text."""
    version = TEXT_VERSIONS[Purpose.PROCESSING]
    case.unit.consents.add(
        Consent(account_id=account_id, purpose=Purpose.PROCESSING, text_version=version, given_at=case.now)
    )


def _is_guest(invitation: Invitation, account: Account) -> bool:
    return invitation.login in {account.email, account.mobile}


def _find_open(case: UseCase[Actor | None], code: str) -> Invitation:
    invitation = case.unit.invitations.find_by_code(hash_code(code))
    if invitation is None or not invitation.is_open_at(case.now):
        raise NotFound("invitation_not_found")
    return invitation


def _join(case: UseCase[Actor | None], invitation: Invitation, *, account_id: AccountId) -> None:
    """Give the guest the profile and the membership of the invitation, and close it."""
    now = case.now
    if case.unit.invitations.get_for_update(invitation.id).state is not InvitationState.OPEN:
        raise NotFound("invitation_not_found")
    if invitation.profile_kind and invitation.profile_id:
        case.unit.accounts.link(account_id, kind=invitation.profile_kind, profile_id=invitation.profile_id)
    if invitation.organisation_id:
        case.unit.organisations.add_member(invitation.organisation_id, account_id, is_admin=invitation.is_admin, at=now)
    case.unit.invitations.move(invitation.id, InvitationState.ACCEPTED, account_id=account_id)
    actor = case.unit.accounts.find_actor(account_id)
    record_audit(case.by(actor), action="invitation.accept", kind="invitation", subject=invitation.id)
    if invitation.invited_by:
        notify(
            case.by(None),
            to=[invitation.invited_by],
            kind=NoticeKind.INVITATION_ACCEPTED,
            subject_kind="organisation" if invitation.organisation_id else "invitation",
            subject_id=invitation.organisation_id or invitation.id,
            data={"name": actor.name if actor else invitation.name},
        )
