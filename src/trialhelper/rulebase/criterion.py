"""The closed grammar of a criterion: one test on one answer, or `all` / `any` / `not` of criteria.

No expression strings, no code, no defaults, no truthiness. A leaf names a question (`ask`) and exactly one operator;
what its value means for that question is checked when the rule base is put together (`linking`).
"""

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Final, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    StrictBool,
    StrictFloat,
    StrictInt,
    StringConstraints,
    Tag,
    model_validator,
)
from pydantic import StrictStr as Str

__all__ = [
    "OPERATORS",
    "All",
    "AnyCriterion",
    "Any_",
    "ClaimRefs",
    "Effect",
    "Ending",
    "Id",
    "Leaf",
    "Model",
    "Not",
    "Plain",
    "Ref",
    "Role",
    "Scalar",
    "Test",
    "leaves",
]

OPERATORS: Final = (
    "is", "is_not", "in", "not_in", "at_least", "at_most", "more_than", "less_than", "between", "known",
)  # fmt: skip

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=64, strict=True)]
Ref = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]*\.[a-z0-9][a-z0-9_-]*$", strict=True)]
Plain = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True, strict=True, pattern=r"^([^<]|<.*[^>]$)")]
Scalar = Str | StrictInt | StrictFloat


def _as_tuple(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


_OneOrMore = Ref | Annotated[tuple[Ref, ...], Field(min_length=1)]
ClaimRefs = Annotated[tuple[Ref, ...], BeforeValidator(_as_tuple, json_schema_input_type=_OneOrMore), Field(min_length=1)]


Role = Literal["defines", "limits", "postpones"]
"""What a criterion is for: who the product is meant for; what speaks against it; or what only makes treatment wait."""
Ending = Literal["with_time", "with_care", "doubt", "if_worse", "never"]
"""How a difference could end: by itself, from some age or day on; by something that can be done or tried; by a test, because
the answer puts the diagnosis in doubt; only if the illness gets worse; or not at all."""
Effect = Literal["exclude", "not_studied"]
"""Why a product is ruled out: the label forbids it, or nobody has studied it."""


class Model(BaseModel):
    """Whatever a rule file may say: frozen, and closed to keys that the grammar does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Leaf(Model):
    """One test on one answer: `{ask: age, at_least: 4 years, claim: label.age}`."""

    ask: Id
    is_: Scalar | None = Field(None, alias="is")
    is_not: Scalar | None = None
    in_: tuple[Scalar, ...] | None = Field(None, alias="in", min_length=1)
    not_in: tuple[Scalar, ...] | None = Field(None, min_length=1)
    at_least: Scalar | None = None
    at_most: Scalar | None = None
    more_than: Scalar | None = None
    less_than: Scalar | None = None
    between: tuple[Scalar, Scalar] | None = None
    known: StrictBool | None = None
    claim: ClaimRefs | None = None
    role: Role | None = None
    """Under `requires` and `rules_out`, on the outermost criterion: what it is for."""
    ends: Ending | dict[Id, Ending] | None = None
    """How a difference here could end; by the answer, where that depends on it. An age needs none: it grows."""
    may_be_lost: StrictBool = False
    """What is true today can be lost (walking, being free of signs), so that the time to ask is short."""
    effect: Effect = "exclude"
    """Under `rules_out`: the label forbids it, or nobody has studied it."""
    point: Id | None = None
    """Under `discuss`: the risk factor whose explanation and question are raised when this holds."""

    FIELD: ClassVar[dict[str, str]] = {"is": "is_", "in": "in_"}

    @model_validator(mode="after")
    def _one_operator(self) -> "Leaf":
        used = [name for name in OPERATORS if getattr(self, self.FIELD.get(name, name)) is not None]
        if len(used) != 1:
            found = f"{len(used)} operators ({', '.join(used)})" if used else "no operator"
            raise ValueError(f"a criterion has exactly one operator, this one has {found}; use one of {', '.join(OPERATORS)}")
        return self

    def __hash__(self) -> int:
        """Equal leaves hash alike; `ends` is left out, as a dict has no hash."""
        return hash((self.ask, self.operator, self.operand, self.claim, self.role))

    def ending(self, answer: object) -> Ending:
        """How a difference that this answer makes could end; an answer that is not named never mends."""
        if isinstance(self.ends, dict):
            return self.ends.get(str(answer), "never")
        return self.ends or "never"

    @property
    def operator(self) -> str:
        return next(name for name in OPERATORS if getattr(self, self.FIELD.get(name, name)) is not None)

    @property
    def operand(self) -> Any:
        """The operator's value as written: a scalar, a tuple of them, or a bool for `known`."""
        return getattr(self, self.FIELD.get(self.operator, self.operator))


class All(Model):
    """Every one of its criteria must hold."""

    all: tuple["AnyCriterion", ...] = Field(min_length=1)
    role: Role | None = None


class Any_(Model):
    """At least one of its criteria must hold."""

    any: tuple["AnyCriterion", ...] = Field(min_length=1)
    role: Role | None = None


class Not(Model):
    """Its criterion must not hold."""

    not_: "AnyCriterion" = Field(alias="not")
    role: Role | None = None


def _shape(value: Any) -> str:
    if isinstance(value, Model):
        return (
            "all" if isinstance(value, All) else "any" if isinstance(value, Any_) else "not" if isinstance(value, Not) else "leaf"
        )
    if isinstance(value, dict):
        return next((key for key in ("all", "any", "not") if key in value), "leaf")
    return "leaf"


AnyCriterion = Annotated[
    Annotated[Leaf, Tag("leaf")] | Annotated[All, Tag("all")] | Annotated[Any_, Tag("any")] | Annotated[Not, Tag("not")],
    Discriminator(_shape),
]
"""A criterion of any shape, as it is read from a file."""

Test = Leaf | All | Any_ | Not
"""The same, once it is read."""

for _group in (All, Any_, Not):
    _group.model_rebuild()


def leaves(criterion: Test) -> Iterator[Leaf]:
    """Every leaf below a criterion, in the order in which it is written."""
    match criterion:
        case All(all=parts) | Any_(any=parts):
            for part in parts:
                yield from leaves(part)
        case Not(not_=part):
            yield from leaves(part)
        case _:
            yield criterion
