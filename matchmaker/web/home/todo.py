"""Something to do, as the start page shows it."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Todo:
    """Something to do: why, where, and how the button is called; urgent ones wait for the person.

    ``score``, from 0 to 100, is how complete the profile is that the task is about.
    """

    title: str
    text: str
    endpoint: str
    action: str
    values: dict[str, object] = field(default_factory=dict)
    is_urgent: bool = False
    score: int | None = None
