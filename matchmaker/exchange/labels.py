"""The words for our codes in people's files; the first of each is the one that we write."""

import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from matchmaker.domain.vocabulary import (
    CandidacyState,
    FundingStage,
    Industry,
    MentorKind,
    Nominator,
    SupportMeasure,
    Zone,
)

E = TypeVar("E", bound=StrEnum)

_NOISE = re.compile(r"[\s_\-·.*:'\"“”()\[\]【】《》]+")
_TAIL = re.compile(r"(产业|行业|领域|方向)$")

_LABELS: dict[type[StrEnum], dict[str, tuple[str, ...]]] = {
    Industry: {
        "new_materials": ("新材料", "New materials", "材料"),
        "new_energy": ("新能源", "New energy", "能源"),
        "biomedicine": ("生物医药", "Biomedicine", "生物与新医药", "医药", "生物技术", "医疗健康", "大健康"),
        "information_technology": (
            "信息技术", "Information technology", "IT", "电子信息", "新一代信息技术", "软件和信息技术服务业", "互联网",
        ),
        "advanced_manufacturing": (
            "先进装备制造", "Advanced equipment manufacturing", "Advanced manufacturing", "先进制造", "装备制造",
            "高端装备制造", "高端装备", "智能制造", "先进制造与自动化", "先进装备制造业",
        ),
        "environmental_protection": (
            "节能环保", "Energy saving and environmental protection", "Environmental protection", "环保", "资源与环境",
        ),
        "modern_services": ("现代服务业", "Modern services", "现代服务", "高技术服务", "服务业"),
    },
    Zone: {
        "new_area": ("兰州新区", "Lanzhou New Area", "新区", "New Area"),
        "hightech": (
            "高新区", "Lanzhou High-tech Zone", "High-tech Zone", "兰州高新区", "兰州高新技术产业开发区",
            "兰州国家高新技术产业开发区", "高新技术产业开发区", "高新技术开发区",
        ),
        "economic": (
            "经济区", "Lanzhou Economic Zone", "Economic Zone", "经开区", "兰州经济区", "兰州经开区",
            "兰州经济技术开发区", "兰州国家经济技术开发区", "经济技术开发区", "经济开发区",
        ),
        "suburbs": (
            "近郊四区", "Four inner districts", "Inner districts", "城关区", "七里河区", "安宁区", "西固区",
            "城关", "七里河", "安宁", "西固",
        ),
    },
    FundingStage: {
        "idea": ("创意期", "Idea", "创意", "概念期", "未融资", "尚未融资"),
        "seed": ("种子轮", "Seed", "种子期", "种子", "初创期"),
        "angel": ("天使轮", "Angel", "天使", "天使期", "天使+轮"),
        "pre_a": ("Pre-A轮", "Pre-A", "PreA", "Pre-A+轮"),
        "series_a": ("A轮", "Series A", "A", "A+轮", "A+", "成长期"),
        "series_b": ("B轮", "Series B", "B", "B+轮", "B+", "扩张期"),
    },
    MentorKind: {
        "management": ("企业管理", "Management", "管理", "企业管理类", "管理类", "管理导师", "企业管理导师"),
        "technology": ("行业技术", "Technology", "技术", "行业技术类", "技术类", "技术导师", "行业技术导师"),
    },
    Nominator: {
        "incubator": ("孵化器推荐", "Incubator", "孵化器", "孵化机构", "孵化基地"),
        "competition": ("大赛推荐", "Competition", "大赛", "创新创业大赛", "比赛", "竞赛"),
        "self": ("企业自荐", "Self", "自荐", "自主申报", "企业自主申报"),
    },
    CandidacyState: {
        "nominated": ("已推荐", "Nominated", "推荐", "申报", "已申报"),
        "reviewed": ("已评审", "Reviewed", "评审"),
        "selected": ("已入选", "Selected", "入选", "入库"),
        "supported": ("已扶持", "Supported", "扶持", "扶持中"),
        "left": ("已退出", "Left", "退出"),
    },
    SupportMeasure: {
        "listing_neeq": ("新三板挂牌", "NEEQ listing", "新三板"),
        "listing_chinext": ("创业板上市", "ChiNext listing", "创业板"),
        "angel_funding": ("天使投资", "Angel funding", "天使基金"),
        "bank_loan": ("银行贷款", "Bank loan", "贷款"),
        "guarantee": ("融资担保", "Guarantee", "担保"),
        "ip_pledge": ("知识产权质押", "IP pledge", "知识产权质押融资"),
        "mentor": ("创业导师", "Mentor", "导师", "导师辅导"),
        "rnd_platform": ("研发平台", "R&D platform", "公共研发平台"),
        "market_access": ("市场开拓", "Market access", "市场对接"),
    },
}  # fmt: skip


def fold(text: str) -> str:
    """``text`` folded for comparison: half-width, lower case, without spaces, punctuation and brackets."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", text).casefold())


def label_of(code: StrEnum) -> str:
    """The Chinese word that we write for ``code``."""
    return _LABELS[type(code)][code.value][0]


def list_labels(enum: type[StrEnum]) -> tuple[str, ...]:
    """The Chinese words of all codes of ``enum``, in its order."""
    return tuple(label_of(code) for code in enum)


def _index(enum: type[StrEnum]) -> Mapping[str, StrEnum]:
    words = {fold(word): enum(code) for code, words in _LABELS[enum].items() for word in words}
    return words | {fold(code.value): code for code in enum}


_INDEXES = {enum: _index(enum) for enum in _LABELS}


def find_code(enum: type[E], text: str) -> E | None:
    """The code of ``enum`` for a code, a Chinese word or an English word; None for an unknown word."""
    words = _INDEXES[enum]
    folded = fold(text)
    found = words.get(folded) or words.get(_TAIL.sub("", folded))
    return None if found is None else enum(found)
