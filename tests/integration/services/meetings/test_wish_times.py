"""The time of a wish is stored, and reordering the wishes does not change it."""

from datetime import timedelta

from matchmaker.domain.vocabulary import PartyKind
from matchmaker.services.meetings import events


def test_wishes_and_passes_store_when_they_were_made(context, town, clock):
    def register(actor, kind, number):
        return events.register(context, actor, event_id=town.event, kind=kind, profile_id=number)

    own = register(town.founders[0], PartyKind.STARTUP, town.startups[0])
    first, second = (register(it, PartyKind.INVESTOR, it.investor_id) for it in town.investors)
    begun = clock.now()
    events.add_wish(context, town.founders[0], participation_id=own, wished_id=first)
    clock.move(timedelta(hours=1))
    events.add_wish(context, town.founders[0], participation_id=own, wished_id=second)
    clock.move(timedelta(hours=1))
    events.reorder_wishes(context, town.founders[0], own, [second, first])

    def list_times():
        with context.open_unit(readonly=True) as unit:
            return {it.wished_id: it.wished_at - begun for it in unit.evidence.list_wishes()}

    ids = [it.investor_id for it in town.investors]
    assert list_times() == {ids[0]: timedelta(0), ids[1]: timedelta(hours=1)}
    events.pass_on(context, town.founders[0], participation_id=own, wished_id=first)
    assert list_times()[ids[0]] == timedelta(hours=2)
