"""The base of all forms: trimmed texts, fields for closed lists, and errors of services shown at their fields."""

from collections.abc import Iterable
from enum import StrEnum

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import Form, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from matchmaker.domain.errors import Refused
from matchmaker.domain.profile_rules import Rule, TextRule
from matchmaker.domain.texts import clean_line, clean_text
from matchmaker.web.wording import labels, refusals

UNKNOWN_CHOICE = lazy_gettext("This is not one of the choices.")


class BaseForm(FlaskForm):
    """A form with a CSRF token. ``add_errors`` shows errors of a service at the fields."""

    def add_errors(self, refusal: Refused) -> None:
        """Add the sentences of ``refusal`` to the fields it names, or to the whole form if it names none."""
        fields = refusal.data.get("fields")
        codes = {name: code for name, code in fields.items() if name in self} if isinstance(fields, dict) else {}
        details = refusal.data.get("details", {})
        for name, code in codes.items():
            sentence = refusals.describe_code(code, {**refusal.data, **details.get(name, {})})
            self[name].errors = [*self[name].errors, sentence]
        if not codes:
            self.form_errors.append(refusals.describe_refusal(refusal))


def make_validators(rule: Rule) -> list[object]:
    """Validators that check a rule of the domain, so that the page shows the same error as the service."""
    if isinstance(rule, TextRule):
        return [*([InputRequired()] if rule.is_required else []), Length(max=rule.most)]
    return [InputRequired() if rule.is_required else Optional(), NumberRange(min=rule.least, max=rule.most)]


class FilterForm(FlaskForm):
    """A form of filters: it is sent by GET, changes nothing and needs no token."""

    class Meta(FlaskForm.Meta):
        csrf = False


class TextField(StringField):
    """One line of text, without outer blanks or deceptive characters. Empty if nothing was sent."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = clean_line(valuelist[0]) if valuelist else ""


class LongTextField(TextAreaField):
    """Several lines of text, without outer blanks or deceptive characters. Empty if nothing was sent."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = clean_text(valuelist[0]) if valuelist else ""


class EnumField(SelectField):
    """One value of a closed list, or None for the empty choice. ``blank`` adds the empty choice."""

    def __init__(
        self,
        label: object = None,
        validators: Iterable[object] | None = None,
        *,
        enum: type[StrEnum],
        blank: object = None,
        **kwargs: object,
    ) -> None:
        self.enum, self.blank = enum, blank
        kwargs.setdefault("invalid_value_message", UNKNOWN_CHOICE)
        super().__init__(label, validators, coerce=self._coerce, choices=self._list_choices, **kwargs)

    def _list_choices(self) -> list[SelectChoice]:
        blank = [] if self.blank is None else [SelectChoice("", str(self.blank))]
        return [*blank, *labels.list_choices(self.enum)]

    def _coerce(self, value: object) -> StrEnum | None:
        if not value and self.blank is not None:
            return None
        return self.enum(value)


class IdField(SelectField):
    """One of ``choices`` (pairs of id and name), or None for the empty choice."""

    def __init__(
        self,
        label: object = None,
        validators: Iterable[object] | None = None,
        *,
        blank: object = None,
        **kwargs: object,
    ) -> None:
        self.blank = blank
        kwargs.setdefault("invalid_value_message", UNKNOWN_CHOICE)
        super().__init__(label, validators, coerce=self._coerce, choices=[], **kwargs)

    def set_choices(self, pairs: Iterable[tuple[int, str]]) -> None:
        """Set the choices. Call it before the form is validated or rendered."""
        blank = [] if self.blank is None else [SelectChoice("", str(self.blank))]
        self.choices = [*blank, *(SelectChoice(str(key), name) for key, name in pairs)]

    @staticmethod
    def _coerce(value: object) -> int | None:
        return int(str(value)) if value else None


class EnumSetField(SelectMultipleField):
    """Any number of values of a closed list, as boxes to tick. ``data`` is a frozenset."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, label: object = None, *, enum: type[StrEnum], **kwargs: object) -> None:
        kwargs.setdefault("invalid_value_message", UNKNOWN_CHOICE)
        super().__init__(label, coerce=enum, choices=lambda: labels.list_choices(enum), **kwargs)

    def process_data(self, value: Iterable[StrEnum] | None) -> None:
        self.data = frozenset(value or ())

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata(valuelist)
        self.data = frozenset(self.data)

    def pre_validate(self, form: Form) -> None:
        """Nothing to check: unknown values were refused while reading, and every value of the list is offered."""
