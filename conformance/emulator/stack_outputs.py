"""`Fn::GetStackOutput` of a stack in another region; the emulator looks in its own only."""

from ministack.core import responses
from ministack.services.cloudformation import engine

resolve_here = engine._resolve_refs


def resolve(value, *place):
    asked = value.get("Fn::GetStackOutput") if isinstance(value, dict) else None
    if not isinstance(asked, dict) or not isinstance(asked.get("Region"), str):
        return resolve_here(value, *place)
    here = responses.get_region()
    responses.set_request_region(asked["Region"])
    try:
        return resolve_here(value, *place)
    finally:
        responses.set_request_region(here)


engine._resolve_refs = resolve
