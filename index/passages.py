"""Passages: consecutive sentences of one document, packed to a token budget, with exact offsets."""

from dataclasses import dataclass
from typing import NewType

from corpus.documents import DocumentId

PassageId = NewType("PassageId", str)


@dataclass(frozen=True, slots=True)
class Passage:
    """`text` is `document.text[start:end]`; the id is `document#start-end`."""

    document: DocumentId
    start: int
    end: int
    text: str

    @property
    def id(self) -> PassageId:
        return PassageId(f"{self.document}#{self.start}-{self.end}")
