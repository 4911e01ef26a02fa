"""The calendar feed for phones: a signed address without log-in. It can be renewed or closed at any time."""

import hmac
from base64 import urlsafe_b64encode
from hashlib import sha256

from flask import Response, current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from matchmaker.domain.errors import NotFound
from matchmaker.domain.notices import CalendarFeed
from matchmaker.services.meetings import calendar_feed
from matchmaker.services.meetings.calendar_feed import FeedWords
from matchmaker.web import locales
from matchmaker.web.auth import get_actor, get_context, public
from matchmaker.web.notices import bp
from matchmaker.web.security import limiter
from matchmaker.web.wording import meetings

FETCH_LIMIT = "30 per hour"
"""For one feed. A phone reads it every 15 minutes at most, and a household may have three phones."""

GUESS_LIMIT = "120 per minute"
"""For all feeds that one network address reads."""

SIGNATURE_BYTES = 16
"""Bytes of the signature: 128 bits."""


def sign_nonce(nonce: str) -> str:
    """The secret part of the feed address: a random number and its HMAC signature."""
    signature = hmac.digest(str(current_app.secret_key).encode(), f"calendar-feed:{nonce}".encode(), sha256)[
        :SIGNATURE_BYTES
    ]
    return nonce + urlsafe_b64encode(signature).decode().rstrip("=")


def read_nonce(token: str) -> str:
    """The random number of a token. Raise NotFound if the signature is not valid."""
    nonce = token[: calendar_feed.NONCE_LETTERS]
    if not token.isascii() or not hmac.compare_digest(sign_nonce(nonce), token):
        raise NotFound("feed_not_found")
    return nonce


def make_feed_url(found: CalendarFeed) -> str:
    """The full address of a calendar feed."""
    return url_for("notices.calendar", token=sign_nonce(found.nonce), _external=True)


@bp.route("/calendars/<token>.ics")
@public
@limiter.limit(GUESS_LIMIT)
@limiter.limit(FETCH_LIMIT, key_func=lambda: (request.view_args or {}).get("token", ""))
def calendar(token: str) -> ResponseReturnValue:
    """All appointments of a person as a calendar, in the person's language."""
    content = calendar_feed.load_feed(get_context(), read_nonce(token))
    locales.use_locale_for_request(content.account.locale)
    response = Response(
        calendar_feed.write_feed(get_context(), content, _make_feed_words()),
        content_type="text/calendar; charset=utf-8",
    )
    response.headers["Cache-Control"] = "private, max-age=900"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    response.add_etag()
    return response.make_conditional(request)


@bp.route("/notices/calendar", methods=["POST"])
def renew_calendar() -> ResponseReturnValue:
    """Create a new address. The old one stops to work."""
    calendar_feed.renew_feed(get_context(), get_actor())
    flash(gettext("Your calendar has a new address. An older one shows nothing any more."), "success")
    return redirect(url_for("notices.settings", _anchor="calendar"), 303)


@bp.route("/notices/calendar/close", methods=["POST"])
def close_calendar() -> ResponseReturnValue:
    """Close the feed."""
    calendar_feed.close_feed(get_context(), get_actor())
    flash(gettext("The address of your calendar is closed."), "success")
    return redirect(url_for("notices.settings", _anchor="calendar"), 303)


def _make_feed_words() -> FeedWords:
    return FeedWords(
        name=gettext("Lanzhou Matchmaker"),
        meeting_title=meetings.describe_meeting,
        place_text=meetings.describe_place,
        hour_title=meetings.describe_office_hour,
        deadline_title=meetings.describe_deadline,
    )
