"""A name goes into other people's mails: it holds no web address, and every real name passes."""

import pytest
from werkzeug.datastructures import MultiDict

from netevent.forms.checkins import ArrivalForm
from netevent.forms.people import CardForm, NameForm

REFUSED = (
    "evil.com", "Win money www.evil.example", "https://evil.example", "Ben @evil", "ben@example.org", "a http://x",
    "evil。com", "Cheap evil.com/offer", "xn--bcher-kva.example", "10.0.0.1", "bücher.de", "Ben (evil.io)", "EVIL.COM",
)  # fmt: skip
NAMES = (
    "Ben Okri", "O’Brien", "J. R. R. Tolkien", "J.R.R. Tolkien", "Dr. Eva Falk", "Jean-Luc St. John", "李", "X",
    "María José", "Ben Okri, Ph.D.", "Anne / Bob", "محمد", "Ben O. Jr.", "M.Sc. Ida Lund", "R2D2", "Ben & Co",
)  # fmt: skip


@pytest.mark.parametrize("form", [ArrivalForm, NameForm, CardForm])
@pytest.mark.parametrize("name", REFUSED)
def test_an_address_is_no_name(form, name):
    filled = form(MultiDict({"name": name, "email": "ben@example.org"}))
    assert not filled.validate()
    assert filled.name.errors[0].sentence.startswith("A name cannot hold a web address or an @.")
    assert filled.name.data == name, "what was typed is kept"


@pytest.mark.parametrize("form", [ArrivalForm, NameForm, CardForm])
@pytest.mark.parametrize("name", NAMES)
def test_names_pass_as_people_write_them(form, name):
    assert form(MultiDict({"name": name, "email": "ben@example.org"})).validate()
