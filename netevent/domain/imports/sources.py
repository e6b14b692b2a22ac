"""Where lists come from: one entry each. Headings are written plain, as tables.plain gives them.

A new source is a new entry, an example in tests/imports/layouts.py, and nothing else.
"""

from dataclasses import dataclass, field

from netevent.errors import N_

Names = tuple[str, ...]


@dataclass(frozen=True)
class Source:
    """`needs`: one heading of each group is there. `fields`: for what we keep, the headings that may hold it, the
    best first. `comes`: the statuses that come in, in small letters; without any, everybody does."""

    key: str
    name: str
    needs: tuple[Names, ...]
    fields: dict[str, Names]
    comes: frozenset[str] = frozenset()
    ticket_in_link: bool = False  # the code is `pk` of an address
    ticket_of_order: bool = False  # order and position together name a ticket
    guesses: bool = False  # company and role from the text of questions
    per_order: bool = False  # one row is one order: a quantity above one makes guests without a name
    asks: Names = field(default=())  # headings that are no question, where company and role are guessed


def _of(*statuses: str) -> frozenset[str]:
    return frozenset(statuses)


GIVEN, FAMILY = ("firstname",), ("lastname", "surname")
COMPANY, ROLE = ("company", "organization", "organisation"), ("jobtitle", "role", "position")

LUMA = (
    "apiid", "guestid", "name", "firstname", "lastname", "email", "phonenumber", "createdat", "approvalstatus",
    "checkedinat", "customsource", "utmsource", "qrcodeurl", "amount", "amounttax", "amountdiscount", "currency",
    "couponcode", "ethaddress", "solanaaddress", "surveyresponserating", "surveyresponsefeedback", "tickettypeid",
    "ticketname",
)  # fmt: skip

SOURCES = (
    Source(
        "eventbrite_attendees", "Eventbrite",
        (("order", "orderno"), ("barcode", "attendee", "attendeestatus"), GIVEN, FAMILY, ("email",)),
        {
            "given": GIVEN, "family": FAMILY, "email": ("email",), "company": COMPANY, "role": ROLE,
            "ticket_code": ("barcode", "attendee"), "order_code": ("order", "orderno"), "status": ("attendeestatus",),
        },
        _of("attending", "checked in"),
    ),
    Source(
        "eventbrite_new", "Eventbrite",
        (("orderid",), ("attendeefirstname",), ("attendeelastname", "attendeesurname"), ("attendeeemail",)),
        {
            "given": ("attendeefirstname",), "family": ("attendeelastname", "attendeesurname"),
            "email": ("attendeeemail",), "company": COMPANY, "role": ROLE,
            "ticket_code": ("barcodenumber",), "order_code": ("orderid",), "status": ("attendeestatus",),
        },
        _of("attending", "checked in"),
    ),
    Source(
        "eventbrite_orders", "Eventbrite",
        (("orderno", "order"), ("buyeremail", "buyerfirstname", "buyerlastname"), GIVEN, FAMILY),
        {
            "given": GIVEN, "family": FAMILY, "email": ("email", "buyeremail"), "company": COMPANY, "role": ROLE,
            "order_code": ("orderno", "order"), "quantity": ("quantity", "ticketquantity"),
        },
        per_order=True,
    ),
    Source(
        "luma", "Luma",
        (("apiid", "guestid"), ("name", "firstname"), ("email",), ("approvalstatus",)),
        {
            "name": ("name",), "given": GIVEN, "family": FAMILY, "email": ("email",), "status": ("approvalstatus",),
            "ticket_code": ("qrcodeurl",),
        },
        _of("approved"), ticket_in_link=True, guesses=True, asks=LUMA,
    ),
    Source(
        "meetup", "Meetup",
        (("name",), ("userid",), ("rsvp",)),
        {"name": ("name",), "order_code": ("userid",), "status": ("rsvp",)},
        _of("yes"),
    ),
    Source(
        "pretix_positions", "pretix",
        (("ordercode",), ("positionid",), ("attendeename", "attendeenamegivenname")),
        {
            "name": ("attendeename",), "given": ("attendeenamegivenname",), "family": ("attendeenamefamilyname",),
            "email": ("attendeeemail",), "order_email": ("email",), "company": ("company",), "role": ROLE,
            "ticket_code": ("positionid",), "order_code": ("ordercode",), "status": ("status",),
        },
        _of("paid"), ticket_of_order=True,
    ),
    Source(
        "pretix_checkins", "pretix",
        (("ordercode",), ("attendeename",), ("secret", "checkedin")),
        {
            "name": ("attendeename",), "given": ("attendeenamegivenname",), "family": ("attendeenamefamilyname",),
            "email": ("attendeeemail", "email"), "company": ("company",), "role": ROLE, "ticket_code": ("secret",),
            "order_code": ("ordercode",), "status": ("paid",),
        },
        _of("yes", "true", "1"),
    ),
    Source(
        "hi_events", "Hi.Events",
        (GIVEN, FAMILY, ("email",), ("publicid", "shortid"), ("productid", "productname", "ischeckedin")),
        {
            "given": GIVEN, "family": FAMILY, "email": ("email",), "company": COMPANY, "role": ROLE,
            "ticket_code": ("publicid", "shortid"), "order_code": ("orderid",), "status": ("status",),
        },
        _of("active"),
    ),
    Source(
        "partiful", "Partiful",
        (("name",), ("status",), ("rsvpdate",)),
        {"name": ("name",), "status": ("status",)},
        _of("going"),
    ),
    Source(
        "plain", N_("a plain list"),
        (("name", "fullname", "nomcomplet", "nomecompleto", "firstname", "first", "prenom", "nom", "nome", "cognome",
          "lastname", "last", "surname", "email", "emailaddress", "courriel", "adresseemail", "mail"),),
        {
            "name": ("name", "fullname", "nomcomplet", "nomecompleto", "nomecognome", "nometprenom", "prenometnom"),
            "given": ("firstname", "first", "givenname", "prenom", "nome"),
            "family": ("lastname", "last", "surname", "familyname", "nom", "nomdefamille", "cognome"),
            "email": ("email", "emailaddress", "courriel", "adresseemail", "indirizzoemail", "mail", "posta"),
            "company": (*COMPANY, "societe", "entreprise", "organisme", "azienda", "societa", "organizzazione"),
            "role": (*ROLE, "title", "fonction", "poste", "ruolo", "funzione"),
            "ticket_code": ("ticketcode", "ticket", "barcode", "codebillet", "biglietto", "codicebiglietto"),
            "order_code": ("ordercode", "order", "orderid", "commande", "ordine"),
        },
    ),
)  # fmt: skip
"""In this order: whoever has more headings of its own stands before whoever has fewer."""
