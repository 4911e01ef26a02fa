"""``matchmaker train``, ``models`` and ``rollback``: what they print, and what they store."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from matchmaker.app import build_context
from matchmaker.cli import main
from matchmaker.config import read_settings
from tests.integration.services.suggestions.sample_choices import build_choosers


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return {
        "MATCHMAKER_VAR": str(tmp_path),
        "MATCHMAKER_DATABASE_URL": f"sqlite:///{tmp_path / 'm.db'}",
        "MATCHMAKER_MODELS": str(tmp_path / "models"),
        "MATCHMAKER_ENCODER": "hashing",
    }


def run(environ: dict[str, str], *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--lang", "en", *arguments], env=environ)


def test_a_version_is_trained_listed_and_rolled_back(environ: dict[str, str]) -> None:
    assert run(environ, "init-db").exit_code == 0
    build_choosers(build_context(read_settings(environ)))

    trained = run(environ, "train")
    assert trained.exit_code == 0, trained.output
    assert "Startup → Mentor: " in trained.output
    assert "The learned weights are better" in trained.output
    assert "It serves from now on" in trained.output

    listed = run(environ, "models").output.splitlines()
    assert [line[0] for line in listed] == ["*", " "]
    assert "decisions" in listed[0]
    assert "the weights set by hand" in listed[1]

    back = run(environ, "rollback")
    assert "Version hand-set serves" in back.output
    assert [line[0] for line in run(environ, "models").output.splitlines()] == [" ", "*"]
    again = run(environ, "rollback", listed[0].split()[1])
    assert again.exit_code == 0, again.output


def test_little_evidence_is_reported_with_what_is_needed(environ: dict[str, str]) -> None:
    run(environ, "init-db")
    build_choosers(build_context(read_settings(environ)), founders=4)

    refused = run(environ, "train")
    assert refused.exit_code == 1
    assert "A direction needs 200 decisions of 20 people" in refused.output
    assert "Nothing was learned yet" in run(environ, "models").output
    assert run(environ, "rollback").exit_code == 1


def test_a_worker_does_not_start_with_a_damaged_version(environ: dict[str, str]) -> None:
    run(environ, "init-db")
    build_choosers(build_context(read_settings(environ)))
    run(environ, "train")
    (path,) = Path(environ["MATCHMAKER_MODELS"]).glob("preferences/*/preferences.npz")
    path.write_bytes(b"nothing")

    refused = run(environ, "worker")
    assert refused.exit_code == 1
    assert "matchmaker rollback" in refused.output
    assert "学习得到的匹配版本" in CliRunner().invoke(main, ["worker"], env=environ).output
    assert run(environ, "rollback").exit_code == 0
