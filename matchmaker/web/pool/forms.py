"""Forms of the mentor pool."""

from flask_babel import lazy_gettext
from wtforms import IntegerField
from wtforms.validators import InputRequired, Length

from matchmaker.domain.assessment import Level
from matchmaker.domain.pool import SeatState
from matchmaker.domain.profile_rules import POOL
from matchmaker.domain.vocabulary import Industry, MentorKind, Zone
from matchmaker.web.forms import (
    BaseForm,
    EnumField,
    EnumSetField,
    FilterForm,
    LongTextField,
    TextField,
    make_validators,
)

LONGEST = 4000
"""Maximum characters of each text: two pages."""


class PoolApplicationForm(BaseForm):
    name = TextField(lazy_gettext("Name"), make_validators(POOL["name"]))
    kind = EnumField(lazy_gettext("What you can help with"), enum=MentorKind)
    organisation = TextField(lazy_gettext("Organisation"), make_validators(POOL["organisation"]))
    title = TextField(lazy_gettext("Position"), make_validators(POOL["title"]))
    expertise = LongTextField(
        lazy_gettext("What you know"),
        make_validators(POOL["expertise"]),
        description=lazy_gettext("Startups are suggested by what stands here."),
    )
    experience = LongTextField(lazy_gettext("What you have done"), make_validators(POOL["experience"]))
    evidence = LongTextField(
        lazy_gettext("What proves it"),
        make_validators(POOL["evidence"]),
        description=lazy_gettext(
            "Certificates, companies you accompanied, people who can confirm it: what a reviewer can check."
        ),
    )
    industries = EnumSetField(lazy_gettext("Industries"), enum=Industry)
    zone = EnumField(lazy_gettext("Zone"), enum=Zone, blank=lazy_gettext("not given"))
    capacity = IntegerField(
        lazy_gettext("Startups you accompany at a time"), make_validators(POOL["capacity"]), default=3
    )


class PoolReasonForm(BaseForm):
    reason = LongTextField(lazy_gettext("Reason for the applicant"), [InputRequired(), Length(max=LONGEST)])


class LeaveForm(BaseForm):
    reason = LongTextField(
        lazy_gettext("Reason"),
        [InputRequired(), Length(max=LONGEST)],
        description=lazy_gettext("Founders whose application is closed by this read it."),
    )


class RenewForm(BaseForm):
    reason = LongTextField(lazy_gettext("Reason, where the last assessment was unqualified"), [Length(max=LONGEST)])


class SeatFilterForm(FilterForm):
    q = TextField(lazy_gettext("Search"))
    state = EnumField(lazy_gettext("State"), enum=SeatState, blank=lazy_gettext("All"))
    kind = EnumField(lazy_gettext("Kind"), enum=MentorKind, blank=lazy_gettext("All"))


class YearFilterForm(FilterForm):
    q = TextField(lazy_gettext("Search"))
    year = IntegerField(lazy_gettext("Year"))


class LevelForm(BaseForm):
    level = EnumField(lazy_gettext("Level"), [InputRequired()], enum=Level, blank="—")
    comment = LongTextField(
        lazy_gettext("Comment"),
        [Length(max=LONGEST)],
        description=lazy_gettext("Needed where the level differs from the suggested one."),
    )
