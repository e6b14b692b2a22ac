"""Style, scripts and where they come from: our own host and one pinned address, nothing else."""

import base64
import hashlib
import json
import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from netevent import config
from netevent.views import assets
from tests import cast

pytestmark = pytest.mark.usefixtures("evening")


def keep(app: Flask, *names: str) -> None:
    folder = app.config["SETTINGS"].data_dir / "assets"
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / name).write_text("kept")


def test_the_style_is_one_answer_kept_for_a_year(client: FlaskClient) -> None:
    page = client.get("/").text
    link = re.search(r'href="(/style\.css\?v=([0-9a-f]{12}))"', page)
    assert link
    style = client.get(link[1])
    assert style.status_code == 200
    assert style.content_type == "text/css; charset=utf-8"
    assert style.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert hashlib.sha256(style.data).hexdigest()[:12] == link[2]
    assert "http" not in re.sub(r"http://www\.w3\.org/\S+", "", style.text)  # no font or picture of others


def test_every_layer_of_the_style_is_in_it() -> None:
    """That of mails is written into each of them."""
    layers = {file.stem for file in (Path(__file__).parents[2] / "static" / "css").glob("*.css")}
    assert layers - {"mail"} == set(assets.LAYERS)


def test_static_files_are_kept_only_under_the_address_of_their_content(client: FlaskClient) -> None:
    versioned = client.get("/static/js/app.js?v=x", buffered=True)
    assert versioned.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    plain = client.get("/static/js/app.js", buffered=True)
    assert "immutable" not in plain.headers["Cache-Control"]


def test_htmx_is_pinned_with_its_hash(client: FlaskClient) -> None:
    tag = re.search(r"<script defer[^>]*>", client.get("/").text)
    assert tag
    assert f'src="{config.HTMX_URL}"' in tag[0]
    assert f'integrity="{config.HTMX_HASH}"' in tag[0]
    assert 'crossorigin="anonymous"' in tag[0]


def test_a_kept_copy_is_served_instead(app: Flask, client: FlaskClient) -> None:
    keep(app, "htmx.min.js")
    tag = re.search(r"<script defer[^>]*>", client.get("/").text)
    assert tag
    assert 'src="/kept/htmx.min.js"' in tag[0]
    assert f'integrity="{config.HTMX_HASH}"' in tag[0]
    copy = client.get("/kept/htmx.min.js", buffered=True)
    assert (copy.status_code, copy.text) == (200, "kept")


@pytest.mark.parametrize("kept", [(), ("decode.js",), ("decode.js", "index.js")])
def test_the_map_of_modules_is_allowed_by_its_hash(
    app: Flask, client: FlaskClient, kept: tuple[str, ...]
) -> None:
    keep(app, *kept)
    with app.app_context():
        cast.signed_in(app, client, cast.person("Ben Adler"))
    answer = client.get("/scan")
    found = re.search(r'<script type="importmap">(.*?)</script>', answer.text, re.DOTALL)
    assert found
    digest = base64.b64encode(hashlib.sha256(found[1].encode()).digest()).decode()
    assert f"'sha256-{digest}'" in answer.headers["Content-Security-Policy"]
    modules = json.loads(found[1])
    own = len(kept) == 2
    assert modules["imports"].pop("qr-decode") == ("/kept/decode.js" if own else config.DECODER_URL)
    assert all(address.startswith("/static/js/") for address in modules["imports"].values())
    assert set(modules["integrity"].values()) == {config.DECODER_HASH, config.DECODER_CORE_HASH}


@pytest.mark.parametrize(
    "path", ["/", "/signin", "/today", "/people", "/me", "/me/qr", "/scan", "/nowhere", "/help"]
)
def test_pages_ask_no_other_host_but_the_pinned_one(app: Flask, client: FlaskClient, path: str) -> None:
    with app.app_context():
        cast.signed_in(app, client, cast.person("Ben Adler"))
    page = client.get(path, follow_redirects=True).text
    loaded = re.findall(r'<(?:script|link|img|iframe|source|use)[^>]*\s(?:src|href)="([^"]+)"', page)
    assert loaded
    assert {url for url in loaded if "//" in url} <= {config.HTMX_URL}
    assert "style=" not in page.replace("style.css", "")
    assert not re.search(r"<script(?![^>]*(src|importmap))", page)


def test_every_file_a_page_names_is_there(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        cast.signed_in(app, client, cast.person("Ben Adler"))
    root = Path(str(app.static_folder))
    for path in ("/", "/signin", "/today", "/people", "/me", "/me/qr", "/scan"):
        for name in set(re.findall(r'"/static/([^"?#]+)', client.get(path, follow_redirects=True).text)):
            assert (root / name).is_file(), name


def test_long_pages_travel_compressed(client: FlaskClient) -> None:
    answer = client.get("/", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert {"Accept-Language", "Cookie"} <= {word.strip() for word in answer.headers["Vary"].split(",")}
