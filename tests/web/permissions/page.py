"""The tables of roles and states as a page for people: ``python -m tests.web.permissions.page`` prints it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from tests.web.permissions.lines import ALL, ANYBODY, PermissionLine
from tests.web.permissions.others import OTHERS, may_others
from tests.web.permissions.roles import TABLE
from tests.web.permissions.states import STATES, StateLine

HEAD = """\
# Who may do what

`make permissions` writes this page from two tables: `tests/web/permissions/roles.py` and
`tests/web/permissions/states.py`. Tests compare these tables with the application, address by address. A test fails
when a table lacks a route, or when this page is out of date.

| letter | who |
|---|---|
| S | a stranger, who is not logged in |
| F, M, I | a founder, a mentor, an investor; they act for the profiles with the number 1 |
| f, m, i | another founder, mentor and investor; they act for the profiles with the number 2 |
| G, O | an organizer, the operator |

Everybody else is sent to the log-in, or reads that the role is missing or that there is no such thing. What belongs to
others gives the same page as what does not exist (`tests/web/permissions/test_not_found.py`).

## Addresses

| part | who | shows | does |
|---|---|---|---|
"""

STATES_HEAD = """
## States

The letters show who may do it now. Letters in brackets may do it in another state only.
"""


def write_page() -> str:
    """The whole page."""
    return HEAD + "".join(list_rows(TABLE)) + STATES_HEAD + "".join(list_state_tables(STATES))


def list_rows(lines: Iterable[PermissionLine]) -> Iterator[str]:
    """A row for all addresses of a part that are open to the same people."""
    rows: dict[tuple[str, str], dict[str, list[str]]] = defaultdict(lambda: {"GET": [], "POST": []})
    for line in lines:
        who = "".join(it for it in ANYBODY if it in line.who)
        who += "".join(it for it in OTHERS if not set(ALL) <= set(who) and may_others(it, line.path))
        cell = rows[line.endpoint.partition(".")[0], who][line.method]
        if f"`{line.path}`" not in cell:
            cell.append(f"`{line.path}`")
    for (part, who), cells in rows.items():
        yield f"| {part} | {who or '—'} | {' '.join(cells['GET'])} | {' '.join(cells['POST'])} |\n"


def list_state_tables(lines: Iterable[StateLine]) -> Iterator[str]:
    """A table for each thing: a row an action, a column a state."""
    things: dict[str, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for line in lines:
        target = f" ({line.fields['to']})" if "to" in line.fields else ""
        late = f" ({line.late})" if line.late else ""
        things[line.thing.name][f"{line.method} `{line.path}`{target}"][str(line.state)] = f"{line.may}{late}".strip()
    for name, actions in things.items():
        states = list(next(iter(actions.values())))
        yield f"\n| {name} | {' | '.join(states)} |\n|---|{'---|' * len(states)}\n"
        for action, cells in actions.items():
            yield f"| {action} | {' | '.join(cells.get(state) or '—' for state in states)} |\n"


if __name__ == "__main__":
    print(write_page(), end="")
