"""The page of all points to raise: what changes the conversation, in plain words, with its question and its sources."""

from trialhelper.card.citing import Writer
from trialhelper.card.markdown import bullets, heading, link, page
from trialhelper.rulebase.base import RuleBase
from trialhelper.rulebase.entries import RiskFactor
from trialhelper.words import Words

__all__ = ["about_point", "points_page"]


def points_page(rules: RuleBase, words: Words) -> str:
    to = Writer(rules, words)
    blocks: list[str] = []
    for risk in rules.risk_factors.values():
        blocks += [heading(2, risk.name), to.cited(risk.plain, risk.claim), bullets(about_point(to, risk))]
    lead = to.say("card.points.lead")
    back = link(words("card.back"), "index.md")
    return page(to.say("card.generated"), heading(1, words("card.points.title")), lead, *blocks, *to.sources(), back)


def about_point(to: Writer, risk: RiskFactor) -> list[str]:
    """The question to ask, for what it is raised, when, and how sure it is."""
    whom = [to.words(f"card.platform.{platform}") for platform in risk.platforms]
    whom += [to.rules.therapies[name].brand for name in risk.therapies]
    whom += [to.words("card.point.trials")] if risk.trials else []
    lines = [to.say("card.point.question", question=to.words.fill(risk.question))]
    lines += [to.say("card.point.for", whom="; ".join(whom))] if whom else []
    lines += [to.say("card.point_when", fact=to.phrases.criterion(risk.when))] if risk.when else []
    return [*lines, to.say("card.confidence", confidence=to.words(f"card.confidence.{risk.confidence}"))]
