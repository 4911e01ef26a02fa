"""Track records read from the database, for lists of today and for learning."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import numpy as np

from matchmaker.domain.evidence import Deed, Investment, Preference
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.matching.learning.choices import LAST_PLACE
from matchmaker.matching.parts import OF_TRACK
from matchmaker.matching.preferences import Preferences
from matchmaker.matching.track.deeds import FOUND, Deeds, Investments
from matchmaker.matching.track.fit import fit_track
from matchmaker.matching.track.record import Track
from matchmaker.matching.views import View
from matchmaker.services.context import Context
from matchmaker.services.learning import rules
from matchmaker.services.learning.evidence import load_track

DAY = 86_400.0
"""Seconds."""

PASSED_OVER = 1.0
"""Weight of a row that was shown and passed over in silence. Whether it was looked at is what the examination by place
tells; weighed down once more, the places would look alike and the correction be lost."""

WEIGHTS = {None: PASSED_OVER, Deed.EXPIRED: rules.UNANSWERED}
"""Of what weighs another than a plain decision."""

ASKED = 1
"""Place of who asked: nobody overlooks that."""

UNDONE = (None, Deed.EXPIRED)
"""What is no sign of life: passing over in silence, and leaving an application without an answer."""


def weigh_track(preferences: Preferences, partner: PartyKind) -> bool:
    """Whether anything that people did counts where startups meet partners of a kind."""
    return any(preferences.has_weight(it, partner) for it in OF_TRACK)


def load_tracks(context: Context, startups: Mapping[PartyKind, View]) -> Mapping[PartyKind, Track]:
    """What people did until now, by the partner's kind; ``startups`` as they are seen where they meet each kind.

    Ages are told to the day, so that lists computed on one day agree.
    """
    now = context.now()
    with context.open_unit(readonly=True) as unit:
        rows, made = load_track(unit, now)
    return {
        it: fit_track(collect_deeds(rows, it), collect_investments(made, it), seen, today=float(int(count_days(now))))
        for it, seen in startups.items()
    }


def collect_deeds(rows: Sequence[Preference], partner: PartyKind) -> Deeds:
    """The decisions of startups and partners of a kind about each other, each as it weighed when it became known: what
    came of it later was not known then, and is not for everybody.
    """
    own = [it for it in rows if partner in (it.wanter_kind, it.wanted_kind)]
    by_startup = [it.wanter_kind is PartyKind.STARTUP for it in own]
    sides = [
        (it.wanter_id, it.wanted_id) if is_startup else (it.wanted_id, it.wanter_id)
        for it, is_startup in zip(own, by_startup, strict=True)
    ]
    return Deeds(
        startups=np.array([startup for startup, _ in sides], np.int64),
        partners=np.array([partner for _, partner in sides], np.int64),
        by_startup=np.array(by_startup, np.bool_),
        is_wanted=np.array([it.is_wanted for it in own], np.bool_),
        has_acted=np.array([it.interaction not in UNDONE for it in own], np.bool_),
        weights=np.array([WEIGHTS.get(it.interaction, rules.PLAIN) for it in own], np.float64),
        places=np.array([_find_place(it) for it in own], np.intp),
        decided_at=np.array([count_days(it.at) for it in own], np.float64),
        known_at=np.array([count_days(it.known_at) for it in own], np.float64),
    )


def _find_place(row: Preference) -> int:
    """A mentor answers whoever asks: all of them stand first."""
    otherwise = ASKED if row.wanter_kind is PartyKind.MENTOR else FOUND
    return min(row.position or otherwise, LAST_PLACE)


def collect_investments(made: Sequence[Investment], partner: PartyKind) -> Investments:
    """Who of a kind invested in whom, and when: nobody but investors."""
    if partner is not PartyKind.INVESTOR:
        made = ()
    return Investments(
        investors=np.array([it.investor_id for it in made], np.int64),
        startups=np.array([it.startup_id for it in made], np.int64),
        at=np.array([count_days(it.at) for it in made], np.float64),
    )


def count_days(moment: datetime) -> float:
    """Days since 1970."""
    return moment.timestamp() / DAY
