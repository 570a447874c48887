"""Reads throttles, quotas, retention, copies, locks and tags back from the account, as JSON.

Asked is what to read: [{"kind": "plan" | "vault" | "usage-plan", "region": ..., "id": ...}].
"""

from clients import client


def usage_plan(region, identity):
    plan = client("apigateway", region).get_usage_plan(usagePlanId=identity)
    throttle, quota = plan.get("throttle", {}), plan.get("quota", {})
    return {"rate": throttle.get("rateLimit"), "burst": throttle.get("burstLimit"),
            "quota": quota.get("limit"), "period": quota.get("period")}


def vault(region, identity):
    backup = client("backup", region)
    found = backup.describe_backup_vault(BackupVaultName=identity)
    tags = backup.list_tags(ResourceArn=found["BackupVaultArn"])["Tags"]
    return {"min": found.get("MinRetentionDays"), "max": found.get("MaxRetentionDays"),
            "plan": tags.get("covenant:plan"), "tenant": tags.get("covenant:tenant")}


def plan(region, identity):
    found = client("backup", region).get_backup_plan(BackupPlanId=identity)["BackupPlan"]
    [rule] = found["Rules"]
    return {"keep": rule["Lifecycle"]["DeleteAfterDays"],
            "copies": [{"keep": copy["Lifecycle"]["DeleteAfterDays"], "to": copy["DestinationBackupVaultArn"]}
                       for copy in rule.get("CopyActions", [])]}


READ = {"usage-plan": usage_plan, "vault": vault, "plan": plan}


def answer(asked):
    return [READ[one["kind"]](one["region"], one["id"]) for one in asked]
