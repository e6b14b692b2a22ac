"""The shape of what is noted after a talk: a few words on what was done, or on what came later."""

from wtforms import Form, StringField

from netevent.errors import N_
from netevent.forms.text import line

REMARKS = {
    "news": N_("Their news: a new role, a launch, a move"),
    "work": N_("A text, a talk or a project of theirs"),
    "saved": N_("Something you saved for them"),
    "solved": N_("What they needed is there now"),
    "sensitive": N_("A hard time; let it be quiet for a while"),
    "eased": N_("That hard time is over"),
}


class WordsForm(Form):
    words = line(N_("What was it, in a few words?"), 140)


class RemarkForm(Form):
    kind = StringField(N_("What would you like to note?"))
    text = line(N_("In a few words"), 140)
    topic = line(N_("On which topic?"), 40)
