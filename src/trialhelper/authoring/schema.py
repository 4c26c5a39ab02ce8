"""A JSON Schema for each kind of rule file, so that an editor completes keys, explains them and marks what cannot stand.

Made from the models by pydantic, with the words of `grammar` put in. It is of draft 7, which is what the YAML extensions of
editors understand. It holds one file at a time: what an entry may refer to only the reader knows (`trialhelper check`).
An empty value, which the models let pass for a key that may be left out, is refused here: it says nothing.
"""

import json
from typing import Any, Final

from pydantic.json_schema import GenerateJsonSchema

from trialhelper.authoring.grammar import CRITERIA, FileKind, everything, keys_of
from trialhelper.rulebase.criterion import OPERATORS, Leaf

__all__ = ["DRAFT", "schema_of", "schema_text"]

DRAFT: Final = "http://json-schema.org/draft-07/schema#"

_BESIDE: Final[dict[str, dict[str, Any]]] = {
    "Leaf": {"oneOf": [{"required": [name]} for name in OPERATORS]},
    "About": {"minProperties": 1, "maxProperties": 1},
}
"""What holds between the keys of a part: exactly one operator, exactly one subject."""

_CRITERION: Final = {"oneOf": [{"$ref": f"#/definitions/{shape.__name__}"} for shape in CRITERIA]}


class _Untitled(GenerateJsonSchema):
    """Leaves out the titles that pydantic would make of the names of keys."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def schema_of(kind: FileKind) -> dict[str, Any]:
    """The schema of one kind of file."""
    made = kind.model.model_json_schema(ref_template="#/definitions/{model}", schema_generator=_Untitled)
    definitions = made.pop("$defs", {})
    known = {part.__name__: part for part in everything()}
    for name, definition in (*definitions.items(), (kind.model.__name__, made)):
        means = {key.name: key.means for key in keys_of(known[name])}
        for key, value in definition["properties"].items():
            _settle(value, key in definition.get("required", ()))
            definition["properties"][key] = {"description": means[key], **_plainly(value)}
        definition["title"] = name.rstrip("_")
        definition["description"] = " ".join(definition["description"].split())
        definition.update(_BESIDE.get(name, {}))
    if Leaf.__name__ in definitions:
        definitions["Criterion"] = {"title": "Criterion", **_CRITERION}
    return {"$schema": DRAFT, **made, **({"definitions": definitions} if definitions else {})}


def _settle(value: dict[str, Any], required: bool) -> None:
    """Take null out of what may be left out, and defaults that say nothing."""
    if not required:
        value["anyOf"] = [one for one in value.get("anyOf", ()) if one != {"type": "null"}]
        if len(value["anyOf"]) < 2:
            value.update(*value.pop("anyOf"))
    if value.get("default", []) in (None, [], {}):
        value.pop("default", None)
    value.pop("description", None)


def _plainly(value: Any) -> Any:
    """The same schema with fewer words: criteria by their name, types to choose from as one list, one `items` for equal ones."""
    if isinstance(value, list):
        return [_plainly(one) for one in value]
    if not isinstance(value, dict):
        return value
    plain = {key: _plainly(one) for key, one in value.items()}
    choices = plain.get("anyOf", [])
    if choices and all(one.keys() == {"type"} for one in choices):
        types = [one["type"] for one in choices]
        plain.pop("anyOf")
        plain["type"] = [one for one in types if one != "integer" or "number" not in types]
    places = plain.get("prefixItems", [])
    if places and all(one == places[0] for one in places):
        plain.pop("prefixItems")
        plain["items"] = places[0]
    if plain.get("oneOf") == _CRITERION["oneOf"]:
        plain.pop("oneOf")
        plain["$ref"] = "#/definitions/Criterion"
    return plain


def schema_text(kind: FileKind) -> str:
    """The schema as it is written to a file: the same models give the same letters."""
    return json.dumps(schema_of(kind), indent=2, ensure_ascii=False) + "\n"
