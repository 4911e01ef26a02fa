"""Versions of trained artefacts on disk, under models/: their checksums, the version in use, and the way back.

The code that trains an artefact (a ranking) does not know this package; a service stores its files here. The
manifest describes one machine and is not in git.
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
    get_folder,
    list_versions,
    promote_version,
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
    "get_folder",
    "hash_file",
    "hash_folder",
    "list_versions",
    "promote_version",
    "read_manifest",
    "roll_back",
    "store_version",
]
