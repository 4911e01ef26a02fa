"""The vocabulary: frozen dataclasses, enums, ids, small rules, permissions and errors. Knows nothing of storage or web."""
