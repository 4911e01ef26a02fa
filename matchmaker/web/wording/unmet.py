"""Sentences for wishes that no meeting came of."""

from collections.abc import Mapping

from flask_babel import lazy_gettext

from matchmaker.web.wording.values import fill

SENTENCES: Mapping[str, object] = {
    "vetoed": lazy_gettext("One of the two passed on the other."),
}


def tell_unmet(wish: object) -> str:
    """Why a wish (anything with ``code`` and ``data``) was not met."""
    return fill(SENTENCES[wish.code], wish.data)
