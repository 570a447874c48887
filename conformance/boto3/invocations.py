"""Counts how often functions were started by a schedule: reads their logs.

`[{"region": ..., "function": ...}]` is answered with the number of log streams' starts of each.
"""

from clients import client


def starts(region, function):
    logs = client("logs", region)
    try:
        events = logs.filter_log_events(logGroupName=f"/aws/lambda/{function}", limit=1000)["events"]
    except logs.exceptions.ResourceNotFoundException:
        return 0
    return sum(event["message"].startswith("START") for event in events)


def answer(functions):
    return [starts(one["region"], one["function"]) for one in functions]
