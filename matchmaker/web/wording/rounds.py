"""Words of mentor matching rounds: labels, refusals, audit entries, and why a startup gets no mentor."""

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import lazy_gettext, lazy_pgettext

from matchmaker.domain.listings import ApplicationWithParties
from matchmaker.domain.rounds import Emphasis, LineOutcome, PairRuleKind, RoundGoal, RoundObstacle, RoundState
from matchmaker.services.mentoring.rounds.changes import ChangeCode, RoundChange
from matchmaker.services.mentoring.rounds.queries import RoundLineView, RoundStartupView

_O, _C = LineOutcome, ChangeCode

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, object]] = {
    RoundState: {
        RoundState.DRAFT: lazy_pgettext("round", "Dry run"),
        RoundState.APPLIED: lazy_pgettext("round", "Applied"),
        RoundState.UNDONE: lazy_pgettext("round", "Undone"),
        RoundState.DISCARDED: lazy_pgettext("round", "Discarded"),
    },
    RoundGoal: {
        RoundGoal.TOTAL: lazy_pgettext("goal", "Best altogether"),
        RoundGoal.FLOOR: lazy_pgettext("goal", "Nobody left behind"),
        RoundGoal.STABLE: lazy_pgettext("goal", "Stable"),
    },
    Emphasis: {
        Emphasis.CHOICE: lazy_pgettext("emphasis", "The order of choices"),
        Emphasis.BALANCED: lazy_pgettext("emphasis", "Both alike"),
        Emphasis.FIT: lazy_pgettext("emphasis", "How well they fit"),
    },
    PairRuleKind: {
        PairRuleKind.REQUIRED: lazy_pgettext("mark", "Must be"),
        PairRuleKind.FORBIDDEN: lazy_pgettext("mark", "Must not be"),
    },
    LineOutcome: {
        _O.PLACED: lazy_pgettext("outcome", "Pair"),
        _O.STARTUP_PLACED: lazy_pgettext("outcome", "Gets another mentor"),
        _O.MENTOR_TAKEN: lazy_pgettext("outcome", "Places go to others"),
        _O.MENTOR_FULL: lazy_pgettext("outcome", "Mentor is full"),
        _O.MENTOR_PAUSED: lazy_pgettext("outcome", "Mentor pauses"),
        _O.MENTOR_UNCERTIFIED: lazy_pgettext("outcome", "Mentor not certified"),
        _O.MENTOR_LAPSED: lazy_pgettext("outcome", "Certificate run out"),
        _O.MENTOR_LEFT: lazy_pgettext("outcome", "Mentor has left"),
        _O.MENTOR_CAPPED: lazy_pgettext("outcome", "Mentor gets nobody"),
        _O.CONFLICT: lazy_pgettext("outcome", "Kept apart"),
        _O.CONFLICT_REASON: lazy_pgettext("outcome", "Needs a reason"),
        _O.FORBIDDEN: lazy_pgettext("outcome", "Forbidden by you"),
        _O.SAME_PERSON: lazy_pgettext("outcome", "Same person"),
    },
}

OUTCOME_REASONS: Mapping[LineOutcome, object] = {
    _O.PLACED: lazy_gettext("gets this mentor"),
    _O.STARTUP_PLACED: lazy_gettext("not needed: the startup gets its choice %(choice)s"),
    _O.MENTOR_TAKEN: lazy_gettext("all places that %(mentor)s has in this round go to others"),
    _O.MENTOR_FULL: lazy_gettext("%(mentor)s has no free place"),
    _O.MENTOR_PAUSED: lazy_gettext("%(mentor)s takes no new applications at the moment"),
    _O.MENTOR_UNCERTIFIED: lazy_gettext("%(mentor)s is not certified yet"),
    _O.MENTOR_LAPSED: lazy_gettext("the certificate of %(mentor)s has run out"),
    _O.MENTOR_LEFT: lazy_gettext("%(mentor)s has left the pool"),
    _O.MENTOR_CAPPED: lazy_gettext("you set that %(mentor)s gets nobody in this round"),
    _O.CONFLICT: lazy_gettext("the conflict-of-interest ledger keeps the two apart"),
    _O.CONFLICT_REASON: lazy_gettext("the conflict-of-interest ledger asks for a reason: lock the pair and say why"),
    _O.FORBIDDEN: lazy_gettext("you said that this pair must not be"),
    _O.SAME_PERSON: lazy_gettext("the same person as another choice of this startup"),
}

BETTER_CHOICE = lazy_gettext("in this round the startup gets its choice %(choice)s instead")
"""Added where the startup prefers this mentor to the one it gets."""

