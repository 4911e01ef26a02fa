"""Events: registration, open slots, wishes and passes, the organizers' view of the demand, and check-in.

Does not belong here: planning and changing the timetable of an event (``timetables``).
"""

from matchmaker.services.meetings.events.candidates import list_registered, list_wish_candidates
from matchmaker.services.meetings.events.check_in import get_check_in_sheet, list_days, mark_presence, mark_rest_absent
from matchmaker.services.meetings.events.demand import get_demand
from matchmaker.services.meetings.events.edits import SlotChanges, edit_event, list_slot_uses
from matchmaker.services.meetings.events.event_list import create_event, get_event, list_events
from matchmaker.services.meetings.events.notifications import remind_participants
from matchmaker.services.meetings.events.participants import (
    answer_participant,
    approve_participation,
    ask_organizers,
    count_waiting,
    decline_participation,
    get_participant,
    list_participants,
    list_participation_states,
    list_unregistered_profiles,
)
from matchmaker.services.meetings.events.registration import register, set_open_slots, withdraw_participation
from matchmaker.services.meetings.events.wish_handover import hand_over_wish, list_colleagues
from matchmaker.services.meetings.events.wishable_events import WishableEvent, list_wishable_events
from matchmaker.services.meetings.events.wishes import (
    add_wish,
    list_wishes,
    pass_on,
    remove_wish,
    reorder_wishes,
    undo_pass,
)

__all__ = [
    "SlotChanges",
    "WishableEvent",
    "add_wish",
    "answer_participant",
    "approve_participation",
    "ask_organizers",
    "count_waiting",
    "create_event",
    "decline_participation",
    "edit_event",
    "get_check_in_sheet",
    "get_demand",
    "get_event",
    "get_participant",
    "hand_over_wish",
    "list_colleagues",
    "list_days",
    "list_events",
    "list_participants",
    "list_participation_states",
    "list_registered",
    "list_slot_uses",
    "list_unregistered_profiles",
    "list_wish_candidates",
    "list_wishable_events",
    "list_wishes",
    "mark_presence",
    "mark_rest_absent",
    "pass_on",
    "register",
    "remind_participants",
    "remove_wish",
    "reorder_wishes",
    "set_open_slots",
    "undo_pass",
    "withdraw_participation",
]
