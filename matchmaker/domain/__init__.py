"""The domain model: frozen dataclasses, enums, ids, state machines, small rules, permissions and errors.

It imports neither storage nor web. Start with ``vocabulary`` and ``ids``, then ``profiles``, ``accounts`` and
``permissions``. ``states`` is the machine that the tables of legal steps share (``applications``, ``mentorships``,
``rounds``, ``pool``, ``club``, ``pipeline`` and others).
"""
