"""The options in detail: every therapy from both sides, and clinical trials with where to look for them.

No option is ranked and none is called fitting for a person; what lines up and what differs stand side by side, with what
is still open and what only the care team can check.
"""

import re
from dataclasses import replace
from urllib.parse import urlencode

from trialhelper.engine import because_fit, possible_kinds, window_of
from trialhelper.engine.evaluate import Finding, Judged
from trialhelper.engine.plan import IndicationPlan
from trialhelper.kleene import FALSE, TRUE, UNKNOWN
from trialhelper.rulebase.entries import Condition
from trialhelper.rulebase.texts import not_asked_id, status_id
from trialhelper.summary.compose import MOST_CLAIMS, Composer
from trialhelper.summary.deciding import has_the_disease, studies, window_in_words
from trialhelper.summary.model import Block, Figure, Section, Sentence
from trialhelper.summary.sources import dated_words

__all__ = ["asked_for", "therapies", "therapies_by_kind", "trials", "withdrawn"]


def therapies(to: Composer) -> list[Section]:
    """One section a therapy that is available and made for this kind of the condition."""
    if not has_the_disease(to):
        return []
    return [_therapy(to, finding) for finding in to.assessment.findings if finding.plan.available and not finding.other_kind]


def therapies_by_kind(to: Composer) -> Section:
    """Every product in a line, under the kind that it is for, while the kind is not known and there are many."""
    by_kind: dict[str, dict[str, Sentence]] = {}
    for finding in to.assessment.findings:
        plan, therapy = finding.plan, finding.plan.therapy
        if plan.available and not finding.other_kind:
            line = to.say(
                "therapy.what",
                plan.version.claim,
                brand=therapy.brand,
                name=therapy.nonproprietary_name,
                maker=therapy.maker,
            )
            by_kind.setdefault(plan.condition.id, {}).setdefault(therapy.id, replace(line, of=plan))
    blocks = [
        Block("bullets", tuple(lines.values()), heading=to.raw(f"condition.{kind}.name", to.phrases.condition(kind)))
        for kind, lines in by_kind.items()
    ]
    return to.section("therapies", to.say("therapies.title"), to.paragraphs(to.say("therapies.kind_first")), *blocks)


def _therapy(to: Composer, finding: Finding) -> Section:
    plan, therapy = finding.plan, finding.plan.therapy
    judged = finding.judged
    title = replace(to.say(f"therapy.title.{finding.fit}", brand=therapy.brand), of=plan)
    about = [
        to.say(
            "therapy.what",
            plan.version.claim,
            brand=therapy.brand,
            name=therapy.nonproprietary_name,
            maker=therapy.maker,
        ),
        to.statement(f"therapy.{therapy.id}.how_given", therapy.how_given),
        *([to.statement(f"therapy.{therapy.id}.doses", therapy.doses)] if therapy.doses else []),
        to.say(f"therapy.delivery.{'implant' if therapy.platform == 'implant' else therapy.delivery}"),
        to.say("therapy.label_since", plan.version.claim, day=dated_words(plan.version.from_, to.words)),
    ]
    team = [to.still_open(one, therapy) for one in to.left_to_team(plan)]
    team += [
        to.rule(not_asked_id(therapy, plan.condition.id, plan.version, index), note.plain, note.claim)
        for index, note in enumerate(plan.version.not_asked)
    ]
    if plan.version.contraindications == "not_found":
        team.append(to.say("therapy.contraindications_not_found", brand=therapy.brand))
    return to.section(
        f"therapy-{therapy.id}",
        title,
        to.paragraphs(*about),
        to.bullets("therapy.lines_up", [_speaks_for(to, one, plan) for one in judged if one.met == TRUE], "good"),
        to.bullets("therapy.differs", _differences(to, finding), "differs"),
        to.bullets("therapy.waits", [to.criterion(one, therapy, "judged.differs.postpone") for one in finding.postponed], "open"),
        _window(to, finding),
        to.bullets("therapy.open", [to.still_open(one.criterion, therapy) for one in judged if one.met == UNKNOWN], "open"),
        to.bullets("therapy.team", team, "team"),
        *_both_sides(to, plan),
        _notes(to, plan),
    )


