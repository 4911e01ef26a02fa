import json

import pytest
from sqlalchemy import make_url, text

from benchmarks import contention


@pytest.fixture(params=["sqlite", "postgresql"])
def arguments(request, tmp_path):
    """Names an empty database; SQLite needs no name."""
    if request.param == "sqlite":
        return []
    postgres = request.getfixturevalue("shared_postgres")
    url = request.getfixturevalue("postgres_url")
    with postgres.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(text("DROP DATABASE IF EXISTS race"))
        connection.execute(text("CREATE DATABASE race"))
    return ["--database-url", make_url(url).set(database="race").render_as_string(hide_password=False)]


def test_every_place_is_given_once_when_processes_race(arguments, capsys):
    failed = contention.run(["--processes", "3", "--attempts", "40", *arguments])

    report = json.loads(capsys.readouterr().out)
    assert (report["attempts"], report["accepted"], report["places"]) == (40, 15, 15)
    assert (report["violations"], report["lost"], report["busy"], failed) == (0, 0, 0, 0)