CHANGES: Mapping[ChangeCode, object] = {
    _C.MOVED: lazy_gettext("%(startup)s and %(mentor)s: the application is now “%(state)s”."),
    _C.REORDERED: lazy_gettext("%(startup)s changed its choices, or its place on the list of %(mentor)s changed."),
    _C.ADDED: lazy_gettext("%(startup)s has a new application to %(mentor)s."),
    _C.EXCLUDED: lazy_gettext("%(startup)s and %(mentor)s: who can take part has changed."),
    _C.FEWER_PLACES: lazy_gettext("%(mentor)s has %(left)s places left for the %(needed)s that this round gives."),
}

NO_LONGER_POSSIBLE = lazy_gettext("%(startup)s and %(mentor)s can no longer be a pair: %(why)s.")

OBSTACLES: Mapping[RoundObstacle, object] = {
    RoundObstacle.LOCKS_BEYOND_PLACES: lazy_gettext(
        "More pairs are locked than the mentor has places for. Take a lock back, or raise the mentor's limit:"
    ),
    RoundObstacle.LOCK_LEFT_OUT: lazy_gettext(
        "A locked pair cannot be. Take its lock back, or clear what stands in its way:"
    ),
}

ACTIONS: Mapping[str, object] = {
    "mentorship.arrange": lazy_gettext("Mentorship arranged by a matching round"),
    "mentorship.undo": lazy_gettext("Application put back: a matching round was undone"),
    "round.apply": lazy_gettext("Matching round applied"),
    "round.cap": lazy_gettext("Limit of a mentor in a matching round"),
    "round.create": lazy_gettext("Matching round begun"),
    "round.discard": lazy_gettext("Matching round discarded"),
    "round.mark": lazy_gettext("Pair of a matching round marked"),
    "round.options": lazy_gettext("Options of a matching round changed"),
    "round.undo": lazy_gettext("Matching round undone"),
}

LOG_NAMES: Mapping[str, object] = {
    "cap": lazy_pgettext("log", "New mentees at most"),
    "emphasis": lazy_gettext("What counts more"),
    "goal": lazy_pgettext("log", "Goal"),
    "mark": lazy_pgettext("log", "Mark"),
    "mentorship_id": lazy_pgettext("subject", "mentorship"),
    "mentorships": lazy_pgettext("log", "Mentorships"),
    "most_new": lazy_gettext("New mentees of a mentor at most"),
    "takes_uncertified": lazy_pgettext("log", "Mentors without a certificate too"),
}

LISTS: Mapping[str, type[StrEnum]] = {"emphasis": Emphasis, "goal": RoundGoal, "mark": PairRuleKind}

REFUSALS: Mapping[str, object] = {
    "round_closed": lazy_gettext("This round is no longer a draft, or was undone already: nothing was changed."),
    "round_has_records": lazy_gettext(
        "The round cannot be undone: something was recorded in %(count)s of its pairs already. They are listed below."
    ),
    "round_limit": lazy_gettext("A limit is a whole number of at most %(most)s."),
    "round_not_found": lazy_gettext("It does not exist, or it is not meant for your account."),
    "round_outdated": lazy_gettext(
        "Nothing was applied: %(count)s things changed since the round was computed. Please compute it again."
    ),
    "round_reason_needed": lazy_gettext(
        "The conflict-of-interest ledger names these two (%(kinds)s). To lock them, please say why; the reason is kept."
    ),
    "round_stale": lazy_gettext("Nothing was applied: please compute the round again first."),
    "round_startup_locked": lazy_gettext("Another pair of this startup is locked already: take that lock back first."),
    "round_too_old": lazy_gettext("A round can be undone within %(days)s days; that time is over."),
}


def describe_line(view: RoundLineView, startup: RoundStartupView) -> str:
    """Why an application has its outcome."""
    placed = startup.placed
    choice = placed.line.choice if placed else 0
    is_better = view.line.outcome is _O.STARTUP_PLACED and view.line.choice < choice
    return str(BETTER_CHOICE if is_better else OUTCOME_REASONS[view.line.outcome]) % {
        "mentor": view.entry.mentor.name,
        "choice": choice,
    }


def describe_change(change: RoundChange, entry: ApplicationWithParties, state: str) -> str:
    """What changed since the round was computed. ``state`` is the label of the application's current state."""
    names = {"startup": entry.startup.name, "mentor": entry.mentor.name}
    if change.exclusion is not None:
        return str(NO_LONGER_POSSIBLE) % {
            **names,
            "why": str(OUTCOME_REASONS[change.exclusion]) % {**names, "choice": 0},
        }
    return str(CHANGES[change.code]) % {**names, "state": state, "left": change.left, "needed": change.needed}
