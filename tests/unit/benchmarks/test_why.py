import json
from pathlib import Path

import pytest

from benchmarks import why
from tests.unit.benchmarks.test_annual_meeting import write_event


def test_why_benchmark_prints_a_reason_for_every_unmet_wish(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert why.run([str(write_event(tmp_path)), "--plan-seconds", "0.1", "--floor", "1"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert (figures["unmet"], figures["with_reason"], figures["proven"]) == (1, 1, 0)
    assert sum(figures["reasons"].values()) == 1
