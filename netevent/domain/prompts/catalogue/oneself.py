"""Lines about oneself (class self), and how an introduction went, which uses that line (RK2)."""

from netevent.domain.prompts.catalogue.shapes import Kind, Rank
from netevent.domain.prompts.rules import oneself, resting

ORDER: tuple[Kind, ...] = (
    Kind(
        id="self.notes",
        rank=Rank.SELF,
        principles=("P6", "P17"),
        counters="card collecting",
        slots=("names", "event"),
        action="note",
        self_rule=oneself.notes,
    ),
    Kind(
        id="self.wrap",
        rank=Rank.SELF,
        principles=("P3", "P12"),
        counters="guilt list",
        slots=("event", "names", "intention"),
        action="choose",
        self_rule=oneself.wrap,
    ),
    Kind(
        id="intro.loop",
        rank=Rank.SELF,
        principles=("P8", "P12"),
        counters="quantity",
        slots=("names",),
        action="choose",
        guarded=True,
        self_rule=oneself.loop,
    ),
    Kind(
        id="self.review",
        rank=Rank.SELF,
        principles=("P13",),
        counters="habit",
        slots=("event", "intention"),
        action="review",
        self_rule=oneself.review,
    ),
    Kind(
        id="self.overload",
        rank=Rank.SELF,
        principles=("P5",),
        counters="burn-out",
        slots=("names",),  # whom promises of help are open to; none when the guard has another cause
        action="rest",
        self_rule=resting.overload,
    ),
    Kind(
        id="self.taker",
        rank=Rank.SELF,
        principles=("P4",),
        counters="taking",
        slots=("offer", "name", "need"),  # a person whose need fits, if there is one
        action="open",
        self_rule=resting.taker,
    ),
    Kind(
        id="self.rest",
        rank=Rank.SELF,
        principles=("P5", "P11"),
        counters="chasing",
        slots=("name",),
        action="none",
        app_only=True,
        self_rule=resting.rest,
    ),
)
