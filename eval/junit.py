"""JUnit XML: gates that were missed are failures, questions that could not be asked are errors."""

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import quoteattr

from eval.gates import Verdict


def junit_of(name: str, verdicts: Sequence[Verdict], questions: Iterable[tuple[str, str | None]], failed: int) -> str:
    """The report; `questions` are ids with the error of those that failed. No times: the same run, the same bytes."""
    cases = [_question_case(name, identifier, error) for identifier, error in questions]
    missed = sum(not verdict.passed for verdict in verdicts)
    return "".join(
        (
            '<?xml version="1.0" encoding="UTF-8"?>\n',
            f'<testsuites name="crosscheck eval" tests="{len(cases) + len(verdicts)}" failures="{missed}" ',
            f'errors="{failed}">\n',
            f'<testsuite name="gates" tests="{len(verdicts)}" failures="{missed}" errors="0">\n',
            *(_gate_case(name, verdict) for verdict in verdicts),
            f'</testsuite>\n<testsuite name="questions" tests="{len(cases)}" failures="0" errors="{failed}">\n',
            *cases,
            "</testsuite>\n</testsuites>\n",
        )
    )


def _gate_case(name: str, verdict: Verdict) -> str:
    case = f"<testcase classname={_attribute(name + '.gates')} name={_attribute(verdict.gate.written)}"
    if verdict.passed:
        return f"{case}/>\n"
    return f"{case}><failure message={_attribute(verdict.told)}/></testcase>\n"


def _question_case(name: str, identifier: str, error: str | None) -> str:
    case = f"<testcase classname={_attribute(name + '.questions')} name={_attribute(identifier)}"
    return f"{case}/>\n" if error is None else f"{case}><error message={_attribute(error)}/></testcase>\n"


def _attribute(text: str) -> str:
    """The text as an attribute, without the characters that XML cannot hold."""
    kept = "".join(character if character >= " " and character not in "\ufffe\uffff" else " " for character in text)
    return quoteattr(kept)
