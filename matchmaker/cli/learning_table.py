"""What a training says on the command line, in columns."""

from collections.abc import Iterator, Mapping

from flask_babel import gettext

from matchmaker.domain.evidence import Direction
from matchmaker.domain.learning import DataAmount, DirectionReport, Estimate
from matchmaker.web.wording.labels import label
from matchmaker.web.wording.learning import VERSIONS

COLUMNS = ("nDCG@10", "AUC", "log loss", "Brier", "ECE")


def list_amounts(amounts: Mapping[Direction, DataAmount]) -> Iterator[str]:
    """How much there is of every direction."""
    for (wanter, wanted), it in amounts.items():
        yield gettext(
            "%(wanter)s → %(wanted)s: %(rows)s decisions of %(people)s people, %(yes)s yes, %(shown)s shown on lists",
            wanter=label(wanter),
            wanted=label(wanted),
            rows=it.rows,
            people=it.people,
            yes=it.wanted,
            shown=it.shown,
        )


def list_figures(report: DirectionReport) -> Iterator[str]:
    """How every version did on people left out: a line each."""
    yield f"{label(report.wanter)} → {label(report.wanted)}"
    yield "  ".join(f"{name:>20}" for name in COLUMNS)
    for name, it in report.scores.items():
        figures = [
            _format_figure(it.ndcg),
            _format_figure(it.auc),
            _format_figure(it.log_loss),
            f"{it.brier:.3f}",
            f"{it.calibration_error:.3f}",
        ]
        yield "  ".join([*(f"{figure:>20}" for figure in figures), str(VERSIONS[name])])


def describe_report(report: DirectionReport) -> str:
    """What is taken of it, and why."""
    gain = _format_figure(report.gain)
    if report.takes_weights:
        return gettext("The learned weights are better: nDCG@10 gains %(gain)s.", gain=gain)
    if report.takes_curve:
        return gettext("The weights stay; their chances are newly measured.")
    return gettext("Nothing is taken: nDCG@10 gains %(gain)s, which may be chance.", gain=gain)


def _format_figure(figure: Estimate) -> str:
    return f"{figure.mean:.3f} ({figure.low:.3f}..{figure.high:.3f})"
