"""Events: participation with availability, wishes and passes, and what an organizer sees of the demand."""

from matchmaker.services.events.candidates import list_registered, list_wish_candidates
from matchmaker.services.events.checking_in import get_desk, list_days, mark_presence, mark_rest_away
from matchmaker.services.events.demand import get_demand
from matchmaker.services.events.desk import (
    answer_participant,
    approve_participation,
    ask_organizers,
    count_waiting,
    decline_participation,
    get_person,
    list_absent,
    list_people,
    list_present,
)
from matchmaker.services.events.editing import SlotChanges, edit_event, list_slot_uses
from matchmaker.services.events.handover import hand_over_wish, list_colleagues
from matchmaker.services.events.openings import Opening, list_openings
from matchmaker.services.events.participation import register, set_open_slots, withdraw_participation
from matchmaker.services.events.passes import pass_on, undo_pass
from matchmaker.services.events.programme import create_event, get_event, list_events
from matchmaker.services.events.reminding import remind_participants
from matchmaker.services.events.wishes import (
    add_wish,
    list_wishes,
    remove_wish,
    reorder_wishes,
)

__all__ = [
    "Opening",
    "SlotChanges",
    "add_wish",
    "answer_participant",
    "approve_participation",
    "ask_organizers",
    "count_waiting",
    "create_event",
    "decline_participation",
    "edit_event",
    "get_demand",
    "get_desk",
    "get_event",
    "get_person",
    "hand_over_wish",
    "list_absent",
    "list_colleagues",
    "list_days",
    "list_events",
    "list_openings",
    "list_people",
    "list_present",
    "list_registered",
    "list_slot_uses",
    "list_wish_candidates",
    "list_wishes",
    "mark_presence",
    "mark_rest_away",
    "pass_on",
    "register",
    "remind_participants",
    "remove_wish",
    "reorder_wishes",
    "set_open_slots",
    "undo_pass",
    "withdraw_participation",
]
