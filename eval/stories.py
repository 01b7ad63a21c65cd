"""Articles of the same days about one event: where two sources state the same things in words of their own."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from corpus.documents import Document
from index.embedding import Embedder

LEAD = 600
"""Characters of the text that, with the title, say what an article is about."""
ONE_STORY = 0.5
"""The cosine of two leads above which two articles are of one story."""
DAYS = 10
"""How far apart articles of one story are published, at most."""
COPY = 0.6
"""The share of common words (Jaccard) from which on two articles are copies of one."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class StoryPair:
    """Two articles of one story, and the digest that names the story."""

    first: Document
    second: Document
    story: str

    @property
    def is_final(self) -> bool:
        """Whether the story is of the half that nobody reads before the last judgement."""
        return int(self.story[0], 16) >= 8


def story_pairs(documents: Sequence[Document], embedder: Embedder) -> list[StoryPair]:
    """Every two dated articles that are of one story and no copies, in the order of the documents.

    A story is what hangs together by such pairs; it is named after the first of its documents' ids.
    """
    vectors = embedder.embed([lead_of(document) for document in documents])
    near = np.argwhere(np.triu(vectors @ vectors.T > ONE_STORY, k=1))
    words = [frozenset(_WORD.findall(document.text.lower())) for document in documents]
    places = [
        (a, b)
        for a, b in near.tolist()
        if _same_days(documents[a], documents[b]) and _jaccard(words[a], words[b]) < COPY
    ]
    stories = _stories(places, documents)
    return [StoryPair(documents[a], documents[b], stories[a]) for a, b in places]


def lead_of(document: Document) -> str:
    """Title and beginning."""
    return f"{document.title.value if document.title else ''}\n{document.text[:LEAD]}"


def _same_days(first: Document, second: Document) -> bool:
    if first.published is None or second.published is None:
        return False
    return abs((first.published.value.first - second.published.value.first).days) <= DAYS


def _jaccard(first: frozenset[str], second: frozenset[str]) -> float:
    return len(first & second) / max(1, len(first | second))


def _stories(places: Sequence[tuple[int, int]], documents: Sequence[Document]) -> Mapping[int, str]:
    """The digest of the story of each document that is in a pair."""
    beside: dict[int, set[int]] = defaultdict(set)
    for a, b in places:
        beside[a].add(b)
        beside[b].add(a)
    digests: dict[int, str] = {}
    for start in beside:
        if start in digests:
            continue
        members, waiting = {start}, [start]
        while waiting:
            fresh = beside[waiting.pop()] - members
            members |= fresh
            waiting.extend(fresh)
        digest = digest_of(min(documents[member].id for member in members))
        digests.update(dict.fromkeys(members, digest))
    return digests


def digest_of(text: str) -> str:
    """Twelve hexadecimal digits that stand for a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]
