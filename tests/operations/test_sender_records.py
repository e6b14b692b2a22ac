"""What the DNS says about the sender: real questions to a name server of ours, and what each answer means."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import dns.resolver
import pytest

from netevent import clock
from netevent.config import Settings
from netevent.operations import sender_records
from netevent.operations.findings import Finding, State
from netevent.operations.sender_records import Unanswered, is_reserved, look_up
from tests.conftest import settings_in
from tests.operations.nameserver import Records, answering

GOOD = {
    ("example.org", "TXT"): ["some-proof=1", "v=spf1 include:mail.example.net -all"],
    ("_dmarc.example.org", "TXT"): ["v=DMARC1; p=none"],
    ("example.org", "MX"): ["mx1.example.org", "mx2.example.org"],
}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    house = settings_in(tmp_path, f"sqlite:///{tmp_path / 'x.sqlite'}", "https://meet.example.org")
    return replace(house, mail_from="Evenings <hello@Example.org>", mail_url="smtp://ada:x@mail.example.net")


@pytest.fixture
def knows(monkeypatch: pytest.MonkeyPatch) -> Callable[[Records], list[str]]:
    """Let every question be answered from a table; returns the names that are asked for."""

    def stub(records: Records) -> list[str]:
        asked: list[str] = []

        def answer(name: str, kind: str) -> list[str]:
            asked.append(name)
            return records.get((name, kind), [])

        monkeypatch.setattr(sender_records, "look_up", answer)
        return asked

    return stub


def found(settings: Settings) -> dict[str, Finding]:
    return {finding.name: finding for finding in sender_records.examine(settings, clock.now())}


def test_good_records_are_shown_and_the_rest_is_explained(
    settings: Settings, knows: Callable[[Records], list[str]]
) -> None:
    knows(GOOD)
    told = found(settings)
    assert {name: finding.state.value for name, finding in told.items()} == {
        "sender": "ok", "SPF": "ok", "DMARC": "ok", "MX": "ok", "DKIM": "advice",
    }  # fmt: skip
    assert "“v=spf1 include:mail.example.net -all”" in told["SPF"].words
    assert told["DMARC"].words == "_dmarc.example.org says “v=DMARC1; p=none”."
    assert told["MX"].words == "Replies to example.org go to mx1.example.org, mx2.example.org."
    assert "h= of the signature must name List-Unsubscribe and List-Unsubscribe-Post" in told["DKIM"].words


def test_no_records_are_advice_with_what_to_publish(
    settings: Settings, knows: Callable[[Records], list[str]]
) -> None:
    knows({})
    told = found(settings)
    assert [told[name].state for name in ("SPF", "DMARC", "MX")] == [State.ADVICE] * 3
    assert "“v=spf1 mx -all”" in told["SPF"].words
    assert "“v=DMARC1; p=none”" in told["DMARC"].words


@pytest.mark.parametrize(
    ("name", "key", "records", "words"),
    [
        ("SPF", ("example.org", "TXT"), ["v=spf1 -all", "V=SPF1 mx"], "2 records, which count as none"),
        ("SPF", ("example.org", "TXT"), ["v=spf1 mx +all"], "lets everybody send"),
        ("SPF", ("example.org", "TXT"), ["v=spf10 mx"], "has no record"),
        ("DMARC", ("_dmarc.example.org", "TXT"), ["v=DMARC1; p=none"] * 2, "2 records, which count as none"),
        ("DMARC", ("_dmarc.example.org", "TXT"), ["nonsense"], "has no record"),
        ("MX", ("example.org", "MX"), ["."], "takes no mail"),
    ],
)
def test_records_that_do_not_help_are_advice(
    settings: Settings,
    knows: Callable[[Records], list[str]],
    name: str,
    key: tuple[str, str],
    records: list[str],
    words: str,
) -> None:
    knows(GOOD | {key: records})
    told = found(settings)[name]
    assert told.state is State.ADVICE
    assert words in told.words


def test_a_policy_of_the_domain_above_counts(
    settings: Settings, knows: Callable[[Records], list[str]]
) -> None:
    asked = knows(GOOD)
    told = found(replace(settings, mail_from="hello@news.meet.example.org"))
    assert told["DMARC"].words.startswith("_dmarc.example.org says")
    assert "_dmarc.org" not in asked


def test_a_name_service_that_does_not_answer_is_asked_once(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def silence(name: str, _kind: str) -> list[str]:
        asked.append(name)
        raise Unanswered

    monkeypatch.setattr(sender_records, "look_up", silence)
    told = found(settings)
    assert list(told) == ["sender", "DNS", "DKIM"]
    assert told["DNS"].state is State.ADVICE
    assert asked == ["example.org"]


@pytest.mark.parametrize(
    ("sender", "state"),
    [
        ("a@meet.example.org", State.OK),
        ("a@example.org", State.OK),
        ("a@mail.meet.example.org", State.OK),
        ("a@mail.example.org", State.ADVICE),
        ("a@notmeet.example.org", State.ADVICE),
        ("a@elsewhere.net", State.ADVICE),
        ("nobody", State.WRONG),
        ("a@::1", State.WRONG),
        ("a@[127.0.0.1]", State.WRONG),
        ("", State.WRONG),
    ],
)
def test_the_sender_belongs_to_the_address_of_the_house(
    settings: Settings, knows: Callable[[Records], list[str]], sender: str, state: State
) -> None:
    knows(GOOD)
    assert found(replace(settings, mail_from=sender))["sender"].state is state


@pytest.mark.parametrize(
    "domain",
    [
        "localhost",
        "127.0.0.1",
        "a.example",
        "a.test",
        "a.invalid",
        "a.localhost",
        "post",
    ],
)
def test_a_name_for_trials_is_asked_nowhere(
    settings: Settings, knows: Callable[[Records], list[str]], domain: str
) -> None:
    asked = knows(GOOD)
    told = found(replace(settings, mail_from=f"netevent@{domain}"))
    assert list(told) == ["sender", "sender records"]
    assert told["sender records"].state is State.ADVICE
    assert asked == []


def test_real_names_are_no_names_for_trials() -> None:
    assert not any(is_reserved(name) for name in ("example.org", "test.org", "localhost.net", "a.b.ch"))


@pytest.mark.parametrize(
    ("mail_url", "own"),
    [("smtp://localhost", True), ("smtp://10.0.0.5:25", True), ("smtp://relay", True),
     ("smtps://u:p@mail.example.org", False), ("file:mails", False)],
)  # fmt: skip
def test_a_relay_of_ones_own_needs_a_reverse_name(
    settings: Settings, knows: Callable[[Records], list[str]], mail_url: str, own: bool
) -> None:
    knows(GOOD)
    assert ("PTR" in found(replace(settings, mail_url=mail_url))) is own


def test_records_are_looked_up_whole_and_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    records = {
        ("example.org.", "TXT"): ['"v=spf1 " "mx -all"', '"caf\\195\\169"'],
        ("example.org.", "MX"): ["20 b.example.org.", "10 c.example.org."],
        ("none.example.org.", "MX"): ["0 ."],
    }
    with answering(records) as resolver:
        monkeypatch.setattr(dns.resolver, "default_resolver", resolver)
        assert set(look_up("example.org", "TXT")) == {"v=spf1 mx -all", "café"}
        assert look_up("example.org", "MX") == ["c.example.org", "b.example.org"]
        assert look_up("none.example.org", "MX") == ["."]
        assert look_up("none.example.org", "TXT") == []
        assert look_up("unknown.example.org", "TXT") == []


def test_a_silent_name_server_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sender_records, "LIFETIME", 0.2)
    with answering({}, silent=True) as resolver:
        monkeypatch.setattr(dns.resolver, "default_resolver", resolver)
        with pytest.raises(Unanswered):
            look_up("example.org", "TXT")


@pytest.mark.parametrize("name", ["a..b", "a" * 64 + ".org", "x." * 130 + "org"])
def test_what_cannot_be_a_name_is_not_answered_either(name: str) -> None:
    with pytest.raises(Unanswered):
        look_up(name, "TXT")
