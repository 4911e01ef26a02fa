"""Forms of the follow-up of meetings."""

from flask_babel import lazy_gettext
from wtforms import BooleanField, DateField, IntegerField
from wtforms.validators import InputRequired, Length, Optional

from matchmaker.domain.pipeline import MAX_TEXT_LENGTH, CloseReason, DealState, DealStepDraft
from matchmaker.web.forms import BaseForm, EnumField, LongTextField


class DealStepForm(BaseForm):
    """A step to a state that is known; fields that the state does not have are taken out by ``keep_fields_for``."""

    happened_on = DateField(lazy_gettext("Day"), [InputRequired()])
    amount = IntegerField(lazy_gettext("Amount in 10,000 yuan"), [Optional()])
    close_reason = EnumField(lazy_gettext("Why it is closed"), enum=CloseReason, blank=lazy_gettext("Please choose"))
    note = LongTextField(
        lazy_gettext("Note for yourself"),
        [Length(max=MAX_TEXT_LENGTH)],
        description=lazy_gettext("Nobody but your organisation reads it, neither the founder nor the operator."),
    )
    is_shared = BooleanField(
        lazy_gettext("Share this step with the founder"),
        description=lazy_gettext("The founder then sees the step, its day and the message below; nothing else."),
    )
    message = LongTextField(lazy_gettext("Message to the founder"), [Length(max=MAX_TEXT_LENGTH)])
    is_amount_shared = BooleanField(lazy_gettext("The amount too"))

    def keep_fields_for(self, state: DealState) -> "DealStepForm":
        """The form for a step to ``state``."""
        if state not in {DealState.TERM_SHEET, DealState.INVESTED}:
            del self.amount
            del self.is_amount_shared
        elif state is DealState.INVESTED:
            self.amount.flags.required = True
        if state is not DealState.CLOSED:
            del self.close_reason
        return self

    def to_draft(self, state: DealState) -> DealStepDraft:
        """What was filled in."""
        return DealStepDraft(
            state=state,
            happened_on=self.happened_on.data,
            amount=self.amount.data if "amount" in self else None,
            close_reason=self.close_reason.data if "close_reason" in self else None,
            note=self.note.data,
            message=self.message.data,
            is_shared=self.is_shared.data,
            is_amount_shared=self.is_amount_shared.data if "is_amount_shared" in self else False,
        )
