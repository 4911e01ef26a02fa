"""To-dos of the operator: the 未来之星 programme, the mentor pool, and administration."""

from collections.abc import Iterator

from flask_babel import gettext

from matchmaker.domain.accounts import Actor
from matchmaker.domain.vocabulary import CandidacyState
from matchmaker.services.mentoring import pool
from matchmaker.services.people import accounts, candidacies
from matchmaker.services.platform.context import Context
from matchmaker.web.home.todo import Todo
from matchmaker.web.wording.formats import number


def list_operator_todos(context: Context, actor: Actor) -> Iterator[Todo]:
    """Nominations that wait for reviews, reviewed ones that wait for a decision, and administration."""
    requests = accounts.count_registrations(context, actor)
    if requests:
        yield Todo(
            title=gettext("Requests for accounts: %(count)s", count=number(requests)),
            text=gettext("Look at who asks to take part: approve, or refuse with a reason."),
            endpoint="admin.list_registrations",
            action=gettext("See the requests"),
            is_urgent=True,
        )
    nominated, reviewed = (
        candidacies.list_candidacies(context, actor, state=state).total
        for state in (CandidacyState.NOMINATED, CandidacyState.REVIEWED)
    )
    yield _make_candidacies_todo(
        gettext("Future Star nominations to review: %(count)s", count=number(nominated)),
        gettext("Add the reviewers' scores, then select who gets a support plan."),
        CandidacyState.NOMINATED,
        is_urgent=nominated > 0,
    )
    if reviewed:
        yield _make_candidacies_todo(
            gettext("Reviewed Future Stars that wait for a decision: %(count)s", count=number(reviewed)),
            gettext("Compare the mean scores, then mark who is selected."),
            CandidacyState.REVIEWED,
            is_urgent=True,
        )
    yield from _list_pool(context, actor)
    yield Todo(
        title=gettext("Keep the network in order"),
        text=gettext("Import lists, open accounts, give roles, read the audit log."),
        endpoint="admin.index",
        action=gettext("To the administration"),
    )


def _list_pool(context: Context, actor: Actor) -> Iterator[Todo]:
    """Applications to the mentor pool that wait for a review."""
    waiting = pool.list_pool_applications(context, actor).total
    if waiting:
        yield Todo(
            title=gettext("Applications to the mentor pool: %(count)s", count=number(waiting)),
            text=gettext("Look at the evidence, then approve, give back or reject."),
            endpoint="pool.applications",
            action=gettext("See the applications"),
            is_urgent=True,
        )


def _make_candidacies_todo(title: str, text: str, state: CandidacyState, *, is_urgent: bool) -> Todo:
    return Todo(
        title=title,
        text=text,
        endpoint="candidacies.index",
        values={"state": state.value},
        action=gettext("See the nominations"),
        is_urgent=is_urgent,
    )
