"""models/ on disk: versions of trained artefacts, their checksums, which one is in use, and the way back.

What writes an artefact (an encoder prepared, a ranker trained) knows nothing of this package; a service records the
folder here. The manifest describes one machine and is not in git.
"""

from matchmaker.artefacts.checksums import FileChecksum, hash_file, hash_folder
from matchmaker.artefacts.errors import (
    ArtefactDamaged,
    ArtefactError,
    ArtefactExists,
    ArtefactMissing,
    ManifestDamaged,
)
from matchmaker.artefacts.manifest import Artefact, Manifest, Version, read_manifest
from matchmaker.artefacts.versions import (
    find_promoted,
    find_version,
    get_folder,
    list_versions,
    promote_version,
    record_version,
    roll_back,
    store_version,
)

__all__ = [
    "Artefact",
    "ArtefactDamaged",
    "ArtefactError",
    "ArtefactExists",
    "ArtefactMissing",
    "FileChecksum",
    "Manifest",
    "ManifestDamaged",
    "Version",
    "find_promoted",
    "find_version",
    "get_folder",
    "hash_file",
    "hash_folder",
    "list_versions",
    "promote_version",
    "read_manifest",
    "record_version",
    "roll_back",
    "store_version",
]
