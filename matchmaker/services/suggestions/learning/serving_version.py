"""The promoted version as the recommender uses it, with the checksums of its files verified."""

from io import BytesIO

import numpy as np

from matchmaker.artefacts import ArtefactDamaged, ArtefactError, find_promoted, get_folder
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.matching.parts import Part
from matchmaker.matching.preferences import HAND_SET, Preferences
from matchmaker.services.platform.context import Context
from matchmaker.services.suggestions.learning import versions


def read_preferences(context: Context) -> Preferences:
    """The serving weights and curves: those in the code until another version is promoted.

    Raises StateConflict ``version_damaged`` where a file of the promoted version is damaged. No other version silently
    replaces it.
    """
    try:
        promoted = find_promoted(context.settings.models, versions.NAME)
        if promoted is None or promoted.version == versions.HAND_SET:
            return HAND_SET
        content = (get_folder(context.settings.models, promoted) / versions.ARRAYS).read_bytes()
        return unpack_preferences(content, promoted.version)
    except ArtefactError as error:
        raise versions.to_refusal(error) from error


def pack_preferences(preferences: Preferences) -> bytes:
    """Preferences as .npz. Names are text and there are no pickled objects, so reading the file runs no code."""
    directions = sorted(preferences.weights)
    curves = [preferences.curves.get(it, ()) for it in directions]
    width = max(map(len, curves), default=0)
    buffer = BytesIO()
    np.savez(
        buffer,
        directions=np.array(directions, np.str_),
        parts=np.array([part.value for part in Part], np.str_),
        weights=np.array([[preferences.weights[it].get(part, 0.0) for part in Part] for it in directions]),
        is_calibrated=np.array([bool(it) for it in curves], np.bool_),
        curves=np.array([it or (0.0,) * width for it in curves], np.float64).reshape(len(directions), width),
    )
    return buffer.getvalue()


def unpack_preferences(content: bytes, version: str) -> Preferences:
    """The preferences in a file. Raises ArtefactDamaged when the file does not contain any."""
    try:
        with np.load(BytesIO(content), allow_pickle=False) as file:
            directions = [(PartyKind(first), PartyKind(second)) for first, second in file["directions"].tolist()]
            parts = [Part(it) for it in file["parts"].tolist()]
            weights, curves = file["weights"].tolist(), file["curves"].tolist()
            is_calibrated = file["is_calibrated"].tolist()
        return Preferences(
            weights={it: dict(zip(parts, row, strict=True)) for it, row in zip(directions, weights, strict=True)},
            curves={
                it: tuple(row)
                for it, row, is_filled in zip(directions, curves, is_calibrated, strict=True)
                if is_filled
            },
            version=version,
        )
    except (ValueError, KeyError, OSError, EOFError) as error:
        raise ArtefactDamaged(versions.NAME, version, files=[versions.ARRAYS]) from error
