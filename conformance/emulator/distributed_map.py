"""JSONata in a Distributed Map, which the emulator reads as JSONPath.

Its `Items`, `ItemSelector`, `Output` and `Assign` are evaluated here, by the emulator's own functions for them; all
the rest (children of their own, concurrency, the map run, what is tolerated) is the emulator's.
"""

import copy

from ministack.services import stepfunctions

run_by_path = stepfunctions._run_distributed_map

BY_EXPRESSION = ("Items", "ItemSelector", "Output", "Assign")


def inputs_of_children(state, given, context):
    items = stepfunctions._jsonata_state_field(state, "Items", "array", given, context)
    selector = state.get("ItemSelector")
    for index, item in enumerate(items):
        own = {**copy.deepcopy(context), "Map": {"Item": {"Index": index, "Value": item}}}
        yield stepfunctions._apply_jsonata_template(selector, given, own) if selector else item


def run_distributed_map(state, given, effective, iterator, execution, context):
    if stepfunctions._state_query_language(state, context) != "JSONata" or "Items" not in state:
        return run_by_path(state, given, effective, iterator, execution, context)
    plain = {name: value for name, value in state.items() if name not in BY_EXPRESSION}
    children = list(inputs_of_children(state, given, context))
    result, following = run_by_path(plain, given, children, iterator, execution, context)
    output = stepfunctions._apply_jsonata_output(state, given, context, result=result, default=result)
    stepfunctions._apply_state_assign(state, given, context, result=result)
    return output, following


stepfunctions._run_distributed_map = run_distributed_map
