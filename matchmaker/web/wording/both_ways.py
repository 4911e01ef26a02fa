"""Both directions of a fit in words: how much each side wants the other, without decimals."""

from flask_babel import gettext, lazy_gettext, lazy_pgettext

from matchmaker.domain.learning import BandMeasure, MeasuredBand
from matchmaker.domain.vocabulary import PartyKind

LEVELS = (
    (0.65, lazy_pgettext("wants", "very much")),
    (0.5, lazy_pgettext("wants", "well")),
    (0.35, lazy_pgettext("wants", "in part")),
    (0.0, lazy_pgettext("wants", "little")),
)
"""Least worth of a direction for each word; the upper two are the limits of the bands."""

STEPS = len(LEVELS)

SHARES = {
    BandMeasure.ACCEPTED: (
        lazy_gettext("Of 10 such applications, %(tenths)s were accepted so far"),
        lazy_gettext("Of 10 such applications, fewer than 1 was accepted so far"),
    ),
    BandMeasure.CHOSEN: (
        lazy_gettext("Of 10 such suggestions, %(tenths)s were chosen so far"),
        lazy_gettext("Of 10 such suggestions, fewer than 1 was chosen so far"),
    ),
    BandMeasure.APPLIED: (
        lazy_gettext("Of 10 such suggestions, %(tenths)s were applied to so far"),
        lazy_gettext("Of 10 such suggestions, fewer than 1 was applied to so far"),
    ),
}
"""What is told of a band: with so many of ten, and where that would be none."""

BASES = {
    BandMeasure.ACCEPTED: lazy_gettext(
        "Counted are applications to mentors: accepted, declined, or left without an answer."
    ),
    BandMeasure.CHOSEN: lazy_gettext(
        "Counted are suggestions on the pages of meetings, a week after they were shown or once the wishes are closed. "
        "Who was shown several times counts once; people who have not chosen anybody yet are left out."
    ),
    BandMeasure.APPLIED: lazy_gettext(
        "Counted are suggestions on the lists of founders, a week after they were shown. "
        "Who was shown several times counts once; startups that have not applied to anybody yet are left out."
    ),
}
"""What was counted."""


MEANINGS = {
    (BandMeasure.ACCEPTED, (PartyKind.MENTOR, PartyKind.STARTUP)): lazy_gettext("Applications that mentors accepted"),
    (BandMeasure.APPLIED, (PartyKind.STARTUP, PartyKind.MENTOR)): lazy_gettext(
        "Suggested mentors whom founders applied to"
    ),
    (BandMeasure.CHOSEN, (PartyKind.STARTUP, PartyKind.INVESTOR)): lazy_gettext(
        "Suggested investors whom startups wished to meet"
    ),
    (BandMeasure.CHOSEN, (PartyKind.INVESTOR, PartyKind.STARTUP)): lazy_gettext(
        "Suggested startups whom investors wished to meet"
    ),
}
"""What each table of bands is about, by what is counted and who chooses whom."""


def find_level(worth: float) -> int:
    """How many of the four fields of a meter are filled."""
    return STEPS - next(index for index, (least, _) in enumerate(LEVELS) if worth >= least)


def describe_level(worth: float) -> str:
    """The word for it."""
    return str(LEVELS[STEPS - find_level(worth)][1])


def describe_share(measured: MeasuredBand) -> str:
    """What became of those that bore a band, as so many of ten: for one line on a card."""
    some, hardly_any = SHARES[measured.measure]
    return str(some) % {"tenths": measured.tenths} if measured.tenths else str(hardly_any)


def describe_measured_band(measured: MeasuredBand) -> str:
    """The same with how many were counted, and the range in which it may lie."""
    if not measured.is_known:
        return gettext("There are not enough decisions yet.")
    low, high = measured.tenths_between
    told = describe_sample(measured.measure, is_wide=low < high)
    return f"{describe_share(measured)}{told % {'total': f'{measured.total:,}', 'low': low, 'high': high}}"


def describe_basis(measure: BandMeasure) -> str:
    """What was counted, and what was left out."""
    return str(BASES[measure])


def describe_sample(measure: BandMeasure, *, is_wide: bool) -> str:
    """What is behind a share: how many there were, and the range where it is wider than one of ten."""
    if measure is BandMeasure.ACCEPTED:
        if is_wide:
            return gettext(" (by %(total)s decisions; between %(low)s and %(high)s)")
        return gettext(" (by %(total)s decisions)")
    if is_wide:
        return gettext(" (by %(total)s suggestions; between %(low)s and %(high)s)")
    return gettext(" (by %(total)s suggestions)")


def describe_chance(chance: float) -> str:
    """A chance as so many of ten."""
    tenths = round(10 * chance)
    if tenths < 1:
        return gettext("fewer than 1 of 10 said yes")
    return gettext("about %(num)s of 10 said yes", num=tenths)
