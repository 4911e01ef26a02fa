"""Sends mail by SMTP, in separate steps so that the caller can note when the text leaves."""

import re
import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from matchmaker.notify.errors import MailOutcomeUnknown, MailRefused

TIMEOUT_SECONDS = 30.0
"""Seconds to wait for a reply of the mail server; well below the lease of a mail."""

READY_REPLY = 354
ACCEPTED_REPLY = 250


class Mailer(Protocol):
    """Sends one message to the mail server.

    ``before_text`` is called when the server is ready for the text, before any of it is sent. An error that it raises
    stops the sending. ``send`` returns when the server accepted the message. It raises MailRefused when the server did
    not accept it, and MailOutcomeUnknown when that is not known.
    """

    def send(self, message: bytes, *, sender: str, recipient: str, before_text: Callable[[], None]) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpMailer:
    """A mail server; ``security`` is ``starttls``, ``tls`` or ``none``. Certificates are checked."""

    host: str
    port: int
    security: str = "starttls"
    user: str = ""
    password: str = field(default="", repr=False)

    def send(self, message: bytes, *, sender: str, recipient: str, before_text: Callable[[], None]) -> None:
        """See ``Mailer``. Errors before the text are refusals and not final, except for replies of 500 and above."""
        try:
            server = self._connect()
        except (OSError, smtplib.SMTPException) as error:
            raise _refusal_of(error) from error
        with _SmtpSession(server) as session:
            session.send_addresses(sender, recipient)
            before_text()
            session.send_text(message)

    def _connect(self) -> smtplib.SMTP:
        if self.security == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                self.host, self.port, timeout=TIMEOUT_SECONDS, context=ssl.create_default_context()
            )
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=TIMEOUT_SECONDS)
        try:
            if self.security == "starttls":
                server.starttls(context=ssl.create_default_context())
            if self.user:
                server.login(self.user, self.password)
        except BaseException:
            server.close()
            raise
        return server


class _SmtpSession:
    """An open connection to the server: first send the addresses, then the text."""

    def __init__(self, server: smtplib.SMTP) -> None:
        self._server = server

    def __enter__(self) -> "_SmtpSession":
        return self

    def __exit__(self, *_: object) -> None:
        self._server.close()  # no QUIT: only the reply to the text matters, and a QUIT can be slow

    def send_addresses(self, sender: str, recipient: str) -> None:
        """Send the addresses of sender and recipient, and wait until the server is ready for the text."""
        try:
            self._server.ehlo_or_helo_if_needed()
            _expect(self._server.mail(sender), ACCEPTED_REPLY)
            _expect(self._server.rcpt(recipient), ACCEPTED_REPLY, 251)
            _expect(self._server.docmd("DATA"), READY_REPLY)
        except (OSError, smtplib.SMTPException) as error:
            raise _refusal_of(error) from error

    def send_text(self, message: bytes) -> None:
        """Send the text and check the server's reply. A leading dot of a line is doubled (RFC 5321, 4.5.2)."""
        text = re.sub(rb"(?m)^\.", b"..", message)
        ending = b".\r\n" if text.endswith(b"\r\n") else b"\r\n.\r\n"
        try:
            self._server.send(text + ending)
            reply = self._server.getreply()
        except (OSError, smtplib.SMTPException) as error:
            raise MailOutcomeUnknown(str(error)) from error
        _expect(reply, ACCEPTED_REPLY)


def _expect(reply: tuple[int, bytes], *wanted: int) -> None:
    code, text = reply
    if code not in wanted:
        raise MailRefused(f"{code} {text.decode('utf-8', 'replace')}"[:200], is_final=code >= 500)


def _refusal_of(error: Exception) -> MailRefused:
    """The refusal for an error before the text. It is not final: a wrong password or certificate can be corrected."""
    return MailRefused(f"{type(error).__name__}: {error}"[:200], is_final=False)
