"""A set of documents with its gold, as it lies in a folder."""

from dataclasses import dataclass
from pathlib import Path

from corpus.errors import CrosscheckError
from eval.gold import Gold, read_gold

DOCUMENTS = ("documents", "seeds")
CONFLICTS = ("gold.jsonl", "conflicts.jsonl", "seed_conflicts.jsonl")
FORBIDDEN = ("must_not_pair.jsonl", "seed_must_not_pair.jsonl")
ANSWERS = ("answers.jsonl", "answer.jsonl", "seed_answer.jsonl")


class IncompleteCase(CrosscheckError):
    """A folder in which documents, gold or question are missing."""


@dataclass(frozen=True, slots=True)
class Case:
    """Documents, the questions to ask of them, and what is known of the answers."""

    name: str
    documents: Path
    question: str | None
    """The one question of the case; None where the gold names a question for each conflict and each answer."""
    gold: Gold

    @property
    def questions(self) -> tuple[str, ...]:
        """Every question to ask, once each."""
        if self.question is not None:
            return (self.question,)
        of_conflicts = [conflict.question for conflict in self.gold.conflicts]
        of_answers = [answer.question for answer in self.gold.answers]
        return tuple(dict.fromkeys(question for question in of_conflicts + of_answers if question is not None))


def case_in(folder: Path, question: str | None = None) -> Case:
    """The case that a folder holds: documents in documents/ or seeds/, the gold beside them or in gold/.

    The question is that of question.txt, then the one given.
    """
    kept = folder / "gold" if (folder / "gold").is_dir() else folder
    gold = read_gold(_first(kept, CONFLICTS), _first(kept, FORBIDDEN), _first(kept, ANSWERS))
    written = folder / "question.txt"
    if written.is_file():
        question = written.read_text(encoding="utf-8").strip()
    elif any(conflict.question for conflict in gold.conflicts):
        question = None
    elif question is None:
        raise IncompleteCase(f"{folder} says no question: write question.txt or give --question")
    return Case(folder.resolve().name, _first(folder, DOCUMENTS), question, gold)


def _first(folder: Path, names: tuple[str, ...]) -> Path:
    for name in names:
        if (folder / name).exists():
            return folder / name
    raise IncompleteCase(f"{folder} holds none of {', '.join(names)}: give a folder such as corpus/sample")
