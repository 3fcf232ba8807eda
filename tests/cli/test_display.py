"""What a load says on its way."""

from __future__ import annotations

import pytest

from graph_api.cli import display
from graph_api.cli.display import pace


@pytest.mark.parametrize(
    ("done", "total", "seconds", "words"),
    [
        (0, 100, 3.0, ""),
        (10, None, 3.0, ""),
        (10, 0, 3.0, ""),
        (10, 100, 0.0, ""),
        (20_000, 100_000, 10.0, ", 2,000/s, about 40 s left"),
        (100, 100, 10.0, ", 10/s, about 0 s left"),
    ],
)
def test_the_pace_is_the_rate_so_far_and_the_time_left_at_it(
    done: int,
    total: int | None,
    seconds: float,
    words: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As soon as anything is done, and it is known how much there is."""
    monkeypatch.setattr(display, "said", lambda en, _th: en)
    assert pace(done, total, seconds) == words


def test_lines_tell_rate_and_time_left(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where nobody sees a bar move, as in a log."""
    now = [0.0]
    monkeypatch.setattr(display.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(display, "SIGN_OF_LIFE_SECONDS", 0.01)
    monkeypatch.setattr(display, "said", lambda en, _th: en)
    lines = display._Lines(display.Console(stderr=True))
    lines.tell("Loading x: records", 0, 50_000, in_bytes=False)
    now[0] = 10.0
    lines.tell("Loading x: records", 10_000, 50_000, in_bytes=False)
    lines._ended.wait(0.2)
    lines.stop()
    told = "Loading x: records: 10,000 of 50,000, 10 s, 1,000/s, about 40 s left …"
    assert told in capsys.readouterr().err
