"""The benchmark of learning on a tiny market: it prints every figure and finds preferences that it did not know."""

import json

import pytest

from benchmarks.learning import run


def test_figures_are_printed_with_their_spread(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--startups", "120", "--partners", "28"]) == 0
    figures = json.loads(capsys.readouterr().out)

    assert figures["ndcg_learned"] > figures["ndcg_hand"] > figures["ndcg_random"]
    assert set(figures["spread"]) == set(figures) - {"spread", "seeds", "startups"}
    assert figures["seeds"] == 3
