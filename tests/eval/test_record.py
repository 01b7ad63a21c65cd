from eval.record import Row, recorded, table_of

BEFORE = Row("2026-05-01", "abc", "towns", 40, {"ndcg@10": 0.4, "latency.p50": 1200.0}, "words only")
AFTER = Row("2026-05-02", "def", "towns", 40, {"ndcg@10": 0.5, "answer.contains": 1.0})
OTHER = Row("2026-05-02", "def", "rivers", 7, {"mrr": 0.25})


def test_a_set_at_a_commit_has_one_row_the_last_that_was_measured() -> None:
    again = Row("2026-05-03", "def", "towns", 40, {"ndcg@10": 0.6})
    assert recorded([BEFORE, AFTER, OTHER], [again]) == [BEFORE, OTHER, again]


def test_the_table_shows_each_set_commit_by_commit_and_leaves_blank_what_was_not_measured() -> None:
    table = table_of([BEFORE, OTHER, AFTER])
    assert "## towns, 40 questions" in table
    assert "| date | commit | note | nDCG@10 | contains | p50 ms |" in table
    assert "| 2026-05-01 | abc | words only | 0.400 |  | 1,200 |" in table
    assert "| 2026-05-02 | def |  | 0.500 | 1.000 |  |" in table
    assert table.index("## towns") < table.index("## rivers")
