"""The doors of the house itself: foreign hosts, foreign sites, floods, and where to report a fault."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask, request
from flask.testing import FlaskClient

from netevent import clock, config
from netevent.access.floods import OF_ADDRESS, OF_BROWSER, counted
from netevent.app import create_app
from tests import cast

CHOICE = {"language": "fr"}


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "localhost@evil.example", "a b"])
@pytest.mark.parametrize("path", ["/", "/signin", "/nowhere", "/static/css/base.css"])
def test_a_forged_host_is_refused_before_anything_is_looked_up(
    client: FlaskClient, host: str, path: str
) -> None:
    answer = client.get(path, headers={"Host": host})
    assert answer.status_code == 400
    assert "evil" not in answer.text
    assert "http://localhost" in answer.text


def test_the_port_is_not_part_of_the_name(client: FlaskClient) -> None:
    assert client.get("/healthz", headers={"Host": "localhost:8000"}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "http://localhost", "Sec-Fetch-Site": "cross-site"},
    ],
)
def test_a_form_of_another_site_is_refused(client: FlaskClient, headers: dict[str, str]) -> None:
    answer = client.post("/language", data=CHOICE, headers=headers)
    assert answer.status_code == 403
    assert client.get_cookie("language") is None


@pytest.mark.parametrize(
    "headers",
    [{}, {"Origin": "http://localhost"}, {"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}],
)
def test_a_form_of_our_own_is_taken(client: FlaskClient, headers: dict[str, str]) -> None:
    assert client.post("/language", data=CHOICE, headers=headers).status_code == 303


def test_a_flood_from_one_browser_is_stopped_and_its_neighbours_are_not(
    app: Flask, client: FlaskClient, evening: object
) -> None:
    counted.reset()
    with app.app_context():
        cast.signed_in(app, client, cast.person("Dan Okafor"))
    most = OF_BROWSER
    answers = [client.get("/healthz").status_code for _ in range(most + 1)]
    assert answers[:most] == [200] * most
    assert answers[-1] == 429
    refused = client.get("/help")
    assert refused.status_code == 429
    assert "Wait a minute" in refused.text
    assert cast.phone(app).get("/healthz").status_code == 200
    assert OF_ADDRESS >= 600 * 10  # a full hall behind one address, ten requests each
    counted.reset()


@pytest.mark.parametrize(("hops", "seen"), [(0, "127.0.0.1"), (1, "203.0.113.9"), (2, "198.51.100.7")])
def test_only_our_own_proxies_say_where_a_request_came_from(app: Flask, hops: int, seen: str) -> None:
    house = create_app(replace(app.config["SETTINGS"], proxy_hops=hops))
    asked: list[str | None] = []
    house.before_request(lambda: asked.append(request.remote_addr))
    forged = {"X-Forwarded-For": "1.1.1.1, 198.51.100.7, 203.0.113.9", "X-Forwarded-Host": "evil.example"}
    assert house.test_client().get("/healthz", headers=forged).status_code == 200
    assert asked == [seen]


def test_faults_are_reported_in_confidence(tmp_path: Path) -> None:
    settings = config.read(
        {
            "NETEVENT_SECRET_KEY": "a key for tests that nobody needs to guess",
            "NETEVENT_BASE_URL": "https://meet.example.org",
            "NETEVENT_MAIL_URL": "file:/tmp/none",
            "NETEVENT_DATA_DIR": str(tmp_path),
            "NETEVENT_OPERATOR_CONTACT": "ada@example.org",
        }
    )
    answer = (
        create_app(settings)
        .test_client()
        .get("/.well-known/security.txt", base_url="https://meet.example.org")
    )
    assert answer.content_type == "text/plain; charset=utf-8"
    lines = dict(line.split(": ", 1) for line in answer.text.splitlines())
    assert lines["Contact"] == "mailto:ada@example.org"
    assert lines["Canonical"] == "https://meet.example.org/.well-known/security.txt"
    left = datetime.fromisoformat(lines["Expires"]) - clock.now()
    assert timedelta(days=90) < left < timedelta(days=365)  # RFC 9116, section 2.5.5


def test_a_house_without_a_contact_says_so(client: FlaskClient) -> None:
    answer = client.get("/.well-known/security.txt")
    assert answer.status_code == 404
    assert "no address to write to" in answer.text
