"""Closed lists of the field's terms. The values are stored; their labels are in the translation catalogues."""

from enum import StrEnum


class Role(StrEnum):
    """What an account may act as; one account may hold several."""

    FOUNDER = "founder"
    MENTOR = "mentor"
    INVESTOR = "investor"
    ORGANIZER = "organizer"
    OPERATOR = "operator"


class Industry(StrEnum):
    """The seven industries of the plan."""

    NEW_MATERIALS = "new_materials"
    NEW_ENERGY = "new_energy"
    BIOMEDICINE = "biomedicine"
    INFORMATION_TECHNOLOGY = "information_technology"
    ADVANCED_MANUFACTURING = "advanced_manufacturing"
    ENVIRONMENTAL_PROTECTION = "environmental_protection"
    MODERN_SERVICES = "modern_services"


class Zone(StrEnum):
    """兰州新区, 高新区, 经济区, 近郊四区."""

    NEW_AREA = "new_area"
    HIGHTECH = "hightech"
    ECONOMIC = "economic"
    SUBURBS = "suburbs"


class Tier(StrEnum):
    """Place in the flying-geese layout (雁行): head goose, second and third echelon."""

    HEAD = "head"
    SECOND = "second"
    THIRD = "third"


class ChainStage(StrEnum):
    """Stage of the incubation chain: 创业苗圃, 孵化器, 加速器, 产业园."""

    NURSERY = "nursery"
    INCUBATOR = "incubator"
    ACCELERATOR = "accelerator"
    PARK = "park"


class FundingStage(StrEnum):
    """Stage of a company as investors name it, in order."""

    IDEA = "idea"
    SEED = "seed"
    ANGEL = "angel"
    PRE_A = "pre_a"
    SERIES_A = "series_a"
    SERIES_B = "series_b"


class MentorKind(StrEnum):
    """企业管理 or 行业技术."""

    MANAGEMENT = "management"
    TECHNOLOGY = "technology"


class Nominator(StrEnum):
    """Who nominated a 未来之星 candidate."""

    INCUBATOR = "incubator"
    COMPETITION = "competition"
    SELF = "self"


class CandidacyState(StrEnum):
    """States of a 未来之星 candidacy, in order."""

    NOMINATED = "nominated"
    REVIEWED = "reviewed"
    SELECTED = "selected"
    SUPPORTED = "supported"
    LEFT = "left"


class SupportMeasure(StrEnum):
    """Measures of 一企一策 that the plan names."""

    LISTING_NEEQ = "listing_neeq"
    LISTING_CHINEXT = "listing_chinext"
    ANGEL_FUNDING = "angel_funding"
    BANK_LOAN = "bank_loan"
    GUARANTEE = "guarantee"
    IP_PLEDGE = "ip_pledge"
    MENTOR = "mentor"
    RND_PLATFORM = "rnd_platform"
    MARKET_ACCESS = "market_access"


class ApplicationState(StrEnum):
    """``queued`` waits for a higher choice of the startup, ``wait_listed`` for a place of the mentor."""

    QUEUED = "queued"
    APPLIED = "applied"
    WAIT_LISTED = "wait_listed"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    RELEASED = "released"
    EXPIRED = "expired"
    ENDED = "ended"


class ParticipationState(StrEnum):
    """``applied`` waits for the organizers."""

    APPLIED = "applied"
    REGISTERED = "registered"
    WITHDRAWN = "withdrawn"
    DECLINED = "declined"


class TimetableState(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"


class MeetingOrigin(StrEnum):
    """Whether somebody wished for a meeting, or the platform suggested it for free capacity."""

    WISHED = "wished"
    SUGGESTED = "suggested"


class PartyKind(StrEnum):
    """The three kinds of profiles that are matched."""

    STARTUP = "startup"
    MENTOR = "mentor"
    INVESTOR = "investor"


class Band(StrEnum):
    """How well a pair fits, as people see it: 很契合, 契合, 可以了解."""

    STRONG = "strong"
    GOOD = "good"
    POSSIBLE = "possible"


class JobKind(StrEnum):
    ENCODE = "encode"
    RECOMMEND = "recommend"
    PLAN = "plan"
    REFRESH = "refresh"
    FIT = "fit"
    FORECAST = "forecast"
    TAG = "tag"
    ROUND = "round"
    TRAIN = "train"


class JobState(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
