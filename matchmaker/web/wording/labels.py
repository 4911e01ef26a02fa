"""Labels of the closed lists: those that several features share, and the functions that look one up."""

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import lazy_gettext, lazy_pgettext
from wtforms.fields.choices import SelectChoice

from matchmaker.domain import vocabulary as v
from matchmaker.domain.tagging import ConfidenceLevel, find_confidence_level

Label = object
"""A lazy sentence. It becomes text in the language of the request that shows it."""

LABELS: dict[type[StrEnum], Mapping[StrEnum, Label]] = {
    v.Role: {
        v.Role.FOUNDER: lazy_gettext("Founder"),
        v.Role.MENTOR: lazy_gettext("Mentor"),
        v.Role.INVESTOR: lazy_gettext("Investor"),
        v.Role.ORGANIZER: lazy_gettext("Organizer"),
        v.Role.OPERATOR: lazy_gettext("Operator"),
    },
    v.Industry: {
        v.Industry.NEW_MATERIALS: lazy_gettext("New materials"),
        v.Industry.NEW_ENERGY: lazy_gettext("New energy"),
        v.Industry.BIOMEDICINE: lazy_gettext("Biomedicine"),
        v.Industry.INFORMATION_TECHNOLOGY: lazy_gettext("Information technology"),
        v.Industry.ADVANCED_MANUFACTURING: lazy_gettext("Advanced manufacturing"),
        v.Industry.ENVIRONMENTAL_PROTECTION: lazy_gettext("Energy saving and environment"),
        v.Industry.MODERN_SERVICES: lazy_gettext("Modern services"),
    },
    v.Zone: {
        v.Zone.NEW_AREA: lazy_gettext("Lanzhou New Area"),
        v.Zone.HIGHTECH: lazy_gettext("High-tech Zone"),
        v.Zone.ECONOMIC: lazy_gettext("Economic Zone"),
        v.Zone.SUBURBS: lazy_gettext("Four inner districts"),
    },
    v.Tier: {
        v.Tier.HEAD: lazy_gettext("Head goose"),
        v.Tier.SECOND: lazy_gettext("Second echelon"),
        v.Tier.THIRD: lazy_gettext("Third echelon"),
    },
    v.ChainStage: {
        v.ChainStage.NURSERY: lazy_gettext("Startup nursery"),
        v.ChainStage.INCUBATOR: lazy_gettext("Incubator"),
        v.ChainStage.ACCELERATOR: lazy_gettext("Accelerator"),
        v.ChainStage.PARK: lazy_gettext("Industrial park"),
    },
    v.FundingStage: {
        v.FundingStage.IDEA: lazy_pgettext("funding stage", "Idea"),
        v.FundingStage.SEED: lazy_pgettext("funding stage", "Seed"),
        v.FundingStage.ANGEL: lazy_pgettext("funding stage", "Angel"),
        v.FundingStage.PRE_A: lazy_pgettext("funding stage", "Pre-A"),
        v.FundingStage.SERIES_A: lazy_pgettext("funding stage", "Series A"),
        v.FundingStage.SERIES_B: lazy_pgettext("funding stage", "Series B"),
    },
    v.MentorKind: {
        v.MentorKind.MANAGEMENT: lazy_gettext("Business management"),
        v.MentorKind.TECHNOLOGY: lazy_gettext("Industry technology"),
    },
    v.Nominator: {
        v.Nominator.INCUBATOR: lazy_pgettext("nominated by", "Incubator"),
        v.Nominator.COMPETITION: lazy_pgettext("nominated by", "Competition"),
        v.Nominator.SELF: lazy_pgettext("nominated by", "The startup itself"),
    },
    v.CandidacyState: {
        v.CandidacyState.NOMINATED: lazy_pgettext("candidacy", "Nominated"),
        v.CandidacyState.REVIEWED: lazy_pgettext("candidacy", "Reviewed"),
        v.CandidacyState.SELECTED: lazy_pgettext("candidacy", "Selected"),
        v.CandidacyState.SUPPORTED: lazy_pgettext("candidacy", "Supported"),
        v.CandidacyState.LEFT: lazy_pgettext("candidacy", "Left"),
    },
    v.SupportMeasure: {
        v.SupportMeasure.LISTING_NEEQ: lazy_pgettext("measure", "Listing on the NEEQ"),
        v.SupportMeasure.LISTING_CHINEXT: lazy_pgettext("measure", "Listing on ChiNext"),
        v.SupportMeasure.ANGEL_FUNDING: lazy_pgettext("measure", "Angel funding"),
        v.SupportMeasure.BANK_LOAN: lazy_pgettext("measure", "Bank loan"),
        v.SupportMeasure.GUARANTEE: lazy_pgettext("measure", "Loan guarantee"),
        v.SupportMeasure.IP_PLEDGE: lazy_pgettext("measure", "Loan against intellectual property"),
        v.SupportMeasure.MENTOR: lazy_pgettext("measure", "A mentor"),
        v.SupportMeasure.RND_PLATFORM: lazy_pgettext("measure", "Shared R&D platform"),
        v.SupportMeasure.MARKET_ACCESS: lazy_pgettext("measure", "Access to the market"),
    },
    v.PartyKind: {
        v.PartyKind.STARTUP: lazy_pgettext("party", "Startup"),
        v.PartyKind.MENTOR: lazy_pgettext("party", "Mentor"),
        v.PartyKind.INVESTOR: lazy_pgettext("party", "Investor"),
    },
    ConfidenceLevel: {
        ConfidenceLevel.NINE: lazy_gettext("about 9 of 10 are right"),
        ConfidenceLevel.EIGHT: lazy_gettext("about 8 of 10 are right"),
        ConfidenceLevel.SEVEN: lazy_gettext("about 7 of 10 are right"),
    },
}
"""Labels of the lists that several features share. The package adds the ``LABELS`` of each feature."""


def label(value: StrEnum | None) -> str:
    """The label of ``value`` in the language of the request. None becomes a dash."""
    return "—" if value is None else str(LABELS[type(value)][value])


def describe_confidence(confidence: float) -> str:
    """How many of ten suggestions with this confidence are right, as text."""
    return label(find_confidence_level(confidence))


def list_choices(enum: type[StrEnum]) -> list[SelectChoice]:
    """Values with their labels as choices of a form field, in the order of the list."""
    return [SelectChoice(member.value, label(member)) for member in enum]
