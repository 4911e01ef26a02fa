"""Forms of the conflict ledger."""

from flask_babel import gettext, lazy_gettext
from wtforms import DateField, HiddenField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from matchmaker.domain.interests import DECLARABLE, ConflictKind, ConflictLevel, ConflictSide
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.services.interests.judgements import MAX_REASON_LENGTH
from matchmaker.web.forms import BaseForm, EnumField, FilterForm, LongTextField, TextField
from matchmaker.web.wording.labels import label


class PartnerFilterForm(FilterForm):
    """Search for the other side of a conflict."""

    own = HiddenField()
    kind = SelectField(lazy_gettext("Kind of profile"), coerce=PartyKind)
    q = TextField(lazy_gettext("Name"))

    def set_kinds(self, kinds: list[PartyKind]) -> None:
        """Set the kinds that can be searched for."""
        self.kind.choices = [SelectChoice(it.value, label(it)) for it in kinds]


def _read_kind(value: object) -> ConflictKind | None:
    return ConflictKind(value) if value else None


class DeclarationForm(BaseForm):
    kind = SelectField(
        lazy_gettext("What ties the two"),
        [InputRequired()],
        coerce=_read_kind,
        choices=lambda: [
            SelectChoice("", gettext("Please choose")),
            *(SelectChoice(it.value, label(it)) for it in DECLARABLE),
        ],
    )
    words = LongTextField(
        lazy_gettext("In your words"),
        [InputRequired(), Length(max=MAX_REASON_LENGTH)],
        description=lazy_gettext("For example: holds 3 shares in a hundred; brother of our general manager."),
    )
    since = DateField(lazy_gettext("From"), [InputRequired()])
    until = DateField(
        lazy_gettext("Until"), [Optional()], description=lazy_gettext("Leave it empty where no end is known.")
    )


class LedgerFilterForm(FilterForm):
    q = TextField(lazy_gettext("Name"))
    kind = EnumField(lazy_gettext("Kind of conflict"), enum=ConflictKind, blank=lazy_gettext("All"))
    level = EnumField(lazy_gettext("Effect"), enum=ConflictLevel, blank=lazy_gettext("All"))
    side = EnumField(lazy_gettext("Who says so"), enum=ConflictSide, blank=lazy_gettext("All"))


class RulingForm(BaseForm):
    level = EnumField(lazy_gettext("What this entry does"), enum=ConflictLevel)
    reason = LongTextField(
        lazy_gettext("Reason"),
        [InputRequired(), Length(max=MAX_REASON_LENGTH)],
        description=lazy_gettext("It is kept in the audit log with your name."),
    )
