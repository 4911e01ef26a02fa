"""Compose a mail from its notices: the text in the reader's language, and calendar files of changed meetings."""

from dataclasses import dataclass

from matchmaker.domain.calendar_entries import MeetingCalendarEntry
from matchmaker.domain.ids import InvitationId
from matchmaker.domain.mails import Mail
from matchmaker.notify.calendars import IcsEvent, IcsInvitation, Method, make_calendar_file
from matchmaker.notify.messages import OutgoingMail, make_message
from matchmaker.services.platform.context import Context
from matchmaker.services.platform.notices.letters import InvitedGuest, MailContent, MailText, load_changed_entries
from matchmaker.services.platform.notices.notifications import DEFAULT_FREQUENCY

LANGUAGES = {"zh": "zh-Hans", "en": "en"}


@dataclass(frozen=True, slots=True)
class Message:
    """A mail as it is sent: the recipient and the encoded content."""

    recipient: str
    content: bytes


def compose_message(context: Context, mail: Mail) -> Message | None:
    """Compose a mail. None where the reader cannot be reached any more."""
    if mail.invitation_id is not None:
        return _compose_invitation(context, mail, mail.invitation_id)
    content = _load(context, mail)
    if content is None or context.letters is None:
        return None
    text = context.letters.write_mail(content)
    letter = OutgoingMail(
        message_id=mail.message_id,
        sender=context.settings.mail_from,
        recipient=content.account.email,
        name=content.account.name,
        subject=text.subject,
        text=text.text,
        html=text.html,
        sent_at=context.now(),
        language=LANGUAGES[content.account.locale],
        calendars=_make_calendars(context, content, text),
    )
    return Message(content.account.email, make_message(letter))


def _compose_invitation(context: Context, mail: Mail, invitation_id: InvitationId) -> Message | None:
    """The mail to a guest. None after the invitation was accepted or withdrawn, or has expired."""
    with context.open_unit(readonly=True) as unit:
        invitation = unit.invitations.get(invitation_id)
        inviter = unit.accounts.get(mail.account_id)
        owner = invitation.organisation_id
        organisation = unit.organisations.get(owner).name if owner else ""
    if context.letters is None or not invitation.email or not invitation.is_open_at(context.now()):
        return None
    guest = InvitedGuest(invitation=invitation, inviter=inviter.name, organisation=organisation, locale=inviter.locale)
    text = context.letters.write_invitation(guest)
    letter = OutgoingMail(
        message_id=mail.message_id,
        sender=context.settings.mail_from,
        recipient=invitation.email,
        name=invitation.name,
        subject=text.subject,
        text=text.text,
        html=text.html,
        sent_at=context.now(),
        language=LANGUAGES[inviter.locale],
    )
    return Message(invitation.email, make_message(letter))


def to_ics_event(entry: MeetingCalendarEntry, summary: str, place: str) -> IcsEvent:
    """A meeting as an iCalendar event, for downloads, subscriptions and mails."""
    return IcsEvent(
        uid=entry.uid,
        sequence=entry.sequence,
        starts_at=entry.starts_at,
        ends_at=entry.ends_at,
        summary=summary,
        location=place,
        is_cancelled=entry.is_cancelled,
        changed_at=entry.changed_at,
    )


def _load(context: Context, mail: Mail) -> MailContent | None:
    with context.open_unit(readonly=True) as unit:
        account = unit.accounts.find(mail.account_id)
        notices = unit.mails.list_notices(mail.id)
        if account is None or not account.is_active or not account.email or not notices:
            return None
        pace = unit.notices.find_mail_frequencies([account.id]).get(account.id) or DEFAULT_FREQUENCY
        return MailContent(
            account=account, pace=pace, notices=notices, entries=load_changed_entries(unit, account, notices)
        )


def _make_calendars(context: Context, content: MailContent, text: MailText) -> list[tuple[str, bytes]]:
    """One file of meetings that take place and one of cancelled ones, since RFC 5546 needs a method for each."""
    invitation = IcsInvitation(
        organizer=context.settings.mail_from, attendee=content.account.email, name=content.account.name
    )
    files = []
    for method, is_cancelled in ((Method.REQUEST, False), (Method.CANCEL, True)):
        events = [
            to_ics_event(own.entry, summary, place)
            for own, summary, place in zip(content.entries, text.summaries, text.places, strict=True)
            if own.entry.is_cancelled is is_cancelled
        ]
        if events:
            file = make_calendar_file(
                events, name="Matchmaker", now=context.now(), method=method, invitation=invitation
            )
            files.append((method.value, file))
    return files
