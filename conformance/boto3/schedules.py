"""Lists the schedules of EventBridge, or makes them due within the minute.

`{"do": "list" | "hasten", "regions": [...]}` is answered with the rules and their targets.
"""

from clients import client


def schedules_in(region):
    events = client("events", region)
    for rule in events.list_rules()["Rules"]:
        if rule.get("ScheduleExpression"):
            yield rule, [target["Arn"] for target in events.list_targets_by_rule(Rule=rule["Name"])["Targets"]]


def hasten(region, rule):
    client("events", region).put_rule(Name=rule["Name"], ScheduleExpression="rate(1 minute)", State=rule["State"],
                                      Description=rule.get("Description", ""))


def answer(asked):
    found = []
    for region in asked["regions"]:
        for rule, targets in schedules_in(region):
            found.append({"region": region, "name": rule["Name"], "schedule": rule["ScheduleExpression"],
                          "state": rule["State"], "targets": targets})
            if asked["do"] == "hasten":
                hasten(region, rule)
    return found
