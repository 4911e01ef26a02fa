"""Words of the exposure of people in lists: kinds of lists, reasons why nobody is shown somebody, what to do."""

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import lazy_gettext, lazy_pgettext

from matchmaker.domain.exposure import Dimension, Unlisted
from matchmaker.domain.vocabulary import PartyKind

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, object]] = {
    Dimension: {
        Dimension.ZONE: lazy_gettext("Zone"),
        Dimension.STAGE: lazy_gettext("Stage"),
        Dimension.INDUSTRY: lazy_gettext("Industry"),
    },
    Unlisted: {
        Unlisted.LEFT: lazy_pgettext("unlisted", "Has left the pool"),
        Unlisted.EXPIRED: lazy_pgettext("unlisted", "Certificate has run out"),
        Unlisted.FULL: lazy_pgettext("unlisted", "No place is free"),
        Unlisted.PAUSED: lazy_pgettext("unlisted", "Takes a pause"),
        Unlisted.PENDING: lazy_pgettext("unlisted", "Not looked at yet"),
        Unlisted.THIN: lazy_pgettext("unlisted", "Profile says too little"),
        Unlisted.CONFLICT: lazy_pgettext("unlisted", "Kept apart by a conflict of interest"),
        Unlisted.OUTRANKED: lazy_pgettext("unlisted", "Fits somebody, but others fit better"),
        Unlisted.NO_FIT: lazy_pgettext("unlisted", "Fits nobody well enough"),
    },
}

ADVICE: Mapping[Unlisted, object] = {
    Unlisted.LEFT: lazy_gettext("Nothing needs to be done."),
    Unlisted.EXPIRED: lazy_gettext("Renew the certificate in the mentor pool; suggestions come back by themselves."),
    Unlisted.FULL: lazy_gettext("Ask whether one more mentee is possible, or wait until a mentorship ends."),
    Unlisted.PAUSED: lazy_gettext("Ask when the pause will be over."),
    Unlisted.PENDING: lazy_gettext("Have all suggestions computed anew, under “Long work”."),
    Unlisted.THIN: lazy_gettext("Ask for two or three sentences more: what they do, and what they look for."),
    Unlisted.CONFLICT: lazy_gettext("Look into the ledger of conflicts whether the entry is still right."),
    Unlisted.OUTRANKED: lazy_gettext("A clearer profile helps: what sets them apart from others of the field."),
    Unlisted.NO_FIT: lazy_gettext("Invite people who know this field, or have the profile say more about it."),
}
"""What the operator can do about it."""

KINDS: Mapping[tuple[PartyKind, PartyKind], object] = {
    (PartyKind.STARTUP, PartyKind.MENTOR): lazy_gettext("Mentors suggested to startups"),
    (PartyKind.STARTUP, PartyKind.INVESTOR): lazy_gettext("Investors suggested to startups"),
    (PartyKind.MENTOR, PartyKind.STARTUP): lazy_gettext("Startups suggested to mentors"),
    (PartyKind.INVESTOR, PartyKind.STARTUP): lazy_gettext("Startups suggested to investors"),
}
"""What a kind of list is called, by seekers and candidates."""

EVENNESS = (
    (0.2, lazy_pgettext("evenness", "very even")),
    (0.3, lazy_pgettext("evenness", "even")),
    (0.4, lazy_pgettext("evenness", "fairly even")),
    (0.5, lazy_pgettext("evenness", "uneven")),
    (1.0, lazy_pgettext("evenness", "very uneven")),
)
"""Gini coefficient below which each word holds: the steps by which incomes are commonly read."""


def tell_evenness(gini: float) -> str:
    """A Gini coefficient in [0, 1] as a word."""
    return str(next((word for below, word in EVENNESS if gini < below), EVENNESS[-1][1]))
