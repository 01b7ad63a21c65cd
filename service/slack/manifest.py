"""The manifest that creates the app, and what it grants."""

from importlib.resources import files
from typing import Any

import yaml


def manifest_text() -> str:
    """The manifest as a person pastes it."""
    return (files("service.slack") / "slack-manifest.yaml").read_text("utf-8")


def manifest() -> dict[str, Any]:
    """What it says."""
    read: dict[str, Any] = yaml.safe_load(manifest_text())
    return read


def scopes() -> frozenset[str]:
    """The scopes that the bot token has once the app is installed."""
    return frozenset(manifest()["oauth_config"]["scopes"]["bot"])
