"""Events: participation with availability, wishes and passes, and what an organizer sees of the demand."""

from matchmaker.services.events.candidates import list_registered, list_wish_candidates
from matchmaker.services.events.demand import get_demand
from matchmaker.services.events.editing import SlotChanges, edit_event, list_slot_uses
from matchmaker.services.events.participation import register, set_open_slots, withdraw_participation
from matchmaker.services.events.passes import pass_on, undo_pass
from matchmaker.services.events.programme import create_event, get_event, list_events
from matchmaker.services.events.wishes import (
    add_wish,
    list_wishes,
    remove_wish,
    reorder_wishes,
)

__all__ = [
    "SlotChanges",
    "add_wish",
    "create_event",
    "edit_event",
    "get_demand",
    "get_event",
    "list_events",
    "list_registered",
    "list_slot_uses",
    "list_wish_candidates",
    "list_wishes",
    "pass_on",
    "register",
    "remove_wish",
    "reorder_wishes",
    "set_open_slots",
    "undo_pass",
    "withdraw_participation",
]
