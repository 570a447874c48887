"""Counts how often functions were started by a schedule: reads their logs.

python invocations.py '[{"region": ..., "function": ...}]' answers the number of log streams' starts of each.
"""

import json
import sys

import boto3


def starts(region, function):
    logs = boto3.client("logs", region_name=region)
    try:
        events = logs.filter_log_events(logGroupName=f"/aws/lambda/{function}", limit=1000)["events"]
    except logs.exceptions.ResourceNotFoundException:
        return 0
    return sum(event["message"].startswith("START") for event in events)


print(json.dumps([starts(one["region"], one["function"]) for one in json.loads(sys.argv[1])]))
