"""Words of suggestions: reasons, bands, and both directions of a fit in steps instead of decimals."""

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import gettext, lazy_gettext, lazy_pgettext

from matchmaker.domain.learning import BandMeasure, MeasuredBand
from matchmaker.domain.suggestions import FitReason
from matchmaker.domain.vocabulary import Band, PartyKind
from matchmaker.web.wording.formats import money
from matchmaker.web.wording.placeholders import fill

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, object]] = {
    Band: {
        Band.STRONG: lazy_pgettext("band", "Fits very well"),
        Band.GOOD: lazy_pgettext("band", "Fits well"),
        Band.POSSIBLE: lazy_pgettext("band", "Worth a look"),
    },
}

REASON_SENTENCES: Mapping[str, object] = {
    "text_needs_met": lazy_gettext("The offer answers the needs of the startup: %(terms)s"),
    "text_needs_unmet": lazy_gettext("The offer hardly touches the needs of the startup"),
    "text_profile_match": lazy_gettext("The two profiles are about the same things: %(terms)s"),
    "text_profile_far": lazy_gettext("The two profiles are about rather different things"),
    "same_industry": lazy_gettext("Same industry: %(industry)s"),
    "near_industry": lazy_gettext("Related industries: %(startup)s and %(partner)s"),
    "far_industry": lazy_gettext("Different industries: %(startup)s and %(partner)s"),
    "stage_fits": lazy_gettext("The stage suits: %(stage)s"),
    "stage_near": lazy_gettext("The stage is close: %(stage)s, where %(stages)s is looked for"),
    "stage_outside": lazy_gettext("Another stage: %(stage)s, where %(stages)s is looked for"),
    "ticket_fits": lazy_gettext("The amount suits: %(sought)s sought, %(range)s invested at a time"),
    "ticket_near": lazy_gettext("The amount is close: %(sought)s sought, %(range)s invested at a time"),
    "ticket_too_small": lazy_gettext("More is sought than is invested at a time: %(sought)s against %(range)s"),
    "ticket_too_large": lazy_gettext("Less is sought than is invested at a time: %(sought)s against %(range)s"),
    "same_zone": lazy_gettext("Same zone: %(zone)s"),
    "other_zone": lazy_gettext("Different zones: %(startup)s and %(partner)s"),
    "places_left": lazy_gettext("The mentor has places left"),
    "few_places": lazy_gettext("The mentor has few places left"),
    "partner_popular": lazy_gettext("Startups often choose this %(kind)s"),
    "partner_seldom": lazy_gettext("Startups have seldom chosen this %(kind)s so far"),
    "startup_popular": lazy_gettext("The startup is often chosen"),
    "startup_seldom": lazy_gettext("The startup has seldom been chosen so far"),
    "like_chose": lazy_gettext("Startups with like profiles often chose this %(kind)s"),
    "like_seldom_chose": lazy_gettext("Startups with like profiles seldom chose this %(kind)s"),
    "chose_like": lazy_gettext("The %(kind)s often chose startups with like profiles"),
    "seldom_chose_like": lazy_gettext("The %(kind)s seldom chose startups with like profiles"),
    "active_lately": lazy_gettext("The %(kind)s decided something in the last %(days)s days"),
    "invested_together": lazy_gettext("The %(kind)s has invested together with investors of this startup"),
    "thin_profile": lazy_gettext("The profile says little so far (%(kind)s)"),
}

WITHOUT_TERMS: Mapping[str, object] = {
    "text_needs_met": lazy_gettext("The offer answers the needs of the startup"),
    "text_profile_match": lazy_gettext("The two profiles are about the same things"),
}
"""Sentences for similar texts without a common word that could be named."""


def describe_reason(reason: FitReason) -> str:
    """The sentence of a reason with its data."""
    if reason.code in WITHOUT_TERMS and not reason.data.get("terms"):
        return str(WITHOUT_TERMS[reason.code])
    data = dict(reason.data)
    if {"min", "max"} <= data.keys():
        data["range"] = describe_amount_range(data["min"], data["max"])
    return fill(REASON_SENTENCES[reason.code], data)


def describe_amount_range(least: object, most: object) -> str:
    """Amounts from ``least`` to ``most`` in 万元. None means an open end."""
    low = money(least) if isinstance(least, int) else None
    high = money(most) if isinstance(most, int) else None
    if low and high:
        return gettext("%(low)s to %(high)s", low=low, high=high)
    if low:
        return gettext("%(low)s or more", low=low)
    return gettext("up to %(high)s", high=high) if high else gettext("any amount")


LEVELS = (
    (0.65, lazy_pgettext("wants", "very much")),
    (0.5, lazy_pgettext("wants", "well")),
    (0.35, lazy_pgettext("wants", "in part")),
    (0.0, lazy_pgettext("wants", "little")),
)
"""Lower limit of a direction's value for each level. The upper two are the limits of the bands."""

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
"""Sentences on a band: with a share of ten, and for a share of zero."""

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
"""Sentences on what was counted."""

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
"""Title of each table of bands, by what is counted, seekers and candidates."""


def find_level(value: float) -> int:
    """How many of the four fields of a meter are filled."""
    return STEPS - next(index for index, (least, _) in enumerate(LEVELS) if value >= least)


def describe_level(value: float) -> str:
    """The level of a direction as text."""
    return str(LEVELS[STEPS - find_level(value)][1])


def describe_share(measured: MeasuredBand) -> str:
    """Share of suggestions with this band that succeeded, as "n of 10", for one line on a card."""
    some, hardly_any = SHARES[measured.measure]
    return str(some) % {"tenths": measured.tenths} if measured.tenths else str(hardly_any)


def describe_measured_band(measured: MeasuredBand) -> str:
    """The same share with the size of the sample and its confidence interval."""
    if not measured.is_known:
        return gettext("There are not enough decisions yet.")
    low, high = measured.tenths_between
    sample = describe_sample(measured.measure, is_wide=low < high)
    return f"{describe_share(measured)}{sample % {'total': f'{measured.total:,}', 'low': low, 'high': high}}"


def describe_basis(measure: BandMeasure) -> str:
    """What was counted, and what was left out."""
    return str(BASES[measure])


def describe_sample(measure: BandMeasure, *, is_wide: bool) -> str:
    """The sample size, and the interval if it is wider than one of ten."""
    if measure is BandMeasure.ACCEPTED:
        if is_wide:
            return gettext(" (by %(total)s decisions; between %(low)s and %(high)s)")
        return gettext(" (by %(total)s decisions)")
    if is_wide:
        return gettext(" (by %(total)s suggestions; between %(low)s and %(high)s)")
    return gettext(" (by %(total)s suggestions)")


def describe_chance(chance: float) -> str:
    """A probability as "n of 10"."""
    tenths = round(10 * chance)
    if tenths < 1:
        return gettext("fewer than 1 of 10 said yes")
    return gettext("about %(num)s of 10 said yes", num=tenths)
