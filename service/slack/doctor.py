"""Everything that can keep the bot from answering, each with what mends it."""

import os
from collections.abc import Iterator, Mapping

from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse, WebClient

from corpus.errors import CrosscheckError
from service.answer import Ask
from service.doctor import Check, fine, wrong
from service.settings import Settings
from service.slack.bot import client_of
from service.slack.journal import Journal
from service.slack.manifest import scopes
from service.slack.running import state_file
from service.slack.tokens import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET, Tokens, problem_with
from service.slack.working import Crosscheck

_PAGE = "https://api.slack.com/apps"
_QUESTION = "what do the documents say?"


def slack_checks(
    settings: Settings, environment: Mapping[str, str] = os.environ, *, http: bool = False
) -> Iterator[Check]:
    """Tokens, scopes and socket, in the order in which mending makes sense; the journal."""
    names = (BOT_TOKEN, SIGNING_SECRET) if http else (BOT_TOKEN, APP_TOKEN)
    shapes = [_shape(name, environment) for name in names]
    yield from shapes
    if shapes[0].ok:
        client = client_of(Tokens(environment[BOT_TOKEN].strip()), settings.slack_api)
        yield from _bot(client, settings)
        if not http and shapes[1].ok:
            yield _socket(client, environment[APP_TOKEN].strip())


def service_check(crosscheck: Crosscheck) -> Check:
    """Whether a question is answered; it need not be known."""
    try:
        answer = crosscheck.ask(Ask(_QUESTION))
    except CrosscheckError as error:
        return wrong(
            "service", str(error), "crosscheck serve, and CROSSCHECK_URL (with CROSSCHECK_API_KEY) to where it is"
        )
    return fine("service", f"answers, with {len(answer.passages)} passages")


def _shape(name: str, environment: Mapping[str, str]) -> Check:
    problem = problem_with(name, environment)
    if problem is None:
        return fine(name, "is set and looks like one")
    return wrong(name, problem, f"copy it from {_PAGE}, then: export {name}=…")


def _bot(client: WebClient, settings: Settings) -> Iterator[Check]:
    try:
        said = client.auth_test()
    except SlackApiError as error:
        mend = f"install the app again at {_PAGE} (Install App), and copy the new Bot User OAuth Token"
        yield wrong("bot token", f"Slack says {error.response.get('error')}", mend)
        return
    except OSError as error:
        yield wrong(
            "bot token", f"no answer from {settings.slack_api} ({error})", f"curl -sI {settings.slack_api}auth.test"
        )
        return
    yield fine("bot token", f"is that of {said.get('user')} in {said.get('team')}")
    yield _scopes(said)
    yield _journal(settings, said["team_id"], said["user_id"])


def _scopes(said: SlackResponse) -> Check:
    given = next((value for name, value in said.headers.items() if name.lower() == "x-oauth-scopes"), "")
    has = {scope.strip() for scope in str(given).split(",") if scope.strip()}
    missing, more = sorted(scopes() - has), sorted(has - scopes())
    if missing:
        mend = f"add them at {_PAGE} (OAuth & Permissions, Bot Token Scopes), then Reinstall to Workspace"
        return wrong("scopes", f"missing: {', '.join(missing)}", mend)
    return fine("scopes", "all there" + (f"; not needed: {', '.join(more)}" if more else ""))


def _socket(client: WebClient, app_token: str) -> Check:
    try:
        client.apps_connections_open(app_token=app_token)
    except SlackApiError as error:
        mend = f"at {_PAGE}: Socket Mode on, and under Basic Information an app-level token with connections:write"
        return wrong("socket", f"Slack says {error.response.get('error')}", mend)
    except OSError as error:
        return wrong("socket", f"no answer from Slack ({error})", None)
    return fine("socket", "Slack opens one")


def _journal(settings: Settings, team: str, bot: str) -> Check:
    path = state_file(settings)
    mend = "name another file with CROSSCHECK_SLACK_STATE, in a folder that may be written"
    try:
        journal = Journal(path, "doctor")
        try:
            journal.belong_to(team, bot)
            counts = journal.counts()
        finally:
            journal.close()
    except (CrosscheckError, OSError) as error:
        return wrong("journal", str(error), mend)
    return fine(
        "journal", f"{path}: {counts.answered:,} answered, {counts.waiting:,} waiting, {counts.failed:,} failed"
    )
