"""Exposure for the operator: all kinds of lists, one kind with its groups and unlisted people, a workbook."""

from flask import Response, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from matchmaker.domain.errors import NotFound
from matchmaker.domain.exposure import UnlistedReason
from matchmaker.domain.vocabulary import PartyKind, Role
from matchmaker.services.suggestions import exposure
from matchmaker.services.suggestions.exposure import ExposureWords
from matchmaker.web.auth import get_actor, get_context, roles_required
from matchmaker.web.downloads import send_workbook
from matchmaker.web.exposure import bp
from matchmaker.web.query_args import read_choice, read_page
from matchmaker.web.wording.exposure import ADVICE, KINDS
from matchmaker.web.wording.labels import label

LIST = "/exposure/<any(startup, mentor, investor):seeker>/<any(startup, mentor, investor):candidate>"


@bp.route("/exposure")
@roles_required(Role.OPERATOR)
def index() -> ResponseReturnValue:
    """All kinds of lists in figures."""
    return render_template("exposure/index.html", found=exposure.list_figures(get_context(), get_actor()), names=KINDS)


@bp.route(LIST)
@roles_required(Role.OPERATOR)
def show(seeker: str, candidate: str) -> ResponseReturnValue:
    """One kind of list: how even it is, which groups are left behind, and who is in no list."""
    kinds, reason = _read_kinds(seeker, candidate), read_choice("reason", UnlistedReason)
    view = exposure.get_exposure(get_context(), get_actor(), kinds, reason=reason, page=read_page())
    return render_template("exposure/show.html", view=view, kinds=kinds, names=KINDS, advice=ADVICE, reason=reason)


@bp.route(f"{LIST}.xlsx")
@roles_required(Role.OPERATOR)
def export(seeker: str, candidate: str) -> Response:
    """One kind of list as a workbook."""
    kinds = _read_kinds(seeker, candidate)
    name = str(KINDS[kinds])
    content = exposure.export_exposure(get_context(), get_actor(), kinds, _make_words(name))
    return send_workbook(content, name)


def _read_kinds(seeker: str, candidate: str) -> tuple[PartyKind, PartyKind]:
    kinds = PartyKind(seeker), PartyKind(candidate)
    if kinds not in KINDS:
        raise NotFound("suggestions_not_found")
    return kinds


def _make_words(name: str) -> ExposureWords:
    group, listed = gettext("Group"), gettext("Suggested to somebody")
    return ExposureWords(
        titles=[gettext("Figures"), gettext("Groups"), gettext("All members")],
        figures=[
            gettext("List"),
            gettext("In all"),
            listed,
            gettext("Gini by fit alone"),
            gettext("Gini now"),
            gettext("Share found by fit alone"),
            gettext("Share found now"),
            gettext("Share too rarely found by fit alone"),
            gettext("Share too rarely found now"),
            gettext("Expected matches by fit alone"),
            gettext("Expected matches now"),
            gettext("As of"),
        ],
        groups=[
            gettext("Grouped by"),
            group,
            gettext("In all"),
            listed,
            gettext("Share"),
            gettext("Lists on average"),
            gettext("Far below the others"),
            gettext("Most frequent reason"),
        ],
        members=[
            gettext("Name"),
            gettext("Zone"),
            gettext("Stage"),
            gettext("Industry"),
            gettext("Lists"),
            gettext("Reason"),
        ],
        kind=name,
        to_text=label,
    )
