"""Forms of events."""

from datetime import time

from flask_babel import lazy_gettext
from wtforms import DateField, DateTimeLocalField, IntegerField, TimeField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from matchmaker.web.forms import BaseForm, TextField


class AvailabilityForm(BaseForm):
    most = IntegerField(
        lazy_gettext("Meetings at most"),
        [InputRequired(), NumberRange(min=0, max=100)],
        description=lazy_gettext("You never get more than this in all."),
    )


class EventForm(BaseForm):
    """All times are those of Shanghai."""

    name = TextField(lazy_gettext("Name of the event"), [InputRequired(), Length(max=120)])
    venue = TextField(lazy_gettext("Venue"), [Length(max=200)])
    registration_deadline = DateTimeLocalField(lazy_gettext("Registration closes"), [InputRequired()])
    wish_deadline = DateTimeLocalField(lazy_gettext("Wishes close"), [InputRequired()])
    first_day = DateField(lazy_gettext("First day"), [InputRequired()])
    days = IntegerField(lazy_gettext("Number of days"), [InputRequired(), NumberRange(min=1, max=5)], default=1)
    starts = TimeField(lazy_gettext("First meeting begins"), [InputRequired()], default=time(9))
    ends = TimeField(lazy_gettext("Last meeting ends"), [InputRequired()], default=time(17))
    break_starts = TimeField(lazy_gettext("Midday break from"), [Optional()], default=time(12))
    break_ends = TimeField(lazy_gettext("Midday break until"), [Optional()], default=time(14))
    length = IntegerField(
        lazy_gettext("Minutes of a meeting"), [InputRequired(), NumberRange(min=5, max=120)], default=25
    )
    pause = IntegerField(
        lazy_gettext("Minutes between meetings"),
        [InputRequired(), NumberRange(min=0, max=60)],
        default=5,
        description=lazy_gettext("Time to change tables."),
    )
    tables = IntegerField(
        lazy_gettext("Tables"),
        [InputRequired(), NumberRange(min=1, max=500)],
        default=20,
        description=lazy_gettext("Meetings that can be held at the same time."),
    )
