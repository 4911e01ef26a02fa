"""Why a mail did not go out."""


class MailError(Exception):
    """A mail did not surely arrive at the mail server."""


class MailRefused(MailError):  # noqa: N818 -- the name says what is wrong
    """The mail was surely not taken. ``is_final`` where trying again is useless; ``reply`` is what the server said."""

    def __init__(self, reply: str, *, is_final: bool) -> None:
        super().__init__(reply)
        self.reply = reply
        self.is_final = is_final


class MailOutcomeUnknown(MailError):  # noqa: N818 -- the name says what is wrong
    """Nobody knows whether the mail was taken: the line broke after its text had begun to leave."""
