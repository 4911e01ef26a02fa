"""Vectors of texts. Known ones are read from the cache. The others are encoded and stored, a batch at a time."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from matchmaker.encoding.encoder import Encoder, TextKind
from matchmaker.matching.text.profile_texts import needs_texts, profile_texts
from matchmaker.services.platform.context import Context, ProgressCallback, ignore_progress
from matchmaker.storage import UnitOfWork

BATCH_SIZE = 128
"""Texts in a batch. A killed worker loses one batch at most, which is some ten seconds of work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EncodeResult:
    """How many different ``texts`` there are, and how many of them were new and ``encoded``."""

    texts: int
    encoded: int


def encode_profiles(context: Context, progress: ProgressCallback = ignore_progress) -> EncodeResult:
    """Encode all texts of profiles that are not in the cache."""
    with context.open_unit(readonly=True) as unit:
        wanted = list_texts(unit)
    encoder = context.get_encoder()
    missing = {kind: _sort_missing(texts, _find_known(context, encoder, kind, texts)) for kind, texts in wanted.items()}
    total = sum(len(texts) for texts in missing.values())
    done = 0
    for kind, texts in missing.items():
        done = _encode(context, encoder, kind, texts, progress=progress, done=done, total=total)
    different = sum(len({text for text in texts if text.strip()}) for texts in wanted.values())
    return EncodeResult(texts=different, encoded=total)


def list_texts(unit: UnitOfWork) -> dict[TextKind, list[str]]:
    """All texts that are matched, by kind: needs are queries, the other texts are passages."""
    startups = list(unit.startups.iterate_all())
    passages = profile_texts(startups)
    passages += profile_texts(list(unit.mentors.iterate_all()))
    passages += profile_texts(list(unit.investors.iterate_all()))
    return {"passage": passages, "query": needs_texts(startups)}


def load_vectors(
    context: Context, kind: TextKind, texts: Sequence[str], *, progress: ProgressCallback = ignore_progress
) -> NDArray[np.float32]:
    """Float32 (n, d) unit vectors of ``texts``. A blank text gets zeros, which nothing uses."""
    encoder = context.get_encoder()
    known = _find_known(context, encoder, kind, texts)
    missing = _sort_missing(texts, known)
    if missing:
        _encode(context, encoder, kind, missing, progress=progress, done=0, total=len(missing))
        known |= _find_known(context, encoder, kind, missing)
    vectors = np.zeros((len(texts), encoder.dimension), np.float32)
    for row, text in enumerate(texts):
        if text.strip():
            vectors[row] = known[key_of(text)]
    return vectors


def key_of(text: str) -> str:
    """The key of a text in the cache."""
    return sha256(text.encode()).hexdigest()


def _find_known(
    context: Context, encoder: Encoder, kind: TextKind, texts: Sequence[str]
) -> dict[str, NDArray[np.float32]]:
    with context.open_unit(readonly=True) as unit:
        return unit.vectors.find_many(encoder.name, kind, {key_of(text) for text in texts if text.strip()})


def _sort_missing(texts: Sequence[str], known: Container[str]) -> list[str]:
    """Texts that are not in the cache, without duplicates. They are sorted by length: a batch has similar lengths."""
    wanted = {text for text in texts if text.strip() and key_of(text) not in known}
    return sorted(wanted, key=lambda text: (len(text), text))


def _encode(
    context: Context,
    encoder: Encoder,
    kind: TextKind,
    texts: Sequence[str],
    *,
    progress: ProgressCallback,
    done: int,
    total: int,
) -> int:
    for start in range(0, len(texts), BATCH_SIZE):
        progress("encode", done, total)
        batch = texts[start : start + BATCH_SIZE]
        vectors = encoder.encode(batch, kind=kind)
        with context.open_unit() as unit:
            unit.vectors.save_many(encoder.name, kind, dict(zip(map(key_of, batch), vectors, strict=True)))
            unit.commit()
        done += len(batch)
        progress("encode", done, total)
    return done
