"""Eval sets: a folder of questions with known answers, and what to index before they are asked."""

import json
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from eval.errors import BadEvalSet
from eval.gold import ForbiddenPair, read_forbidden
from eval.qrels import Grades, qrels_file, read_qrels
from eval.questions import Question
from eval.set_rows import ConflictRow, QueryRow, QuestionRow, faults_of, query_of, question_of
from eval.wanted import Wanted

T = TypeVar("T")
OWN_SETS = Path(__file__).parent / "sets"
FAULTS_SHOWN = 10
DESCRIBED_BY = {"documents", "conflicts", "must_not_pair"}


@dataclass(frozen=True, slots=True)
class EvalSet:
    """A set whose every row has been read once; the questions themselves are read as they are asked."""

    name: str
    folder: Path
    file: Path
    documents: Path | None
    """corpus.jsonl or a folder of documents; None where the questions are about what somebody else keeps."""
    qrels: Mapping[str, Grades]
    gold: Mapping[str, Wanted]
    """The conflicts of the whole corpus: a question may name those it wants, the others are no false alarms."""
    forbidden: tuple[ForbiddenPair, ...]
    count: int
    digest: str
    """Of the questions and of all that says what their answers are."""
    corpus_digest: str | None

    def questions(self, limit: int | None = None) -> Iterator[Question]:
        """The first `limit` questions, in the order of the file."""
        asked = (question for _, question in _rows_of(self.file, self.qrels, self.gold))
        for number, question in enumerate(asked):
            if limit is not None and number >= limit:
                return
            yield question


def eval_set(name: str) -> EvalSet:
    """The set in a folder, or the one of that name that comes with Crosscheck; BadEvalSet where there is none."""
    folder = Path(name)
    if not folder.is_dir() and (OWN_SETS / name).is_dir():
        folder = OWN_SETS / name
    if not folder.is_dir():
        own = ", ".join(sorted(path.name for path in OWN_SETS.iterdir() if path.is_dir()))
        raise BadEvalSet(f"{name} is no folder and none of the sets that come along ({own})")
    return read_eval_set(folder.resolve())


def read_eval_set(folder: Path) -> EvalSet:
    """The set, every row of it checked; BadEvalSet names each bad row by file and line."""
    file = _questions_file(folder)
    described = _described(folder)
    judged = qrels_file(folder)
    qrels = read_qrels(judged) if judged else {}
    if file.name == "queries.jsonl" and not qrels:
        raise BadEvalSet(f"{file} has no qrels.tsv beside it: expected the header query-id, corpus-id, score and rows")
    conflicts, forbidden = _beside(folder, described, "conflicts"), _beside(folder, described, "must_not_pair")
    gold = _gold(conflicts) if conflicts else {}
    documents = _beside(folder, described, "documents")
    return EvalSet(
        name=folder.name,
        folder=folder,
        file=file,
        documents=documents,
        qrels=qrels,
        gold=gold,
        forbidden=read_forbidden(forbidden) if forbidden else (),
        count=_checked(file, qrels, gold),
        digest=digest_of([path for path in (file, judged, conflicts, forbidden) if path]),
        corpus_digest=digest_of([documents]) if documents else None,
    )


def digest_of(paths: list[Path]) -> str:
    """sha256 over the names and bytes of files, and of all files in folders."""
    digest = sha256()
    for path in paths:
        for file in sorted(below for below in path.rglob("*") if below.is_file()) if path.is_dir() else [path]:
            name = (file.relative_to(path).as_posix() if path.is_dir() else file.name).encode()
            content = file.read_bytes()
            for part in (name, content):
                digest.update(len(part).to_bytes(8) + part)
    return digest.hexdigest()


def _questions_file(folder: Path) -> Path:
    for name in ("questions.jsonl", "queries.jsonl"):
        if (folder / name).is_file():
            return folder / name
    raise BadEvalSet(f"{folder} holds neither questions.jsonl nor BEIR's queries.jsonl with qrels.tsv: is it a set?")


