import struct

import numpy as np
import pytest

from matchmaker.encoding.packed import PackedShape, read_packed

FLOAT32, Q4 = 0, 1


def test_shape_and_vocabulary_are_read(tiny_file):
    packed = read_packed(tiny_file({}, character_map={0x3000: " ", 0x2460: "1", 0x7F: ""}).pack())
    assert packed.shape == PackedShape(32, 1, 2, 64, 12, 16, 2, packed.shape.epsilon)
    assert packed.shape.epsilon == pytest.approx(1e-12)
    assert packed.vocabulary.pieces[7] == ("兰州", -6.0)
    assert (packed.vocabulary.start, packed.vocabulary.end) == (0, 2)
    assert (packed.vocabulary.padding, packed.vocabulary.unknown) == (1, 3)
    assert packed.vocabulary.character_map == {0x3000: " ", 0x2460: "1", 0x7F: ""}


def test_four_bit_tensor_unpacks_exactly_when_nibbles_and_scales_are_known(tiny_file):
    # Byte j: weight j in the low half, weight j + 16 in the high half; minus 8; times the scale of the block.
    first = struct.pack("<e", 0.5) + bytes([0xF0] + [0x88] * 14 + [0x1A])
    second = struct.pack("<e", -2.0) + bytes([0x79] * 16)
    packed = read_packed(
        tiny_file({"w": (Q4, 64, first + second), "b": (FLOAT32, 2, struct.pack("<2f", 1.5, -3.25))}).pack()
    )
    weights = packed.tensor("w")
    assert weights.dtype == np.float32
    assert weights[0] == -4.0  # (0 - 8) * 0.5
    assert weights[16] == 3.5  # (15 - 8) * 0.5
    assert weights[15] == 1.0  # (10 - 8) * 0.5
    assert weights[31] == -3.5  # (1 - 8) * 0.5
    assert not weights[1:15].any()
    assert not weights[17:31].any()
    assert weights[32:48].tolist() == [-2.0] * 16  # (9 - 8) * -2
    assert weights[48:64].tolist() == [2.0] * 16  # (7 - 8) * -2
    assert packed.tensor("b").tolist() == [1.5, -3.25]


def test_reading_refuses_when_magic_is_another(tiny_file):
    with pytest.raises(ValueError, match="magic"):
        read_packed(b"GGUF" + tiny_file({}).pack()[4:])


def test_reading_refuses_when_blocks_have_another_size(tiny_file):
    with pytest.raises(ValueError, match="got 64, expected 32"):
        read_packed(tiny_file({}, block=64).pack())


@pytest.mark.parametrize("keep", [4, 30, 60, 120, -1])
def test_reading_refuses_when_the_file_ends_early(tiny_file, keep):
    data = tiny_file({"b": (FLOAT32, 2, struct.pack("<2f", 1.0, 2.0))}).pack()
    with pytest.raises(ValueError, match="expected"):
        read_packed(data[:keep])


@pytest.mark.parametrize(("kind", "count"), [(FLOAT32, 3), (Q4, 64), (9, 2)])
def test_reading_refuses_when_a_tensor_has_another_size_than_its_type(tiny_file, kind, count):
    with pytest.raises(ValueError, match="tensor b"):
        read_packed(tiny_file({"b": (kind, count, bytes(8))}).pack())


def test_tensor_raises_when_the_file_has_none_of_that_name(tiny_file):
    with pytest.raises(KeyError):
        read_packed(tiny_file({}).pack()).tensor("emb.word")
