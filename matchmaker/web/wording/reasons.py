"""Sentences for the reasons of a suggestion."""

from collections.abc import Mapping

from flask_babel import gettext, lazy_gettext

from matchmaker.domain.suggestions import FitReason
from matchmaker.web.wording.showing import money
from matchmaker.web.wording.values import fill

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
"""Sentences for texts that mean the same in different words, so that no shared word can be named."""


def describe_reason(reason: FitReason) -> str:
    """The sentence of a reason, with its data filled in."""
    if reason.code in WITHOUT_TERMS and not reason.data.get("terms"):
        return str(WITHOUT_TERMS[reason.code])
    data = dict(reason.data)
    if {"min", "max"} <= data.keys():
        data["range"] = describe_amount_range(data["min"], data["max"])
    return fill(REASON_SENTENCES[reason.code], data)


def describe_amount_range(least: object, most: object) -> str:
    """Amounts from ``least`` to ``most`` in 万元; None is an open end."""
    low = money(least) if isinstance(least, int) else None
    high = money(most) if isinstance(most, int) else None
    if low and high:
        return gettext("%(low)s to %(high)s", low=low, high=high)
    if low:
        return gettext("%(low)s or more", low=low)
    return gettext("up to %(high)s", high=high) if high else gettext("any amount")
