"""Texts of the error pages: what happened, and what the visitor can do now."""

from dataclasses import dataclass

from flask_babel import lazy_gettext

EXPIRED = lazy_gettext("This form has expired, or you were logged out in the meantime. Nothing was changed.")


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """Heading, general sentence and next steps, all lazy."""

    title: object
    text: object
    steps: tuple[object, ...]


GO_BACK = lazy_gettext("Go back to the page before, look at what you entered and send it again.")
REPORT_TO_OPERATOR = lazy_gettext("If it happens again, tell the operator of the network what you did and when.")
RELOAD = lazy_gettext("Go back to the page before and load it anew: it shows how things stand now.")

BAD_REQUEST = ErrorPage(
    lazy_gettext("We could not read that"),
    lazy_gettext("Something in the request was not complete."),
    (GO_BACK, REPORT_TO_OPERATOR),
)
PAGES = {
    400: BAD_REQUEST,
    403: ErrorPage(
        lazy_gettext("This page is not open to you"),
        lazy_gettext("Your account does not hold the role that this needs. The operator can change that."),
        (
            lazy_gettext("Ask the operator of the network for the role, and name the address of this page."),
            lazy_gettext("If you have another account with that role, log out and log in with it."),
        ),
    ),
    404: ErrorPage(
        lazy_gettext("There is nothing here"),
        lazy_gettext("The address may be mistyped, or what was here is gone or not meant for your account."),
        (
            lazy_gettext("Compare the address with the one you were given."),
            lazy_gettext("Look for it from the start page, or with the links at the top of this page."),
        ),
    ),
    405: ErrorPage(
        lazy_gettext("That does not work this way"), lazy_gettext("Please use the buttons of the page."), (RELOAD,)
    ),
    409: ErrorPage(
        lazy_gettext("This cannot be done now"),
        lazy_gettext("Things changed in the meantime. Please look again."),
        (RELOAD, lazy_gettext("Then decide again; what you see there is what counts.")),
    ),
    413: ErrorPage(
        lazy_gettext("The file is too large"),
        lazy_gettext("Please split it and upload the parts."),
        (lazy_gettext("Pictures and other sheets make a workbook large: copy the one list into a new file."),),
    ),
    415: BAD_REQUEST,
    429: ErrorPage(
        lazy_gettext("Too many tries"),
        lazy_gettext("Please wait a minute, then try again. Nothing has been lost."),
        (lazy_gettext("If you forgot your password, ask the operator of the network for a new one."),),
    ),
    503: ErrorPage(
        lazy_gettext("Many people are writing just now"),
        lazy_gettext("Please try again in a moment: somebody else was writing."),
        (GO_BACK, REPORT_TO_OPERATOR),
    ),
}

EXPIRED_PAGE = ErrorPage(
    lazy_gettext("Please send this form again"),
    EXPIRED,
    (
        lazy_gettext("Go back to the page before and load it anew; log in again if you are asked to."),
        lazy_gettext("Copy long texts first, so that they need not be written twice."),
    ),
)


def get_page(status: int) -> ErrorPage:
    """Texts for ``status``. Statuses without their own texts get those of 400."""
    return PAGES.get(status, BAD_REQUEST)
