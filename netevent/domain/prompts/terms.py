"""Words for the chips of the note, whole with their article, so that no article stands before a slot."""

from netevent.errors import N_

ASKED = {
    "price": N_("a price"),
    "proposal": N_("a proposal"),
    "document": N_("a document"),
    "sample": N_("a sample"),
    "meeting": N_("a meeting"),
    "contact": N_("a way to reach someone"),
}
NEEDS = {
    "advice": N_("a piece of advice"),
    "hire": N_("a person to hire"),
    "job": N_("a new job"),
    "supplier": N_("a supplier"),
    "feedback": N_("honest feedback"),
    "information": N_("a piece of information"),
    "peer": N_("a peer to talk to"),
    "project": N_("help with a project"),
}
OFFERS = {
    "know_how": N_("know-how"),
    "document": N_("a document"),
    "introduction": N_("an introduction"),
    "feedback": N_("honest feedback"),
    "turn_up": N_("turning up"),
    "place": N_("a place or a tool"),
}
