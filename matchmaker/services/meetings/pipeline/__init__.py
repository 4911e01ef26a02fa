"""The deal pipeline: an investor's deals after meetings, the steps shared with founders, totals for the operator.

Does not belong here: use of deals for suggestions (``suggestions``).
"""

from matchmaker.services.meetings.pipeline.boards import (
    DealView,
    NewMeeting,
    SharedDeal,
    StateTotal,
    get_deal,
    get_totals,
    list_deals,
    list_new_meetings,
    list_shared,
)
from matchmaker.services.meetings.pipeline.steps import add_step, change_step, start_deal

__all__ = [
    "DealView",
    "NewMeeting",
    "SharedDeal",
    "StateTotal",
    "add_step",
    "change_step",
    "get_deal",
    "get_totals",
    "list_deals",
    "list_new_meetings",
    "list_shared",
    "start_deal",
]