def _speaks_for(to: Composer, one: Judged, plan: IndicationPlan) -> Sentence:
    return to.criterion(one.criterion, plan.therapy, "judged.absent" if one.criterion.side == "rules_out" else None)


def _differences(to: Composer, finding: Finding) -> list[Sentence]:
    """What differs, the one that decides first."""
    therapy = finding.plan.therapy
    decides = because_fit(finding) if finding.fit == "differs" else ()
    differing = sorted((one for one in finding.judged if one.met == FALSE), key=lambda one: one not in decides)
    return [to.criterion(one.criterion, therapy, f"judged.differs.{_reason(one)}") for one in differing]


def _window(to: Composer, finding: Finding) -> Block | None:
    """The next age limit: from when the product comes into question, or until when."""
    window = window_of(finding, to.assessment.facts, to.assessment.answers, to.assessment.as_of)
    return to.paragraphs(window_in_words(to, window, [finding])) if window else None


def _reason(one: Judged) -> str:
    if one.criterion.side != "rules_out":
        return "requires"
    return one.criterion.effect


def _both_sides(to: Composer, plan: IndicationPlan) -> tuple[Block | None, Block | None]:
    therapy = plan.therapy
    return (
        to.bullets(
            "therapy.benefits",
            [
                to.statement(f"therapy.{therapy.id}.benefit.{i}", one)
                for i, one in enumerate(therapy.benefits)
                if not to.came_later(one.claim)
            ],
        ),
        to.bullets(
            "therapy.harms",
            [
                to.statement(f"therapy.{therapy.id}.harm.{i}", one)
                for i, one in enumerate(therapy.harms)
                if not to.came_later(one.claim)
            ],
        ),
    )


def _notes(to: Composer, plan: IndicationPlan) -> Block | None:
    """The boxed warning, low confidence and a review date that has passed: said wherever the therapy is shown."""
    therapy, boxed = plan.therapy, plan.therapy.boxed_warning
    notes = []
    if to.came_later(boxed.claim or ()):
        notes.append(to.say("therapy.boxed_then", day=to.words.date(to.assessment.as_of)))
    elif boxed.state == "present" and boxed.plain:
        notes += [
            to.say("therapy.boxed"),
            to.rule(f"therapy.{therapy.id}.boxed_warning", boxed.plain, boxed.claim or ()),
        ]
    else:
        notes.append(to.say(f"therapy.boxed_{boxed.state}", boxed.claim or ()))
    cited = {*plan.version.claim, *(ref for one in (*plan.criteria, *plan.care_team) for ref in one.claims[:MOST_CLAIMS])}
    cited |= {ref for one in (*therapy.benefits, *therapy.harms, therapy.how_given) for ref in one.claim[:MOST_CLAIMS]}
    if therapy.confidence == "low" or any(to.assessment.rules.claims[ref][1].confidence == "low" for ref in cited):
        notes.append(to.say("confidence.low_in_part"))
    if therapy.reviewed.due.earliest < to.assessment.as_of:
        notes.append(to.say("stale", day=dated_words(therapy.reviewed.due, to.words)))
    return to.notice("warning", *notes) if notes else None


def withdrawn(to: Composer) -> Section | None:
    """Products for this condition that are no longer available: what happened, and what remains."""
    gone = [finding.plan.therapy for finding in to.assessment.findings if not finding.plan.available and not finding.other_kind]
    if not gone:
        return None
    said = []
    for therapy in dict.fromkeys(gone):
        status = [one for one in therapy.status if one.is_ == "withdrawn"][-1]
        said.append(to.say("withdrawn.since", (status.claim,), brand=therapy.brand, day=dated_words(status.from_, to.words)))
        if status.plain:
            said.append(to.rule(status_id(therapy, status), status.plain, (status.claim,)))
        if therapy.confidence == "low" or to.assessment.rules.claims[status.claim][1].confidence == "low":
            said.append(to.say("confidence.low"))
    return to.section("withdrawn", to.say("withdrawn.title"), to.paragraphs(*said), to.paragraphs(to.say("withdrawn.remains")))


