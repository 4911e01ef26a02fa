"""Small markets for tests: profiles with the least that is needed, and vectors that a person can check."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matchmaker.domain.ids import InvestorId, MentorId, StartupId
from matchmaker.domain.profiles import Investor, Mentor, Startup
from matchmaker.domain.vocabulary import Industry, MentorKind
from matchmaker.encoding import HashingEncoder
from matchmaker.matching.market.industry_tree import IndustryTree, build_industry_tree
from matchmaker.matching.market.profile_arrays import investor_side, mentor_side, startup_side
from matchmaker.matching.market.sides import MarketSide
from matchmaker.matching.text.profile_texts import needs_texts, profile_texts

ENCODER = HashingEncoder(64)

ROWS = (
    ("C", "制造业", "section", ""),
    ("C38", "电气机械和器材制造业", "division", "C"),
    ("C384", "电池制造", "group", "C38"),
    ("C3841", "锂离子电池制造", "class", "C384"),
    ("C3849", "其他电池制造", "class", "C384"),
    ("C27", "医药制造业", "division", "C"),
    ("C2740", "中成药生产", "class", "C27"),
    ("I", "信息传输、软件和信息技术服务业", "section", ""),
    ("I65", "软件和信息技术服务业", "division", "I"),
)


def small_tree() -> IndustryTree:
    return build_industry_tree(
        ROWS,
        [
            (Industry.NEW_ENERGY, "C3841"),
            (Industry.BIOMEDICINE, "C2740"),
            (Industry.INFORMATION_TECHNOLOGY, "I65"),
        ],
    )


def startup(identifier: int, description: str = "", **facts: Any) -> Startup:
    return Startup(id=StartupId(identifier), name=f"公司{identifier}", description=description, **facts)


def mentor(identifier: int, expertise: str = "", **facts: Any) -> Mentor:
    kind = facts.pop("kind", MentorKind.TECHNOLOGY)
    return Mentor(id=MentorId(identifier), name=f"导师{identifier}", kind=kind, expertise=expertise, **facts)


def investor(identifier: int, thesis: str = "", **facts: Any) -> Investor:
    return Investor(id=InvestorId(identifier), name=f"投资人{identifier}", thesis=thesis, **facts)


def startups(*profiles: Startup) -> MarketSide:
    return startup_side(profiles, profiles=encode(profile_texts(profiles)), needs=encode(needs_texts(profiles)))


def mentors(*profiles: Mentor) -> MarketSide:
    return mentor_side(profiles, profiles=encode(profile_texts(profiles)))


def investors(*profiles: Investor) -> MarketSide:
    return investor_side(profiles, profiles=encode(profile_texts(profiles)))


def encode(texts: Sequence[str]) -> NDArray[np.float32]:
    return ENCODER.encode(texts)
