import hashlib
import json
import os
import signal
import subprocess
import sys
from dataclasses import replace

import pytest
from safetensors.numpy import load_file

from matchmaker.encoding.errors import EncoderMissing, WeightsDamaged
from matchmaker.encoding.prepare import prepare_encoder


def _snapshot(folder):
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_ino, path.stat().st_mtime_ns) for path in folder.rglob("*")
    }


def _hashes(folder):
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_folder_holds_weights_by_their_transformer_names_when_prepared(recipe, tmp_path):
    seen = []
    folder = prepare_encoder(recipe, tmp_path / "models", progress=lambda *pair: seen.append(pair))
    tensors = load_file(folder / "model.safetensors")
    assert folder == tmp_path / "models" / "tiny"
    assert tensors["embeddings.word_embeddings.weight"].shape == (12, 32)
    assert tensors["encoder.layer.0.intermediate.dense.weight"].shape == (64, 32)
    assert tensors["encoder.layer.0.output.dense.weight"].shape == (32, 64)
    assert tensors["encoder.layer.0.output.LayerNorm.weight"].shape == (32,)
    assert len(tensors) == 5 + 16
    assert seen[0] == (1, 21)
    assert seen[-1] == (21, 21)


def test_checksums_name_every_file_and_the_origin(recipe, tmp_path):
    folder = prepare_encoder(recipe, tmp_path)
    checksums = json.loads((folder / "checksums.json").read_text())
    expected = _hashes(folder)
    del expected["checksums.json"]
    assert {path: each["sha256"] for path, each in checksums["files"].items()} == expected
    assert checksums["created_from"] == "a test"
    assert checksums["version"] == f"{recipe.sha256[:12]}-r1"


def test_nothing_is_written_when_the_folder_is_whole_already(recipe, tmp_path):
    folder = prepare_encoder(recipe, tmp_path)
    before = _snapshot(folder)
    gone = replace(recipe, locate=lambda: tmp_path / "nowhere")
    assert prepare_encoder(gone, tmp_path, verify=True) == folder
    assert _snapshot(folder) == before


def test_the_same_bytes_come_out_when_prepared_twice(recipe, tmp_path):
    assert _hashes(prepare_encoder(recipe, tmp_path / "a")) == _hashes(prepare_encoder(recipe, tmp_path / "b"))


@pytest.mark.parametrize("victim", ["checksums.json", "tokenizer.json", "1_Pooling/config.json"])
def test_folder_is_rebuilt_when_a_file_is_gone(recipe, tmp_path, victim):
    folder = prepare_encoder(recipe, tmp_path)
    whole = _hashes(folder)
    (folder / victim).unlink()
    assert _hashes(prepare_encoder(recipe, tmp_path)) == whole


def test_folder_is_rebuilt_when_it_is_cut_short(recipe, tmp_path):
    folder = prepare_encoder(recipe, tmp_path)
    whole = _hashes(folder)
    os.truncate(folder / "model.safetensors", 100)
    assert _hashes(prepare_encoder(recipe, tmp_path)) == whole


def test_changed_byte_is_found_when_every_byte_is_verified(recipe, tmp_path):
    folder = prepare_encoder(recipe, tmp_path)
    whole = _hashes(folder)
    with (folder / "model.safetensors").open("r+b") as file:
        file.seek(-1, os.SEEK_END)
        last = file.read(1)[0]
        file.seek(-1, os.SEEK_END)
        file.write(bytes([last ^ 1]))
    assert _hashes(prepare_encoder(recipe, tmp_path, verify=True)) == whole


def test_folder_is_rebuilt_when_its_checksums_are_no_json(recipe, tmp_path):
    folder = prepare_encoder(recipe, tmp_path)
    (folder / "checksums.json").write_text("{")
    prepare_encoder(recipe, tmp_path)
    assert json.loads((folder / "checksums.json").read_text())["name"] == "tiny"


def test_packed_file_is_refused_and_nothing_left_when_its_sha256_is_another(recipe, tmp_path):
    wrong = replace(recipe, sha256="0" * 64)
    with pytest.raises(WeightsDamaged) as caught:
        prepare_encoder(wrong, tmp_path)
    assert caught.value.expected == "0" * 64
    assert caught.value.got == recipe.sha256
    assert not (tmp_path / "tiny").exists()
    assert not (tmp_path / ".building" / "tiny").exists()


def test_missing_source_is_reported_when_it_is_not_installed(recipe, tmp_path):
    def locate():
        raise EncoderMissing("tiny.bin", looked_in="distribution tiny")

    with pytest.raises(EncoderMissing, match="distribution tiny"):
        prepare_encoder(replace(recipe, locate=locate), tmp_path)


_KILLED_BUILDER = """
import os, signal, sys
from pathlib import Path
from matchmaker.encoding.prepare import prepare_encoder
from matchmaker.encoding.recipe import Recipe

def die_at_third_tensor(done, total):
    if done == 3:
        os.kill(os.getpid(), signal.SIGKILL)

packed, sha256, models = sys.argv[1:]
recipe = Recipe(name="tiny", sha256=sha256, origin="a test", locate=lambda: Path(packed))
prepare_encoder(recipe, Path(models), progress=die_at_third_tensor)
"""


def test_encoder_is_built_when_an_earlier_builder_was_killed(recipe, tmp_path):
    models = tmp_path / "models"
    arguments = [str(recipe.locate()), recipe.sha256, str(models)]
    killed = subprocess.run([sys.executable, "-c", _KILLED_BUILDER, *arguments], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert (models / ".building" / "tiny").exists()
    assert not (models / "tiny").exists()
    folder = prepare_encoder(recipe, models)
    assert (folder / "model.safetensors").is_file()
    assert not (models / ".building" / "tiny").exists()
