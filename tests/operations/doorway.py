"""A browser that adds a passkey and comes back with it, by the operations; for the tests of passkeys."""

from netevent import clock
from netevent.models import Passkey, Person, SignIn
from netevent.operations import passkeys, signins
from tests.authenticator import Authenticator

KEYS = iter(f"the key of form {number}" for number in range(10_000))


def challenged() -> SignIn:
    return passkeys.open_challenge(next(KEYS), clock.now())[0]


def added(person: Person, key: Authenticator) -> Passkey:
    row = challenged()
    said = key.make(passkeys.options_to_add(person, row))
    return passkeys.add(person, row, said, device="Chrome on Android", now=clock.now())


def enter(key: Authenticator, row: SignIn | None = None, mine: SignIn | None = None) -> str:
    row = row or challenged()
    said = key.sign(passkeys.options_to_enter(row))
    return passkeys.enter(row, mine, said, device="Safari on iPhone", now=clock.now())


def whose(token: str) -> Person | None:
    signin = signins.live(token, clock.now())
    return signin.person if signin else None
