"""The links at the top of a page, by the permissions of the actor."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Flask, request, url_for
from flask_babel import lazy_gettext

from matchmaker.domain.accounts import Actor
from matchmaker.domain.permissions import can_operate, can_see_candidacies
from matchmaker.domain.vocabulary import Role
from matchmaker.web import auth


@dataclass(frozen=True, slots=True, kw_only=True)
class NavigationLink:
    """The address and the text of a link. ``text`` is lazy."""

    text: object
    endpoint: str

    @property
    def url(self) -> str:
        return url_for(self.endpoint)

    @property
    def is_current(self) -> bool:
        """Whether the current page is this one or one below it."""
        below = self.url.rstrip("/") + "/"
        return request.path == self.url or (self.url != "/" and request.path.startswith(below))


def list_links(actor: Actor | None) -> list[NavigationLink]:
    """Links for ``actor``: own pages first, then pages for everybody, then the operator's."""
    if actor is None:
        return [NavigationLink(text=lazy_gettext("Incubators"), endpoint="home.incubators")]
    links = [*_list_own(actor), *_list_shared(actor)]
    return list({link.endpoint: link for link in links}.values())


def _list_own(actor: Actor) -> Iterator[NavigationLink]:
    yield NavigationLink(text=lazy_gettext("To do"), endpoint="home.index")
    if actor.has(Role.FOUNDER):
        yield NavigationLink(text=lazy_gettext("My startup"), endpoint="profiles.own_startups")
        yield NavigationLink(text=lazy_gettext("Suggestions"), endpoint="matches.index")
        yield NavigationLink(text=lazy_gettext("Applications"), endpoint="applications.index")
        yield NavigationLink(text=lazy_gettext("Office hours"), endpoint="mentorships.office_hours")
    if actor.has(Role.MENTOR):
        yield NavigationLink(text=lazy_gettext("Applications"), endpoint="applications.index")
        yield NavigationLink(text=lazy_gettext("Office hours"), endpoint="mentorships.office_hours")
        yield NavigationLink(text=lazy_gettext("Suggestions"), endpoint="matches.index")
        yield NavigationLink(text=lazy_gettext("My mentor profile"), endpoint="profiles.own_mentor")
    if actor.has(Role.INVESTOR):
        yield NavigationLink(text=lazy_gettext("Suggestions"), endpoint="matches.index")
        yield NavigationLink(text=lazy_gettext("Follow-up"), endpoint="pipeline.board")
        yield NavigationLink(text=lazy_gettext("My investor profile"), endpoint="profiles.own_investor")


def _list_shared(actor: Actor) -> Iterator[NavigationLink]:
    yield NavigationLink(text=lazy_gettext("Annual meeting"), endpoint="events.index")
    yield NavigationLink(text=lazy_gettext("Directory"), endpoint="profiles.startups")
    if can_see_candidacies(actor):
        yield NavigationLink(text=lazy_gettext("Future Stars"), endpoint="candidacies.index")
    if can_operate(actor):
        yield NavigationLink(text=lazy_gettext("Mentor pool"), endpoint="pool.index")
        yield NavigationLink(text=lazy_gettext("Administration"), endpoint="admin.index")


def init_app(app: Flask) -> None:
    """Pass the links to the base template."""

    @app.context_processor
    def offer_links() -> dict[str, object]:
        return {"links": list_links(auth.find_actor())}
