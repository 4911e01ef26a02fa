"""Outgoing mail: by SMTP, or into memory for tests and for looking at it."""

import re
import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from matchmaker.notify.errors import MailOutcomeUnknown, MailRefused

TIMEOUT_SECONDS = 30.0
"""Seconds to wait for an answer of the mail server; well below the lease of a mail."""

READY_REPLY = 354
ACCEPTED_REPLY = 250


class Mailer(Protocol):
    """Hands one message to the mail server.

    ``before_text`` is called when the server is ready for the text and nothing of it has left yet; what it raises stops
    the sending. Afterwards the message was taken, or MailRefused, or MailLost says that nobody knows.
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
        """See ``Mailer``. All trouble before the text is a refusal that may pass, but for replies of 500 and above."""
        try:
            server = self._connect()
        except (OSError, smtplib.SMTPException) as error:
            raise _refusal_of(error) from error
        with _SmtpSession(server) as line:
            line.send_addresses(sender, recipient)
            before_text()
            line.send_text(message)

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
    """An open line to the server: addresses first, then the text."""

    def __init__(self, server: smtplib.SMTP) -> None:
        self._server = server

    def __enter__(self) -> "_SmtpSession":
        return self

    def __exit__(self, *_: object) -> None:
        self._server.close()  # no QUIT: the answer to the text is all that matters, and a polite server may be slow

    def send_addresses(self, sender: str, recipient: str) -> None:
        """Say who writes to whom, and wait until the server is ready for the text."""
        try:
            self._server.ehlo_or_helo_if_needed()
            _expect(self._server.mail(sender), ACCEPTED_REPLY)
            _expect(self._server.rcpt(recipient), ACCEPTED_REPLY, 251)
            _expect(self._server.docmd("DATA"), READY_REPLY)
        except (OSError, smtplib.SMTPException) as error:
            raise _refusal_of(error) from error

    def send_text(self, message: bytes) -> None:
        """The text, with lines that begin with a dot doubled (RFC 5321, 4.5.2), and the server's answer to it."""
        text = re.sub(rb"(?m)^\.", b"..", message)
        ending = b".\r\n" if text.endswith(b"\r\n") else b"\r\n.\r\n"
        try:
            self._server.send(text + ending)
            answer = self._server.getreply()
        except (OSError, smtplib.SMTPException) as error:
            raise MailOutcomeUnknown(str(error)) from error
        _expect(answer, ACCEPTED_REPLY)


def _expect(answer: tuple[int, bytes], *wanted: int) -> None:
    code, said = answer
    if code not in wanted:
        raise MailRefused(f"{code} {said.decode('utf-8', 'replace')}"[:200], is_final=code >= 500)


def _refusal_of(error: Exception) -> MailRefused:
    """What went wrong before the text: worth another try, for a wrong password or certificate is mended by somebody."""
    return MailRefused(f"{type(error).__name__}: {error}"[:200], is_final=False)
