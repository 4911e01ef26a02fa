"""Forms of mentorships and office hours."""

from datetime import time

from flask_babel import gettext, lazy_gettext
from wtforms import BooleanField, DateField, IntegerField, SelectField, TimeField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from matchmaker.domain.mentorships import MAX_EXTENSION_MONTHS, MeetingMode
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.web.forms import BaseForm, EnumField, IdField, LongTextField, TextField

LONGEST = 4000
"""Maximum characters of notes and comments: two pages."""

LENGTHS = (15, 30, 45, 60, 90, 120)
"""Minutes that an office hour can last."""


class SessionForm(BaseForm):
    held_on = DateField(lazy_gettext("Day of the session"), [InputRequired()])
    minutes = IntegerField(lazy_gettext("Minutes"), [InputRequired()], default=60)
    mode = EnumField(lazy_gettext("How you met"), enum=MeetingMode)
    place = TextField(lazy_gettext("Place or link"), [Length(max=200)])
    notes = LongTextField(
        lazy_gettext("Notes for both sides"),
        [Length(max=LONGEST)],
        description=lazy_gettext("What you talked about and what came of it. Both sides read it."),
    )
    own_notes = LongTextField(
        lazy_gettext("Notes for yourself"),
        [Length(max=LONGEST)],
        description=lazy_gettext("Nobody but you can read these."),
    )


class NoteForm(BaseForm):
    text = LongTextField(lazy_gettext("Note"), [InputRequired(), Length(max=LONGEST)])
    is_private = BooleanField(lazy_gettext("Only I can read this note"))


def list_sides() -> list[SelectChoice]:
    """Choices for the side that does a next step."""
    return [
        SelectChoice(PartyKind.STARTUP.value, gettext("The startup")),
        SelectChoice(PartyKind.MENTOR.value, gettext("The mentor")),
    ]


class NextStepForm(BaseForm):
    text = LongTextField(lazy_gettext("What is to be done"), [InputRequired(), Length(max=500)])
    side = SelectField(lazy_gettext("Who does it"), [InputRequired()], choices=list_sides, coerce=PartyKind)
    due_on = DateField(lazy_gettext("Until when"), [Optional()])


def list_scores() -> list[SelectChoice]:
    """Scores from 5 to 1, with their labels."""
    labels = (
        gettext("very helpful"),
        gettext("helpful"),
        gettext("fair"),
        gettext("little help"),
        gettext("no help"),
    )
    return [SelectChoice("", "—"), *(SelectChoice(str(5 - n), f"{5 - n} · {label}") for n, label in enumerate(labels))]


class EvaluationForm(BaseForm):
    score = SelectField(
        lazy_gettext("How helpful was it for the goal"),
        [InputRequired()],
        choices=list_scores,
        coerce=lambda value: int(value) if value else None,
    )
    words = LongTextField(
        lazy_gettext("Your evaluation in words"),
        [InputRequired(), Length(max=LONGEST)],
        description=lazy_gettext("What helped, what was missing. The other side reads it once both have written."),
    )


class ExtensionForm(BaseForm):
    months = IntegerField(
        lazy_gettext("Months more"), [InputRequired(), NumberRange(min=1, max=MAX_EXTENSION_MONTHS)], default=3
    )
    reason = LongTextField(lazy_gettext("What you want to reach in this time"), [Length(max=LONGEST)])


class HoursForm(BaseForm):
    day = DateField(lazy_gettext("Day"), [InputRequired()])
    starts = TimeField(lazy_gettext("Begins at"), [InputRequired()], default=time(14))
    minutes = SelectField(
        lazy_gettext("Minutes each"),
        [InputRequired()],
        choices=[SelectChoice(str(it), str(it)) for it in LENGTHS],
        coerce=int,
        default=30,
    )
    count = IntegerField(lazy_gettext("How many in a row"), [InputRequired(), NumberRange(min=1, max=12)], default=2)
    weeks = IntegerField(
        lazy_gettext("For how many weeks"),
        [InputRequired(), NumberRange(min=1, max=12)],
        default=1,
        description=lazy_gettext("On the same day of the week."),
    )
    mode = EnumField(lazy_gettext("How you meet"), enum=MeetingMode)
    place = TextField(
        lazy_gettext("Place or link"), [Length(max=200)], description=lazy_gettext("Whoever books sees it.")
    )


class BookingForm(BaseForm):
    startup_id = IdField(lazy_gettext("For which startup"))
    reason = LongTextField(
        lazy_gettext("What you want to talk about"),
        [InputRequired(), Length(max=1000)],
        description=lazy_gettext("Two or three sentences: the mentor prepares by them."),
    )


class CancelForm(BaseForm):
    reason = LongTextField(lazy_gettext("Reason for the other side"), [Length(max=1000)])
