"""Words of exposure: kinds of lists, reasons why a person is in no list, advice, degrees of evenness."""

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import lazy_gettext, lazy_pgettext

from matchmaker.domain.exposure import Dimension, UnlistedReason
from matchmaker.domain.vocabulary import PartyKind

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, object]] = {
    Dimension: {
        Dimension.ZONE: lazy_gettext("Zone"),
        Dimension.STAGE: lazy_gettext("Stage"),
        Dimension.INDUSTRY: lazy_gettext("Industry"),
    },
    UnlistedReason: {
        UnlistedReason.LEFT: lazy_pgettext("unlisted", "Has left the pool"),
        UnlistedReason.EXPIRED: lazy_pgettext("unlisted", "Certificate has run out"),
        UnlistedReason.FULL: lazy_pgettext("unlisted", "No place is free"),
        UnlistedReason.PAUSED: lazy_pgettext("unlisted", "Takes a pause"),
        UnlistedReason.PENDING: lazy_pgettext("unlisted", "Not looked at yet"),
        UnlistedReason.THIN: lazy_pgettext("unlisted", "Profile says too little"),
        UnlistedReason.CONFLICT: lazy_pgettext("unlisted", "Kept apart by a conflict of interest"),
        UnlistedReason.OUTRANKED: lazy_pgettext("unlisted", "Fits somebody, but others fit better"),
        UnlistedReason.NO_FIT: lazy_pgettext("unlisted", "Fits nobody well enough"),
    },
}

ADVICE: Mapping[UnlistedReason, object] = {
    UnlistedReason.LEFT: lazy_gettext("Nothing needs to be done."),
    UnlistedReason.EXPIRED: lazy_gettext(
        "Renew the certificate in the mentor pool; suggestions come back by themselves."
    ),
    UnlistedReason.FULL: lazy_gettext("Ask whether one more mentee is possible, or wait until a mentorship ends."),
    UnlistedReason.PAUSED: lazy_gettext("Ask when the pause will be over."),
    UnlistedReason.PENDING: lazy_gettext("Have all suggestions computed anew, under “Long work”."),
    UnlistedReason.THIN: lazy_gettext("Ask for two or three sentences more: what they do, and what they look for."),
    UnlistedReason.CONFLICT: lazy_gettext("Look into the ledger of conflicts whether the entry is still right."),
    UnlistedReason.OUTRANKED: lazy_gettext("A clearer profile helps: what sets them apart from others of the field."),
    UnlistedReason.NO_FIT: lazy_gettext("Invite people who know this field, or have the profile say more about it."),
}
"""What the operator can do about each reason."""

KINDS: Mapping[tuple[PartyKind, PartyKind], object] = {
    (PartyKind.STARTUP, PartyKind.MENTOR): lazy_gettext("Mentors suggested to startups"),
    (PartyKind.STARTUP, PartyKind.INVESTOR): lazy_gettext("Investors suggested to startups"),
    (PartyKind.MENTOR, PartyKind.STARTUP): lazy_gettext("Startups suggested to mentors"),
    (PartyKind.INVESTOR, PartyKind.STARTUP): lazy_gettext("Startups suggested to investors"),
}
"""Names of the kinds of lists, by seekers and candidates."""

EVENNESS = (
    (0.2, lazy_pgettext("evenness", "very even")),
    (0.3, lazy_pgettext("evenness", "even")),
    (0.4, lazy_pgettext("evenness", "fairly even")),
    (0.5, lazy_pgettext("evenness", "uneven")),
    (1.0, lazy_pgettext("evenness", "very uneven")),
)
"""Upper limits of the Gini coefficient for each degree, as commonly used for incomes."""


def describe_evenness(gini: float) -> str:
    """A Gini coefficient in [0, 1] as a degree of evenness."""
    return str(next((word for below, word in EVENNESS if gini < below), EVENNESS[-1][1]))
