"""Who is left alone for a while: two words unanswered (ST1), a hard time (ST7), a colleague's contact (ST9), and
whoever left no basis (NV7)."""

from dataclasses import replace

import pytest

from netevent.domain.prompts import HINT, Act, Gathering, Hint, Shown, in_the_app, next_look, plan

WOKEN = 9 + 14 + 180  # the second word on d9, at rest from d23


@pytest.fixture
def resting(met, d):
    """Cleo answered neither of two words; she rests from d23."""

    def build(**note):
        words = tuple(Act(kind="outreach", by="me", on=d(day)) for day in (2, 9))
        return met(**{"topics": ("Wood",), "acts": words, **note})

    return build


def meeting(d, days):
    return (Gathering(event_id=8, title="Open House", on=d(days), both=True),)


def news(d, days, **note):
    return {"news": "a new workshop", "news_on": d(days), **note}


def test_st1_news_are_silent_for_180_days_and_then_heard_once(daily, resting, d, prompted):
    def kinds(days, **note):
        return prompted(daily, [resting(**news(d, days), **note)], d(days))

    assert kinds(22) == [(1, "up.news")]
    assert kinds(23) == kinds(WOKEN - 1) == []
    assert kinds(WOKEN) == [(1, "up.news")]
    for other in ("up.again", "up.news"):
        assert kinds(WOKEN + 60, shown=(Shown(kind=other, on=d(WOKEN)),)) == []
    assert kinds(WOKEN + 60, shown=(Shown(kind="up.again", on=d(WOKEN - 181)),)) == [(1, "up.news")]


def test_st1_that_one_word_may_be_put_off(daily, resting, d, prompted):
    later = (Shown(kind="up.news", on=d(WOKEN), answer="later"),)
    contact = resting(**news(d, WOKEN), shown=later)
    assert prompted(daily, [contact], d(WOKEN + 3)) == [(1, "up.news")]
    assert prompted(daily, [replace(contact, coming=meeting(d, WOKEN + 9))], d(WOKEN + 2)) == []


def test_st1_an_act_of_theirs_wakes_at_once(daily, resting, d, prompted):
    contact = resting(**news(d, 60))
    answered = replace(contact, acts=(*contact.acts, Act(kind="answer", by="them", on=d(60))))
    assert prompted(daily, [contact], d(60)) == []
    assert prompted(daily, [answered], d(60)) == [(1, "up.news")]


def test_st1_nobody_at_rest_is_reminded_of_their_word(daily, resting, promise, d, prompted):
    for mine, kinds in ((True, [(1, "promise.due")]), (False, [])):
        contact = resting(promises=(promise(due=30, mine=mine, made_on=d(26)),))
        assert prompted(daily, [contact], d(44 if not mine else 30)) == kinds


@pytest.mark.parametrize(("days", "said"), [(22, False), (23, True), (36, True), (37, False)])
def test_the_app_says_that_somebody_rests_and_no_mail_does(days, said, daily, resting, d, prompted):
    lines = [line for line in in_the_app(daily, [resting()], d(days)) if line.kind == "self.rest"]
    assert [line.contact_id for line in lines] == ([1] if said else [])
    assert prompted(daily, [resting()], d(days)) == []


def test_it_is_said_once_and_prompts_nobody(daily, resting, met, d, prompted):
    told = (Shown(kind="self.rest", on=d(23)),)
    assert in_the_app(daily, [resting(shown=told)], d(24)) == ()
    awake = met(work="a talk", work_on=d(20), shown=told)
    assert prompted(daily, [awake], d(25)) == [(1, "ask.work")]  # ST3 counts words towards a person


def test_st7_a_hard_time_holds_everything_for_sixty_days(daily, met, promise, d, prompted):
    words = (promise(due=8, id=1), promise(due=90, id=2, made_on=d(0)))
    contact = met(care="March", need_kind="advice", promises=words, sensitive_on=d(0), **news(d, 40))
    assert all(prompted(daily, [contact], d(days)) == [] for days in range(60))
    assert prompted(daily, [replace(contact, eased_on=d(1))], d(1)) == [(1, "promise.due")]
    assert prompted(daily, [replace(contact, sensitive_on=d(2))], d(1)) == [(1, "promise.due")]


def test_st7_then_only_one_question_how_things_stand(daily, met, d):
    contact = met(care="March", need_kind="job", need="a new post", sensitive_on=d(0), **news(d, 60))
    (prompt,) = plan(daily, [contact], d(60)).prompts
    assert (prompt.kind, dict(prompt.slots)) == ("help.checkin", {"name": "Cleo"})
    asked = replace(contact, shown=(Shown(kind="help.checkin", on=d(60)),), **news(d, 100))
    assert not plan(daily, [asked], d(100))


def test_st7_what_was_promised_comes_after_that_question(daily, met, promise, d, prompted):
    contact = met(promises=(promise(due=8),), sensitive_on=d(0))
    assert prompted(daily, [contact], d(60)) == [(1, "help.checkin")]
    asked = replace(contact, shown=(Shown(kind="help.checkin", on=d(60)),))
    assert prompted(daily, [asked], d(61)) == [(1, "promise.due")]


def test_st7_a_word_whose_time_fell_into_it_comes_when_it_is_lifted(daily, met, promise, d, prompted):
    contact = met(promises=(promise(due=2),), sensitive_on=d(0), eased_on=d(40))
    assert prompted(daily, [contact], d(40)) == [(1, "promise.due")]
    assert next_look(daily, [contact], d(0)) == d(40)


@pytest.mark.parametrize(("by", "days", "awake"), [("me", 61, True), ("them", 70, True), ("them", 59, False)])
def test_st7_an_act_of_either_side_after_the_hold_ends_it(by, days, awake, daily, met, d, prompted):
    acts = (Act(kind="answer", by=by, on=d(days)),)
    contact = met(sensitive_on=d(0), acts=acts, shown=(Shown(kind="help.checkin", on=d(60)),), **news(d, 100))
    assert prompted(daily, [contact], d(100)) == ([(1, "up.news")] if awake else [])


def test_st9_a_hint_at_the_colleague_stands_once_in_the_place_of_the_prompt(ben, met, d):
    contact = met(care="March", colleague="Eva")
    made = plan(ben, [contact], d(1))
    assert (made.prompts, made.hints) == ((), (Hint(1, "Eva"),))
    assert made

    said = replace(contact, shown=(Shown(kind=HINT, on=d(1)),))
    assert [p.kind for p in plan(ben, [said], d(4)).prompts] == ["ask.care"]
    assert plan(ben, [said], d(4)).hints == ()


def test_st9_there_is_no_hint_where_there_was_no_prompt(ben, met, d):
    assert not plan(ben, [met(care="March", colleague="Eva", no_follow_up=True)], d(1))


def test_st9_a_hint_takes_one_of_the_three_places(ben, met, d):
    people = [met(id_, care="March", colleague="Eva" if id_ == 1 else "") for id_ in range(1, 6)]
    made = plan(ben, people, d(1))
    assert (len(made.prompts), len(made.hints)) == (2, 1)


def test_nv7_a_person_who_left_no_basis_is_never_prompted(daily, met, d, prompted):
    bare = met(coming=meeting(d, 50), strength="warm")
    assert not any(plan(daily, [bare], d(days)).prompts for days in range(0, 420, 3))
    assert prompted(daily, [replace(bare, topics=("Wood",))], d(40)) == [(1, "up.again")]
    thanked = replace(bare, acts=(Act(kind="help", by="them", on=d(30)),))
    assert prompted(daily, [thanked], d(31)) == [(1, "help.thanks")]
