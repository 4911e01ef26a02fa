"""The computing of suggestions, without the database: what a process needs that does nothing else, and starts fast."""
