"""Frequent slips of the thumb in mail addresses, all of them domains nobody has a mailbox at."""

GMAIL = (
    "gmail.con", "gmail.co", "gmail.cm", "gmail.om", "gmail.cim", "gmail.vom", "gmail.comm", "gmail.cmo", "gmail.ocm",
    "gmail.fr", "gmail.it", "gmail.ch", "gmial.com", "gmai.com", "gmal.com", "gmil.com", "gamil.com", "gnail.com",
    "gmaill.com", "gmali.com", "gmsil.com", "gmaik.com", "gmauil.com", "gmaul.com", "gmail",
)  # fmt: skip
HOTMAIL = (
    "hotmail.con", "hotmail.cm", "hotmail.cim", "hotmail.vom", "hotmail.comm", "hotmail.cmo", "hotmial.com", "hotmai.com",
    "hotmal.com", "hotmil.com", "hotamil.com", "homtail.com", "hotmaill.com", "hotmsil.com", "hotmail",
)  # fmt: skip
OUTLOOK = (
    "outlook.con", "outlook.cm", "outlook.cim", "outlook.vom", "outlook.comm", "outlok.com", "outloo.com", "outlool.com",
    "oulook.com", "outllok.com", "outlokk.com", "outlook",
)  # fmt: skip
YAHOO = (
    "yahoo.con", "yahoo.cm", "yahoo.cim", "yahoo.vom", "yahoo.comm", "yaho.com", "yahooo.com", "yhaoo.com", "yhoo.com",
    "yaoo.com",
)  # fmt: skip
ICLOUD = ("icloud.con", "icloud.cm", "icloud.cim", "icloud.vom", "icloud.fr", "iclod.com", "icoud.com", "icluod.com", "iclould.com")  # fmt: skip

MEANT = {
    slip: domain
    for domain, slips in (
        ("gmail.com", GMAIL), ("hotmail.com", HOTMAIL), ("outlook.com", OUTLOOK), ("yahoo.com", YAHOO), ("icloud.com", ICLOUD),
    )
    for slip in slips
}  # fmt: skip
"""The domain somebody meant, for each frequent slip."""


def meant(email: str) -> str:
    """The address somebody probably meant, or '' when this one may well be right."""
    name, _, domain = email.rpartition("@")
    domain = domain.casefold()
    return f"{name}@{MEANT[domain]}" if name and domain in MEANT else ""
