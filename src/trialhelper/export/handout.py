"""The handout of one page: the front sheet of a summary alone, to give to somebody in the room.

The front names no source beside its lines here, because the list of sources is not on the page; the foot says where it is. The
line that calls a person invented stands in the foot too, and stays.
"""

from dataclasses import replace

from trialhelper.summary.model import Block, Row, Section, Sentence, Summary
from trialhelper.words import Words

__all__ = ["handout"]


def handout(summary: Summary, words: Words) -> Summary:
    """The summary cut down to its front, which every rendering then draws on one page."""
    front = tuple(_section(one) for one in summary.front)
    running = (*summary.running, words("clinic.take.handout_sources"))
    return replace(summary, running=running, front=front, rest=(), sources=(), sheet=None)


def _section(section: Section) -> Section:
    return replace(
        section,
        title=_sentence(section.title),
        blocks=tuple(map(_block, section.blocks)),
        parts=tuple(map(_section, section.parts)),
    )


def _block(block: Block) -> Block:
    return replace(
        block,
        heading=block.heading and _sentence(block.heading),
        sentences=tuple(map(_sentence, block.sentences)),
        columns=tuple(map(_sentence, block.columns)),
        rows=tuple(Row(_sentence(row.label), tuple(tuple(map(_sentence, cell)) for cell in row.cells)) for row in block.rows),
        pairs=tuple(replace(pair, label=_sentence(pair.label), value=_sentence(pair.value)) for pair in block.pairs),
    )


def _sentence(sentence: Sentence) -> Sentence:
    """Without the numbers of sources; the claims behind it stay in the data."""
    return replace(sentence, marks=())
