"""Writes a packed encoder as a folder that SentenceTransformer loads: BERT, mean pooling, unit length.

The files are written directly, without the training libraries. So torch is not needed, memory holds one copy of the
weights, and the same packed file always gives the same bytes.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matchmaker.encoding.encoder import ProgressCallback
from matchmaker.encoding.packed import PackedEncoder, PackedShape
from matchmaker.encoding.unigram import build_tokenizer

PROMPTS = {"query": "query: ", "passage": "passage: ", "document": "passage: "}
"""The prefixes E5 encoders are trained with (Wang et al. 2024); "document" is the library's word for passage."""

_TYPES = "sentence_transformers"
_EMBEDDINGS = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}
_LAYER = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


def write_folder(packed: PackedEncoder, folder: Path, *, progress: ProgressCallback | None = None) -> None:
    """Write all files of the SentenceTransformer to ``folder``, which must exist and be empty."""
    _write_weights(packed, folder / "model.safetensors", progress)
    build_tokenizer(packed.vocabulary).save(str(folder / "tokenizer.json"))
    for path, content in _list_descriptions(packed):
        target = folder / path
        target.parent.mkdir(exist_ok=True)
        target.write_text(json.dumps(content, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def _write_weights(packed: PackedEncoder, path: Path, progress: ProgressCallback | None) -> None:
    from safetensors.numpy import save_file  # noqa: PLC0415 -- loaded when used

    names = dict(_iter_names(packed.shape.layers))
    tensors: dict[str, NDArray[np.float32]] = {}
    for done, (packed_name, name) in enumerate(names.items(), start=1):
        values = packed.tensor(packed_name)
        tensors[name] = values.reshape(_row_shape(packed_name, packed.shape, len(values)))
        if progress is not None:
            progress(done, len(names))
    save_file(tensors, path, metadata={"format": "pt"})
    path.chmod(0o644)  # the library makes it readable for its own user only; the worker may run as another user


def _iter_names(layers: int) -> Iterator[tuple[str, str]]:
    yield from _EMBEDDINGS.items()
    for layer in range(layers):
        for short, long in _LAYER.items():
            yield f"l{layer}.{short}.w", f"encoder.layer.{layer}.{long}.weight"
            yield f"l{layer}.{short}.b", f"encoder.layer.{layer}.{long}.bias"


def _row_shape(packed_name: str, shape: PackedShape, count: int) -> tuple[int, ...]:
    if packed_name.endswith((".b", "ln.w")):
        return (count,)
    columns = shape.inner if packed_name.endswith(".fo.w") else shape.width
    return (count // columns, columns)


def _list_descriptions(packed: PackedEncoder) -> list[tuple[str, dict[str, Any] | list[Any]]]:
    shape = packed.shape
    return [
        ("config.json", _describe_bert(packed)),
        ("tokenizer_config.json", _describe_tokenizer(packed)),
        ("modules.json", _describe_modules()),
        # No pooler: mean pooling does not need it, and the packed file does not contain it.
        ("sentence_bert_config.json", {"model_args": {"add_pooling_layer": False}}),
        ("config_sentence_transformers.json", {"prompts": PROMPTS, "similarity_fn_name": "cosine"}),
        ("1_Pooling/config.json", {"embedding_dimension": shape.width, "pooling_mode": "mean"}),
    ]


def _describe_bert(packed: PackedEncoder) -> dict[str, Any]:
    shape = packed.shape
    return {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "dtype": "float32",
        "hidden_act": "gelu",
        "hidden_size": shape.width,
        "intermediate_size": shape.inner,
        "layer_norm_eps": round(shape.epsilon, 15),  # 1e-12, stored in the file as float32
        "max_position_embeddings": shape.positions,
        "num_attention_heads": shape.heads,
        "num_hidden_layers": shape.layers,
        "pad_token_id": packed.vocabulary.padding,
        "type_vocab_size": shape.token_types,
        "vocab_size": shape.vocabulary,
    }


def _describe_tokenizer(packed: PackedEncoder) -> dict[str, Any]:
    vocabulary = packed.vocabulary
    start, end = vocabulary.pieces[vocabulary.start][0], vocabulary.pieces[vocabulary.end][0]
    return {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_input_names": ["input_ids", "attention_mask"],
        "model_max_length": packed.shape.positions,
        "bos_token": start,
        "cls_token": start,
        "eos_token": end,
        "sep_token": end,
        "pad_token": vocabulary.pieces[vocabulary.padding][0],
        "unk_token": vocabulary.pieces[vocabulary.unknown][0],
    }


def _describe_modules() -> list[dict[str, Any]]:
    modules = [
        ("", f"{_TYPES}.base.modules.transformer.Transformer"),
        ("1_Pooling", f"{_TYPES}.sentence_transformer.modules.pooling.Pooling"),
        ("2_Normalize", f"{_TYPES}.base.modules.normalize.Normalize"),
    ]
    return [
        {"idx": index, "name": str(index), "path": path, "type": kind} for index, (path, kind) in enumerate(modules)
    ]
