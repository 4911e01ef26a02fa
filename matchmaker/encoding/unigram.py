"""The XLM-R style tokenizer of a packed vocabulary: ``<s> pieces </s>``, words marked by a leading ``▁``."""

import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING

from matchmaker.encoding.packed import PackedVocabulary

if TYPE_CHECKING:
    from tokenizers import Tokenizer
    from tokenizers.normalizers import Normalizer

_WORD_MARK = "▁"
# NFKC folds the wide tilde into "~", the vocabulary's own map does not ("3～5年" is a range). So a private-use
# character, which NFKC does not change, replaces it while NFKC runs.
_WIDE_TILDE = "\uff5e"
_STAND_IN = "\uf8fe"


def build_tokenizer(vocabulary: PackedVocabulary) -> "Tokenizer":
    """A ``tokenizers.Tokenizer`` with the ids, scores and character rules of the packed file.

    There is no byte fallback: the vocabulary has no byte pieces, and an unknown character is ``<unk>``.
    """
    from tokenizers import AddedToken, Tokenizer, models, pre_tokenizers, processors  # noqa: PLC0415 -- loaded when used

    tokenizer = Tokenizer(models.Unigram(list(vocabulary.pieces), unk_id=vocabulary.unknown, byte_fallback=False))
    tokenizer.normalizer = _build_normalizer(vocabulary)
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.WhitespaceSplit(),
            pre_tokenizers.Metaspace(replacement=_WORD_MARK, prepend_scheme="always"),
        ]
    )
    start, end = vocabulary.pieces[vocabulary.start][0], vocabulary.pieces[vocabulary.end][0]
    tokenizer.post_processor = processors.TemplateProcessing(
        single=[start, "$A", end], special_tokens=[(start, vocabulary.start), (end, vocabulary.end)]
    )
    specials = (vocabulary.start, vocabulary.padding, vocabulary.end, vocabulary.unknown)
    tokenizer.add_special_tokens([AddedToken(vocabulary.pieces[index][0], normalized=False) for index in specials])
    return tokenizer


def _build_normalizer(vocabulary: PackedVocabulary) -> "Normalizer":
    """NFKC, with the packed map's own treatment of control characters, spaces and the wide tilde."""
    from tokenizers import Regex, normalizers  # noqa: PLC0415 -- loaded when used

    own = {
        code: text
        for code, text in vocabulary.character_map.items()
        if unicodedata.normalize("NFKC", chr(code)) != text
    }
    steps: list[Normalizer] = []
    for replacement in ("", " "):
        codes = [code for code, text in own.items() if text == replacement]
        if codes:
            steps.append(normalizers.Replace(Regex(_character_class(codes)), replacement))
    steps.append(normalizers.Replace(_WIDE_TILDE, _STAND_IN))
    steps.append(normalizers.NFKC())
    steps.append(normalizers.Replace(_STAND_IN, _WIDE_TILDE))
    return normalizers.Sequence(steps)


def _character_class(codes: Iterable[int]) -> str:
    return "[" + "".join(f"\\x{{{code:x}}}" for code in sorted(codes)) + "]"