def _described(folder: Path) -> Mapping[str, str]:
    """What set.toml says: where documents, conflicts and must_not_pair lie, if not in the folder itself."""
    path = folder / "set.toml"
    if not path.is_file():
        return {}
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadEvalSet(f"{path} is not TOML ({error})") from error
    for name, value in said.items():
        if name not in DESCRIBED_BY or not isinstance(value, str):
            raise BadEvalSet(f"{path}: met {name} = {value!r}, expected a path for {', '.join(sorted(DESCRIBED_BY))}")
        if not (folder / value).exists():
            raise BadEvalSet(f"{path}: {name} = {value!r} does not exist: expected a path from {folder}")
    return said


def _beside(folder: Path, described: Mapping[str, str], part: str) -> Path | None:
    """The file or folder of one part, as set.toml says or by its usual name."""
    if part in described:
        return (folder / described[part]).resolve()
    usual = {"documents": ("corpus.jsonl", "documents")}.get(part, (f"{part}.jsonl",))
    return next((folder / name for name in usual if (folder / name).exists()), None)


def _gold(path: Path) -> dict[str, Wanted]:
    found: dict[str, Wanted] = {}

    def take(written: Mapping[str, Any]) -> None:
        wanted = ConflictRow.model_validate(written).wanted("")
        if not wanted.id or wanted.id in found:
            raise ValueError(f"id: met {wanted.id!r}, expected one that no other conflict has")
        found[wanted.id] = wanted

    for _ in _read(path, take):
        pass
    return found


def _checked(file: Path, qrels: Mapping[str, Grades], gold: Mapping[str, Wanted]) -> int:
    """How many questions there are; BadEvalSet where a row is none, or an id comes twice."""
    lines: dict[str, int] = {}
    twice: list[str] = []
    for line, question in _rows_of(file, qrels, gold):
        if question.id in lines:
            twice.append(f"{file}:{line}: id {question.id!r} is that of line {lines[question.id]}, expected its own")
        lines[question.id] = line
    if twice:
        raise BadEvalSet(_listed(twice))
    if not lines:
        raise BadEvalSet(f"{file} holds no question{' that qrels.tsv judges' if qrels else ''}: expected one a line")
    return len(lines)


def _rows_of(file: Path, qrels: Mapping[str, Grades], gold: Mapping[str, Wanted]) -> Iterator[tuple[int, Question]]:
    """The questions with their lines. BEIR's queries are asked where qrels judge them, as BEIR itself does."""

    def question(written: Mapping[str, Any]) -> Question:
        row = QuestionRow.model_validate(written)
        return question_of(row, written, qrels.get(row.id, {}), gold)

    def query(written: Mapping[str, Any]) -> Question | None:
        row = QueryRow.model_validate(written)
        return query_of(row, written, qrels[row.id]) if row.id in qrels else None

    read: Callable[[Mapping[str, Any]], Question | None] = query if file.name == "queries.jsonl" else question
    for line, found in _read(file, read):
        if found is not None:
            yield line, found


def _read(path: Path, read: Callable[[Mapping[str, Any]], T]) -> Iterator[tuple[int, T]]:
    """What `read` makes of each line that is not blank; BadEvalSet, when all are read, where some are no such row."""
    faults: list[str] = []
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            content = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
            if not content.strip():
                continue
            try:
                yield number, read(_object(content))
            except ValidationError as error:
                faults.append(f"{path}:{number}: {faults_of(error)}")
            except ValueError as error:
                faults.append(f"{path}:{number}: {error}")
    if faults:
        raise BadEvalSet(_listed(faults))


def _object(line: bytes) -> dict[str, Any]:
    try:
        row = json.loads(line.decode())
    except UnicodeDecodeError as error:
        raise ValueError(f"not UTF-8 (byte {error.start} of the line): expected a JSON object in UTF-8") from error
    except (json.JSONDecodeError, RecursionError) as error:
        raise ValueError(f"broken JSON ({error}): expected one object a line") from error
    if not isinstance(row, dict):
        raise ValueError(f"met {json.dumps(row)[:60]}, expected a JSON object")  # noqa: TRY004  # told with its line
    return row


def _listed(faults: list[str]) -> str:
    more = f"\nand {len(faults) - FAULTS_SHOWN:,} more" if len(faults) > FAULTS_SHOWN else ""
    return "\n".join(faults[:FAULTS_SHOWN]) + more
