"""Interactions read from the database, for lists of today and for training."""

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
"""Seconds in a day."""

PASSED_OVER = 1.0
"""Weight of a row that was shown and passed over in silence.

The examination by place estimates whether it was looked at. A smaller weight here would make the places look alike, and
the correction would be lost.
"""

WEIGHTS = {None: PASSED_OVER, Interaction.EXPIRED: preference_rules.UNANSWERED_WEIGHT}
"""Weights of rows that are not plain decisions."""

ANSWERER_PLACE = 1
"""Place of somebody who applied: nobody overlooks an application."""

WITHOUT_ANSWER = (None, Interaction.EXPIRED)
"""What does not show that a person was active: passing over in silence, and leaving an application unanswered."""


def uses_interactions(preferences: Preferences, partner: PartyKind) -> bool:
    """Whether these preferences give interactions a weight, between startups and this kind of partner."""
    return any(preferences.has_weight(it, partner) for it in INTERACTION_PARTS)


def load_interactions(
    context: Context, startups: Mapping[PartyKind, EncodedSide]
) -> Mapping[PartyKind, InteractionTables]:
    """The interactions until now, by the partner's kind. ``startups`` are encoded with the calibration of each kind.

    Ages are rounded to days, so lists computed on the same day agree.
    """
    now = context.now()
    with context.open_unit(readonly=True) as unit:
        rows, investments = load_public_evidence(unit, now)
    return {
        it: fit_interactions(
            collect_interactions(rows, it),
            collect_investments(investments, it),
            encoded,
            today=float(int(count_days(now))),
        )
        for it, encoded in startups.items()
    }


def collect_interactions(rows: Sequence[Preference], partner: PartyKind) -> Interactions:
    """The decisions of startups and one kind of partner about each other.

    Each has the weight it had when it became known. What happened later was not known then, and is not public.
    """
    relevant = [it for it in rows if partner in (it.wanter_kind, it.wanted_kind)]
    by_startup = [it.wanter_kind is PartyKind.STARTUP for it in relevant]
    pairs = [
        (it.wanter_id, it.wanted_id) if is_startup else (it.wanted_id, it.wanter_id)
        for it, is_startup in zip(relevant, by_startup, strict=True)
    ]
    return Interactions(
        startups=np.array([startup for startup, _ in pairs], np.int64),
        partners=np.array([partner for _, partner in pairs], np.int64),
        by_startup=np.array(by_startup, np.bool_),
        is_wanted=np.array([it.is_wanted for it in relevant], np.bool_),
        has_acted=np.array([it.interaction not in WITHOUT_ANSWER for it in relevant], np.bool_),
        weights=np.array([WEIGHTS.get(it.interaction, preference_rules.PLAIN_WEIGHT) for it in relevant], np.float64),
        places=np.array([_find_place(it) for it in relevant], np.intp),
        decided_at=np.array([count_days(it.at) for it in relevant], np.float64),
        known_at=np.array([count_days(it.known_at) for it in relevant], np.float64),
    )


def _find_place(row: Preference) -> int:
    """The place where somebody was shown. A mentor sees every application, so all of these have the first place."""
    default = ANSWERER_PLACE if row.wanter_kind is PartyKind.MENTOR else OFF_LIST
    return min(row.position or default, LAST_PLACE)


def collect_investments(investments: Sequence[Investment], partner: PartyKind) -> Investments:
    """The investments in startups and their times. There are none unless the partners are investors."""
    if partner is not PartyKind.INVESTOR:
        investments = ()
    return Investments(
        investors=np.array([it.investor_id for it in investments], np.int64),
        startups=np.array([it.startup_id for it in investments], np.int64),
        at=np.array([count_days(it.at) for it in investments], np.float64),
    )


def count_days(moment: datetime) -> float:
    """Days since 1970."""
    return moment.timestamp() / DAY
