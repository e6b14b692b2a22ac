"""What people, robots and clumsy phones type: the catalogue, surface by surface.

Files, CSV, vCard, JSON and offline uploads are not here yet: no route takes them.
"""

NUL, ESC = "\x00", "\x1b"
UNSTORABLE = ["Cleo\x00", "\x00", "\x1b[31mCleo", "Cleo\x07", "a\x08b", "\x7f", "\x0bCleo\x0c", "\ud800x"]
BLANK = [
    "",
    " ",
    "\t",
    "   \n ",
    "\u200b",
    "\u200b\ufeff",
    "\u202e\u202c",
    "\u2066\u2069",
    "\u00a0",
    "\u3000",
    "\u0301",
]
STRANGE_NAMES = [
    "C", "O'Brien", "Ng", "👩‍🚀", "👋🏽" * 20, "محمد علي", "שלום Cleo", "李小龍", "n" * 120, "Z̸̡̛a̶l̷g̸o̵", "Cher",
    "\u202eoelC", "Jo\u2066hn", "<b>Cleo</b>", "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}",
    "%(name)s", "=HYPERLINK(1)", "'; drop table people; --", "${jndi:x}", "Robert\tTables", "ﷺ", "i̇", "\u00adCleo",
    "../../etc/passwd", "null", "True", "0", "-1",
]  # fmt: skip
LINKS_IN_NAMES = [
    "Hi MONEY www.evil.example",
    "http://evil.example",
    "Ben https://evil.example/x",
    "${jndi:ldap://x}",
]
LONG_NAMES = ["n" * 121, "n" * 10_000, "👋" * 121, "é" * 5_000]

GOOD_ADDRESSES = [
    "cleo+evening@example.org", "CLEO@EXAMPLE.ORG", " cleo@example.org ", "c.l.e.o@example.org", "cleo@bücher.example",
    "o'brien@example.org", "cleo@sub.sub.example.org", "a" * 64 + "@example.org",
]  # fmt: skip
BAD_ADDRESSES = [
    "", " ", "cleo", "@", "@example.org", "cleo@", "a@b", "cleo@example", "cleo@@example.org", "cleo@example..org",
    "cleo@example.org.", ".cleo@example.org", "cleo.@example.org", "cleo@-example.org", "cleo@exam ple.org",
    "cleo@example.org, dan@example.org", "cleo@example.org;dan@example.org", "cleo@example.org dan@example.org",
    "cleo@example.org\r\nBcc: dan@example.org", "cleo\n@example.org", "Cleo <cleo@example.org>", "mailto:cleo@example.org",
    "cleo@example.org\x00", "\x00", "cleo@[127.0.0.1]", "cleo@127.0.0.1", "cleo@localhost", '"cleo smith"@example.org',
    "a" * 65 + "@example.org", "cleo@" + "d" * 250 + ".org", "x" * 10_000, "cleo@example.org\u202e", "=?utf-8?q?c?=@example.org",
    "cleo@exa_mple.org", "clé o@example.org", "cleo@exam\u2028ple.org",
]  # fmt: skip

PHONES_BAD = [
    "abc",
    "++41",
    "0" * 41,
    "079\x00",
    "<script>",
    "tel:+41",
    "٠٧٩١٢٣",
    "+",
    "1",
    "079;ext=1",
    "07" * 400,
]
LINKS_BAD = [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "file:///etc/passwd", "ftp://example.org",
    "http://[", "https://", "example", "https://exa mple.org", "https://example.org/" + "a" * 300, "\x00", "vbscript:x",
]  # fmt: skip

