"""Declarations of conflicts by founders, mentors and investors. The operator can declare for anybody."""

from dataclasses import dataclass
from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from matchmaker.domain.errors import Invalid, NotFound, StateConflict
from matchmaker.domain.ids import StartupId
from matchmaker.domain.interests import ConflictSide, LedgerLine, PartnerPair, make_partner_pair
from matchmaker.domain.vocabulary import PartyKind, Role
from matchmaker.services import interests
from matchmaker.services.platform.context import find_today
from matchmaker.web.auth import get_actor, get_context, roles_required
from matchmaker.web.interests import bp
from matchmaker.web.interests.forms import DeclarationForm, PartnerFilterForm
from matchmaker.web.query_args import read_choice, read_page, read_text

PARTNERS = {PartyKind.STARTUP: [PartyKind.MENTOR, PartyKind.INVESTOR]}
"""The kinds a declaration can name: startups name mentors and investors, these name startups."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnConflicts:
    """The part of the ledger that the people of an own profile may see."""

    kind: PartyKind
    profile_id: int
    lines: tuple[LedgerLine, ...]

    def is_own(self, line: LedgerLine) -> bool:
        """Whether this side declared it, and may withdraw it."""
        side = ConflictSide.STARTUP if self.kind is PartyKind.STARTUP else ConflictSide.PARTNER
        return line.entry.side is side


@bp.route("/conflicts")
@roles_required(Role.FOUNDER, Role.MENTOR, Role.INVESTOR)
def index() -> ResponseReturnValue:
    """Own declarations, and conflicts found in the data."""
    ledgers = [_load_conflicts(kind, number) for kind, number in get_actor().list_profiles()]
    return render_template("interests/index.html", ledgers=ledgers, today=find_today(get_context()))


def _load_conflicts(kind: PartyKind, number: int) -> OwnConflicts:
    lines = interests.list_visible_lines(get_context(), get_actor(), kind, number)
    return OwnConflicts(kind=kind, profile_id=number, lines=lines)


@bp.route("/conflicts/choose")
@roles_required(Role.FOUNDER, Role.MENTOR, Role.INVESTOR, Role.OPERATOR)
def choose() -> ResponseReturnValue:
    """Search for the other side by name. The operator searches for the startup first."""
    own = _read_side()
    kinds = [PartyKind.STARTUP] if own is None else PARTNERS.get(own[0], [PartyKind.STARTUP])
    kind = read_choice("kind", PartyKind) or kinds[0]
    if kind not in kinds:
        raise NotFound("conflict_not_found")
    page = interests.search_partners(get_context(), get_actor(), kind, search=read_text("q"), page=read_page())
    form = PartnerFilterForm(formdata=None, own=request.args.get("own", ""), kind=kind, q=read_text("q"))
    form.set_kinds(kinds)
    found = [(it, _find_next_url(own, (kind, it.id))) for it in page.items]
    return render_template("interests/choose.html", page=page, found=found, form=form, kind=kind, kinds=kinds)


def _read_side() -> tuple[PartyKind, int] | None:
    """The known side: from the address (``startup:5``), else the first own profile."""
    kind, _, number = request.args.get("own", "").partition(":")
    if kind in set(PartyKind) and number.isdecimal():
        return PartyKind(kind), int(number)
    return None if get_actor().has(Role.OPERATOR) else next(iter(get_actor().list_profiles()), None)


def _find_next_url(own: tuple[PartyKind, int] | None, other: tuple[PartyKind, int]) -> str:
    """The next page: the declaration form, or the search for the startup's partner."""
    if own is None:
        return url_for("interests.choose", own=f"{other[0]}:{other[1]}", kind=PartyKind.MENTOR)
    pair = make_partner_pair(own, other)
    return url_for("interests.declare", startup_id=pair.startup_id, kind=pair.kind.value, other_id=pair.other_id)


@bp.route("/conflicts/declare/<int:startup_id>/<kind>/<int:other_id>", methods=["GET", "POST"])
@roles_required(Role.FOUNDER, Role.MENTOR, Role.INVESTOR, Role.OPERATOR)
def declare(startup_id: int, kind: str, other_id: int) -> ResponseReturnValue:
    """Declare a conflict between the two."""
    if kind not in PARTNERS[PartyKind.STARTUP]:
        raise NotFound("conflict_not_found")
    pair = PartnerPair(StartupId(startup_id), PartyKind(kind), other_id)
    parties = interests.get_parties(get_context(), get_actor(), pair)
    form = DeclarationForm(since=find_today(get_context()))
    if form.validate_on_submit() and _save(form, pair):
        flash(gettext("Declared. It counts from its first day."), "success")
        is_operator = parties.side is ConflictSide.OPERATOR
        return redirect(url_for("interests.ledger" if is_operator else "interests.index"), 303)
    return render_template("interests/declare.html", form=form, parties=parties), 400 if form.is_submitted() else 200


def _save(form: DeclarationForm, pair: PartnerPair) -> bool:
    until: date | None = form.until.data
    words, since = form.words.data, form.since.data
    try:
        interests.declare_conflict(
            get_context(), get_actor(), pair, kind=form.kind.data, words=words, since=since, until=until
        )
    except (StateConflict, Invalid) as refusal:
        form.add_errors(refusal)
        return False
    return True


@bp.route("/conflicts/<int:conflict_id>/withdraw", methods=["POST"])
@roles_required(Role.FOUNDER, Role.MENTOR, Role.INVESTOR, Role.OPERATOR)
def withdraw(conflict_id: int) -> ResponseReturnValue:
    """Withdraw a declaration."""
    interests.withdraw_conflict(get_context(), get_actor(), conflict_id)
    flash(gettext("The declaration is taken back; it counts no more."), "success")
    return redirect(url_for("interests.ledger" if get_actor().has(Role.OPERATOR) else "interests.index"), 303)
