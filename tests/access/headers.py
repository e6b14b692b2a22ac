"""The policies every answer carries, whatever its status (reliability page, section 4: 3.4.1 to 3.4.6)."""


def policies(headers) -> None:  # type: ignore[no-untyped-def]
    rules = dict(rule.split(" ", 1) for rule in headers["Content-Security-Policy"].split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["frame-ancestors"] == rules["base-uri"] == "'none'"
    assert rules["form-action"] == "'self'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "microphone=()" in headers["Permissions-Policy"]
    assert "Access-Control-Allow-Origin" not in headers
    assert "charset=utf-8" in headers["Content-Type"] or not headers["Content-Type"].startswith("text/html")
