"""Keeping checked copies of the pinned scripts, for venues without internet."""

import base64
import hashlib
import shutil
import subprocess
import tarfile
import tempfile
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from netevent import config
from netevent.errors import N_, Refusal


@dataclass(frozen=True)
class Asset:
    """One pinned file: where it is served, its integrity hash, and the package that holds the same bytes."""

    name: str
    url: str
    integrity: str
    package: str
    member: str


KEPT = (
    Asset("htmx.min.js", config.HTMX_URL, config.HTMX_HASH, "htmx.org@4.0.1", "package/dist/htmx.min.js"),
    Asset("decode.js", config.DECODER_URL, config.DECODER_HASH, "qr@0.7.0", "package/decode.js"),
    Asset("index.js", config.DECODER_CORE_URL, config.DECODER_CORE_HASH, "qr@0.7.0", "package/index.js"),
)


def folder(data_dir: Path) -> Path:
    return data_dir / "assets"


def keep(target: Path) -> list[Path]:
    """Fetch every pinned file into `target`, from the CDN or else from the package; refuses changed bytes."""
    target.mkdir(parents=True, exist_ok=True)
    return [_kept(asset, target / asset.name) for asset in KEPT]


def is_genuine(asset: Asset, body: bytes) -> bool:
    """Whether these bytes are the pinned ones (W3C Subresource Integrity, sha384)."""
    return asset.integrity == "sha384-" + base64.b64encode(hashlib.sha384(body).digest()).decode()


def _kept(asset: Asset, path: Path) -> Path:
    if path.exists() and is_genuine(asset, path.read_bytes()):
        return path
    body = _from_cdn(asset) or _from_package(asset)
    if body is None:
        raise Refusal(N_("Could not fetch %(name)s: neither its address nor the package %(package)s answered."),
                      name=asset.name, package=asset.package)  # fmt: skip
    if not is_genuine(asset, body):
        raise Refusal(N_("What came for %(name)s is not the pinned file. Nothing was kept."), name=asset.name)
    path.write_bytes(body)
    return path


def _from_cdn(asset: Asset) -> bytes | None:
    try:
        with urllib.request.urlopen(asset.url, timeout=5) as answer:  # noqa: S310 - a pinned https address  # nosec B310
            return bytes(answer.read())
    except OSError:
        return None


def _from_package(asset: Asset) -> bytes | None:
    npm = shutil.which("npm")
    if npm is None:
        return None
    with tempfile.TemporaryDirectory() as scratch:
        packed = subprocess.run(  # noqa: S603 - fixed words
            [npm, "pack", "--silent", asset.package], cwd=scratch, capture_output=True, text=True, check=False
        )
        archives = list(Path(scratch).glob("*.tgz"))
        if packed.returncode or not archives:
            return None
        with tarfile.open(archives[0]) as archive:
            member = archive.extractfile(asset.member)
            return member.read() if member else None
