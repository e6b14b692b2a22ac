"""One small list for every layout the house knows, with invented people, and what is to be read from it."""

from dataclasses import dataclass

Person = tuple[str, str, str, str, str, str]  # name, email, company, role, ticket code, order code


@dataclass(frozen=True)
class Layout:
    """`out` are the reasons of the rows that stay out, in the order of the list."""

    source: str
    text: str
    guests: tuple[Person, ...]
    out: tuple[str, ...] = ()
    encoding: str = "utf-8"


EVENTBRITE_A = """\
Order #,Order Date,First Name,Last Name,Email,Quantity,Price Tier,Ticket Type,Attendee #,Barcode #,Group,Order Type,Attendee Status,Cell Phone,Job Title,Company
101,2026-10-02,Nora,Lindt,nora@example.org,1,,General,7001,101700100,,Free,Attending,,Joiner,"Lindt & Daughters"
102,2026-10-02,Ravi,Sen,RAVI@Example.org,1,,General,7002,102700200,,Free,Checked In,,,
103,2026-10-03,Gone,Person,gone@example.org,1,,General,7003,103700300,,Free,Refunded,,,
104,2026-10-03,Far,Away,far@example.org,1,,General,7004,104700400,,Free,Not Attending,,,
105,2026-10-03,Un,Made,un@example.org,1,,General,7005,105700500,,Free,Deleted,,,
"""

EVENTBRITE_A_UK = EVENTBRITE_A.replace("Order #", "Order no.").replace("Last Name", "Surname")

EVENTBRITE_B = """\
Order ID,Order date,Attendee first name,Attendee last name,Attendee email,Phone number,Event name,Event ID,Ticket quantity,Ticket tier,Ticket type,Buyer first name,Buyer last name,Buyer email,Barcode number
201,2026-10-02,Nora,Lindt,nora@example.org,,Tuesday,9,1,,General,Bo,Buyer,bo@example.org,20170010
201,2026-10-02,Ravi,Sen,,,Tuesday,9,1,,General,Bo,Buyer,bo@example.org,20170020
"""

EVENTBRITE_C = """\
Order No.,Order Date,First Name,Last Name,Email,Quantity,Ticket Type,Event Name,Buyer First Name,Buyer Last Name,Buyer Email
301,2026-10-02,Nora,Lindt,nora@example.org,3,General,Tuesday,Nora,Lindt,nora@example.org
302,2026-10-02,Ravi,Sen,ravi@example.org,1,General,Tuesday,Ravi,Sen,ravi@example.org
303,2026-10-02,Whole,Town,town@example.org,5000,General,Tuesday,Whole,Town,town@example.org
"""

LUMA_OLD = """\
api_id,name,first_name,last_name,email,phone_number,created_at,approval_status,checked_in_at,custom_source,qr_code_url,amount,amount_tax,amount_discount,currency,coupon_code,eth_address,solana_address,survey_response_rating,survey_response_feedback,ticket_type_id,ticket_name,Where do you work?,What is your job title?
gst-1,Nora Lindt,Nora,Lindt,nora@example.org,,2026-10-02T08:00:00Z,approved,,,https://luma.example.org/check-in/evt-1?pk=g-aaa111,0,0,0,chf,,,,,,t1,Standard,Lindt & Daughters,Joiner
gst-2,,Ravi,Sen,ravi@example.org,,2026-10-02T08:00:00Z,approved,,,https://luma.example.org/check-in/evt-1?pk=g-bbb222,0,0,0,chf,,,,,,t1,Standard,,
gst-3,Pen Ding,Pen,Ding,pen@example.org,,2026-10-02T08:00:00Z,pending_approval,,,,0,0,0,chf,,,,,,t1,Standard,,
gst-4,Wai Ting,Wai,Ting,wai@example.org,,2026-10-02T08:00:00Z,waitlist,,,,0,0,0,chf,,,,,,t1,Standard,,
gst-5,In Vited,In,Vited,in@example.org,,2026-10-02T08:00:00Z,invited,,,,0,0,0,chf,,,,,,t1,Standard,,
gst-6,De Clined,De,Clined,de@example.org,,2026-10-02T08:00:00Z,declined,,,,0,0,0,chf,,,,,,t1,Standard,,
"""

