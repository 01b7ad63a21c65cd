"""A Slack to test against: Web API, events with real signatures, a socket server, and the documented limits."""

from service.slack.testing.slack import FakeSlack

__all__ = ["FakeSlack"]
