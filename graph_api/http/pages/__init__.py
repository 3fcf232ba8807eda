"""Pages for people who open the service in a browser: whole in themselves, nothing from elsewhere.

A page's style stands in it, and its Content-Security-Policy names it by its sum; no script runs. What is
put into a page is escaped.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from html import escape
from importlib.resources import files
from string import Template

from starlette.responses import HTMLResponse

from graph_api.questions.catalogue import Question, catalogue
from schema.errors import PhakhiError


def home_page() -> HTMLResponse:
    """What this is, and where to go, where the explorer is not built."""
    return _response(_home())


def error_page(status: int, error: PhakhiError) -> HTMLResponse:
    """A failure, in both languages."""
    page = _filled(
        "error.html", status=str(status), thai=escape(error.th), english=escape(error.en)
    )
    return _response(page, status=status)


@cache
def _home() -> str:
    return _filled("home.html", questions="\n".join(map(_item, catalogue().values())))


def _item(question: Question) -> str:
    thai, english = escape(question.thai), escape(question.english)
    return f'<li><code>{question.name}</code> {thai} <span lang="en">· {english}</span></li>'


def _filled(name: str, **values: str) -> str:
    return Template(_text(name)).substitute(values, style=_text("page.css"))


def _response(page: str, status: int = 200) -> HTMLResponse:
    policy = (
        f"default-src 'none'; style-src {_sum(_text('page.css'))}; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    headers = {"content-security-policy": policy, "cache-control": "no-cache"}
    return HTMLResponse(page, status, headers)


def _sum(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def _text(name: str) -> str:
    return files(__name__).joinpath(name).read_text("utf-8")