LUMA_NEW = """\
guest_id,name,first_name,last_name,email,phone_number,created_at,approval_status,checked_in_at,utm_source,qr_code_url,amount,currency,coupon_code,eth_address,solana_address,ticket_type_id,ticket_name,Company,Your role
gst-1,Nora Lindt,Nora,Lindt,nora@example.org,,2026-10-02T08:00:00Z,approved,,news,https://luma.example.org/check-in/evt-1?pk=g-aaa111,0,chf,,,,t1,Standard,Lindt & Daughters,Joiner
"""

MEETUP = (
    "Name\tUser ID\tTitle\tEvent Host\tRSVP\tGuests\tRSVPed on\tJoined Group on\tURL of Member Profile\n"
    "Nora L.\tuser 1234\tMember\t\tYes\t0\t2 October 2026\t1 May 2020\thttps://meetup.example.org/members/1234\n"
    "Ravi\tuser 5678\tMember\t\tNo\t0\t2 October 2026\t1 May 2020\thttps://meetup.example.org/members/5678\n"
)

PRETIX_POSITIONS = """\
"Event slug";"Order code";"Position ID";"Status";"Email";"Phone number";"Order date";"Order time";"Product";"Variation";"Attendee name";"Attendee name: Given name";"Attendee name: Family name";"Attendee email";"Company";"Company";"Voucher"
"tue";"ABC12";"1";"paid";"bo@example.org";"";"2026-10-02";"08:00:00";"Place";"";"Nora Lindt";"Nora";"Lindt";"nora@example.org";"Lindt & Daughters";"of the bill";""
"tue";"ABC12";"2";"paid";"bo@example.org";"";"2026-10-02";"08:00:00";"Place";"";"Ravi Sen";"Ravi";"Sen";"";"";"of the bill";""
"tue";"ABC12";"3";"paid";"bo@example.org";"";"2026-10-02";"08:00:00";"Place";"";"Tess Tone";"Tess";"Tone";"";"";"of the bill";""
"tue";"DEF34";"1";"canceled";"de@example.org";"";"2026-10-02";"08:00:00";"Place";"";"De Clined";"De";"Clined";"";"";"";""
"""

PRETIX_CHECKINS = """\
Order code,Attendee name,Product,Price,Checked in,Checked out,Automatically checked in,Paid,Secret,E-mail,Company,Voucher code
ABC12,Nora Lindt,Place,0.00,,,No,Yes,k3k3k3k3k3k3k3k3,nora@example.org,Lindt & Daughters,
DEF34,Un Paid,Place,20.00,,,No,No,p9p9p9p9p9p9p9p9,un@example.org,,
"""

HI_EVENTS = """\
ID,First Name,Last Name,Email,Status,Is Checked In,Checked In At,Product ID,Product Name,Event ID,Public ID,Short ID,Notes
1,Nora,Lindt,nora@example.org,ACTIVE,No,,4,Place,9,A-7H2K,a_7h2k,
2,De,Clined,de@example.org,CANCELLED,No,,4,Place,9,A-9H9K,a_9h9k,
"""

PARTIFUL = """\
Name,Status,RSVP date,Invited By,Is Plus One Of
Nora,Going,2026-10-02,,
Ravi,Maybe,2026-10-02,,
Tess,Can't Go,2026-10-02,,
"""

