"""Forms of applications."""

from flask_babel import lazy_gettext
from wtforms import DateField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from matchmaker.domain.mentorships import MentorshipOutcome
from matchmaker.web.forms import BaseForm, EnumField, IdField, LongTextField

LONGEST = 2000
"""Maximum characters of a goal or a reason: one page."""


class ApplicationForm(BaseForm):
    startup_id = IdField(lazy_gettext("For which startup"))
    goal = LongTextField(
        lazy_gettext("What you want to reach together"),
        [InputRequired(), Length(max=LONGEST)],
        description=lazy_gettext(
            "One or two things you want to have reached in half a year. The mentor reads this first."
        ),
    )
    tried = LongTextField(
        lazy_gettext("What you have tried already"),
        [DataRequired(), Length(max=LONGEST)],
        description=lazy_gettext(
            "What you did, what came of it, where you are stuck. It spares the mentor the first questions."
        ),
    )


class DeclineApplicationForm(BaseForm):
    reason = LongTextField(
        lazy_gettext("Reason for the founder"),
        [InputRequired(), Length(max=LONGEST)],
        description=lazy_gettext("The founder reads it: one honest sentence helps to find somebody better."),
    )


class EndForm(BaseForm):
    outcome = EnumField(lazy_gettext("What came of it"), [InputRequired()], enum=MentorshipOutcome, blank="—")
    reason = LongTextField(
        lazy_gettext("How it ended"),
        [InputRequired(), Length(max=LONGEST)],
        description=lazy_gettext("One sentence that both sides can read."),
    )


class PauseForm(BaseForm):
    until = DateField(
        lazy_gettext("Last day of the pause"),
        [Optional()],
        description=lazy_gettext("Leave it empty, and the pause lasts until you end it."),
    )
