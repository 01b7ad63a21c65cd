import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from eval import news
from eval.extraction import Tally
from eval.measure_figures import news_rows
from eval.news import Quantity, found_in, judged, main, read_sentences, scores_of, sets_in


def stated(value: float, sign: str = "=", unit: str | None = None, *, optional: bool = False) -> Quantity:
    return Quantity(((value, value),), sign, frozenset({unit}), optional)


def row(text: str, *figures: Mapping[str, object]) -> str:
    return json.dumps({"id": "n1", "text": text, "figures": figures}) + "\n"


def test_what_is_found_is_what_the_figures_command_prints_without_dates_and_ordinals() -> None:
    (miles, firms) = found_in("On 3 May 2021 some 26 miles were the third stretch that 500 firms had built.")
    assert (miles.intervals[0], miles.signs, miles.units) == ((26.0, 26.0), "~", frozenset({"mile"}))
    assert (firms.intervals[0], firms.units) == ((500.0, 500.0), frozenset({"firm"}))


def test_each_found_quantity_serves_the_stated_one_that_it_is_likest() -> None:
    shares, firms = stated(5, unit="percent"), stated(5, unit="firm")
    result = judged([shares, firms], [stated(5, unit="firm"), stated(5, "~")])
    assert result.pairs == ((shares, stated(5, "~")), (firms, firms))
    assert (result.missed, result.beyond) == ((), ())


def test_an_optional_quantity_excuses_what_is_found_and_is_not_missed() -> None:
    optional = stated(2, optional=True)
    assert judged([optional], [stated(2)]) == judged([optional], []) == news.Judged((), (), ())


def test_value_comparator_and_unit_are_counted_apart() -> None:
    right, bound, unit = stated(1, ">", "firm"), stated(2, "<", "firm"), stated(3, "=", "firm")
    found = [stated(1, ">", "firm"), stated(2, "=", "firm"), stated(3, "=", "mile"), stated(4)]
    scores = scores_of([judged([right, bound, unit], found)])
    assert scores.value == Tally(right=3, expected=3, found=4)
    assert scores.comparator == Tally(right=2, expected=3, found=4)
    assert scores.unit == Tally(right=2, expected=3, found=4)


def test_nearly_is_about_and_less_than() -> None:
    (found,) = found_in("Nearly 500 firms closed.")
    assert all(news.same_sign(stated(500, sign), found) for sign in "~<")
    assert not news.same_sign(stated(500, "="), found)


def test_failures_are_listed_of_development_and_never_of_the_held_out_half(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    figure = {"values": [[7, 7]], "comparator": "=", "units": ["firm"]}
    (tmp_path / "development.jsonl").write_text(row("Some 500 mills closed.", figure), encoding="utf-8")
    (tmp_path / "held_out.jsonl").write_text(row("Some 600 mills closed.", figure), encoding="utf-8")
    assert main([str(tmp_path), "--verbose"]) == 0
    printed = capsys.readouterr().out
    assert "missed =7 firm" in printed
    assert "500 mills" in printed
    assert "600 mills" not in printed
    assert [path.stem for path in sets_in(tmp_path)] == ["development", "held_out"]


def test_the_halves_share_no_sentence_and_hold_more_than_two_hundred_and_forty() -> None:
    texts = [sentence.text for path in sets_in(news.SENTENCES) for sentence in read_sentences(path)]
    assert len(texts) == len(set(texts)) > 240


def test_every_set_of_news_sentences_meets_its_targets() -> None:
    assert [row.what for row in news_rows(None) if not row.met] == []  # type: ignore[arg-type]
