"""Forms of matching rounds."""

from flask_babel import lazy_gettext
from wtforms import BooleanField, IntegerField
from wtforms.validators import NumberRange, Optional

from matchmaker.domain.rounds import Emphasis, RoundGoal, RoundOptions
from matchmaker.web.forms import BaseForm, EnumField

MOST = 99


class OptionsForm(BaseForm):
    goal = EnumField(
        lazy_gettext("What is best?"),
        enum=RoundGoal,
        description=lazy_gettext(
            "Best altogether: the highest sum of points. Nobody left behind: as many startups as possible, then the"
            " weakest pair as good as possible. Stable: no startup and mentor who would both rather have each other."
        ),
    )
    emphasis = EnumField(
        lazy_gettext("What counts more"),
        enum=Emphasis,
        default=Emphasis.BALANCED,
        description=lazy_gettext(
            "A pair has up to 100 points: part for the choice (all of it for the first, half for the second, a third"
            " for the third), the rest for the fit."
            " The choice counts 75, 50 or 25 of them; who waits longer wins a tie."
        ),
    )
    most_new = IntegerField(
        lazy_gettext("New mentees of a mentor at most"),
        [Optional(), NumberRange(min=1, max=MOST)],
        description=lazy_gettext("Leave it empty for as many as the mentor has places."),
    )
    takes_uncertified = BooleanField(lazy_gettext("Mentors who are not certified yet take part, too"))

    def to_options(self) -> RoundOptions:
        """What was chosen."""
        return RoundOptions(
            goal=self.goal.data,
            emphasis=self.emphasis.data,
            most_new=self.most_new.data,
            takes_uncertified=self.takes_uncertified.data,
        )
