"""Use-cases, verb first. Each opens one unit of work, decides inside it, and answers with frozen values (``answers``)."""
