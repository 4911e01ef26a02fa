"""Use-cases, verb first. Each opens one unit, decides inside it, answers with frozen values (``answers``)."""
