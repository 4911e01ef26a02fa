"""Both directions of a fit in words: how much each side wants the other, without decimals."""

from flask_babel import gettext, lazy_pgettext

from matchmaker.domain.learning import MeasuredBand

LEVELS = (
    (0.65, lazy_pgettext("wants", "very much")),
    (0.5, lazy_pgettext("wants", "well")),
    (0.35, lazy_pgettext("wants", "in part")),
    (0.0, lazy_pgettext("wants", "little")),
)
"""Least worth of a direction for each word; the upper two are the limits of the bands."""

STEPS = len(LEVELS)


def find_level(worth: float) -> int:
    """How many of the four fields of a meter are filled."""
    return STEPS - next(index for index, (least, _) in enumerate(LEVELS) if worth >= least)


def tell_level(worth: float) -> str:
    """The word for it."""
    return str(LEVELS[STEPS - find_level(worth)][1])


def tell_measured(measured: MeasuredBand) -> str:
    """What became of the applications of a band, as so many of ten."""
    if not measured.is_known:
        return gettext("There are not enough decisions yet.")
    low, high = measured.tenths_between
    data = {"tenths": measured.tenths, "low": low, "high": high, "decided": measured.decided}
    return gettext(
        "Of 10 such applications, %(tenths)s were accepted so far (by %(decided)s decisions; between %(low)s and "
        "%(high)s).",
        **data,
    )


def tell_chance(chance: float) -> str:
    """A chance as so many of ten."""
    tenths = round(10 * chance)
    if tenths < 1:
        return gettext("fewer than 1 of 10 said yes")
    return gettext("about %(num)s of 10 said yes", num=tenths)
