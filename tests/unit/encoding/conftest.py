"""A writer of tiny packed encoders: the same format as the real file, a few kilobytes."""

import hashlib
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from matchmaker.encoding.recipe import Recipe

FLOAT32, Q4 = 0, 1
PIECES = (
    ("<s>", 0.0),
    ("<pad>", 0.0),
    ("</s>", 0.0),
    ("<unk>", 0.0),
    ("▁", -3.0),
    ("兰", -5.0),
    ("州", -5.0),
    ("兰州", -6.0),
    ("～", -4.0),
    ("A", -4.0),
    ("▁query", -4.0),
    (":", -2.0),
)


@dataclass(frozen=True)
class TinyFile:
    """What goes into a packed file; ``tensors`` are (type, number of values, bytes) by name."""

    tensors: Mapping[str, tuple[int, int, bytes]]
    sizes: tuple[int, ...] = (32, 1, 2, 64, len(PIECES), 16, 2)
    block: int = 32
    character_map: Mapping[int, str] = field(default_factory=dict)

    def pack(self) -> bytes:
        head = b"E5S1" + struct.pack("<I", 1) + struct.pack("<7i", *self.sizes)
        head += struct.pack("<fi", 1e-12, self.block) + self._pack_vocabulary() + self._pack_map()
        directory = sum(2 + len(name.encode()) + 21 for name in self.tensors) + 4
        entries, body = struct.pack("<i", len(self.tensors)), b""
        start = len(head) + directory
        for name, (kind, count, raw) in self.tensors.items():
            offset = start + len(body)
            entries += struct.pack("<H", len(name)) + name.encode()
            entries += struct.pack("<BIQQ", kind, count, offset, len(raw))
            body += raw
        return head + entries + body

    def _pack_vocabulary(self) -> bytes:
        raw = [piece.encode() for piece, _ in PIECES]
        offsets = np.cumsum([0] + [len(piece) for piece in raw])
        packed = struct.pack("<5i", len(PIECES), 0, 2, 1, 3) + struct.pack("<Q", offsets[-1])
        packed += offsets.astype("<u4").tobytes()
        packed += np.array([score for _, score in PIECES], "<f4").tobytes()
        return packed + b"".join(raw)

    def _pack_map(self) -> bytes:
        entries = b"".join(
            struct.pack(f"<IB{len(text)}I", code, len(text), *map(ord, text))
            for code, text in self.character_map.items()
        )
        return struct.pack("<iI", len(self.character_map), len(entries)) + entries


def _list_tensor_sizes(sizes: tuple[int, ...]) -> dict[str, int]:
    width, layers, _, inner, vocabulary, positions, types = sizes
    counts = {"emb.word": vocabulary * width, "emb.pos": positions * width, "emb.type": types * width}
    counts |= {"emb.ln.w": width, "emb.ln.b": width}
    for layer in range(layers):
        for name in ("q", "k", "v", "ao"):
            counts |= {f"l{layer}.{name}.w": width * width, f"l{layer}.{name}.b": width}
        counts |= {f"l{layer}.fi.w": inner * width, f"l{layer}.fi.b": inner}
        counts |= {f"l{layer}.fo.w": width * inner, f"l{layer}.fo.b": width}
        for name in ("aln", "oln"):
            counts |= {f"l{layer}.{name}.w": width, f"l{layer}.{name}.b": width}
    return counts


@pytest.fixture
def write_packed(tmp_path: Path) -> Callable[[TinyFile], Path]:
    """Writes a packed file and gives its path."""

    def write(content: TinyFile) -> Path:
        path = tmp_path / "tiny.bin"
        path.write_bytes(content.pack())
        return path

    return write


@pytest.fixture
def tiny_file() -> type[TinyFile]:
    return TinyFile


@pytest.fixture
def whole_encoder() -> TinyFile:
    """All tensors of an encoder of one layer, float32."""
    rng = np.random.default_rng(7)
    sizes = (32, 1, 2, 64, len(PIECES), 16, 2)
    tensors = {
        name: (FLOAT32, count, rng.normal(size=count).astype("<f4").tobytes())
        for name, count in _list_tensor_sizes(sizes).items()
    }
    return TinyFile(tensors, sizes, character_map={0x7F: "", 0x3000: " ", 0x200B: " "})


@pytest.fixture
def recipe(whole_encoder: TinyFile, write_packed: Callable[[TinyFile], Path]) -> Recipe:
    path = write_packed(whole_encoder)
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    return Recipe(name="tiny", sha256=sha256, origin="a test", locate=lambda: path)
