"""What a person may add to the own profile, so that suggestions get better."""

from collections.abc import Iterator

from flask_babel import gettext

from matchmaker.domain.completeness import ItemCode
from matchmaker.domain.profiles import Investor, Mentor, Startup
from matchmaker.web.advice import find_advice
from matchmaker.web.network.task import Todo
from matchmaker.web.wording.completeness import describe_step

LEAST_GAIN = 5
"""Points below which the next step is not worth a card on the start page."""


def list_completeness_todos(profile: Startup | Mentor | Investor) -> Iterator[Todo]:
    """The next best step, where there is one; urgent while the profile says too little to be matched well."""
    advice = find_advice(profile)
    steps = advice.completeness.steps if advice else ()
    step = next((it for it in steps if it.gain >= LEAST_GAIN and it.code is not ItemCode.CERTIFICATE), None)
    if advice is None or step is None:
        return
    kind = advice.completeness.kind
    yield Todo(
        title=gettext("Complete the profile of %(name)s", name=profile.name),
        text=describe_step(step),
        endpoint=f"profiles.edit_{kind}",
        values={f"{kind}_id": profile.id, "_anchor": step.code.value},
        action=gettext("Complete the profile"),
        is_urgent=not advice.completeness.is_complete,
        score=advice.completeness.score,
    )
