"""The cache of text vectors, so that no text is encoded twice."""

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from matchmaker.storage.repositories.base import Repository, batches, table_of
from matchmaker.storage.tables import TextVectorRow

TABLE = table_of(TextVectorRow)


class VectorRepository(Repository):
    def find_many(self, encoder: str, kind: str, keys: Iterable[str]) -> dict[str, NDArray[np.float32]]:
        """Vectors (float32, d) of the known ``keys``. Keys are sha256 of texts."""
        found: dict[str, NDArray[np.float32]] = {}
        of_kind = select(TABLE.c.key, TABLE.c.vector).where(TABLE.c.encoder == encoder, TABLE.c.kind == kind)
        for batch in batches(sorted(set(keys))):
            rows = self._connection.execute(of_kind.where(TABLE.c.key.in_(batch)))
            found |= {row.key: row.vector for row in rows}
        return found

    def save_many(self, encoder: str, kind: str, vectors: Mapping[str, NDArray[np.float32]]) -> None:
        """Store vectors by key. A known key keeps its vector."""
        dialect = postgresql if self._connection.dialect.name == "postgresql" else sqlite
        statement = dialect.insert(TABLE).on_conflict_do_nothing()
        for batch in batches(sorted(vectors)):
            values = [
                {"encoder": encoder, "kind": kind, "key": key, "dims": len(vectors[key]), "vector": vectors[key]}
                for key in batch
            ]
            self._connection.execute(statement, values)
