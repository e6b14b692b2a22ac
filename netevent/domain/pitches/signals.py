"""The signals of section 7: what each weighs, what the coach says of it, and one move that may help.

K01 to K27 are the page's. K28 to K31 are ours: being signed up unasked, a string on a gift, a favour that serves the
writer, and a part that serves the writer in words no list holds.
"""

from dataclasses import dataclass

from netevent.errors import N_


@dataclass(frozen=True, slots=True)
class Signal:
    """`weight` above nought is pitchy. `says` is what the coach sees, `move` what may help; together one line of up to
    120 characters. `floor` is the lowest band it leaves unless excused, `alone` whether it makes
    a pitch by itself however warm the rest (section 7), `structural` whether no phrase list carries it."""

    id: str
    weight: int
    says: str
    move: str = ""
    floor: str = "relational"
    alone: bool = False
    structural: bool = False


_ALL = (
    Signal("K01", 2, N_("This line is about your service."), N_("What did they say that it could start from?"), alone=True),
    Signal("K02", 3, N_("They have not asked to meet yet."), N_("A question they can answer in a line is easier."), "mixed", alone=True),
    Signal("K03", 3, N_("A booking link skips a step."), N_("Keep it for when they propose to talk."), "mixed", alone=True),
    Signal("K04", 3, N_("Price came before their question."), N_("It keeps until they ask."), "pitchy", alone=True),
    Signal("K05", 2, N_("A deadline presses."), N_("Is there a date that matters to them?"), alone=True),
    Signal("K06", 2, N_("Most of this is about you."), N_("Which of their words could you pick up?"), structural=True),
    Signal("K07", 2, N_("A brochure turns hello into a mailing."), N_("Say why it matters to them, or leave it out."), alone=True),
    Signal("K08", 3, N_("That question sorts people."), N_("Ask about the matter, not about who pays."), "pitchy", alone=True),
    Signal("K09", 1, N_("Big praise then a request reads as bait."), N_("Name one real thing that stayed with you.")),
    Signal("K10", 2, N_("They may be busy."), N_("Add something useful, or let it rest."), alone=True),
    Signal("K11", 2, N_("That question already holds your answer."), N_("Ask one you are curious about."), alone=True),
    Signal("K12", 2, N_("This could go to anyone."), N_("Add the one thing you two talked about."), structural=True),
    Signal("K13", 2, N_("Proof is for when they ask."), N_("For now, what would help them?"), alone=True),
    Signal("K14", 2, N_("Asking for names this early spends trust."), N_("Ask their advice instead."), alone=True),
    Signal("K15", 3, N_("This leaves them in debt."), N_("Say plainly what you need, or leave it out."), "pitchy", alone=True),
    Signal("K16", 1, N_("One message, one thing."), N_("Which matters most to them?"), structural=True),
    Signal("K17", 3, N_("Close to what you wrote to others."), N_("One sentence only for them changes it."), "mixed", alone=True, structural=True),
    Signal("K18", 1, N_("This is how brochures talk."), N_("Plain words sound more like you did at the event.")),
    Signal("K19", 1, N_("That is shop language."), N_("“No need to reply” is kinder.")),
    Signal("K20", 1, N_("Your notes hold no such agreement."), N_("Is that how they remember it?")),
    Signal("K21", -2, N_("You took up their own words; they will notice.")),
    Signal("K22", -2, N_("A real question. Good place to stop.")),
    Signal("K23", -3, N_("Promise kept: nothing builds trust faster.")),
    Signal("K24", -2, N_("Useful and free of strings.")),
    Signal("K25", -2, N_("Saying what it changed makes thanks count.")),
    Signal("K26", -1, N_("You left them free.")),
    Signal("K27", -1, N_("Short and clear."), structural=True),
    Signal("K28", 3, N_("They have not said yes to this."), N_("Ask first, and make a no easy."), "mixed", alone=True),
    Signal("K29", 3, N_("A gift with a condition is a trade."), N_("Give it whole, or keep it."), "mixed", alone=True),
    Signal("K30", 2, N_("This asks them to work for you."), N_("Is it small, and a good moment for it?"), alone=True),
    Signal("K31", 2, N_("This part serves you more than them."), N_("What would it give them?"), "mixed", alone=True, structural=True),
)  # fmt: skip

SIGNALS = {signal.id: signal for signal in _ALL}

ASKED = N_("They asked, so answer fully, and only that.")
"""Said instead of a remark where an exception holds (X1)."""