EVENTS_BAD = [
    ("title", ""), ("title", "\u200b"), ("title", "t" * 121), ("title", "t" * 10_000), ("title", "Evening\x00"),
    ("place", ""), ("place", "\u2066\u2069"), ("place", "p" * 301), ("host", "h" * 121), ("host", "\x1b[0m"),
    ("starts", ""), ("starts", "tomorrow"), ("starts", "2026-12-03"), ("starts", "2026-12-03T25:00"), ("starts", "2026-13-03T18:30"),
    ("starts", "2026-02-30T18:30"), ("starts", "0001-01-01T00:00"), ("starts", "9999-12-31T23:59"), ("starts", "1999-12-31T23:59"),
    ("starts", "2026-03-29T02:30"), ("starts", "2026-10-25T02:30"), ("starts", "2026-12-03T18:30Z"), ("starts", "2026-12-03 at 18:30"),
    ("starts", "2026-12-03T18:30+99:00"), ("starts", "\x00"), ("starts", "1" * 5_000), ("starts", "٢٠٢٦-١٢-٠٣T١٨:٣٠"),
    ("ends", "2026-12-03T18:30"), ("ends", "2026-12-03T10:00"), ("ends", "2027-12-03T18:30"), ("ends", "0001-01-01T00:00"),
    ("ends", "nonsense"), ("ends", "2026-12-03T24:30"), ("zone", ""), ("zone", "Mars/Olympus"), ("zone", "Etc/GMT+14"), ("zone", "../../etc/passwd"),
    ("zone", "Europe/Zurich\x00"), ("zone", "europe/zurich\n"), ("zone", "Etc/Unknown"), ("zone", "Factory"), ("zone", "z" * 5_000),
    ("language", "xx"), ("language", ""), ("language", "en_US.UTF-8"), ("language", "\x00"), ("mail_hour", "25"),
    ("mail_hour", "-1"), ("mail_hour", "9.5"), ("mail_hour", "nine"), ("mail_hour", "٩"), ("mail_hour", "9" * 400),
    ("topics", ",".join(f"t{n}" for n in range(9))), ("topics", "t" * 41), ("topics", "t" * 501), ("topics", "wood\x00"),
]  # fmt: skip
EVENTS_GOOD = [
    ("zone", "Asia/Kathmandu"), ("zone", "Etc/GMT-14"), ("zone", "America/Sao_Paulo"), ("zone", "Pacific/Apia"), ("zone", "UTC"),
    ("title", "=?UTF-8?Q?=0ABcc:x?="), ("title", "One\r\nBcc: dan@example.org"), ("title", "<script>alert(1)</script>"),
    ("title", "Soirée d’été"), ("title", "مساء الخير"), ("title", "t" * 120), ("ends", ""), ("topics", "a,,a, ,b"), ("host", "<b>us</b>"),
]  # fmt: skip

NOTES_BAD = [
    ("free_note", "n" * 5_001), ("free_note", "n" * 200_000), ("free_note", "a\x00b"), ("free_note", "\x1b[31m"), ("care", "c" * 141),
    ("care", "c\x00"), ("promise", "p" * 141), ("promise_due", "some day"), ("need_kind", "money"), ("felt", "x"), ("cadence", "never"),
    ("hook_on", "2026-02-30"), ("hook_on", "yesterday"), ("hook_on", "9999-01-01"), ("hook_on", "0001-01-01"), ("own_topic", "t" * 41),
    ("topics", "t" * 41), ("introduce_id", "999999"), ("language", "xx"), ("register", "casual"), ("contact_ok", "fax"),
    ("asked_for", "everything"), ("who_talked", "nobody"), ("strength", "best"), ("offer_kind", "soul"), ("their_due", "soon"),
]  # fmt: skip
NOTES_GOOD = [
    ("free_note", "😀" * 5_000), ("free_note", "مرحبا بالعالم"), ("free_note", "\u200b"), ("free_note", "<img src=x onerror=alert(1)>"),
    ("free_note", "https://evil.example"), ("free_note", "n" * 5_000), ("free_note", "a\r\nb\r\nc"), ("introduce_id", "x"),
    ("introduce_id", "-1"), ("introduce_id", "9" * 30), ("can_help", "maybe"), ("care", "\u202eright to left"),
]  # fmt: skip

CODES = [
    ("", "Type the six characters"), ("   ", "Type the six characters"), ("\x00", "Type the six characters"),
    ("https://evil.example/p/ABC", "a web address from elsewhere"), ("www.evil.example", "a web address from elsewhere"),
    ("HTTP://EVIL.EXAMPLE", "a web address from elsewhere"), ("javascript:alert(1)", "not one of our codes"),
    ("JAVASCRIPT:ALERT(1)", "not one of our codes"), ("data:text/html,<b>", "not one of our codes"),
    ("WIFI:T:WPA;S:Hall;P:secret;;", "the way into a Wi-Fi network"), ("BEGIN:VCARD\nFN:Dan\nEND:VCARD", "a contact card from another app"),
    ("x" * 3_000, "not one of our codes"), ("http://localhost/p/ABC", "is not shared here"), ("http://localhost/p/", "Only a part of the code"),
    ("http://localhost/", "Only a part of the code"), ("http://localhost/e/ZZZZZZ", "do not know this event code"),
    ("http://localhost/p/" + "Z" * 26, "is not shared here"), ("Z" * 26, "is not shared here"), ("http://[", "a web address from elsewhere"),
    ("ZZZZZZ", "Nobody here has this code"), ("zzz-zzz", "Nobody here has this code"), ("ZZZ ZZZ", "Nobody here has this code"),
    ("ОООООО", "not one of our codes"), ("12345", "not one of our codes"), ("1234567", "not one of our codes"),
    ("\u202eZZZZZZ", "Nobody here has this code"), ("<script>", "not one of our codes"), ("%00", "not one of our codes"),
    ("tel:+41791234567", "not one of our codes"), ("mailto:a@b.example", "not one of our codes"), ("{{7*7}}", "not one of our codes"),
]  # fmt: skip

