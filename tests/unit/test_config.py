from pathlib import Path

import pytest

from matchmaker.config import ROOT, read_settings


def test_settings_are_the_defaults_when_nothing_is_set():
    found = read_settings({})

    assert found.models == ROOT / "models"
    assert found.var == ROOT / "var"
    assert found.plan_seconds == 20


@pytest.mark.parametrize("empty", ["", " "])
def test_settings_are_the_defaults_when_variables_are_empty(empty):
    names = (
        "MATCHMAKER_VAR",
        "MATCHMAKER_DATABASE_URL",
        "MATCHMAKER_MODELS",
        "MATCHMAKER_ENCODER",
        "MATCHMAKER_PLAN_SECONDS",
        "MATCHMAKER_ROUND_UNDO_DAYS",
        "MATCHMAKER_SMTP_PORT",
        "PORT",
    )

    assert read_settings(dict.fromkeys(names, empty)) == read_settings({})


def test_settings_are_read_when_variables_are_set(tmp_path):
    found = read_settings({"MATCHMAKER_MODELS": str(tmp_path), "MATCHMAKER_ROUND_UNDO_DAYS": "3"})

    assert (found.models, found.round_undo_days) == (Path(tmp_path).resolve(), 3)