def asked_for(to: Composer) -> Section | None:
    """A straight answer about the product that the person named."""
    named = to.assessment.facts.get("asked_for")
    if named is None:
        return None
    therapy = to.assessment.rules.therapies[str(named)]
    here = [finding for finding in to.assessment.findings if finding.plan.therapy.id == therapy.id]
    here.sort(key=lambda finding: finding.other_kind)  # the use for this very kind, if there is one
    if not here and to.made_for(therapy):
        said = [to.say("asked_for.not_then", brand=therapy.brand, day=to.words.date(to.assessment.as_of))]
    elif not here:
        said = [to.say("asked_for.other", brand=therapy.brand)]
    elif not here[0].plan.available:
        status = [one for one in therapy.status if one.is_ == "withdrawn"][-1]
        said = [to.say("withdrawn.since", (status.claim,), brand=therapy.brand, day=dated_words(status.from_, to.words))]
        if status.plain:
            said.append(to.rule(status_id(therapy, status), status.plain, (status.claim,)))
        said.append(to.say("withdrawn.remains"))
    else:
        said = [to.say(f"asked_for.{here[0].fit}", brand=therapy.brand)]
    return to.section("asked-for", to.say("asked_for.title", brand=therapy.brand), to.paragraphs(*said))


def trials(to: Composer) -> Section:
    """What is known of studies for this condition, and both sides of joining one."""
    standing, kind = to.assessment.standing, to.assessment.kind
    said = []
    if standing and kind and to.assessment.plan:
        said = _noted(to, kind)
        standings = to.assessment.plan.standings
        studied = list(dict.fromkeys(ref for one in possible_kinds(to.assessment) for ref in standings[one.id].studied))
        noted = {ref for sentence in said for ref in sentence.claims}
        said += [to.claim(ref) for ref in studied[:2] if ref not in noted and len(possible_kinds(to.assessment)) == 1]
        said += studies(to)
        if not studied and len(possible_kinds(to.assessment)) == 1 and not kind.programmes:
            said.append(to.say("trials.none_beside" if said else "trials.none_in_documents"))
    return to.section(
        "trials",
        to.say("trials.title"),
        to.paragraphs(*said) if said else None,
        to.paragraphs(to.say("trials.phases"), to.say("trials.changes")),
        _registry(to) if kind else None,
    )


def _registry(to: Composer) -> Block:
    """Where open studies are listed: the address with the words of the condition, and a code of it for a phone."""
    assert to.assessment.kind
    term = _term(to, to.assessment.kind)
    url = f"https://clinicaltrials.gov/search?{urlencode({'cond': term, 'intr': 'gene therapy'})}"
    return Block(
        "figure",
        (to.say("registry.where", term=term), to.say("registry.nothing_about_you"), to.raw("registry.address", url)),
        heading=to.say("registry.title"),
        figure=Figure("address", to.say("registry.alt"), url),
    )


def _term(to: Composer, kind: Condition) -> str:
    """The disease name that a registry knows: of the nearest of the kind and its condition that is a disease with a code."""
    above = [to.assessment.rules.conditions[kind.kind_of]] if kind.kind_of else []
    named = next((one for one in (kind, *above) if one.registry_term or one.codes), (kind, *above)[-1])
    return named.registry_term or re.sub(r"\s*\([^)]*\)", "", named.clinical_name)  # a search takes the gene in brackets amiss


def _noted(to: Composer, kind: Condition) -> list[Sentence]:
    """The notes on studies of the kind that was told and of what it is a kind of."""
    above = [to.assessment.rules.conditions[kind.kind_of]] if kind.kind_of else []
    named = {one.id: one for one in (kind, *to.told_kinds, *above)}
    return [
        to.statement(f"condition.{one.id}.trials_note", note)
        for one in named.values()
        if (note := one.trials_note) and to.known(note)
    ]
