"""Use-cases, in six packages: people, platform, suggestions, mentoring, meetings and interests.

A use-case checks permissions, opens a unit of work, and calls the domain, storage and the computing packages. Pages,
SQL and arithmetic do not belong here. This file imports nothing, so a process loads only the use-cases that it calls.
"""
