"""Holds what `lonely export` prints to the JSON Schema that is kept with it, and more strictly than that: a member that the
schema does not describe is a mistake. Shows then that a wrong export would be noticed."""

import copy
import json
import subprocess
import sys

from jsonschema import Draft202012Validator

LONELY, *ROOTS = sys.argv[1:]


def printed(*arguments: str) -> dict:
    """What the command prints."""
    return json.loads(subprocess.run([LONELY, *arguments], check=True, capture_output=True).stdout)


def close(node: object) -> None:
    """Allows no other members in any object whose members are described."""
    if isinstance(node, dict):
        if "properties" in node:
            node["additionalProperties"] = False
        for inner in node.values():
            close(inner)
    elif isinstance(node, list):
        for inner in node:
            close(inner)


schema = printed("export", "--json-schema")
Draft202012Validator.check_schema(schema)
lax = Draft202012Validator(copy.deepcopy(schema))
close(schema)
strict = Draft202012Validator(schema)

for root in ROOTS:
    export = printed("export", "--schema", root)
    errors = [f"{root}: {error.json_path}: {error.message[:200]}" for error in strict.iter_errors(export)]
    if errors:
        sys.exit("\n".join(errors[:20]))

protocol = next(protocol for protocol in export["protocols"] if protocol["messages"])
message = protocol["messages"][0]
for spoil in (
    lambda: message.pop("slots"),
    lambda: message["plan"]["write"][0].append({"step": "unheard_of"}),
    lambda: message["plan"]["read"].update(reading="backwards"),
    lambda: protocol.update(prefix_length="four"),
    lambda: export.update(lonely_export="1"),
):
    before = copy.deepcopy(export)
    spoil()
    if lax.is_valid(export):
        sys.exit("a wrong export is not noticed")
    export.clear()
    export.update(before)
    protocol = next(protocol for protocol in export["protocols"] if protocol["messages"])
    message = protocol["messages"][0]
message["a_new_member"] = 1
if not lax.is_valid(export) or strict.is_valid(export):
    sys.exit("a member that is new has to be passed over, and noticed here")
print(f"{len(ROOTS)} exports are as the JSON Schema says")
