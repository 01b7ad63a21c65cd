"""Chats as OpenAI's clients send them: what is not known is let pass, as they send more with every year."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from service.answer import Ask, Turn
from service.asking import LONGEST_HISTORY, LONGEST_QUESTION
from service.http.schemas import characters

MOST_MESSAGES = 2_000
Flag = Annotated[bool, Field(strict=True)]
Content = Annotated[str, AfterValidator(characters)]


class OpenBody(BaseModel):
    """A body whose further fields mean nothing here."""

    model_config = ConfigDict(extra="allow")


class Part(OpenBody):
    """A part of a message's content; only text can be read."""

    type: Annotated[str, Field(examples=["text"])]
    text: Content | None = None

    @model_validator(mode="after")
    def _is_text(self) -> "Part":
        if self.type not in ("text", "input_text", "refusal"):
            raise ValueError(f"a part of type {self.type[:40]!r} cannot be read here: send text")
        return self


class Message(OpenBody):
    """What one side said."""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: Content | list[Part] | None = None

    @property
    def text(self) -> str:
        """The content as one text, of parts one below the other."""
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content if part.text)
        return self.content or ""


class StreamOptions(OpenBody):
    """What a stream should have beside the answer."""

    include_usage: Flag | None = None


class ChatBody(OpenBody):
    """A chat: its last message is the question, and must be the user's."""

    model: Annotated[str, Field(examples=["crosscheck"])]
    messages: Annotated[list[Message], Field(min_length=1, max_length=MOST_MESSAGES)]
    stream: Flag | None = None
    stream_options: StreamOptions | None = None

    @model_validator(mode="after")
    def _asks(self) -> "ChatBody":
        last = self.messages[-1]
        if last.role != "user" or not any(character.isalnum() for character in last.text):
            raise ValueError("the last message must be a question of the role user, with a word in it")
        return self

    @property
    def question(self) -> str:
        """What is asked."""
        return self.messages[-1].text

    @property
    def prompt(self) -> str:
        """All that was said, as far as it is counted."""
        return "\n".join(message.text for message in self.messages)

    @property
    def wants_usage(self) -> bool:
        """Whether a stream should end with what it cost."""
        return bool(self.stream_options and self.stream_options.include_usage)

    def ask(self) -> Ask:
        """The question with what was said before it; instructions to a model mean nothing to sources."""
        return Ask(self.question, history=tuple(self._turns())[-LONGEST_HISTORY:])

    def _turns(self) -> list[Turn]:
        """Each earlier question with what was answered up to the next, both as long as they count."""
        turns: list[Turn] = []
        for message in self.messages[:-1]:
            said = message.text[:LONGEST_QUESTION]
            if message.role == "user" and any(character.isalnum() for character in said):
                turns.append(Turn(said))
            elif message.role == "assistant" and turns:
                turns[-1] = Turn(turns[-1].question, f"{turns[-1].answer} {said}".strip()[:LONGEST_QUESTION])
        return turns
