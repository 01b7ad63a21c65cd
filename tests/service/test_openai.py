"""OpenAI's own client against a real server: completions whole and streamed, models, and its errors."""

from collections.abc import Iterator
from typing import Any

import openai
import pytest
from openai import OpenAI
from openai.types.chat import ChatCompletionMessageParam

from index.memory import MemorySnapshot
from service.answer import Ask, Turn
from service.http.app import create_app
from service.service import Service
from service.settings import Settings
from service.wire import plain
from tests.service.conversations.talks import QUESTION, service_in
from tests.service.serving import served

ASKED: list[ChatCompletionMessageParam] = [{"role": "user", "content": QUESTION}]


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    return service_in(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def address(service: Service) -> Iterator[str]:
    with served(create_app(service, "secret")) as port:
        yield f"http://127.0.0.1:{port}/v1"


@pytest.fixture
def client(address: str) -> Iterator[OpenAI]:
    with OpenAI(base_url=address, api_key="secret", max_retries=0) as made:
        yield made


def test_a_completion_tells_the_answer_its_conflicts_and_its_sources(client: OpenAI, service: Service) -> None:
    completion = client.chat.completions.create(model="crosscheck", messages=ASKED)
    (choice,) = completion.choices
    text = choice.message.content or ""
    answer = service.ask(Ask(QUESTION))
    assert (completion.object, completion.model, choice.finish_reason) == ("chat.completion", "crosscheck", "stop")
    assert text.startswith(answer.answer.citations[0].quote + " [1]")
    assert "\n\nSources differ:\n- " in text
    assert "3.1 billion euros (Harbour Post, 2022-05-05)" in text
    assert "3.8 billion euros (Audit Office, 2022-09-12; Assembly Record, 2022-10-20)" in text
    assert "\n[2] " in text
    assert completion.model_extra == {"crosscheck": plain(answer)}
    assert completion.usage is not None
    assert completion.usage.total_tokens == completion.usage.prompt_tokens + completion.usage.completion_tokens


def check_annotations(service: Service, text: str, annotations: list[Any]) -> None:
    """Each stands in the text, and what it is of in its document."""
    assert annotations
    for annotation in annotations:
        cited, of = annotation["url_citation"], annotation["crosscheck"]
        stored = service.read(of["document"]).text
        assert annotation["type"] == "url_citation"
        assert stored[of["start"] : of["end"]] == of["quote"]
        assert text[cited["start_index"] : cited["end_index"]] == of["quote"]
        assert cited["title"] == f"Title of {of['document']}"


def test_annotations_say_where_each_quote_and_each_side_stands(client: OpenAI, service: Service) -> None:
    completion = client.chat.completions.create(model="crosscheck", messages=ASKED)
    message = completion.choices[0].message
    assert message.annotations is not None
    annotations = [annotation.model_dump() for annotation in message.annotations]
    check_annotations(service, message.content or "", annotations)
    sides = [each["crosscheck"]["conflict"] for each in annotations if each["crosscheck"]["conflict"]]
    assert {side["side"] for side in sides} == {0, 1}
    urls = {each["crosscheck"]["document"]: each["url_citation"]["url"] for each in annotations}
    assert urls["opening.txt"] == "https://post.example/kestrel?page=1"
    assert urls["audit.txt"].endswith("/v1/documents/audit.txt")
    assert urls["audit.txt"].startswith("http://127.0.0.1:")


def test_a_streamed_completion_is_the_whole_one(client: OpenAI, service: Service) -> None:
    whole = client.chat.completions.create(model="crosscheck", messages=ASKED)
    chunks = list(
        client.chat.completions.create(
            model="crosscheck", messages=ASKED, stream=True, stream_options={"include_usage": True}
        )
    )
    deltas = [chunk.choices[0].delta for chunk in chunks if chunk.choices]
    text = "".join(delta.content or "" for delta in deltas)
    assert deltas[0].role == "assistant"
    assert text == whole.choices[0].message.content
    assert sum(bool(delta.content) for delta in deltas) > 2
    annotations = [each for delta in deltas for each in (delta.model_extra or {}).get("annotations", [])]
    check_annotations(service, text, annotations)
    assert [chunk.choices[0].finish_reason for chunk in chunks if chunk.choices][-1] == "stop"
    assert len({chunk.id for chunk in chunks}) == 1
    assert chunks[-1].usage == whole.usage


def test_the_messages_before_the_last_are_its_history(client: OpenAI, service: Service) -> None:
    messages: list[ChatCompletionMessageParam] = [
        {"role": "system", "content": "You are brief."},
        {"role": "user", "content": QUESTION},
        {"role": "assistant", "content": "3.1 billion euros."},
        {
            "role": "user",
            "content": [{"type": "text", "text": "What do they"}, {"type": "text", "text": "disagree on?"}],
        },
    ]
    completion = client.chat.completions.create(model="crosscheck", messages=messages, temperature=0.2, seed=7)
    said: Any = completion.model_extra
    asked = Ask("What do they\ndisagree on?", history=(Turn(QUESTION, "3.1 billion euros."),))
    assert said["crosscheck"] == plain(service.ask(asked))
    assert said["crosscheck"]["standalone_question"] == QUESTION


def test_what_the_corpus_does_not_say_is_said_with_what_comes_nearest(client: OpenAI) -> None:
    question: list[ChatCompletionMessageParam] = [{"role": "user", "content": "Which enzyme breaks down lactose?"}]
    completion = client.chat.completions.create(model="crosscheck", messages=question)
    assert (completion.choices[0].message.content or "").startswith("The corpus does not say.")


def test_there_is_one_model(client: OpenAI) -> None:
    assert [model.id for model in client.models.list()] == ["crosscheck"]
    assert client.models.retrieve("crosscheck").owned_by == "crosscheck"
    with pytest.raises(openai.NotFoundError):
        client.models.retrieve("gpt-4o")


def test_an_unknown_model_is_not_found(client: OpenAI) -> None:
    with pytest.raises(openai.NotFoundError) as refused:
        client.chat.completions.create(model="gpt-4o", messages=ASKED)
    assert (refused.value.code, refused.value.type) == ("model_not_found", "not_found_error")
    assert "use 'crosscheck'" in refused.value.message


@pytest.mark.parametrize("key", ["wrong", "secret2"])
def test_without_the_key_nobody_is_let_in(address: str, key: str) -> None:
    with OpenAI(base_url=address, api_key=key, max_retries=0) as stranger:
        with pytest.raises(openai.AuthenticationError) as refused:
            stranger.models.list()
        assert refused.value.code == "invalid_api_key"
        with pytest.raises(openai.AuthenticationError):
            stranger.chat.completions.create(model="crosscheck", messages=ASKED)


@pytest.mark.parametrize(
    ("messages", "message"),
    [
        ([], "at least 1 item"),
        ([{"role": "assistant", "content": "I speak last."}], "the last message must be a question"),
        ([{"role": "user", "content": "?!"}], "the last message must be a question"),
        ([{"role": "user", "content": None}], "the last message must be a question"),
        ([{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "x"}}]}], "cannot be read here"),
        ([{"role": "user", "content": "why? " * 1_000}], "are allowed: ask a shorter one"),
        ([{"role": "nobody", "content": "why?"}], "messages"),
    ],
)
def test_what_cannot_be_asked_is_a_bad_request(client: OpenAI, messages: list[Any], message: str) -> None:
    for stream in (False, True):
        with pytest.raises(openai.BadRequestError, match=message) as refused:
            client.chat.completions.create(model="crosscheck", messages=messages, stream=stream)
        assert refused.value.type == "invalid_request_error"


