"""A to-do of the start page."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Todo:
    """A to-do: its reason, its address and the text of the button. Urgent ones wait for this person.

    ``score`` (0 to 100) is the completeness of the profile that the to-do is about.
    """

    title: str
    text: str
    endpoint: str
    action: str
    values: dict[str, object] = field(default_factory=dict)
    is_urgent: bool = False
    score: int | None = None
