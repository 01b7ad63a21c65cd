"""What sources dispute of what a question asks for: both values in the answer itself, or several right answers."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.figures.figure import Figure
from service.answer import Alternative, AnswerText, Citation, ConflictView, PairView, SideSource, SideView
from service.answering import SENTENCES, WORDS, laid_out
from service.conflicts.namesakes import TWO_THINGS
from service.questions import Question
from service.scoring import nearness
from service.sentences import is_prose

_YEAR = re.compile(r"\b(?:1\d|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Asked:
    """A figure that an answer gives for what was asked, the conflict that it is a side of, and that side's number."""

    citation: Citation
    conflict: ConflictView
    side: int

    def others(self) -> Iterator[tuple[SideView, PairView]]:
        """The other sides, each with how it differs from this one."""
        for pair in self.conflict.pairs:
            if self.side in (pair.a, pair.b):
                yield self.conflict.sides[pair.b if self.side == pair.a else pair.a], pair


def asked_in(
    answer: AnswerText,
    question: Question,
    figures: Sequence[Figure],
    rarity: Mapping[str, float],
    conflicts: Sequence[ConflictView],
) -> list[Asked]:
    """The conflicts on what the answer gives for an amount or a time that was asked for, the plainest given first.

    Of each sentence that is the one figure of the kinds asked for around which the question's words stand; a question
    after anything else has none.
    """
    given = [_given(citation, question, figures, rarity) for citation in answer.citations]
    stated = [(figure, citation) for figure, citation in zip(given, answer.citations, strict=True) if figure]
    nearest_first = sorted(stated, key=lambda each: -nearness(each[0], rarity))
    return [asked for figure, citation in nearest_first for asked in _in_conflicts(citation, figure, conflicts)]


def _given(
    citation: Citation, question: Question, figures: Sequence[Figure], rarity: Mapping[str, float]
) -> Figure | None:
    inside = [
        figure
        for figure in figures
        if figure.value.kind in question.kinds
        and figure.document == citation.document
        and citation.source_start <= figure.value.start
        and figure.value.end <= citation.source_end
    ]
    return max(inside, key=lambda figure: (nearness(figure, rarity), -figure.value.start), default=None)


def _in_conflicts(citation: Citation, figure: Figure, conflicts: Sequence[ConflictView]) -> Iterator[Asked]:
    for conflict in conflicts:
        for number, side in enumerate(conflict.sides):
            if any((each.document, each.start) == (figure.document, figure.value.start) for each in side.sources):
                yield Asked(citation, conflict, number)


def with_both_sides(answer: AnswerText, question: Question, asked: Sequence[Asked]) -> AnswerText:
    """The answer with a sentence of each side that disputes what it gives, at most three sentences and 90 words.

    What has no part in the dispute makes room, from the end. As it was where nothing is disputed, or all is said.
    """
    for each in asked:
        kept = [each.citation, *_disputing(each, answer.citations)]
        added: list[Citation] = []
        for side in _unsaid(each, question, answer):
            added += fitting(side, [*kept, *added])
        if added:
            return laid_out([*_with_room(answer.citations, kept, added), *added])
    return answer


def _unsaid(asked: Asked, question: Question, answer: AnswerText) -> list[SideView]:
    """The sides that contradict a value and are not in the answer; where the question leaves open which time it means,
    and the answer says one value only, also those of another time.
    """
    others = [(side, pair.type) for side, pair in asked.others() if pair.type in ("contradiction", "change_over_time")]
    said = [side for side, _ in others if _states(side, answer.citations)]
    also_of_other_times = not said and not _YEAR.search(question.text)
    return [side for side, kind in others if side not in said and (kind == "contradiction" or also_of_other_times)]


