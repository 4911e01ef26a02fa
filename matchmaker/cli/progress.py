"""Progress on the command line: one bar for each phase, on the error stream so that output can be piped."""

import sys
from types import TracebackType
from typing import Self

import click
from flask_babel import gettext
from tqdm import tqdm

FORMAT = "{desc} {percentage:3.0f}% |{bar:30}| {elapsed}"


class ProgressBars:
    """Called with (phase, done, total). A phase without a total gets only its name."""

    def __init__(self) -> None:
        self._phase = ""
        self._bar: tqdm[None] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._close()

    def __call__(self, phase: str, done: int, total: int, **data: int) -> None:
        del data
        if phase != self._phase:
            self._close()
            self._phase = phase
            if not total:
                click.echo(label_phase(phase), err=True)
        if total and self._bar is None:
            self._bar = tqdm(total=total, desc=label_phase(phase), file=sys.stderr, mininterval=0.5, bar_format=FORMAT)
        if self._bar is not None and total:
            self._bar.total = total
            self._bar.update(done - self._bar.n)

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None


def label_phase(phase: str) -> str:
    """The name of a phase in words."""
    names = {
        "prepare": gettext("Preparing the text encoder"),
        "generate": gettext("Inventing people"),
        "store": gettext("Storing"),
        "encode": gettext("Reading the profiles"),
        "recommend": gettext("Computing suggestions"),
        "train": gettext("Learning what people want"),
        "learn": gettext("Learning from profiles that state their industry"),
        "tag": gettext("Suggesting industries"),
        "load": gettext("Loading"),
        "choose": gettext("Planning: who meets"),
        "place": gettext("Planning: when"),
        "improve": gettext("Planning: improving"),
        "fill": gettext("Planning: filling free places"),
        "breaks": gettext("Planning: shorter waits"),
        "tables": gettext("Planning: tables"),
        "save": gettext("Saving"),
    }
    return names.get(phase, phase)
