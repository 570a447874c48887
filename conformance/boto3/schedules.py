"""Lists the schedules of EventBridge, or makes them due within the minute.

python schedules.py '{"do": "list" | "hasten", "regions": [...]}' answers the rules with their targets.
"""

import json
import sys

import boto3

asked = json.loads(sys.argv[1])
found = []
for region in asked["regions"]:
    events = boto3.client("events", region_name=region)
    for rule in events.list_rules()["Rules"]:
        if not rule.get("ScheduleExpression"):
            continue
        targets = [target["Arn"] for target in events.list_targets_by_rule(Rule=rule["Name"])["Targets"]]
        found.append({"region": region, "name": rule["Name"], "schedule": rule["ScheduleExpression"],
                      "state": rule["State"], "targets": targets})
        if asked["do"] == "hasten":
            events.put_rule(Name=rule["Name"], ScheduleExpression="rate(1 minute)", State=rule["State"],
                            Description=rule.get("Description", ""))
print(json.dumps(found))