def _with_room(citations: Sequence[Citation], kept: Sequence[Citation], added: Sequence[Citation]) -> list[Citation]:
    """The citations that are kept, and of the others those for which there is room beside what is added."""
    taken = list(kept)
    for citation in citations:
        if citation not in kept and _fits(citation, [*taken, *added]):
            taken.append(citation)
    return [citation for citation in citations if citation in taken]


def _disputing(asked: Asked, citations: Sequence[Citation]) -> list[Citation]:
    """For each side that contradicts a value the first of the citations that states it."""
    sides = [side for side, pair in asked.others() if pair.type == "contradiction"]
    found = (next((citation for citation in citations if _states(side, [citation])), None) for side in sides)
    return [citation for citation in found if citation and citation != asked.citation]


def _states(side: SideView, citations: Sequence[Citation]) -> bool:
    """Whether one of the citations holds what the side states."""
    return any(_holds(citation, source) for citation in citations for source in side.sources)


def _holds(citation: Citation, source: SideSource) -> bool:
    inside = citation.source_start <= source.start and source.end <= citation.source_end
    return inside and citation.document == source.document


def fitting(side: SideView, kept: Sequence[Citation]) -> list[Citation]:
    """The sentence of the side that has room: whole statements first, then short ones; none where none has."""
    ordered = sorted(side.sources, key=lambda source: (not is_prose(source.sentence.text), _words(source)))
    cited = (citation_of(source) for source in ordered)
    return [citation for citation in cited if citation and _fits(citation, kept)][:1]


def _words(source: SideSource) -> int:
    return len(source.sentence.text.split())


def citation_of(source: SideSource) -> Citation | None:
    """The source's sentence as a citation, not laid out yet; None where no one passage holds it."""
    said = source.sentence
    if source.passage is None:
        return None
    return Citation(0, len(said.text), source.document, source.passage, said.start, said.end, said.text)


def _fits(citation: Citation, kept: Sequence[Citation]) -> bool:
    words = sum(len(each.quote.split()) for each in (*kept, citation))
    return len(kept) < SENTENCES and words <= WORDS


def alternatives_of(question: Question, asked: Sequence[Asked]) -> tuple[Alternative, ...]:
    """The answers that are all right, as they are of different occurrences or of two things of one name; none where
    there are not several. Of a question that names a year those that are about it. Values that contradict each other
    are of one occurrence: one alternative, of which either may be right.
    """
    years = set(_YEAR.findall(question.text))
    for each in asked:
        if not any(_both_right(pair) for _, pair in each.others()):
            continue
        groups = [group for group in _of_one(each) if not years or any(years & _years(side) for side in group)]
        if len(groups) > 1:
            return tuple(_alternative(group) for group in groups)
    return ()


def _of_one(asked: Asked) -> list[list[SideView]]:
    """The sides in groups, one for each occurrence or thing, that of the answer first."""
    conflict = asked.conflict
    others = {pair.a + pair.b - asked.side for _, pair in asked.others() if _both_right(pair)}
    disputing = {frozenset((pair.a, pair.b)) for pair in conflict.pairs if pair.type == "contradiction"}
    groups: list[list[int]] = []
    for number in [asked.side, *sorted(others)]:
        same = [group for group in groups if any(frozenset((number, other)) in disputing for other in group)]
        if same:
            same[0].append(number)
        else:
            groups.append([number])
    contradicting = [pair.a + pair.b - asked.side for _, pair in asked.others() if pair.type == "contradiction"]
    groups[0] += [number for number in contradicting if number not in groups[0]]
    return [[conflict.sides[number] for number in group] for group in groups]


def _alternative(sides: Sequence[SideView]) -> Alternative:
    return Alternative(" or ".join(side.text for side in sides), tuple(each for side in sides for each in side.sources))


def _both_right(pair: PairView) -> bool:
    return pair.type == "different_occurrence" or pair.rule == TWO_THINGS.rule


def _years(side: SideView) -> set[str]:
    return {year for source in side.sources for year in _YEAR.findall(f"{source.as_of or ''} {source.sentence.text}")}