def test_too_many_requests_are_the_clients_rate_limit(service: Service) -> None:
    settings = Settings(concurrency=1, queue=0, body_bytes=1_000)
    with served(create_app(service, None, settings), settings) as port, pytest.MonkeyPatch.context() as patch:
        address = f"http://127.0.0.1:{port}/v1"
        with OpenAI(base_url=address, api_key="none", max_retries=0) as client:

            def asked_meanwhile(*_: object) -> object:
                with pytest.raises(openai.RateLimitError) as refused:
                    client.chat.completions.create(model="crosscheck", messages=ASKED)
                assert refused.value.code == "rate_limit_exceeded"
                assert refused.value.response.headers["retry-after"] == "1"
                raise RuntimeError("seen")

            patch.setattr(MemorySnapshot, "figures_like_all", asked_meanwhile)
            with pytest.raises(openai.InternalServerError) as failed:
                client.chat.completions.create(model="crosscheck", messages=ASKED)
            assert failed.value.type == "server_error"
            with pytest.raises(openai.APIError, match="a fault in Crosscheck"):
                list(client.chat.completions.create(model="crosscheck", messages=ASKED, stream=True))
            with pytest.raises(openai.APIStatusError) as large:
                client.chat.completions.create(model="crosscheck", messages=[*ASKED * 50])
            assert large.value.status_code == 413
