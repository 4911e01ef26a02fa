import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.artefacts import (
    ArtefactDamaged,
    ArtefactExists,
    ArtefactMissing,
    FileChecksum,
    ManifestDamaged,
    find_promoted,
    get_folder,
    hash_file,
    hash_folder,
    list_versions,
    promote_version,
    read_manifest,
    roll_back,
    store_version,
)

NOW = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
# sha256 of b"abc", FIPS 180-2 appendix B.1
ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def _store(models, version, content=b"abc", minutes=0):
    return store_version(
        models,
        "ranker",
        version=version,
        contents={"weights.npz": content, "parts/names.json": b"[]"},
        created_from="a test",
        now=NOW + timedelta(minutes=minutes),
    )


def test_hash_of_a_file_is_that_of_the_standard(tmp_path):
    (tmp_path / "abc").write_bytes(b"abc")
    assert hash_file(tmp_path / "abc") == FileChecksum(ABC, 3)


def test_stored_version_lies_in_its_folder_and_in_the_manifest(tmp_path):
    stored = _store(tmp_path, "1")
    assert (tmp_path / "ranker/1/weights.npz").read_bytes() == b"abc"
    assert stored.files["weights.npz"] == FileChecksum(ABC, 3)
    assert list_versions(tmp_path, "ranker") == (stored,)
    assert get_folder(tmp_path, stored) == tmp_path / "ranker/1"
    content = json.loads((tmp_path / "manifest.json").read_text())["artefacts"]["ranker"]
    assert content["versions"]["1"]["files"]["weights.npz"] == {"sha256": ABC, "bytes": 3}
    assert content["versions"]["1"]["created_from"] == "a test"
    assert content["promoted"] is None


def test_nothing_but_the_version_and_the_manifest_is_left_when_stored(tmp_path):
    _store(tmp_path, "1")
    files = [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()]
    assert sorted(files) == ["manifest.json", "ranker/1/parts/names.json", "ranker/1/weights.npz"]


def test_version_is_refused_when_it_is_recorded_already(tmp_path):
    _store(tmp_path, "1")
    with pytest.raises(ArtefactExists):
        _store(tmp_path, "1", b"other")
    assert (tmp_path / "ranker/1/weights.npz").read_bytes() == b"abc"


def test_version_is_stored_when_a_crash_left_an_unrecorded_folder(tmp_path):
    (tmp_path / "ranker/1").mkdir(parents=True)
    (tmp_path / "ranker/1/half").write_bytes(b"")
    (tmp_path / ".building/artefact").mkdir(parents=True)
    (tmp_path / ".building/artefact/half").write_bytes(b"")
    stored = _store(tmp_path, "1")
    assert set(stored.files) == {"weights.npz", "parts/names.json"}


def test_recording_refuses_when_there_is_nothing_to_record(tmp_path):
    (tmp_path / "empty").mkdir()
    with pytest.raises(ArtefactMissing):
        store_version(tmp_path, "empty", version="1", contents={}, created_from="", now=NOW)


@pytest.mark.parametrize("bad", ["..", "../up", "", ".hidden", "a b", "名"])
def test_names_are_refused_when_they_could_leave_the_folder(tmp_path, bad):
    with pytest.raises(ValueError, match="expected letters"):
        store_version(tmp_path, bad, version="1", contents={"a": b""}, created_from="", now=NOW)
    with pytest.raises(ValueError, match="expected letters"):
        store_version(tmp_path, "a", version="1", contents={f"x/{bad}": b""}, created_from="", now=NOW)


def test_time_is_refused_when_it_has_no_zone(tmp_path):
    with pytest.raises(ValueError, match="aware"):
        store_version(tmp_path, "a", version="1", contents={"a": b""}, created_from="", now=NOW.replace(tzinfo=None))


@pytest.mark.parametrize(
    ("path", "content", "named"),
    [
        ("weights.npz", b"abd", "weights.npz"),
        ("weights.npz", None, "weights.npz"),
        ("extra", b"", "extra"),
    ],
)
def test_version_is_damaged_when_a_file_changed_or_is_gone_or_new(tmp_path, path, content, named):
    stored = _store(tmp_path, "1")
    if content is None:
        (tmp_path / "ranker/1" / path).unlink()
    else:
        (tmp_path / "ranker/1" / path).write_bytes(content)
    with pytest.raises(ArtefactDamaged) as caught:
        get_folder(tmp_path, stored)
    assert caught.value.files == (named,)
    with pytest.raises(ArtefactDamaged):
        promote_version(tmp_path, "ranker", "1")
    assert find_promoted(tmp_path, "ranker") is None


def test_rolling_back_returns_to_the_version_in_use_before(tmp_path):
    for minute, version in enumerate(("b", "a", "c")):
        _store(tmp_path, version, minutes=minute)
    assert [each.version for each in list_versions(tmp_path, "ranker")] == ["b", "a", "c"]
    for version in ("b", "a", "a", "c"):
        promote_version(tmp_path, "ranker", version)
    assert find_promoted(tmp_path, "ranker").version == "c"
    assert roll_back(tmp_path, "ranker").version == "a"
    assert roll_back(tmp_path, "ranker").version == "b"
    with pytest.raises(ArtefactMissing):
        roll_back(tmp_path, "ranker")
    assert find_promoted(tmp_path, "ranker").version == "b"


def test_unrecorded_names_have_no_versions(tmp_path):
    assert list_versions(tmp_path, "ranker") == ()
    assert find_promoted(tmp_path, "ranker") is None
    with pytest.raises(ArtefactMissing):
        promote_version(tmp_path, "ranker", "1")


@pytest.mark.parametrize("content", ["", "{", "[]", '{"artefacts": {"a": {}}}', '{"artefacts": []}'])
def test_manifest_is_damaged_when_it_cannot_be_read(tmp_path, content):
    (tmp_path / "manifest.json").write_text(content)
    with pytest.raises(ManifestDamaged):
        read_manifest(tmp_path)
    with pytest.raises(ManifestDamaged):
        _store(tmp_path, "1")
    assert (tmp_path / "manifest.json").read_text() == content


@given(st.dictionaries(st.from_regex(r"[a-z]{1,8}", fullmatch=True), st.binary(max_size=50), min_size=1))
def test_manifest_gives_back_what_was_stored(tmp_path_factory, contents):
    models = tmp_path_factory.mktemp("models")
    stored = store_version(models, "x", version="1", contents=contents, created_from="兰州", now=NOW)
    assert read_manifest(models).artefacts["x"].versions == (stored,)
    assert hash_folder(models / "x/1") == stored.files
