"""Events: taking part, open times, wishes; for organizers: the programme, the demand and the planning."""

from flask import Blueprint

bp = Blueprint("events", __name__)

from matchmaker.web.events import (  # noqa: E402 -- views register themselves on bp
    asking,
    availability,
    checking_in,
    editing,
    handing,
    organizing,
    people,
    views,
    wishing,
)

__all__ = [
    "asking",
    "availability",
    "bp",
    "checking_in",
    "editing",
    "handing",
    "organizing",
    "people",
    "views",
    "wishing",
]
