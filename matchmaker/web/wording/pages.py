"""What the error pages say."""

from dataclasses import dataclass

from flask_babel import lazy_gettext

EXPIRED = lazy_gettext("This form has expired or came from another site. Go back, reload the page and try again.")


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """Heading and general sentence, both lazy."""

    title: object
    text: object


PAGES = {
    400: ErrorPage(lazy_gettext("We could not read that"), lazy_gettext("Something in the request was not complete.")),
    403: ErrorPage(
        lazy_gettext("This page is not open to you"),
        lazy_gettext("Your account does not hold the role that this needs. The operator can change that."),
    ),
    404: ErrorPage(
        lazy_gettext("There is nothing here"),
        lazy_gettext("The address may be mistyped, or what was here is gone or not meant for your account."),
    ),
    405: ErrorPage(lazy_gettext("That does not work this way"), lazy_gettext("Please use the buttons of the page.")),
    409: ErrorPage(
        lazy_gettext("Somebody was faster"), lazy_gettext("Things changed in the meantime. Please look again.")
    ),
    413: ErrorPage(lazy_gettext("The file is too large"), lazy_gettext("Please split it and upload the parts.")),
    415: ErrorPage(lazy_gettext("We could not read that"), lazy_gettext("Something in the request was not complete.")),
    429: ErrorPage(
        lazy_gettext("Too many tries"), lazy_gettext("Please wait a minute, then try again. Nothing has been lost.")
    ),
}


def get_page(status: int) -> ErrorPage:
    """Words for ``status``; statuses without words of their own get those of 400."""
    return PAGES.get(status, PAGES[400])
