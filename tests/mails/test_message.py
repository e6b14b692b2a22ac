"""One mail as it travels: its parts, its headers, and what must never get into them."""

from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import default
from email.utils import getaddresses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netevent.mails.message import LONGEST, Unsafe, build, clean, wrapped
from tests.mails.samples import letter

HEADERS = [
    "From", "To", "Reply-To", "Subject", "Date", "Message-ID", "List-Id", "List-Unsubscribe",
    "List-Unsubscribe-Post", "Auto-Submitted", "Content-Language", "MIME-Version", "Content-Type",
]  # fmt: skip

ATTACKS = [
    "Hello\r\nBcc: dan@example.org",
    "Hello\nBcc: dan@example.org",
    "Hello\rBcc: dan@example.org",
    "Hello\x0bBcc: dan@example.org",
    "Hello\x00Bcc: dan@example.org",
    "Hello\x85Bcc: dan@example.org",
    "Hello\u2028Bcc: dan@example.org",
    "Hello\u2029Bcc: dan@example.org",
    "=?UTF-8?Q?=0A?=Bcc: dan@example.org",
    "=?utf-8?b?CkJjYzogZGFuQGV4YW1wbGUub3Jn?=",
    "==??UTF-8?Q?=0D=0ABcc:_dan@example.org?=",
    "Hello =?utf-8?q?=0ABcc=3A_dan=40example=2Eorg?= there",
    "half a character \ud800 Bcc: dan@example.org",
]


def received(**fields: object) -> EmailMessage:
    message = message_from_bytes(build(letter(**fields)).octets, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def test_text_comes_first_and_both_parts_arrive_as_written() -> None:
    message = received()
    assert message.get_content_type() == "multipart/alternative"
    text, html = message.iter_parts()
    assert (text.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    assert text.get_content().replace("\r\n", "\n") == "Two people from last night\n\nCleo Martín\n"
    assert "<p>Cleo Martín</p>" in html.get_content()


def test_every_header_a_mailbox_looks_for_is_there() -> None:
    message = received()
    assert message.keys() == HEADERS
    assert message["From"] == "netevent for First Thursday <netevent@meet.example>"
    assert message["To"] == "Ben Adler <ben@example.org>"
    assert message["Reply-To"] == "hello@meet.example"
    assert message["Message-ID"] == "<0123456789abcdef@meet.example>"
    assert message["List-Id"] == "<morning.meet.example>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "en"
    assert message["Date"].datetime == letter().date


def test_a_long_unsubscribe_address_stays_in_one_readable_piece() -> None:
    url = letter().list_unsubscribe_url
    assert f"\r\nList-Unsubscribe: <{url}>\r\n".encode() in build(letter()).octets


def test_a_mail_with_a_code_offers_no_unsubscribing() -> None:
    message = received(list_unsubscribe_url=None)
    assert "List-Unsubscribe" not in message
    assert "List-Unsubscribe-Post" not in message


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("field", ["subject", "from_name", "to_name"])
def test_no_words_can_add_a_header_or_an_addressee(field: str, attack: str) -> None:
    octets = build(letter(**{field: attack})).octets
    message = message_from_bytes(octets, policy=default)
    assert message.keys() == HEADERS
    assert b"\nBcc" not in octets
    assert [pair[1] for pair in getaddresses(message.get_all("To", []))] == ["ben@example.org"]


@pytest.mark.parametrize(
    "address",
    [
        "ben@example.org, dan@example.org", "ben@example.org\nBcc: dan@example.org", "ben", "@", "ben@", "",
        "Ben <ben@example.org>", "=?utf-8?q?a?=@example.org", "(note)ben@example.org", "ben@[127.0.0.1]",
        "ben@exam ple.org", "ben@a..b", "ben\u2028@example.org", '"ben"@example.org', "bén@example.org",
    ],
)  # fmt: skip
def test_an_address_in_an_odd_form_is_refused(address: str) -> None:
    with pytest.raises(Unsafe):
        build(letter(to_address=address))


@pytest.mark.parametrize("field", ["message_id", "list_id", "list_unsubscribe_url", "language"])
@pytest.mark.parametrize("value", ["a\r\nBcc: x", "a b", "=?utf-8?q?a?=", "ä", "a>b"])
def test_an_id_or_a_link_in_an_odd_form_is_refused(field: str, value: str) -> None:
    with pytest.raises(Unsafe):
        build(letter(**{field: value}))


def test_a_domain_in_another_script_is_written_the_way_servers_know_it() -> None:
    assert build(letter(to_address="ben@münchen.example")).recipient == "ben@xn--mnchen-3ya.example"


def test_a_header_holds_two_hundred_characters() -> None:
    assert len(clean("é" * 900)) == LONGEST == 200


@settings(deadline=None)  # a busy machine is not a failure
@given(st.text(alphabet="aé,;:\"<>()@\\. '=?_[]\u2019ñ日\n", min_size=1, max_size=150))
def test_any_name_and_subject_arrive_letter_by_letter(words: str) -> None:
    octets = build(letter(from_name=words, subject=words, html="", text="")).octets
    message = message_from_bytes(octets)
    unfolded = {name: value.replace("\r\n", "").replace("\n", "") for name, value in message.items()}
    [(name, address)] = getaddresses([unfolded["From"]])
    assert address == "netevent@meet.example"
    assert str(make_header(decode_header(name))) == clean(words)
    assert str(make_header(decode_header(unfolded["Subject"]))) == clean(words)
    assert message.keys() == HEADERS


def test_text_is_wrapped_at_76_columns_and_links_stay_whole() -> None:
    link = "https://meet.example/prompts/" + "x" * 90
    lines = wrapped(
        "A talk worth remembering. " * 12 + f"\n{link}\n    an indented quote of words " + "more " * 20
    ).splitlines()
    assert link in lines
    assert max(len(line) for line in lines if line != link) <= 76
    assert all(line.startswith("    ") for line in lines[lines.index(link) + 1 :])
