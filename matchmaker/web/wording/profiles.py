"""Advice on what to add to a profile, one sentence for each item."""

from collections.abc import Mapping

from flask_babel import lazy_gettext

from matchmaker.domain.completeness import Item, ItemCode

STEPS: Mapping[ItemCode, object] = {
    ItemCode.DESCRIPTION: lazy_gettext(
        "Write what you do: product, technology and customers, in two or three sentences."
    ),
    ItemCode.NEEDS: lazy_gettext(
        "Fill in “What you need” with one or two concrete questions: mentors are suggested mainly by it."
    ),
    ItemCode.INDUSTRY: lazy_gettext("Choose your industry: it counts with every mentor and investor."),
    ItemCode.STAGE: lazy_gettext("Say which stage you are at: investors look for certain stages."),
    ItemCode.FUNDING: lazy_gettext("Say how much you seek: investors are suggested by the amounts they invest."),
    ItemCode.TEAM: lazy_gettext(
        "Introduce the team in one or two sentences: whoever reads the suggestion looks at it."
    ),
    ItemCode.ZONE: lazy_gettext("Choose your zone: partners nearby come first where the rest is equal."),
    ItemCode.EXPERTISE: lazy_gettext("Write what you can help with: which questions, in which fields."),
    ItemCode.EXPERIENCE: lazy_gettext(
        "Write what you have done: it shows startups which problems you have solved before."
    ),
    ItemCode.INDUSTRIES: lazy_gettext("Tick the industries: they count with every startup."),
    ItemCode.CAPACITY: lazy_gettext("Say how many startups you take: without a place nobody is suggested to you."),
    ItemCode.CERTIFICATE: lazy_gettext("The certificate is missing or has expired: the alliance renews it."),
    ItemCode.THESIS: lazy_gettext(
        "Write what you look for: products, technologies, markets, in two or three sentences."
    ),
    ItemCode.STAGES: lazy_gettext("Tick the stages that you invest in."),
    ItemCode.TICKET: lazy_gettext("Give the smallest and the largest amount you invest at a time."),
    ItemCode.ZONES: lazy_gettext("Tick the zones that you look at."),
}
"""Advice on an empty item."""

MORE: Mapping[ItemCode, object] = {
    ItemCode.DESCRIPTION: lazy_gettext("Say more about what you do: product, technology and customers."),
    ItemCode.NEEDS: lazy_gettext("Say more about what you need: a concrete question finds the right mentor."),
    ItemCode.INDUSTRY: lazy_gettext("Confirm the industry that the platform suggests, or choose another."),
    ItemCode.TEAM: lazy_gettext("Say more about the team: who is in it, and what they did before."),
    ItemCode.EXPERTISE: lazy_gettext("Say more about what you can help with: which questions, in which fields."),
    ItemCode.EXPERIENCE: lazy_gettext("Say more about what you have done."),
    ItemCode.THESIS: lazy_gettext("Say more about what you look for: products, technologies, markets."),
    ItemCode.TICKET: lazy_gettext("Give both amounts: the smallest and the largest you invest at a time."),
}
"""Advice on an item with little text."""


def describe_step(item: Item) -> str:
    """The advice on an item as a sentence."""
    return str(MORE[item.code] if item.is_begun and item.code in MORE else STEPS[item.code])
