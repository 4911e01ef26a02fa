"""Reader of packed 4-bit encoders (magic ``E5S1``): shape, vocabulary, character map and tensors.

The layout is little-endian. Nothing is aligned before the tensors::

    "E5S1"  u32 version
    i32 × 7 width, layers, heads, inner width, vocabulary size, positions, token types
    f32     epsilon of the layer norms      i32 weights in a block (32)
    i32 × 5 pieces, then the ids of <s>, </s>, <pad>, <unk>      u64 bytes of all pieces
    u32 × (pieces + 1) offsets, f32 × pieces scores, the pieces in UTF-8
    i32 entries, u32 bytes, entries of (u32 code point, u8 length, u32 × length code points that replace it)
    i32 tensors, each (u16 length, name, u8 type, u32 values, u64 offset in the file, u64 bytes)

Tensor type 0 is float32. Type 1 is Q4_0: blocks of a float16 scale and 16 bytes. Byte j holds weight j in its low half
and weight j + 16 in its high half. A weight is (half byte - 8) × scale.
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

MAGIC = b"E5S1"
BLOCK = 32
_FLOAT32, _Q4 = 0, 1
_Q4_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", BLOCK // 2)])


@dataclass(frozen=True)
class PackedShape:
    """The sizes of the transformer."""

    width: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    token_types: int
    epsilon: float


@dataclass(frozen=True)
class PackedVocabulary:
    """Unigram pieces with their log-probabilities, the ids of special pieces, and the replacements of characters."""

    pieces: tuple[tuple[str, float], ...]
    start: int
    end: int
    padding: int
    unknown: int
    character_map: Mapping[int, str]


@dataclass(frozen=True)
class PackedEncoder:
    """A parsed packed file. Tensors are unpacked on demand."""

    shape: PackedShape
    vocabulary: PackedVocabulary
    tensors: Mapping[str, tuple[int, int, int]]
    data: bytes = field(repr=False)

    def tensor(self, name: str) -> NDArray[np.float32]:
        """All values of a tensor as one float32 row; KeyError when the file has no such tensor."""
        kind, count, offset = self.tensors[name]
        if kind == _Q4:
            return _unpack_q4(np.frombuffer(self.data, _Q4_BLOCK, count // BLOCK, offset))
        return np.frombuffer(self.data, "<f4", count, offset).astype(np.float32)


def read_packed(data: bytes) -> PackedEncoder:
    """The parsed file; ValueError when it has another format or ends too early."""
    if data[:4] != MAGIC:
        raise ValueError(f"magic: got {data[:4]!r}, expected {MAGIC!r}")
    cursor = _Cursor(data, len(MAGIC))
    try:
        return PackedEncoder(_read_shape(cursor), _read_vocabulary(cursor), _read_directory(cursor), data)
    except struct.error as error:
        raise ValueError(f"packed file: got {len(data)} bytes, expected more after {cursor.at}") from error


class _Cursor:
    def __init__(self, data: bytes, at: int) -> None:
        self.data = data
        self.at = at

    def read(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + layout, self.data, self.at)
        self.at += struct.calcsize("<" + layout)
        return values

    def text(self, length: int) -> str:
        (raw,) = self.read(f"{length}s")
        return bytes(raw).decode()


def _read_shape(cursor: _Cursor) -> PackedShape:
    cursor.read("I")
    width, layers, heads, inner, vocabulary, positions, token_types = cursor.read("7i")
    epsilon, block = cursor.read("fi")
    if block != BLOCK:
        raise ValueError(f"weights in a block: got {block}, expected {BLOCK}")
    return PackedShape(width, layers, heads, inner, vocabulary, positions, token_types, epsilon)


def _read_vocabulary(cursor: _Cursor) -> PackedVocabulary:
    count, start, end, padding, unknown = cursor.read("5i")
    (length,) = cursor.read("Q")
    offsets = cursor.read(f"{count + 1}I")
    scores = cursor.read(f"{count}f")
    (raw,) = cursor.read(f"{length}s")
    pieces = tuple(
        (raw[begin:stop].decode(), score) for begin, stop, score in zip(offsets, offsets[1:], scores, strict=False)
    )
    return PackedVocabulary(pieces, start, end, padding, unknown, _read_character_map(cursor))


def _read_character_map(cursor: _Cursor) -> dict[int, str]:
    count, _ = cursor.read("iI")
    mapped = {}
    for _ in range(count):
        code, length = cursor.read("IB")
        mapped[code] = "".join(map(chr, cursor.read(f"{length}I")))
    return mapped


def _read_directory(cursor: _Cursor) -> dict[str, tuple[int, int, int]]:
    (count,) = cursor.read("i")
    tensors = {}
    for _ in range(count):
        name = cursor.text(*cursor.read("H"))
        kind, values, offset, size = cursor.read("BIQQ")
        expected = {_FLOAT32: values * 4, _Q4: values // BLOCK * _Q4_BLOCK.itemsize}.get(kind)
        if size != expected or offset + size > len(cursor.data):
            raise ValueError(f"tensor {name}: got type {kind}, {size} bytes at {offset}, expected {expected} bytes")
        tensors[name] = (kind, values, offset)
    return tensors


def _unpack_q4(blocks: NDArray[np.void]) -> NDArray[np.float32]:
    half = BLOCK // 2
    weights = np.empty((len(blocks), BLOCK), dtype=np.float32)
    weights[:, :half] = blocks["nibbles"] & 0x0F
    weights[:, half:] = blocks["nibbles"] >> 4
    weights -= 8.0
    weights *= blocks["scale"].astype(np.float32)[:, None]
    return weights.reshape(-1)
