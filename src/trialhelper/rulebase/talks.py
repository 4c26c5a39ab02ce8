"""What `conversations.yaml` may say: the conversations in all their words, and the decision table that chooses one.

Every set of answers must meet exactly one row; `check` proves it. Nothing here computes but the look-up of a variant.
"""

from pydantic import Field, StrictBool

from trialhelper.rulebase.criterion import AnyCriterion, Id, Model, Plain
from trialhelper.rulebase.entries import ConditionCell, ProductCell, StudiedCell

__all__ = ["Conversation", "ConversationRow", "ConversationTable", "Talk"]


class ConversationRow(Model):
    """One row of the decision table; a cell lists the values it takes, and a cell left out takes any."""

    condition: tuple[ConditionCell, ...] | None = None
    product: tuple[ProductCell, ...] | None = None
    studied: tuple[StudiedCell, ...] | None = None
    trial_reason: tuple[StrictBool, ...] | None = None
    then: Id
    words: Id | None = None
    """The variant of the conversation whose words are said; its own where it is left out."""
    beside: tuple[Id, ...] = ()


class Talk(Model):
    """What is said of a conversation: what it is called, both sides of it, and what to do."""

    id: Id
    title: Plain
    plain: Plain
    because: Plain
    next_steps: tuple[Plain, ...] = Field(min_length=1)


class Conversation(Talk):
    """One way in which the visit can go, with variants of its words for what led to it."""

    variants: tuple[Talk, ...] = ()

    def said(self, variant: str | None) -> Talk:
        """The words of a variant, or its own."""
        return next((one for one in self.variants if one.id == variant), self)


class ConversationTable(Model):
    """`conversations.yaml`: the conversations, and the decision table that chooses one."""

    trial_reason: AnyCriterion
    conversations: tuple[Conversation, ...] = Field(min_length=1)
    rows: tuple[ConversationRow, ...] = Field(min_length=1)
