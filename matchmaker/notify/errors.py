"""Errors of sending a mail."""


class MailError(Exception):
    """The mail server has not confirmed that it accepted a mail."""


class MailRefused(MailError):  # noqa: N818 -- the name says what is wrong
    """The server did not accept the mail. ``is_final``: a retry is useless. ``reply`` is the server's reply."""

    def __init__(self, reply: str, *, is_final: bool) -> None:
        super().__init__(reply)
        self.reply = reply
        self.is_final = is_final


class MailOutcomeUnknown(MailError):  # noqa: N818 -- the name says what is wrong
    """It is unknown whether the mail was accepted: the connection broke while its text was being sent."""
