from corpus.caching import cached_text


def test_a_text_is_worked_out_once_and_one_that_is_too_long_every_time() -> None:
    asked: list[str] = []

    @cached_text(entries=2, longest=3)
    def upper(text: str) -> str:
        asked.append(text)
        return text.upper()

    assert [upper("abc"), upper("abc"), upper("abcd"), upper("abcd")] == ["ABC", "ABC", "ABCD", "ABCD"]
    assert asked == ["abc", "abcd", "abcd"]


def test_what_was_not_asked_for_longest_is_forgotten() -> None:
    asked: list[str] = []

    @cached_text(entries=2, longest=3)
    def length(text: str) -> int:
        asked.append(text)
        return len(text)

    assert [length(text) for text in ("a", "b", "a", "c", "a", "b")] == [1] * 6
    assert asked == ["a", "b", "c", "b"]
