"""What a note holds: its level, and whether there is anything a prompt could start from (section 1, NV7)."""

from netevent.domain.prompts.facts import Contact


def level(contact: Contact) -> str:
    """thin, basic or rich, as section 1 counts them."""
    c = contact
    if c.promises or c.need_kind or c.need or c.offer_kind or c.offer or c.hook:
        return "rich"
    return "basic" if contact.topics or contact.care else "thin"


def is_thin(contact: Contact) -> bool:
    """True when only the person was recorded. A chip or a free text is a note too: nobody is asked twice."""
    return level(contact) == "thin" and not (
        contact.has_free_note
        or contact.can_help
        or contact.asked_for
        or contact.introduce_name
        or contact.who_talked == "mostly_me"
        or contact.felt == "awkward"
        or contact.work
        or contact.news
        or contact.saved
    )


def left_a_basis(contact: Contact) -> bool:
    """NV7: something they said or did, in the note or in the log; else nobody is prompted to write to them."""
    return not is_thin(contact) or any(act.what or act.by == "them" for act in contact.acts)


def is_closed(contact: Contact) -> bool:
    """ST2: "no follow-up please", a block or an objection. No prompt of any kind, ever."""
    return contact.closed or contact.no_follow_up or any(act.kind == "opt_out" for act in contact.acts)


def did(contact: Contact, prompt_kind: str, *act_kinds: str) -> bool:
    """True when the log says so, since the encounter: through this prompt, or by hand as an `act_kinds`.

    A prompt answered "done" needs no second look here: RK7 keeps its kind silent for longer than any window.
    """
    mine = (act for act in contact.acts if act.by == "me" and act.on >= contact.met_on)
    return any(act.prompt_kind == prompt_kind or act.kind in act_kinds for act in mine)
