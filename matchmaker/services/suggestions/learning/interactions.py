"""Track records read from the database, for lists of today and for learning."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import numpy as np

from matchmaker.domain.evidence import Interaction, Investment, Preference
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.matching.interactions.events import OFF_LIST, Interactions, Investments
from matchmaker.matching.interactions.fit_tables import fit_interactions
from matchmaker.matching.learning.choices import LAST_PLACE
from matchmaker.matching.market.encoded_sides import EncodedSide
from matchmaker.matching.market.interaction_tables import InteractionTables
from matchmaker.matching.parts import INTERACTION_PARTS
from matchmaker.matching.preferences import Preferences
from matchmaker.services.platform.context import Context
from matchmaker.services.suggestions.learning import preference_rules
from matchmaker.services.suggestions.learning.evidence import load_public_evidence

DAY = 86_400.0
"""Seconds."""

PASSED_OVER = 1.0
"""Weight of a row that was shown and passed over in silence. Whether it was looked at is what the examination by place
tells; weighed down once more, the places would look alike and the correction be lost."""

WEIGHTS = {None: PASSED_OVER, Interaction.EXPIRED: preference_rules.UNANSWERED_WEIGHT}
"""Of what weighs another than a plain decision."""

ANSWERER_PLACE = 1
"""Place of who asked: nobody overlooks that."""

WITHOUT_ANSWER = (None, Interaction.EXPIRED)
"""What is no sign of life: passing over in silence, and leaving an application without an answer."""


def uses_interactions(preferences: Preferences, partner: PartyKind) -> bool:
    """Whether anything that people did counts where startups meet partners of a kind."""
    return any(preferences.has_weight(it, partner) for it in INTERACTION_PARTS)


def load_interactions(
    context: Context, startups: Mapping[PartyKind, EncodedSide]
) -> Mapping[PartyKind, InteractionTables]:
    """What people did until now, by the partner's kind; ``startups`` as they are seen where they meet each kind.

    Ages are told to the day, so that lists computed on one day agree.
    """
    now = context.now()
    with context.open_unit(readonly=True) as unit:
        rows, made = load_public_evidence(unit, now)
    return {
        it: fit_interactions(
            collect_interactions(rows, it), collect_investments(made, it), seen, today=float(int(count_days(now)))
        )
        for it, seen in startups.items()
    }


def collect_interactions(rows: Sequence[Preference], partner: PartyKind) -> Interactions:
    """The decisions of startups and partners of a kind about each other, each as it weighed when it became known: what
    came of it later was not known then, and is not for everybody.
    """
    own = [it for it in rows if partner in (it.wanter_kind, it.wanted_kind)]
    by_startup = [it.wanter_kind is PartyKind.STARTUP for it in own]
    sides = [
        (it.wanter_id, it.wanted_id) if is_startup else (it.wanted_id, it.wanter_id)
        for it, is_startup in zip(own, by_startup, strict=True)
    ]
    return Interactions(
        startups=np.array([startup for startup, _ in sides], np.int64),
        partners=np.array([partner for _, partner in sides], np.int64),
        by_startup=np.array(by_startup, np.bool_),
        is_wanted=np.array([it.is_wanted for it in own], np.bool_),
        has_acted=np.array([it.interaction not in WITHOUT_ANSWER for it in own], np.bool_),
        weights=np.array([WEIGHTS.get(it.interaction, preference_rules.PLAIN_WEIGHT) for it in own], np.float64),
        places=np.array([_find_place(it) for it in own], np.intp),
        decided_at=np.array([count_days(it.at) for it in own], np.float64),
        known_at=np.array([count_days(it.known_at) for it in own], np.float64),
    )


def _find_place(row: Preference) -> int:
    """A mentor answers whoever asks: all of them stand first."""
    otherwise = ANSWERER_PLACE if row.wanter_kind is PartyKind.MENTOR else OFF_LIST
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
