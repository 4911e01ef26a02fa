"""People and what they say of themselves: accounts, organisations, profiles, imports, privacy, candidacies."""
