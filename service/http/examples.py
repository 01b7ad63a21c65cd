"""Examples in the API's description; a test holds each against its schema."""

import json
from typing import Any

_TEXT = "The reservoir held 4.1 million cubic metres on 3 May 2024."
_SENTENCE = {"start": 0, "end": 58, "text": _TEXT}

ASKS: Any = {
    "short": {"summary": "A question", "value": {"question": "why did Putin visit Baku?"}},
    "filtered": {
        "summary": "Of one publisher, from August 2024 on",
        "value": {
            "question": "how much trade is there between Russia and Azerbaijan?",
            "limit": 5,
            "filters": {"publishers": ["Caspian Ledger"], "published_from": "2024-08"},
        },
    },
    "following": {
        "summary": "After an earlier question",
        "value": {
            "question": "and with Georgia?",
            "history": [
                {"question": "how much does Russia trade with Azerbaijan?", "answer": "It traded 4.3 billion."}
            ],
        },
    },
}

PASSAGE: dict[str, Any] = {
    "id": "reservoir-may.txt#0-58",
    "document": "reservoir-may.txt",
    "title": "Water in the reservoir",
    "publisher": "Valley Herald",
    "published": "2024-05-04",
    "url": None,
    "start": 0,
    "end": 58,
    "text": _TEXT,
    "score": 0.81,
    "why": {"dense": 0.81, "dense_rank": 1, "lexical": 12.4, "lexical_rank": 2},
    "figures": [
        {
            "id": "reservoir-may.txt#19-43",
            "document": "reservoir-may.txt",
            "start": 19,
            "end": 43,
            "text": "4.1 million cubic metres",
            "kind": "quantity",
            "low": 4100000,
            "high": 4100000,
            "comparator": "equal",
            "unit": "cubic metre",
            "dimension": "volume",
            "currency": None,
            "counted": "reservoir",
            "role": "level",
            "holds": {"start": "2024-05-03", "end": "2024-05-03", "basis": "stated"},
            "modality": "actual",
            "attribution": None,
        }
    ],
}


def _side(document: str, publisher: str, sentence: str, millions: str, *, retrieved: bool) -> dict[str, Any]:
    value, low = f"{millions} million cubic metres", round(float(millions) * 1_000_000)
    start = sentence.index(value)
    return {
        "low": low,
        "high": low,
        "comparator": "equal",
        "unit": "cubic metre",
        "text": value,
        "retrieved": retrieved,
        "sources": [
            {
                "document": document,
                "title": "Water in the reservoir",
                "publisher": publisher,
                "published": "2024-05-04",
                "as_of": "2024-05-03",
                "passage": f"{document}#0-{len(sentence)}",
                "start": start,
                "end": start + len(value),
                "text": value,
                "sentence": {"start": 0, "end": len(sentence), "text": sentence},
                "url": None,
            }
        ],
    }


_OTHER = "On 3 May 2024 the reservoir held 3.4 million cubic metres."

ANSWER: dict[str, Any] = {
    "question": "how much water was in the reservoir?",
    "standalone_question": "how much water was in the reservoir?",
    "status": "answered",
    "answer": {
        "text": _TEXT,
        "citations": [
            {
                "start": 0,
                "end": 58,
                "document": "reservoir-may.txt",
                "passage": "reservoir-may.txt#0-58",
                "source_start": 0,
                "source_end": 58,
                "quote": _TEXT,
            }
        ],
    },
    "passages": [PASSAGE],
    "conflicts": [
        {
            "id": "c-5d2f0a",
            "measure": "water held by the reservoir",
            "type": "contradiction",
            "rule": "disjoint_values_same_time",
            "confidence": 0.9,
            "relevance": 0.8,
            "difference": "700,000 cubic metres",
            "explanation": "Both state the water held on 3 May 2024; the values cannot both be right.",
            "origins": 2,
            "silent": [],
            "verdict": None,
            "sides": [
                _side("reservoir-may.txt", "Valley Herald", _TEXT, "4.1", retrieved=True),
                _side("dam-report.md", "Dam Authority", _OTHER, "3.4", retrieved=False),
            ],
            "pairs": [{"a": 0, "b": 1, "type": "contradiction", "rule": "disjoint_values_same_time"}],
        }
    ],
    "checked": {"figures": 1, "compared": 1, "complete": True, "reason": None},
    "alternatives": [],
    "conversation": None,
}

SEARCH = {"question": "how much water was in the reservoir?", "passages": [PASSAGE]}

ADD: Any = {
    "one": {
        "summary": "A document; what is not given is inferred",
        "value": {
            "documents": [
                {
                    "id": "reservoir-may.txt",
                    "text": _TEXT,
                    "title": "Water in the reservoir",
                    "publisher": "Valley Herald",
                    "published": "2024-05-04",
                }
            ]
        },
    }
}
ADDED = {"documents": [{"id": "reservoir-may.txt", "outcome": "added", "reason": None}]}
DOCUMENTS = {
    "documents": [
        {
            "id": "reservoir-may.txt",
            "title": "Water in the reservoir",
            "publisher": "Valley Herald",
            "published": "2024-05-04",
            "url": None,
            "characters": 58,
        }
    ],
    "next": None,
}
DOCUMENT = {
    "id": "reservoir-may.txt",
    "title": {"value": "Water in the reservoir", "basis": "given", "source": "request"},
    "publisher": {"value": "Valley Herald", "basis": "given", "source": "request"},
    "published": {"value": "2024-05-04", "basis": "given", "source": "request"},
    "url": None,
    "characters": 58,
    "figures": 1,
    "passages": [{"id": "reservoir-may.txt#0-58", "start": 0, "end": 58}],
    "text": _TEXT,
}

