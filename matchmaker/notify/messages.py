"""A mail as the wire wants it: plain text, the same as HTML, and calendar files."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from uuid import uuid4


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingMail:
    """What is written to one person; ``calendars`` are pairs of an iTIP method and an .ics file."""

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
    """A fresh Message-ID under the domain of the sender's address."""
    return f"<{uuid4()}@{sender.rpartition('@')[2]}>"


def make_message(letter: OutgoingMail) -> bytes:
    """The whole message, lines ended by CRLF, 7 bits wide so that every server takes it."""
    message = EmailMessage(policy=SMTP.clone(cte_type="7bit"))
    message["From"] = Address("Matchmaker", addr_spec=letter.sender)
    message["To"] = Address(" ".join(letter.name.split()), addr_spec=letter.recipient)
    message["Subject"] = " ".join(letter.subject.split())
    message["Date"] = letter.sent_at
    message["Message-ID"] = letter.message_id
    message["Content-Language"] = letter.language
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: absence notes stay away
    message.set_content(letter.text, cte="base64")
    message.add_alternative(letter.html, subtype="html", cte="base64")
    for method, content in letter.calendars:
        message.add_attachment(
            content,
            maintype="text",
            subtype="calendar",
            filename=f"{method.lower()}.ics",
            params={"method": method, "charset": "utf-8"},
        )
    return message.as_bytes()
