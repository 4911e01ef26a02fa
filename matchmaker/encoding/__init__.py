"""Text encoders: they turn texts into unit vectors.

The vectors come from the prepared default weights, from any sentence-transformers weights, or from hashed n-grams.
``load_encoder`` returns an Encoder for its name in the settings. ``prepare_default`` writes the default weights under
models/. Importing this package loads neither torch nor sentence_transformers; constructing a SentenceEncoder does.
"""

from matchmaker.encoding.encoder import Encoder, ProgressCallback, TextKind
from matchmaker.encoding.errors import EncoderMissing, EncodingError, WeightsDamaged
from matchmaker.encoding.hashing import HashingEncoder
from matchmaker.encoding.loading import load_encoder
from matchmaker.encoding.prepare import prepare_default
from matchmaker.encoding.recipe import DEFAULT_NAME, DEFAULT_RECIPE
from matchmaker.encoding.sentence import SentenceEncoder

__all__ = [
    "DEFAULT_NAME",
    "DEFAULT_RECIPE",
    "Encoder",
    "EncoderMissing",
    "EncodingError",
    "HashingEncoder",
    "ProgressCallback",
    "SentenceEncoder",
    "TextKind",
    "WeightsDamaged",
    "load_encoder",
    "prepare_default",
]
