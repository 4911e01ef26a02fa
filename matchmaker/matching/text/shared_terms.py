"""The terms that two texts share, shown as the reason why a pair fits: longest common pieces, cut at word ends."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from matchmaker.matching.text.word_grams import STOP_CHARACTERS, Lexicon, find_character_pairs, gram_bucket, normalise

MOST_TERMS = 3
LONGEST_TERM = 16
"""Characters above which a shared piece is a copied sentence and not a term."""

CACHED_TEXTS = 1 << 14
"""Texts that are cached in plain form: the same ones are compared with mentors and investors, in both directions."""

FUNCTION_CHARACTERS = frozenset("和与及或的了等为在以对可并有将从到于由该各个之都最能会要过就还又用使让给向")
"""Characters a term must not begin or end with, unless ``LEADING_WORDS`` has the word."""

LEADING_WORDS = (
    "可穿戴", "可再生", "可视化", "可降解", "可控", "在线", "有机", "有色", "等离子", "会员", "会计", "会议", "个性化",
    "个人", "过滤", "过程", "以太", "对接", "对外", "用户", "用电", "能源", "能耗", "能量", "最优", "向量", "用药",
)  # fmt: skip
TRAILING_WORDS = (
    "应用",
    "通用",
    "专用",
    "智能",
    "性能",
    "功能",
    "节能",
    "储能",
    "社会",
    "协会",
    "商用",
    "家用",
    "医用",
)

EMPTY_WORDS = frozenset(
    (
        "希望", "计划", "需要", "企业", "公司", "团队", "项目", "产品", "服务", "提供", "进行", "相关", "方案", "策略",
        "目前", "搭建", "成长", "建设", "服务产品", "服务商", "有限公司", "科技", "专业", "专注", "致力", "实现",
        "解决", "问题", "管理", "系统", "技术", "平台", "行业", "市场", "客户", "业务", "发展", "研发", "创业", "工作",
        "要求", "帮助", "合作", "开发", "开始", "完成", "处理", "创始", "创始人", "核心", "关键", "体系", "结合",
        "标准", "中心", "现场", "周期", "机构", "领域", "机会", "成本", "扩展", "持续", "示范", "替代", "控制", "设备",
    )
)  # fmt: skip
"""Business words that alone name no topic; inside a longer piece they remain."""

_BREAK = "\n"
_LEAD_IN = "围绕|从事|长期|愿意|多年|近两年|近年|专注于?|致力于?|主要|包括|通过|面向|针对"
"""Words that introduce a topic and are never part of it; they separate pieces like a full stop."""
_EMPTY = re.compile(f"(?:{'|'.join(sorted(EMPTY_WORDS))})+")
_FIRST_BEYOND_LATIN = "\u0250"
_LATIN_WORD = re.compile(r"[0-9a-z\u00c0-\u024f]{2,}")
_NO_WORD = re.compile(rf"[^0-9a-z\u00c0-\u024f\u3400-\u9fff]|[{''.join(sorted(STOP_CHARACTERS))}]|{_LEAD_IN}")


@dataclass(frozen=True, slots=True)
class PreparedText:
    """A text prepared for comparing: everything except words is a line break.

    ``places`` is the first position of each informative unit. The others are indexed by position in ``text``:
    ``rarity`` float32 of the pair of Chinese characters that begins there, 0 where none does. ``cut_before`` and
    ``cut_after`` are 1 where a piece that begins, or ends, there would cut a word in two.
    """

    text: str
    places: dict[str, int]
    rarity: memoryview
    cut_before: bytes
    cut_after: bytes


def prepare_texts(texts: Sequence[str], lexicon: Lexicon) -> list[PreparedText]:
    """Each text with its informative units, their first positions, and its word ends.

    A Chinese character belongs to the neighbour with which it forms the more frequent pair. So a word ends inside a
    pair when one of its characters forms a more frequent pair on the other side.

    Parameters
    ----------
    texts : n strings
    lexicon : Lexicon

    Returns
    -------
    list of n PreparedText
    """
    plain = [_plain(text) for text in texts]
    pairs = find_character_pairs("".join(plain), lexicon)
    latin, sightings = pairs.is_latin, pairs.occurrences
    previous, following = np.roll(latin, 1), np.roll(latin, -1)
    before = np.where(latin | previous, latin & previous, np.roll(sightings, 1) > sightings).tobytes()
    after = np.where(latin | following, latin & following, sightings > np.roll(sightings, 1)).tobytes()
    rarity = pairs.rarity.data
    informative = np.flatnonzero(pairs.rarity)
    ends = np.cumsum([len(text) for text in plain], dtype=np.intp)
    last = np.searchsorted(informative, ends).tolist()
    ready = []
    begin = first = 0
    for text, end, stop in zip(plain, ends.tolist(), last, strict=True):
        at = (informative[first:stop] - begin)[::-1].tolist()  # from the end, so that the first position remains
        places = dict(zip([text[place : place + 2] for place in at], at, strict=True))
        _add_latin_words(places, text, lexicon)
        ready.append(PreparedText(text, places, rarity[begin:end], before[begin:end], after[begin:end]))
        begin, first = end, stop
    return ready


@lru_cache(maxsize=CACHED_TEXTS)
def _plain(text: str) -> str:
    """The words of a text, with line breaks between pieces."""
    return _NO_WORD.sub(_BREAK, f"{_BREAK}{normalise(text)}{_BREAK}")


def _add_latin_words(places: dict[str, int], text: str, lexicon: Lexicon) -> None:
    for found in _LATIN_WORD.finditer(text):
        word = found.group()
        if word not in places and not word.isdecimal() and lexicon.idf[gram_bucket(word)] > 0.0:
            places[word] = found.start()


def shared_terms(first: PreparedText, second: PreparedText, lexicon: Lexicon) -> tuple[str, ...]:
    """The most informative pieces that two texts have in common.

    Every informative unit of both texts grows to the longest piece that occurs in both. Its ends then move inwards to
    word ends. The weight of a piece is the summed rarity of its units.

    Parameters
    ----------
    first, second : PreparedText
    lexicon : Lexicon

    Returns
    -------
    tuple of str
        At most ``MOST_TERMS``, rarest first, none inside another; lower case, of two characters or more.
    """
    shared = first.places.keys() & second.places.keys()
    found: dict[str, float] = {}
    reached = -1
    for place, unit in sorted((first.places[unit], unit) for unit in shared):
        if place + len(unit) <= reached:
            continue
        start, reached = _grow(first.text, second.text, place, place + len(unit))
        piece = _trim(first.text[start:reached], first, second)
        if piece and piece not in found and not _EMPTY.fullmatch(piece):
            found[piece] = _weigh(piece, first, lexicon)
    terms: list[str] = []
    for piece in sorted(found, key=lambda piece: (-found[piece], piece)):
        if found[piece] > 0 and not any(piece in other for other in terms):
            terms.append(piece)
    return tuple(terms[:MOST_TERMS])


def _grow(text: str, other: str, start: int, end: int) -> tuple[int, int]:
    while text[start - 1] != _BREAK and end - start < LONGEST_TERM and text[start - 1 : end] in other:
        start -= 1
    while text[end] != _BREAK and end - start < LONGEST_TERM and text[start : end + 1] in other:
        end += 1
    return start, end


def _trim(piece: str, first: PreparedText, second: PreparedText) -> str:
    """``piece`` without cut words at its ends; empty when less than two characters remain."""
    while len(piece) >= 2:
        at, there, last = first.text.find(piece), second.text.find(piece), len(piece) - 1
        if _starts_badly(piece) or first.cut_before[at] or second.cut_before[there]:
            piece = piece[1:]
        elif _ends_badly(piece) or first.cut_after[at + last] or second.cut_after[there + last]:
            piece = piece[:-1]
        else:
            return piece
    return ""


def _starts_badly(piece: str) -> bool:
    return piece[0] in FUNCTION_CHARACTERS and not piece.startswith(LEADING_WORDS)


def _ends_badly(piece: str) -> bool:
    return piece[-1] in FUNCTION_CHARACTERS and not piece.endswith(TRAILING_WORDS)


def _weigh(piece: str, source: PreparedText, lexicon: Lexicon) -> float:
    """Summed rarity of the units of a piece that occurs in ``source``; 0 when all are common."""
    at = source.text.find(piece)
    has_latin = min(piece) < _FIRST_BEYOND_LATIN
    words = [word for word in _LATIN_WORD.findall(piece) if not word.isdecimal()] if has_latin else []
    return sum(source.rarity[at : at + len(piece) - 1]) + sum(float(lexicon.idf[gram_bucket(word)]) for word in words)
