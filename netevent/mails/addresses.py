"""Whether an address can stand at the head of our mails, tried with a letter that is never sent."""

from datetime import UTC, datetime

from netevent.mails.message import Letter, Unsafe, build


def can_write(address: str) -> bool:
    """Whether a mail from this address, with replies to it, can be built."""
    trial = Letter(
        kind="trial",
        subject="Trial",
        html="<p>Trial</p>",
        text="Trial",
        to_address=address,
        from_name="Trial",
        from_address=address,
        reply_to=address,
        message_id="<trial@netevent.invalid>",
        date=datetime(2026, 1, 1, tzinfo=UTC),
        list_unsubscribe_url=None,
        list_id="trial.netevent.invalid",
        language="en",
    )
    try:
        build(trial)
    except Unsafe:
        return False
    return True
