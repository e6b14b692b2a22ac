"""What a browser calls itself, made coarse: enough to tell one's own devices apart, and no fingerprint."""

BROWSERS = (  # the first mark found wins: most of them claim to be Chrome and Safari as well
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("OPiOS", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)


def named(user_agent: str) -> str:
    """'Chrome on Android'; only what is known of the two, and '' when it is neither.

    An app installed on an iPhone does not name its browser: there it is 'iPhone' alone.
    """
    browser = next((name for mark, name in BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "")
    return " on ".join(part for part in (browser, system) if part)
