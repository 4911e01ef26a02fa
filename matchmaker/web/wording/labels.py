"""Labels of the closed lists of ``domain.vocabulary``."""

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import lazy_gettext, lazy_pgettext
from wtforms.fields.choices import SelectChoice

from matchmaker.domain import vocabulary as v
from matchmaker.domain.applications import ApplicationAction, ApplicationSide
from matchmaker.domain.imports import ImportKind, ImportState
from matchmaker.domain.interests import ConflictAct, ConflictKind, ConflictLevel, ConflictSide
from matchmaker.domain.tagging import ConfidenceLevel, find_confidence_level
from matchmaker.services.meetings.timetables.disruptions import DisruptionKind
from matchmaker.web.wording import accounts, club, exposure, mentoring, quality, rounds
from matchmaker.web.wording.disruptions import DISRUPTIONS

Label = object
"""A lazy sentence: it becomes text in the language of the request that shows it."""

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, Label]] = {
    **quality.LABELS,
    **exposure.LABELS,
    **mentoring.LABELS,
    DisruptionKind: DISRUPTIONS,
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
    v.ApplicationState: {
        v.ApplicationState.QUEUED: lazy_pgettext("mentorship", "Queued"),
        v.ApplicationState.APPLIED: lazy_pgettext("mentorship", "Waiting for an answer"),
        v.ApplicationState.WAIT_LISTED: lazy_pgettext("mentorship", "On the waiting list"),
        v.ApplicationState.ACCEPTED: lazy_pgettext("mentorship", "Accepted"),
        v.ApplicationState.DECLINED: lazy_pgettext("mentorship", "Declined"),
        v.ApplicationState.WITHDRAWN: lazy_pgettext("mentorship", "Withdrawn"),
        v.ApplicationState.RELEASED: lazy_pgettext("mentorship", "Released"),
        v.ApplicationState.EXPIRED: lazy_pgettext("mentorship", "Closed without an answer"),
        v.ApplicationState.ENDED: lazy_pgettext("mentorship", "Ended"),
    },
    ApplicationAction: {
        ApplicationAction.OPEN: lazy_pgettext("mentorship action", "Put before the mentor"),
        ApplicationAction.HOLD: lazy_pgettext("mentorship action", "Put behind a higher choice"),
        ApplicationAction.ACCEPT: lazy_pgettext("mentorship action", "Accept"),
        ApplicationAction.DECLINE: lazy_pgettext("mentorship action", "Decline"),
        ApplicationAction.WAIT_LIST: lazy_pgettext("mentorship action", "Put on the waiting list"),
        ApplicationAction.CALL: lazy_pgettext("mentorship action", "Call from the waiting list"),
        ApplicationAction.WITHDRAW: lazy_pgettext("mentorship action", "Withdraw"),
        ApplicationAction.BLOCK: lazy_pgettext("mentorship action", "Keep apart"),
        ApplicationAction.RELEASE: lazy_pgettext("mentorship action", "Release"),
        ApplicationAction.EXPIRE: lazy_pgettext("mentorship action", "Close without an answer"),
        ApplicationAction.END: lazy_pgettext("mentorship action", "End"),
        ApplicationAction.ARRANGE: lazy_pgettext("mentorship action", "Arrange by a matching round"),
        ApplicationAction.UNDO: lazy_pgettext("mentorship action", "Undo with the matching round"),
    },
    ApplicationSide: {
        ApplicationSide.FOUNDER: lazy_pgettext("side", "Startup"),
        ApplicationSide.MENTOR: lazy_pgettext("side", "Mentor"),
        ApplicationSide.PLATFORM: lazy_pgettext("side", "Platform"),
        ApplicationSide.OPERATOR: lazy_pgettext("side", "Matching round"),
    },
    **club.LABELS,
    **rounds.LABELS,
    v.ParticipationState: {
        v.ParticipationState.APPLIED: lazy_pgettext("participation", "Waits for approval"),
        v.ParticipationState.REGISTERED: lazy_pgettext("participation", "Registered"),
        v.ParticipationState.WITHDRAWN: lazy_pgettext("participation", "Withdrawn"),
        v.ParticipationState.DECLINED: lazy_pgettext("participation", "Not let in"),
    },
    v.TimetableState: {
        v.TimetableState.DRAFT: lazy_pgettext("timetable", "Draft"),
        v.TimetableState.PUBLISHED: lazy_pgettext("timetable", "Published"),
        v.TimetableState.SUPERSEDED: lazy_pgettext("timetable", "Replaced by a newer one"),
    },
    v.MeetingOrigin: {
        v.MeetingOrigin.WISHED: lazy_pgettext("meeting", "Wished"),
        v.MeetingOrigin.SUGGESTED: lazy_pgettext("meeting", "Suggested"),
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
    v.Band: {
        v.Band.STRONG: lazy_pgettext("band", "Fits very well"),
        v.Band.GOOD: lazy_pgettext("band", "Fits well"),
        v.Band.POSSIBLE: lazy_pgettext("band", "Worth a look"),
    },
    v.JobKind: {
        v.JobKind.ENCODE: lazy_pgettext("job", "Read all profiles"),
        v.JobKind.RECOMMEND: lazy_pgettext("job", "Compute all suggestions"),
        v.JobKind.PLAN: lazy_pgettext("job", "Plan a timetable"),
        v.JobKind.REFRESH: lazy_pgettext("job", "Refresh suggestions of one profile"),
        v.JobKind.FIT: lazy_pgettext("job", "Say why an application fits"),
        v.JobKind.FORECAST: lazy_pgettext("job", "Compare rooms and days"),
        v.JobKind.ROUND: lazy_pgettext("job", "Compute a matching round"),
        v.JobKind.TRAIN: lazy_pgettext("job", "Learn from decisions"),
        v.JobKind.TAG: lazy_pgettext("job", "Suggest missing industries"),
    },
    ConflictKind: {
        ConflictKind.SAME_PERSON: lazy_pgettext("conflict", "One and the same person"),
        ConflictKind.SAME_FUND: lazy_pgettext("conflict", "Same fund"),
        ConflictKind.SAME_ORGANISATION: lazy_pgettext("conflict", "Same organisation"),
        ConflictKind.SHAREHOLDER: lazy_pgettext("conflict", "Shareholder"),
        ConflictKind.RELATIVE: lazy_pgettext("conflict", "Relative"),
        ConflictKind.COMPETITOR: lazy_pgettext("conflict", "Competitor"),
        ConflictKind.MENTOR_INVESTS: lazy_pgettext("conflict", "Mentor who invests"),
        ConflictKind.MET_BEFORE: lazy_pgettext("conflict", "Already met"),
    },
    ConflictLevel: {
        ConflictLevel.IGNORE: lazy_pgettext("conflict", "Ignore"),
        ConflictLevel.WARN: lazy_pgettext("conflict", "Ask for a reason"),
        ConflictLevel.BLOCK: lazy_pgettext("conflict", "Keep apart"),
    },
    ConflictSide: {
        ConflictSide.STARTUP: lazy_pgettext("conflict", "The startup"),
        ConflictSide.PARTNER: lazy_pgettext("conflict", "The mentor or investor"),
        ConflictSide.OPERATOR: lazy_pgettext("conflict", "The operator"),
        ConflictSide.PLATFORM: lazy_pgettext("conflict", "Found in the data"),
    },
    ConflictAct: {
        ConflictAct.APPLY: lazy_pgettext("conflict", "Application"),
        ConflictAct.ACCEPT: lazy_pgettext("conflict", "Acceptance"),
        ConflictAct.WISH: lazy_pgettext("conflict", "Wish"),
    },
    ImportKind: {
        ImportKind.STARTUP: lazy_pgettext("import", "Startups"),
        ImportKind.MENTOR: lazy_pgettext("import", "Mentors"),
        ImportKind.INVESTOR: lazy_pgettext("import", "Investors"),
        ImportKind.CANDIDACY: lazy_pgettext("import", "Future Star candidacies"),
    },
    ImportState: {
        ImportState.UPLOADED: lazy_pgettext("import", "Uploaded"),
        ImportState.APPLIED: lazy_pgettext("import", "Imported"),
        ImportState.DISCARDED: lazy_pgettext("import", "Discarded"),
    },
    v.JobState: {
        v.JobState.QUEUED: lazy_pgettext("job", "Waiting"),
        v.JobState.RUNNING: lazy_pgettext("job", "Running"),
        v.JobState.DONE: lazy_pgettext("job", "Done"),
        v.JobState.FAILED: lazy_pgettext("job", "Failed"),
        v.JobState.CANCELLED: lazy_pgettext("job", "Cancelled"),
    },
    **accounts.LABELS,
}


def label(value: StrEnum | None) -> str:
    """The label of ``value`` in the language of the request; an unset value is a dash."""
    return "—" if value is None else str(LABELS[type(value)][value])


def describe_confidence(confidence: float) -> str:
    """How many of ten suggestions that are as sure are right."""
    return label(find_confidence_level(confidence))


def list_choices(enum: type[StrEnum]) -> list[SelectChoice]:
    """Values with their labels, in the order of the list, as form fields want them."""
    return [SelectChoice(member.value, label(member)) for member in enum]
