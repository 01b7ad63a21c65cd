"""Answers in OpenAI's shapes: chat completions, whole or in chunks, and their annotations."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Any
from urllib.parse import quote
from uuid import uuid4

from index.tokens import token_count
from service.answer import Answer
from service.events import Event
from service.origins import Origin, origin_in, origins_of
from service.spoken import Mark, Telling
from service.wire import plain

MODEL = "crosscheck"
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Completion:
    """One completion: what all its chunks say of it, and where its documents are found."""

    address: str
    """The service's own, with a slash at its end: documents without a link of their own are read there."""
    prompt: str
    id: str = field(default_factory=lambda: f"chatcmpl-{uuid4().hex}")
    created: int = field(default_factory=lambda: int(time.time()))

    def whole(self, events: Iterator[Event]) -> tuple[Json, Answer]:
        """The completion as one object, and the answer that it is of."""
        telling = Telling()
        text = "".join(telling.parts(events))
        assert telling.answer is not None
        message = {"role": "assistant", "content": text, "refusal": None}
        choice = {"index": 0, "message": message | {"annotations": self._annotations(telling)}}
        whole = self._head("chat.completion") | {
            "choices": [choice | {"logprobs": None, "finish_reason": "stop"}],
            "usage": self._usage(text),
            "crosscheck": plain(telling.answer),
        }
        return whole, telling.answer

    def chunks(self, events: Iterator[Event], telling: Telling, *, with_usage: bool) -> Iterator[Json]:
        """The completion in chunks: its text as it comes about, then its annotations, its end, and what it cost."""
        first = next(events)  # what cannot be asked is said before anything is
        yield self._chunk({"role": "assistant", "content": "", "refusal": None})
        for part in telling.parts(chain([first], events)):
            yield self._chunk({"content": part})
        assert telling.answer is not None
        yield self._chunk({"annotations": self._annotations(telling)}) | {"crosscheck": plain(telling.answer)}
        yield self._chunk({}, finish="stop")
        if with_usage:
            yield self._head("chat.completion.chunk") | {"choices": [], "usage": self._usage(telling.text)}

    def _chunk(self, delta: Json, finish: str | None = None) -> Json:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
        return self._head("chat.completion.chunk") | {"choices": [choice]}

    def _head(self, kind: str) -> Json:
        return {"id": self.id, "object": kind, "created": self.created, "model": MODEL}

    def _usage(self, text: str) -> Json:
        asked, told = (token_count(each) for each in (self.prompt, text))
        return {"prompt_tokens": asked, "completion_tokens": told, "total_tokens": asked + told}

    def _annotations(self, telling: Telling) -> list[Json]:
        assert telling.answer is not None
        origins = origins_of(telling.answer)
        return [self._annotation(mark, origins) for mark in telling.marks]

    def _annotation(self, mark: Mark, origins: dict[str, Origin]) -> Json:
        """OpenAI's citation of an address, and beside it what it lacks: where in which document the quote stands."""
        quoted = _quoted(mark)
        origin = origin_in(origins, quoted["document"])
        cited = {
            "start_index": mark.start,
            "end_index": mark.end,
            "title": origin.title or origin.document,
            "url": self._url(origin),
        }
        known = {"publisher": origin.publisher, "published": origin.published}
        return {"type": "url_citation", "url_citation": cited, "crosscheck": quoted | known}

    def _url(self, origin: Origin) -> str:
        return origin.link or f"{self.address}v1/documents/{quote(origin.document, safe='')}"


def _quoted(mark: Mark) -> Json:
    """The document, the offsets and the text that a mark is of, true of the stored text."""
    if mark.citation is not None:
        cited = mark.citation
        where = {"document": cited.document, "start": cited.source_start, "end": cited.source_end}
        return where | {"quote": cited.quote, "conflict": None}
    assert mark.conflict is not None
    assert mark.side is not None
    source = mark.conflict.sides[mark.side].sources[0]
    where = {"document": source.document, "start": source.start, "end": source.end, "quote": source.text}
    conflict = {"id": mark.conflict.id, "type": mark.conflict.type, "rule": mark.conflict.rule, "side": mark.side}
    return where | {"sentence": plain(source.sentence), "conflict": conflict}
