"""openapi.json held against what really is answered, as far as that document goes: types, members, patterns."""

import json
import re
from typing import Any

from netevent.api.descriptions import FILE

DOCUMENT: dict[str, Any] = json.loads(FILE.read_text("utf-8"))
PREFIX = "/api/v1"
TYPES = {
    "object": dict, "array": list, "string": str, "integer": int, "boolean": bool, "null": type(None),
}  # fmt: skip
KNOWN = {
    "type", "required", "properties", "additionalProperties", "items", "enum", "pattern", "minLength", "maxLength", "minItems",
    "maxItems", "minimum", "maximum", "description", "format", "$ref",
}  # fmt: skip


def operation(method: str, path: str) -> dict[str, Any]:
    """What the document says of a request; the more literal path wins, as in the house."""
    found = [
        (template.count("{"), said)
        for template, said in DOCUMENT["paths"].items()
        if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", template), path.removeprefix(PREFIX).partition("?")[0])
    ]
    assert found, f"openapi.json does not know {path}"
    said = min(found, key=lambda one: one[0])[1]
    assert method.lower() in said, f"openapi.json does not know {method} {path}"
    return said[method.lower()]


def check(method: str, path: str, status: int, mimetype: str, body: Any) -> None:
    """Fail where an answer is not as the document says."""
    responses = operation(method, path)["responses"]
    assert str(status) in responses, f"openapi.json does not know {status} for {method} {path}"
    content = _resolved(responses[str(status)]).get("content", {})
    if not content:
        assert body is None
        return
    assert mimetype in content, f"{method} {path}: {mimetype}"
    assert faults(content[mimetype]["schema"], body) == []


def faults(schema: dict[str, Any], value: Any, where: str = "") -> list[str]:
    """How a value differs from a schema."""
    schema = _resolved(schema)
    assert set(schema) <= KNOWN, f"this check does not know {set(schema) - KNOWN}"
    types = schema.get("type", [])
    types = [types] if isinstance(types, str) else types
    if types and not any(_is(value, kind) for kind in types):
        return [f"{where}: {value!r:.60} is not {types}"]
    found = []
    if "enum" in schema and value not in schema["enum"]:
        found.append(f"{where}: {value!r:.60} is none of {schema['enum']}")
    if isinstance(value, str):
        found += [where] if "pattern" in schema and not re.search(schema["pattern"], value) else []
        found += [] if schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", 10**9) else [where]
    if isinstance(value, list):
        found += [] if schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", 10**9) else [where]
        for place, item in enumerate(value):
            found += faults(schema.get("items", {}), item, f"{where}/{place}")
    if isinstance(value, dict):
        known = schema.get("properties", {})
        found += [f"{where}/{name}: missing" for name in schema.get("required", ()) if name not in value]
        for name, item in value.items():
            if name in known:
                found += faults(known[name], item, f"{where}/{name}")
            elif schema.get("additionalProperties") is False:
                found.append(f"{where}/{name}: unknown")
    return found


def _is(value: Any, kind: str) -> bool:
    return isinstance(value, TYPES[kind]) and not (kind == "integer" and isinstance(value, bool))


def _resolved(schema: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in schema:
        found: Any = DOCUMENT
        for part in schema["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        schema = found
    return schema
