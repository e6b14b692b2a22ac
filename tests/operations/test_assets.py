"""Keeping checked copies of the pinned scripts: the pinned bytes or nothing."""

import base64
import hashlib
import io
import tarfile
import urllib.request
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from netevent.errors import Refusal
from netevent.operations import assets

BODY = b"export const x = 1;"
PINNED = "sha384-" + base64.b64encode(hashlib.sha384(BODY).digest()).decode()


@pytest.fixture(autouse=True)
def pinned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets, "KEPT", tuple(replace(asset, integrity=PINNED) for asset in assets.KEPT))
    monkeypatch.setattr(assets.shutil, "which", lambda _: None)


def answer_with(monkeypatch: pytest.MonkeyPatch, body: bytes | None) -> list[str]:
    """Let every address answer `body`, or none at all; returns what was asked for."""
    asked: list[str] = []

    def urlopen(url: str, timeout: float) -> io.BytesIO:
        asked.append(url)
        if body is None:
            raise OSError("no network")
        return io.BytesIO(body)

    monkeypatch.setattr(urllib.request, "urlopen", urlopen)
    return asked


def test_the_pinned_scripts_come_from_https_with_strong_hashes() -> None:
    for asset in assets.KEPT:
        assert asset.url.startswith("https://cdn.jsdelivr.net/npm/")
        assert "@" in asset.url.rpartition("/npm/")[2]  # a version, not the newest
        assert asset.name in asset.url


def test_the_scripts_are_kept_and_asked_for_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = answer_with(monkeypatch, BODY)
    kept = assets.keep(tmp_path / "assets")
    assert [path.name for path in kept] == ["htmx.min.js", "decode.js", "index.js"]
    assert all(path.read_bytes() == BODY for path in kept)
    assert asked == [asset.url for asset in assets.KEPT]
    assets.keep(tmp_path / "assets")
    assert len(asked) == 3


def test_a_copy_that_was_changed_is_fetched_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answer_with(monkeypatch, BODY)
    (tmp_path / "decode.js").write_bytes(b"changed")
    assert assets.keep(tmp_path)[1].read_bytes() == BODY


@pytest.mark.parametrize("body", [b"", b"alert(1)", BODY + b"\n"])
def test_other_bytes_are_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: bytes) -> None:
    answer_with(monkeypatch, body)
    with pytest.raises(Refusal):
        assets.keep(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_without_network_and_package_it_says_what_was_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_with(monkeypatch, None)
    with pytest.raises(Refusal, match=r"htmx\.min\.js.*htmx\.org@"):
        assets.keep(tmp_path)


@pytest.mark.parametrize(("packed", "genuine"), [(BODY, True), (b"other", False)])
def test_the_package_holds_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, packed: bytes, genuine: bool
) -> None:
    answer_with(monkeypatch, None)
    monkeypatch.setattr(assets.shutil, "which", lambda _: "/usr/bin/npm")

    def npm(words: list[str], cwd: str, **_: Any) -> Any:
        member = next(asset.member for asset in assets.KEPT if asset.package == words[-1])
        with tarfile.open(Path(cwd) / "package.tgz", "w:gz") as archive:
            for name in {asset.member for asset in assets.KEPT} | {member}:
                info = tarfile.TarInfo(name)
                info.size = len(packed)
                archive.addfile(info, io.BytesIO(packed))
        return type("Done", (), {"returncode": 0})

    monkeypatch.setattr(assets.subprocess, "run", npm)
    if genuine:
        assert all(path.read_bytes() == BODY for path in assets.keep(tmp_path))
        return
    with pytest.raises(Refusal):
        assets.keep(tmp_path)
