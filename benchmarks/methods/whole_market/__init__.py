"""Lists for a whole market at once: what one side sees depends on what the other side does with its own lists.

Modules in the order of the mathematics:

- `exposure`: lists, and how well each person is seen in them;
- `welfare`: expected matches, and who envies whom;
- `ranking`: lists of most expected matches;
- `ascent` and `fair`: lists of many matches that nobody envies.

docs/matching-assignment.md describes all of it.
"""
