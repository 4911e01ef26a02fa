import unicodedata

import numpy as np
import pytest
from tokenizers import Tokenizer

from matchmaker.encoding import DEFAULT_NAME, DEFAULT_RECIPE, load_encoder, prepare_default
from matchmaker.encoding.packed import read_packed
from matchmaker.encoding.sentence import SentenceEncoder

# Each row: a text, one that means nearly the same in other words, one on another matter.
TRIPLES = [
    ("我们研发锂电池正极材料", "公司从事动力电池材料的开发与生产", "主营乡村旅游与民宿运营"),
    ("擅长股权融资与投资谈判的导师", "帮助创业团队对接风险投资、设计融资方案", "指导农作物病虫害防治"),
    ("中药材种植与深加工", "道地药材基地建设和中药饮片生产", "工业互联网安全监测平台"),
    ("石油化工设备的智能检测", "用传感器和算法诊断炼化装置故障", "儿童美术教育连锁机构"),
    ("Early-stage fund for biotech startups", "投资早期生物医药企业的基金", "物流车队调度软件"),
]


def test_paraphrase_is_nearer_than_another_matter_for_every_triple(encoder):
    texts = [text for triple in TRIPLES for text in triple]
    vectors = encoder.encode(texts).reshape(len(TRIPLES), 3, encoder.dimension)
    near = (vectors[:, 0] * vectors[:, 1]).sum(axis=1)
    far = (vectors[:, 0] * vectors[:, 2]).sum(axis=1)
    assert (near > far + 0.02).all(), np.column_stack([near, far])


def test_every_paraphrase_is_found_first_among_all_when_asked_as_a_query(encoder):
    asked = encoder.encode([triple[0] for triple in TRIPLES], kind="query")
    offered = encoder.encode([triple[1] for triple in TRIPLES] + [triple[2] for triple in TRIPLES])
    assert (asked @ offered.T).argmax(axis=1).tolist() == list(range(len(TRIPLES)))


def test_vectors_are_unit_float32_in_the_order_of_the_input_however_batched(encoder):
    texts = ["新材料", "", "兰州" * 120, "AI for oil and gas", " ", "短", "医" * 900, "3～5年"] * 5
    seen = []
    vectors = encoder.encode(texts, progress=lambda *pair: seen.append(pair))
    assert vectors.shape == (40, 384)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)
    one_by_one = np.vstack([encoder.encode([text]) for text in texts[:8]])
    np.testing.assert_allclose(vectors, np.vstack([one_by_one] * 5), atol=1e-5)
    assert len(seen) > 1
    assert seen[-1] == (40, 40)


def test_no_texts_give_no_rows(encoder):
    assert encoder.encode([]).shape == (0, 384)


def test_blank_texts_share_one_vector(encoder):
    vectors = encoder.encode(["", "  ", "\n\u3000"])
    np.testing.assert_allclose(vectors, vectors[[0, 0, 0]], atol=1e-5)


def test_prompts_of_query_and_passage_are_applied(encoder):
    as_query, as_passage = (encoder.encode(["氢能"], kind=kind)[0] for kind in ("query", "passage"))
    assert as_query @ as_passage < 0.999


def test_name_pins_the_weights(encoder):
    assert encoder.name == f"{DEFAULT_NAME}@{DEFAULT_RECIPE.version}"


def test_prepared_folder_is_left_alone_when_it_is_whole(models_dir):
    weights = models_dir / DEFAULT_NAME / "model.safetensors"
    before = weights.stat()
    prepare_default(models_dir, verify=True)
    assert (weights.stat().st_ino, weights.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_tokenizer_normalises_every_mapped_character_as_the_packed_file_does(models_dir):
    tokenizer = Tokenizer.from_file(str(models_dir / DEFAULT_NAME / "tokenizer.json"))
    mapped = read_packed(DEFAULT_RECIPE.locate().read_bytes()).vocabulary.character_map
    got = {code: tokenizer.normalizer.normalize_str(chr(code)) for code in mapped}
    assert got == mapped
    # Characters that the file does not map stay unchanged, in the planes that Chinese text uses.
    left_alone = [code for code in range(0x20, 0xD800) if code not in mapped]
    assert [code for code in left_alone if tokenizer.normalizer.normalize_str(chr(code)) != chr(code)] == []
    assert unicodedata.normalize("NFKC", "～") != tokenizer.normalizer.normalize_str("～") == "～"


@pytest.fixture
def promptless_folder(models_dir, tmp_path):
    """The default weights as another folder, which states no prompts."""
    folder = tmp_path / "promptless"
    for path in (models_dir / DEFAULT_NAME).rglob("*"):
        target = folder / path.relative_to(models_dir / DEFAULT_NAME)
        if path.is_file() and path.name not in ("config_sentence_transformers.json", "checksums.json"):
            target.parent.mkdir(parents=True, exist_ok=True)
            target.symlink_to(path)
    return folder


def test_other_folder_is_used_with_its_own_prompts_and_a_name_of_its_own(promptless_folder, encoder):
    other = load_encoder("promptless", models_dir=promptless_folder.parent)
    assert isinstance(other, SentenceEncoder)
    assert other.name.startswith("promptless@")
    assert other.name == load_encoder(str(promptless_folder), models_dir=promptless_folder).name
    query, passage = (other.encode(["氢能"], kind=kind)[0] for kind in ("query", "passage"))
    np.testing.assert_allclose(query, passage, atol=1e-6)
    prompted = encoder.encode(["氢能"], kind="query")[0]
    np.testing.assert_allclose(other.encode(["query: 氢能"])[0], prompted, atol=1e-5)


def test_threads_of_the_process_are_as_before_when_a_short_text_was_read_by_one(encoder):
    import torch  # noqa: PLC0415 -- loaded with the encoder

    before = torch.get_num_threads()
    alone = encoder.encode(["兰州新区的储氢材料中试基地"])
    assert torch.get_num_threads() == before
    many = encoder.encode(["兰州新区的储氢材料中试基地"] * 100)
    assert np.allclose(alone[0], many[0], atol=1e-5)
