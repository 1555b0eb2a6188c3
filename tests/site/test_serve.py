"""The server sends what browsers insist on, and says what is in its way."""

from __future__ import annotations

import threading
from pathlib import Path
from urllib.request import urlopen

import pytest

from graders.adapters.site.serve import server
from graders.faults import DataError


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.mjs", "text/javascript"),
        ("a.js", "text/javascript"),
        ("a.wasm", "application/wasm"),
        ("a.css", "text/css"),
    ],
)
def test_type_of_a_file(tmp_path: Path, name: str, expected: str) -> None:
    (tmp_path / name).write_bytes(b"x")

    with server(tmp_path, 0) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        with urlopen(f"http://127.0.0.1:{running.server_port}/{name}") as response:
            actual = response.headers["content-type"].split(";")[0]
        running.shutdown()

    assert expected == actual


def test_port_in_use_is_named_with_a_cure(tmp_path: Path) -> None:
    with server(tmp_path, 0) as running:
        with pytest.raises(DataError, match="is in use; stop what uses it, or take another: --port"):
            server(tmp_path, running.server_port)
