"""Forms of events."""

from datetime import date, time

from flask_babel import gettext, lazy_gettext
from wtforms import BooleanField, DateField, DateTimeLocalField, IntegerField, TimeField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from matchmaker.domain.attendance import MAX_MESSAGE_LENGTH
from matchmaker.domain.events import DEFAULT_RULES, DEFAULT_WISH_BUDGET, REMIND_DAYS, EventRules
from matchmaker.domain.vocabulary import FundingStage, Industry, ParticipationState, Zone
from matchmaker.services.platform.context import find_today
from matchmaker.web.auth import get_context
from matchmaker.web.forms import BaseForm, EnumField, FilterForm, IdField, LongTextField, TextField

MOMENTS = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
"""Formats in which browsers send date and time. They show a value only in the first one."""

YEARS = range(2000, 2100)
"""Years of an event. Others are typing errors, and time zones cannot be converted for them."""


class AvailabilityForm(BaseForm):
    most = IntegerField(
        lazy_gettext("Meetings at most"),
        [InputRequired(), NumberRange(min=0, max=100)],
        description=lazy_gettext("You never get more than this in all."),
    )


class ParticipantFilterForm(FilterForm):
    q = TextField(lazy_gettext("Search by name"))
    industry = EnumField(lazy_gettext("Industry"), enum=Industry, blank=lazy_gettext("All"))
    stage = EnumField(lazy_gettext("Stage"), enum=FundingStage, blank=lazy_gettext("All"))
    zone = EnumField(lazy_gettext("Zone"), enum=Zone, blank=lazy_gettext("All"))


class PeopleFilterForm(FilterForm):
    """Filters of the list of participants, for organizers."""

    q = TextField(lazy_gettext("Search by name"))
    state = EnumField(lazy_gettext("State"), enum=ParticipationState, blank=lazy_gettext("All"))


class AbsentFilterForm(FilterForm):
    """Filters of the profiles that can be registered."""

    q = TextField(lazy_gettext("Search by name"))


class CheckInFilterForm(FilterForm):
    """Search for a participant at the door."""

    q = TextField(lazy_gettext("Name or organisation"))


class MessageForm(BaseForm):
    """A message to the organizers."""

    message = LongTextField(
        lazy_gettext("Your message to the organizers"), [InputRequired(), Length(max=MAX_MESSAGE_LENGTH)]
    )


class AnswerForm(BaseForm):
    """The organizers' answer. By ``reply`` a template knows which button sends it."""

    answer = LongTextField(lazy_gettext("Your answer"), [Length(max=MAX_MESSAGE_LENGTH)])


class DeclineParticipationForm(AnswerForm):
    """The organizers decline a participant. A reason is required."""

    answer = LongTextField(lazy_gettext("Your answer"), [InputRequired(), Length(max=MAX_MESSAGE_LENGTH)])


class HandOverForm(BaseForm):
    colleague = IdField(lazy_gettext("Colleague"))


def check_year(_form: BaseForm, field: DateField) -> None:
    """Refuse a year that no event can have."""
    if field.data is not None and field.data.year not in YEARS:
        raise ValidationError(
            gettext("Choose a year from %(first)s to %(last)s.", first=str(YEARS[0]), last=str(YEARS[-1]))
        )


def check_day(form: BaseForm, field: DateField) -> None:
    """Refuse a day of meetings that is past, or in a year that no event can have."""
    check_year(form, field)
    if field.data is not None and field.data < _today():
        raise ValidationError(gettext("This day is over; choose today or a later day."))


def _today() -> date:
    return find_today(get_context())


class BasicsForm(BaseForm):
    """Name, place, deadlines and rules of an event. All times are those of Shanghai."""

    name = TextField(lazy_gettext("Name of the event"), [InputRequired(), Length(max=120)])
    venue = TextField(lazy_gettext("Venue"), [Length(max=200)])
    registration_deadline = DateTimeLocalField(
        lazy_gettext("Registration closes"), [InputRequired(), check_year], format=MOMENTS
    )
    wish_deadline = DateTimeLocalField(lazy_gettext("Wishes close"), [InputRequired(), check_year], format=MOMENTS)
    needs_approval = BooleanField(
        lazy_gettext("Registrations need approval"),
        description=lazy_gettext("Who registers waits until you let them in."),
    )
    startup_wishes = IntegerField(
        lazy_gettext("Wishes of a startup at most"),
        [Optional(), NumberRange(min=0, max=100)],
        default=DEFAULT_WISH_BUDGET,
    )
    investor_wishes = IntegerField(
        lazy_gettext("Wishes of an investor at most"),
        [Optional(), NumberRange(min=0, max=100)],
        default=DEFAULT_WISH_BUDGET,
    )
    remind_days = IntegerField(
        lazy_gettext("Remind so many days before the wishes close"),
        [Optional(), NumberRange(min=0, max=60)],
        default=REMIND_DAYS,
        description=lazy_gettext("Those are reminded who opened no time or wished for nobody; 0 reminds nobody."),
    )
    contact = TextField(
        lazy_gettext("Whom to call"),
        [Length(max=200)],
        description=lazy_gettext("Name and telephone number of the organizers; late comers read it."),
    )

    def read_rules(self) -> EventRules:
        """The rules as filled in. An empty number means the default."""
        numbers = {
            name: getattr(DEFAULT_RULES, name) if self[name].data is None else self[name].data
            for name in ("startup_wishes", "investor_wishes", "remind_days")
        }
        return EventRules(needs_approval=self.needs_approval.data, contact=self.contact.data, **numbers)


class EventForm(BasicsForm):
    """A new event, with the hours from which its slots are made."""

    first_day = DateField(lazy_gettext("First day"), [InputRequired(), check_day])
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

    def validate_break_starts(self, field: TimeField) -> None:
        """A break needs an end."""
        if field.data is not None and self.break_ends.data is None:
            raise ValidationError(gettext("Fill in when the break begins and ends, or leave both empty."))

    def validate_break_ends(self, field: TimeField) -> None:
        """A break needs a start, and cannot end before it starts."""
        if field.data is None:
            return
        if self.break_starts.data is None:
            raise ValidationError(gettext("Fill in when the break begins and ends, or leave both empty."))
        if field.data <= self.break_starts.data:
            raise ValidationError(gettext("The break must end after it begins."))


class EditEventForm(BasicsForm):
    """Change an event. Its slots have separate fields; ``first_day`` adds more slots."""

    all_tables = IntegerField(
        lazy_gettext("Tables at all times"),
        [Optional(), NumberRange(min=0, max=500)],
        description=lazy_gettext("Leave this empty to change single times below."),
    )
    first_day = DateField(lazy_gettext("Day"), [Optional(), check_day])
    starts = TimeField(lazy_gettext("First meeting begins"), [Optional()])
    ends = TimeField(lazy_gettext("Last meeting ends"), [Optional()])
    length = IntegerField(lazy_gettext("Minutes of a meeting"), [Optional(), NumberRange(min=5, max=120)], default=25)
    pause = IntegerField(lazy_gettext("Minutes between meetings"), [Optional(), NumberRange(min=0, max=60)], default=5)
    tables = IntegerField(lazy_gettext("Tables"), [Optional(), NumberRange(min=1, max=500)], default=20)

    def validate_first_day(self, field: DateField) -> None:
        """A new day needs hours."""
        if field.data is not None:
            for needed in (self.starts, self.ends, self.length, self.pause, self.tables):
                if needed.data is None:
                    raise ValidationError(gettext("To add times, fill in all fields of this part."))