IDS = [
    "-1",
    "0",
    str(2**31),
    str(2**63),
    str(2**64),
    str(10**30),
    "1e9",
    "1;drop",
    "1.5",
    "true",
    "[1]",
    "x",
    "%00",
    "1%20",
    "٣",
]
TOKENS = [
    "x",
    "a.b.c",
    "x" * 3_000,
    "%00",
    "..%2f..",
    "null",
    "-",
    ".",
    "é",
    "%F0%9F%98%80",
    "eyJhIjoxfQ.x.y",
]
QUERIES = [
    "page=-1", "page=0", "page=1000000000000000000000", "page=x", "page=1.5", "page[]=1", "page=1&page=2", "limit=1000000000",
    "sort=password", "q=%00", "q=%FF", "q=%F0%28%8C%28", "q=" + "a" * 5_000, "q=%25", "q=_", "q='--", "q=%5C", "status=x",
    "big=2", "v=x", "size=A0", "second=xx", "next=//evil.example", "next=https://evil.example", "code=%00", "=", "&&&", "%", "lang=xx",
]  # fmt: skip
NEXTS = [
    "//evil.example", "https://evil.example", "/\\evil.example", "\\\\evil.example", "javascript:alert(1)", "/%0d%0aX: y", "/\r\nX: y",
    "http:evil.example", "///evil.example", "/\t/evil.example", "\x00//evil.example", " //evil.example", "/" + "a" * 400, "",
    "evil.example", "https:evil.example", "//evil.example\\@localhost", "/\u2028", "data:text/html,x",
]  # fmt: skip
HEADERS = [
    {"X-HTTP-Method-Override": "DELETE"}, {"X-HTTP-Method": "PUT"}, {"X-Method-Override": "POST"}, {"HX-Request": "true"},
    {"HX-Request": "true", "HX-Target": "<script>"}, {"HX-Current-URL": "https://evil.example"}, {"HX-Boosted": "true"},
    {"HX-Request": "x" * 5_000}, {"Cookie": "netevent=" + "x" * 64_000}, {"Cookie": "netevent=eyJ.x.y"}, {"Cookie": "\x01=\x02"},
    {"Cookie": "language=xx; theme=<script>"}, {"Cookie": ";;;=;"}, {"Accept-Language": "xx"}, {"Accept-Language": ",;q=,"},
    {"Accept-Language": "fr;q=9,en;q=-1"}, {"Accept-Language": "a" * 5_000}, {"Accept-Language": "*"}, {"Accept": "application/xml"},
    {"X-Forwarded-For": "1.2.3.4"}, {"X-Forwarded-Host": "evil.example"}, {"X-Forwarded-Proto": "https"}, {"Forwarded": "host=evil.example"},
    {"X-Original-URL": "/events"}, {"X-Rewrite-URL": "/events"}, {"Referer": "https://evil.example/\x01"}, {"Range": "bytes=-1"},
    {"If-None-Match": '"x"'}, {"If-Modified-Since": "yesterday"}, {"Content-Type": "application/json"}, {"Content-Type": "x"},
    {"Authorization": "Basic \x01"}, {"Authorization": "Bearer " + "x" * 5_000}, {"User-Agent": ""}, {"User-Agent": "<script>" * 900},
]  # fmt: skip
HOSTS = [
    "evil.example",
    "localhost.evil.example",
    "localhost@evil.example",
    "localhost:80@evil.example",
    "a b",
    "127.0.0.1",
    "[::1]",
]
BODIES = [
    (b"", "application/x-www-form-urlencoded"), (b"\xff\xfe\x00", "application/x-www-form-urlencoded"), (b'{"name": "Cleo"}', "application/json"),
    (b"name=Cleo", "text/plain"), (b"--x\r\nbroken", "multipart/form-data; boundary=x"), (b"name=%ff&email=%00", "application/x-www-form-urlencoded"),
    (b"name=a&name=b&email=c&email=d", "application/x-www-form-urlencoded"), (b"%%%=%", "application/x-www-form-urlencoded"),
    (b"&" * 5_000, "application/x-www-form-urlencoded"), (b"<a/>", "application/xml"), (b"x", "multipart/form-data"), (b"[]", "application/json"),
    (b"name=Cleo", "application/x-www-form-urlencoded; charset=utf-7"), (b"PK\x03\x04", "application/zip"),
]  # fmt: skip
LANGUAGES = ["xx", "", "EN", "fr-CH", "de", "\x00", "en; drop", "<script>", "f" * 5_000]
