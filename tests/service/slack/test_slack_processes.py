"""The command in processes of its own: killed, told to leave, over HTTP."""

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from eval.benchmarks.slack_run import at_work, report, run, settled
from service.http.app import create_app
from service.slack.testing import FakeSlack
from tests.service.serving import served
from tests.service.slack.bots import QUESTION, answer, service_of

PAGE = (Path(__file__).parents[3] / "service" / "slack" / "README.md").read_text("utf-8")


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(create_app(service_of(tmp_path_factory.mktemp("data")))) as port:
        yield f"http://127.0.0.1:{port}"


def test_no_question_is_lost_and_none_answered_twice_when_a_worker_is_killed_and_sockets_break(service: str) -> None:
    with FakeSlack() as slack:
        slack.postman.retry_after_s = (0.2, 0.5, 1.0, 2.0, 4.0)
        with at_work(slack, service, 2) as workers:
            sent = run(slack, workers, 90, 20.0, 1, seed=3, drop_every_s=2.0)
            outcome = settled(slack, workers, sent)
    assert outcome.is_well, report(sent, outcome, slack)
    assert len(outcome.answered) == len(sent.questions) > 40
    assert set(outcome.answered.values()) == {1}


def test_over_http_it_says_where_it_listens_answers_and_leaves_when_told(service: str, tmp_path: Path) -> None:
    command = [str(Path(sys.executable).with_name("crosscheck")), "slack", "run", "--http", "--url", service]
    with FakeSlack() as slack:
        settings = {"CROSSCHECK_SLACK_STATE": str(tmp_path / "slack.db"), "CROSSCHECK_SLACK_PORT": "0"}
        environment = slack.environment | settings | {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}
        with subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        ) as bot:
            assert bot.stdout is not None
            assert bot.stderr is not None
            greeting = bot.stdout.readline()
            found = re.search(
                r"answers as @crosscheck in Test Valley, at (http://127\.0\.0\.1:\d+/slack/events)", greeting
            )
            assert found, bot.stderr.read()
            slack.postman.request_url = found[1]
            asked, _ = slack.mention(QUESTION)
            assert "4.1 million" in answer(slack, asked)["text"]
            bot.send_signal(signal.SIGTERM)
            _, said = bot.communicate(timeout=20)
            assert bot.returncode == 0
            for secret in (slack.web.bot_token, slack.signing_secret):
                assert secret not in greeting + said


def test_every_test_that_the_page_names_is_one() -> None:
    named = set(re.findall(r"`(test_\w+)`", PAGE))
    there = {
        name
        for path in Path(__file__).parent.glob("test_*.py")
        for name in re.findall(r"def (test_\w+)", path.read_text("utf-8"))
    }
    assert len(named) > 8
    assert named - there == set()


def test_every_command_of_the_page_is_one() -> None:
    assert set(re.findall(r"`?crosscheck slack (\w+)", PAGE)) == {"manifest", "doctor", "run"}
