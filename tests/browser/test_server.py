"""What the server around the form sends, and what it keeps to itself."""

from __future__ import annotations

import tomllib
import urllib.error
import urllib.request
from collections.abc import Callable
from email.message import Message
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visitor import Visitor

ROOT = Path(__file__).resolve().parents[2]


def _get(url: str, **headers: str) -> tuple[int, Message, bytes]:
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers)) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.headers, refused.read()


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/about", 200),
        ("/paper", 200),
        ("/_stcore/health", 200),
        ("/_stcore/agent/openapi.json", 404),
        ("/_stcore/metrics", 404),
        ("/media/none", 404),
    ],
)
def test_every_answer_of_the_server_carries_the_security_headers(app_url: str, path: str, status: int) -> None:
    code, headers, _ = _get(app_url + path)
    assert code == status
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    policy = headers["Content-Security-Policy"]
    for part in ("default-src 'self'", "connect-src 'self'", "frame-ancestors 'none'", "object-src 'none'"):
        assert part in policy
    assert "unsafe-eval" not in policy


def test_no_copy_of_a_page_is_kept_and_its_language_is_said(app_url: str) -> None:
    _, headers, body = _get(app_url + "/", **{"If-None-Match": "*", "Accept-Encoding": "gzip"})
    assert headers["Cache-Control"] == "no-store"
    assert b'<html lang="en"' in body
    assert b"data.streamlit.io" not in body


def test_without_javascript_there_is_a_paper_list(page_factory: Callable[..., Page]) -> None:
    page = page_factory(java_script_enabled=False)
    page.goto("/")
    page.get_by_role("link").click()
    expect(page.locator("h1")).to_have_text("Questions to bring to a visit about gene therapy")
    assert page.locator("li").count() > 10


def test_a_bookmark_into_a_visit_that_is_over_starts_at_the_beginning(desktop: Page) -> None:
    Visitor(desktop).opens("/?p=5").sees("Prepare a talk about gene therapy")


def test_the_settings_are_the_safe_ones() -> None:
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert settings["browser"]["gatherUsageStats"] is False
    assert settings["client"]["toolbarMode"] == "minimal"
    assert settings["client"]["showErrorDetails"] == "none"
    server = settings["server"]
    assert server["address"] == "127.0.0.1"
    assert server["enableXsrfProtection"] is True
    assert server["enableCORS"] is True
    assert server["enableAgentApi"] is False
    assert server["maxUploadSize"] == 1
    assert server["disconnectedSessionTTL"] == 30 * 60  # the privacy text says 30 minutes
    assert settings["logger"]["enableRich"] is False