_CITED = ANSWER["answer"]["citations"][0]
_TOLD: tuple[tuple[str, dict[str, Any]], ...] = (
    ("passages", {name: ANSWER[name] for name in ("question", "standalone_question", "passages")}),
    ("sentence", {"text": _TEXT, "citation": _CITED}),
    ("conflict", ANSWER["conflicts"][0]),
    ("done", {name: ANSWER[name] for name in ("status", "answer", "alternatives", "checked", "conversation")}),
)
EVENTS = "".join(f"event: {name}\ndata: {json.dumps(data)}\n\n" for name, data in _TOLD)

CONVERSE: Any = {
    "untitled": {"summary": "Its first question becomes its title", "value": {}},
    "titled": {"summary": "With a title", "value": {"title": "Water for next summer"}},
}

CONVERSATION_ROW: dict[str, Any] = {
    "id": "5f0c6f0e8d3b4c1f9a7be2d16c4480aa",
    "title": "how much water was in the reservoir?",
    "begun": "2024-06-02T08:15:00Z",
    "changed": "2024-06-02T08:15:09Z",
    "turns": 1,
}
CONVERSATIONS: dict[str, Any] = {"conversations": [CONVERSATION_ROW], "next": None}
CONVERSATION: dict[str, Any] = CONVERSATION_ROW | {
    "turns": [
        {
            "number": 1,
            "asked": "2024-06-02T08:15:09Z",
            "question": ANSWER["question"],
            "query": ANSWER["standalone_question"],
            "answer": ANSWER | {"conversation": CONVERSATION_ROW["id"]},
        }
    ]
}
EXPORT = """# how much water was in the reservoir?

Begun 2024-06-02T08:15:00Z

## 1. how much water was in the reservoir?

The reservoir held 4.1 million cubic metres on 3 May 2024.[^1]

[^1]: “The reservoir held 4.1 million cubic metres on 3 May 2024.” Water in the reservoir, Valley Herald, 2024-05-04,
`reservoir-may.txt` 0–58
"""

CHAT: Any = {
    "short": {
        "summary": "A question",
        "value": {"model": "crosscheck", "messages": [{"role": "user", "content": ANSWER["question"]}]},
    },
    "following": {
        "summary": "After an earlier question, in parts, as a stream",
        "value": {
            "model": "crosscheck",
            "stream": True,
            "temperature": 0,
            "messages": [
                {"role": "system", "content": "Answer briefly."},
                {"role": "user", "content": ANSWER["question"]},
                {"role": "assistant", "content": _TEXT},
                {"role": "user", "content": [{"type": "text", "text": "and a year earlier?"}]},
            ],
        },
    },
}
_SPOKEN = f"{_TEXT} [1]\n\n[1] Water in the reservoir · Valley Herald · 2024-05-04"
_COMPLETION = {"id": "chatcmpl-5f0c6f0e8d3b4c1f9a7be2d16c4480aa", "created": 1717316109, "model": "crosscheck"}
_USAGE = {"prompt_tokens": 8, "completion_tokens": 38, "total_tokens": 46}
_ANNOTATION = {
    "type": "url_citation",
    "url_citation": {
        "start_index": 0,
        "end_index": 58,
        "title": "Water in the reservoir",
        "url": "http://127.0.0.1:8765/v1/documents/reservoir-may.txt",
    },
    "crosscheck": {
        "document": "reservoir-may.txt",
        "start": 0,
        "end": 58,
        "quote": _TEXT,
        "conflict": None,
        "publisher": "Valley Herald",
        "published": "2024-05-04",
    },
}
COMPLETION: dict[str, Any] = _COMPLETION | {
    "object": "chat.completion",
    "choices": [
        {
            "index": 0,
            "message": {"role": "assistant", "content": _SPOKEN, "refusal": None, "annotations": [_ANNOTATION]},
            "logprobs": None,
            "finish_reason": "stop",
        }
    ],
    "usage": _USAGE,
    "crosscheck": ANSWER,
}


def _chunk(delta: dict[str, Any], finish: str | None = None) -> str:
    choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
    return f"data: {json.dumps(_COMPLETION | {'object': 'chat.completion.chunk', 'choices': [choice]})}\n\n"


CHUNKS = "".join(
    (
        _chunk({"role": "assistant", "content": ""}),
        _chunk({"content": _SPOKEN}),
        _chunk({"annotations": [_ANNOTATION]}),
        _chunk({}, "stop"),
        "data: [DONE]\n\n",
    )
)
MODELS: dict[str, Any] = {
    "object": "list",
    "data": [{"id": "crosscheck", "object": "model", "created": 0, "owned_by": "crosscheck"}],
}