PLAIN_EN = "Name,E-mail,Company,Role\nNora Lindt,nora@example.org,Lindt & Daughters,Joiner\n"
PLAIN_SPLIT = "First,Surname,Email\nNora,Lindt,nora@example.org\n"
PLAIN_FR = "Prénom;Nom;Courriel;Société;Fonction\nÉlodie;Caron;elodie@example.org;Verre & Cie;Verrière\n"
PLAIN_IT = "Nome;Cognome;E-mail;Azienda;Ruolo\nNoè;D’Errico;noe@example.org;Legno Srl;Falegname\n"

NORA = ("Nora Lindt", "nora@example.org")
DAUGHTERS = "Lindt & Daughters"
A_GUESTS = ((*NORA, DAUGHTERS, "Joiner", "101700100", "101"), ("Ravi Sen", "ravi@example.org", "", "", "102700200", "102"))  # fmt: skip
LUMA_NORA = (*NORA, DAUGHTERS, "Joiner", "g-aaa111", "")
ELODIE = ("Élodie Caron", "elodie@example.org", "Verre & Cie", "Verrière", "", "")

LAYOUTS = {
    "eventbrite a": Layout("eventbrite_attendees", EVENTBRITE_A, A_GUESTS, ("status",) * 3),
    "eventbrite a, British": Layout("eventbrite_attendees", EVENTBRITE_A_UK, A_GUESTS, ("status",) * 3),
    "eventbrite b": Layout(
        "eventbrite_new", EVENTBRITE_B,
        ((*NORA, "", "", "20170010", "201"), ("Ravi Sen", "", "", "", "20170020", "201")),
    ),
    "eventbrite c": Layout(
        "eventbrite_orders", EVENTBRITE_C,
        (
            (*NORA, "", "", "", "301"), ("", "", "", "", "", "301"), ("", "", "", "", "", "301"),
            ("Ravi Sen", "ravi@example.org", "", "", "", "302"),
        ),
        ("crowd",),
    ),
    "luma": Layout("luma", LUMA_OLD, (LUMA_NORA, ("Ravi Sen", "ravi@example.org", "", "", "g-bbb222", "")), ("status",) * 4),
    "luma, newer": Layout("luma", LUMA_NEW, (LUMA_NORA,)),
    "meetup": Layout("meetup", MEETUP, (("Nora L.", "", "", "", "", "user 1234"),), ("status",)),
    "pretix positions": Layout(
        "pretix_positions", PRETIX_POSITIONS,
        (
            (*NORA, DAUGHTERS, "", "ABC12-1", "ABC12"), ("Ravi Sen", "bo@example.org", "", "", "ABC12-2", "ABC12"),
            ("Tess Tone", "", "", "", "ABC12-3", "ABC12"),
        ),
        ("status",),
    ),
    "pretix check-ins": Layout(
        "pretix_checkins", PRETIX_CHECKINS, ((*NORA, DAUGHTERS, "", "k3k3k3k3k3k3k3k3", "ABC12"),), ("status",)
    ),
    "hi.events": Layout("hi_events", HI_EVENTS, ((*NORA, "", "", "A-7H2K", ""),), ("status",)),
    "partiful": Layout("partiful", PARTIFUL, (("Nora", "", "", "", "", ""),), ("status",) * 2),
    "plain": Layout("plain", PLAIN_EN, ((*NORA, DAUGHTERS, "Joiner", "", ""),)),
    "plain, two names": Layout("plain", PLAIN_SPLIT, ((*NORA, "", "", "", ""),)),
    "plain, French": Layout("plain", PLAIN_FR, (ELODIE,)),
    "plain, French, from a spreadsheet": Layout("plain", PLAIN_FR, (ELODIE,), encoding="cp1252"),
    "plain, French, UTF-16": Layout("plain", PLAIN_FR, (ELODIE,), encoding="utf-16"),
    "plain, Italian, with a mark": Layout(
        "plain", PLAIN_IT, (("Noè D’Errico", "noe@example.org", "Legno Srl", "Falegname", "", ""),), encoding="utf-8-sig"
    ),
}  # fmt: skip
