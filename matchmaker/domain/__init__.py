"""The vocabulary: frozen dataclasses, enums, ids, small rules, permissions, errors. Knows no storage and no web."""
