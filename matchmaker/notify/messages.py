"""A mail in the format of SMTP: plain text, the same text as HTML, and calendar files."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from uuid import uuid4


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingMail:
    """A mail to one person; ``calendars`` are pairs of an iTIP method and an .ics file."""

    message_id: str
    sender: str
    recipient: str
    name: str
    subject: str
    text: str
    html: str
    sent_at: datetime
    language: str
    calendars: Sequence[tuple[str, bytes]] = ()


def make_message_id(sender: str) -> str:
    """A new Message-ID with the domain of the sender's address."""
    return f"<{uuid4()}@{sender.rpartition('@')[2]}>"


def make_message(mail: OutgoingMail) -> bytes:
    """The whole message, with CRLF line ends, in 7-bit encoding so that every server accepts it."""
    message = EmailMessage(policy=SMTP.clone(cte_type="7bit"))
    message["From"] = Address("Matchmaker", addr_spec=mail.sender)
    message["To"] = Address(" ".join(mail.name.split()), addr_spec=mail.recipient)
    message["Subject"] = " ".join(mail.subject.split())
    message["Date"] = mail.sent_at
    message["Message-ID"] = mail.message_id
    message["Content-Language"] = mail.language
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no automatic replies
    message.set_content(mail.text, cte="base64")
    message.add_alternative(mail.html, subtype="html", cte="base64")
    for method, content in mail.calendars:
        message.add_attachment(
            content,
            maintype="text",
            subtype="calendar",
            filename=f"{method.lower()}.ics",
            params={"method": method, "charset": "utf-8"},
        )
    return message.as_bytes()
