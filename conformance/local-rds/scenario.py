"""One restore after the other through a client of AWS, each proven by the rows that it brought back.

Usage: scenario.py boto3|aws-cli. Prints one JSON line for each check: {"name", "said"} or {"name", "failed"}.
"""

import json
import sys
import traceback
from datetime import datetime, timedelta, timezone
from time import monotonic, sleep

from clients import CLIENTS, Refused
from database import DATABASE, PASSWORD, USER, Database

aws = CLIENTS[sys.argv[1]]()
state = {}
CHECKS = []


def check(work):
    CHECKS.append(work)
    return work


def find(identity):
    [instance] = aws.call("DescribeDBInstances", DBInstanceIdentifier=identity)["DBInstances"]
    return instance


def available(identity):
    try:
        aws.wait("DBInstanceAvailable", DBInstanceIdentifier=identity)
    except Exception as error:
        told = aws.call("DescribeEvents", SourceIdentifier=identity, SourceType="db-instance")["Events"]
        raise AssertionError([event["Message"] for event in told]) from error
    return find(identity)


def refused(code, operation, **parameters):
    try:
        aws.call(operation, **parameters)
    except Refused as error:
        assert error.code == code, f"{operation} was refused with {error.code}, not with {code}"
        return
    raise AssertionError(f"{operation} was not refused with {code}")


def same(name, found, wanted):
    assert found == wanted, f"{name}: {found!r} and not {wanted!r}"


def until(what, ask):
    end = monotonic() + 180
    while monotonic() < end:
        found = ask()
        if found:
            return found
        sleep(0.2)
    raise AssertionError(f"{what} did not happen within three minutes")


def moment(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def iso(time):
    return time.astimezone(timezone.utc).isoformat(timespec="milliseconds")


def groups(instance):
    return sorted(group["VpcSecurityGroupId"] for group in instance["VpcSecurityGroups"])


def create(identity, **more):
    stated = {"BackupRetentionPeriod": 2, "AllocatedStorage": 20, "DBName": DATABASE, **more}
    who = {"MasterUsername": USER, "MasterUserPassword": PASSWORD}
    kind = {"DBInstanceIdentifier": identity, "DBInstanceClass": "db.t4g.micro", "Engine": "postgres"}
    return aws.call("CreateDBInstance", **kind, **who, **stated)["DBInstance"]


@check
def an_instance_is_made_and_holds_rows():
    same("instances", aws.call("DescribeDBInstances")["DBInstances"], [])
    born = create("orders", DeletionProtection=True, Tags=[{"Key": "team", "Value": "sales"}])
    same("status", born["DBInstanceStatus"], "creating")
    assert "Endpoint" not in born, "an endpoint before there is anything behind it"
    instance = available("orders")
    with Database(instance) as database:
        database.run("create table lines (id int primary key, what text not null)")
        database.run("insert into lines select g, md5(g::text) from generate_series(1, 5000) g")
        state["snapshot"] = database.fingerprint()
    state["orders"] = instance
    return f"{instance['DBInstanceArn']}, {state['snapshot'][0]} rows"


@check
def names_that_are_taken_or_unknown_are_refused():
    refused("DBInstanceNotFound", "DescribeDBInstances", DBInstanceIdentifier="nobody")
    refused("DBInstanceNotFound", "RebootDBInstance", DBInstanceIdentifier="nobody")
    refused("DBSnapshotNotFound", "DescribeDBSnapshots", DBSnapshotIdentifier="nothing")
    refused("DBInstanceAutomatedBackupNotFound", "DescribeDBInstanceAutomatedBackups", DbiResourceId="db-NONE")
    try:
        create("orders")
    except Refused as error:
        same("code", error.code, "DBInstanceAlreadyExists")
    else:
        raise AssertionError("a second instance of one name was made")
    try:
        create("not--a-name")
    except Refused as error:
        same("code", error.code, "InvalidParameterValue")
        return "6 codes"
    raise AssertionError("a bad name was taken")


@check
def a_snapshot_is_taken_and_waited_for():
    name = {"DBSnapshotIdentifier": "before-sale"}
    taken = aws.call("CreateDBSnapshot", DBInstanceIdentifier="orders", **name)["DBSnapshot"]
    same("status", taken["Status"], "creating")
    refused("DBSnapshotAlreadyExists", "CreateDBSnapshot", DBInstanceIdentifier="orders", **name)
    aws.wait("DBSnapshotAvailable", **name)
    [found] = aws.call("DescribeDBSnapshots", **name)["DBSnapshots"]
    same("progress", found["PercentProgress"], 100)
    return found["DBSnapshotArn"]


def window():
    [backup] = aws.call("DescribeDBInstanceAutomatedBackups", DBInstanceIdentifier="orders")[
        "DBInstanceAutomatedBackups"
    ]
    return backup["RestoreWindow"]


@check
def the_restore_window_grows_with_the_archive():
    with Database(state["orders"]) as database:
        database.run("insert into lines select g, 'sold' from generate_series(5001, 6000) g")
        state["rows"], state["time"] = database.fingerprint(), database.now()
        database.run("delete from lines")
    until("archiving", lambda: moment(window()["LatestTime"]) >= state["time"])
    early, late = (moment(window()[end]) for end in ("EarliestTime", "LatestTime"))
    assert early < state["time"], f"the window begins at {early}"
    assert moment(find("orders")["LatestRestorableTime"]) >= state["time"]
    return f"from {early:%H:%M:%S} to {late:%H:%M:%S}"


@check
def a_time_outside_of_the_window_is_refused():
    to = {"SourceDBInstanceIdentifier": "orders", "TargetDBInstanceIdentifier": "never"}
    now = datetime.now(timezone.utc)
    ask = "RestoreDBInstanceToPointInTime"
    refused("InvalidParameterValue", ask, **to, RestoreTime=iso(now + timedelta(hours=1)))
    refused("InvalidParameterValue", ask, **to, RestoreTime=iso(now - timedelta(days=9)))
    refused("InvalidParameterCombination", ask, **to)
    refused("DBInstanceNotFound", ask, **{**to, "SourceDBInstanceIdentifier": "nobody"}, RestoreTime=iso(now))
    refused("DBInstanceAlreadyExists", ask, **{**to, "TargetDBInstanceIdentifier": "orders"},
            RestoreTime=iso(state["time"]))
    refused("DBInstanceNotFound", "DescribeDBInstances", DBInstanceIdentifier="never")
    return "5 codes, and nothing was begun"


@check
def a_restore_to_the_moment_before_brings_every_row_back():
    began = monotonic()
    stated = {"VpcSecurityGroupIds": ["sg-orders", "sg-audit"], "MultiAZ": True, "DeletionProtection": True,
              "DBParameterGroupName": "orders-tls"}
    aws.call("RestoreDBInstanceToPointInTime", SourceDBInstanceIdentifier="orders",
             TargetDBInstanceIdentifier="orders-back", RestoreTime=iso(state["time"]), **stated)
    instance = available("orders-back")
    seconds = monotonic() - began
    with Database(instance) as database:
        same("rows", database.fingerprint(), state["rows"])
        database.run("insert into lines values (0, 'the first one after')")
    same("groups", groups(instance), ["sg-audit", "sg-orders"])
    same("zones", (instance["MultiAZ"], instance["DeletionProtection"]), (True, True))
    same("parameters", instance["DBParameterGroups"][0]["DBParameterGroupName"], "orders-tls")
    return f"{state['rows'][0]} rows, available after {seconds:.1f} s"


@check
def a_restore_that_states_nothing_gets_the_defaults():
    aws.call("RestoreDBInstanceToPointInTime", SourceDBInstanceIdentifier="orders",
             TargetDBInstanceIdentifier="careless", UseLatestRestorableTime=True)
    instance = available("careless")
    with Database(instance) as database:
        same("rows", database.fingerprint()[0], 0)
    same("groups", groups(instance), ["sg-default"])
    same("zones", (instance["MultiAZ"], instance["DeletionProtection"]), (False, False))
    return "the default group, one zone, no protection, and what the accident left: 0 rows"


@check
def a_restore_from_the_snapshot_brings_its_rows_back():
    refused("DBSnapshotNotFound", "RestoreDBInstanceFromDBSnapshot", DBInstanceIdentifier="old",
            DBSnapshotIdentifier="nothing")
    aws.call("RestoreDBInstanceFromDBSnapshot", DBInstanceIdentifier="old", DBSnapshotIdentifier="before-sale")
    with Database(available("old")) as database:
        same("rows", database.fingerprint(), state["snapshot"])
    return f"{state['snapshot'][0]} rows"


@check
def groups_zones_and_the_name_are_modified():
    aws.call("ModifyDBInstance", DBInstanceIdentifier="old", VpcSecurityGroupIds=["sg-new"], MultiAZ=True,
             PreferredBackupWindow="02:00-02:30", ApplyImmediately=True)
    instance = available("old")
    same("modified", (groups(instance), instance["MultiAZ"], instance["PreferredBackupWindow"]),
         (["sg-new"], True, "02:00-02:30"))
    taken = {"DBInstanceIdentifier": "careless", "NewDBInstanceIdentifier": "old", "ApplyImmediately": True}
    refused("DBInstanceAlreadyExists", "ModifyDBInstance", **taken)
    aws.call("ModifyDBInstance", **{**taken, "NewDBInstanceIdentifier": "renamed"})
    until("the new name", lambda: "renamed" in names())
    available("renamed")
    refused("DBInstanceNotFound", "DescribeDBInstances", DBInstanceIdentifier="careless")
    return "groups, zones, window and name read back"


def names():
    return [instance["DBInstanceIdentifier"] for instance in aws.call("DescribeDBInstances")["DBInstances"]]


TIMELINE = "select ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::int"


@check
def a_forced_failover_promotes_the_standby():
    refused("InvalidParameterCombination", "RebootDBInstance", DBInstanceIdentifier="renamed", ForceFailover=True)
    before = find("orders-back")
    with Database(before) as database:
        held, timeline = database.fingerprint(), database.one(TIMELINE)
    aws.call("RebootDBInstance", DBInstanceIdentifier="orders-back", ForceFailover=True)
    instance = available("orders-back")
    same("endpoint", instance["Endpoint"], before["Endpoint"])
    with Database(instance) as database:
        same("rows", database.fingerprint(), held)
        same("timeline", database.one(TIMELINE), timeline + 1)
    told = aws.call("DescribeEvents", SourceIdentifier="orders-back", SourceType="db-instance")["Events"]
    assert any("failover" in event["EventCategories"] for event in told), f"events: {told}"
    return f"{held[0]} rows on timeline {timeline + 1}, behind the same endpoint"


@check
def a_read_replica_is_promoted():
    aws.call("CreateDBInstanceReadReplica", DBInstanceIdentifier="replica", SourceDBInstanceIdentifier="orders-back")
    instance = available("replica")
    same("source", instance["ReadReplicaSourceDBInstanceIdentifier"], "orders-back")
    with Database(instance) as database:
        same("standby", database.one("select pg_is_in_recovery()"), True)
    refused("InvalidDBInstanceState", "PromoteReadReplica", DBInstanceIdentifier="renamed")
    aws.call("PromoteReadReplica", DBInstanceIdentifier="replica")
    with Database(available("replica")) as database:
        database.run("insert into lines values (-1, 'of its own')")
        rows = database.fingerprint()[0]
    same("rows", rows, state["rows"][0] + 2)
    assert "ReadReplicaSourceDBInstanceIdentifier" not in find("replica")
    return f"{rows} rows, and it takes writes"


@check
def tags_are_added_listed_and_removed():
    arn = find("orders")["DBInstanceArn"]
    aws.call("AddTagsToResource", ResourceName=arn, Tags=[{"Key": "stage", "Value": "drill"}])
    listed = aws.call("ListTagsForResource", ResourceName=arn)["TagList"]
    same("tags", listed, [{"Key": "team", "Value": "sales"}, {"Key": "stage", "Value": "drill"}])
    aws.call("RemoveTagsFromResource", ResourceName=arn, TagKeys=["team"])
    same("tags", aws.call("ListTagsForResource", ResourceName=arn)["TagList"], listed[1:])
    return "2, then 1"


@check
def protection_and_a_final_snapshot_stand_before_a_deletion():
    one = {"DBInstanceIdentifier": "orders-back"}
    refused("InvalidParameterCombination", "DeleteDBInstance", **one, SkipFinalSnapshot=True)
    aws.call("ModifyDBInstance", **one, DeletionProtection=False, ApplyImmediately=True)
    available("orders-back")
    refused("InvalidParameterCombination", "DeleteDBInstance", **one)
    aws.call("DeleteDBInstance", **one, FinalDBSnapshotIdentifier="last-of-back", DeleteAutomatedBackups=False)
    aws.wait("DBInstanceDeleted", **one)
    [last] = aws.call("DescribeDBSnapshots", DBSnapshotIdentifier="last-of-back")["DBSnapshots"]
    same("final snapshot", last["Status"], "available")
    for identity in ("old", "replica"):
        aws.call("DeleteDBInstance", DBInstanceIdentifier=identity, SkipFinalSnapshot=True)
        aws.wait("DBInstanceDeleted", DBInstanceIdentifier=identity)
    same("left", sorted(names()), ["orders", "renamed"])
    return "one with a final snapshot, two without"


@check
def what_a_deleted_instance_leaves_can_be_restored():
    aws.call("RestoreDBInstanceFromDBSnapshot", DBInstanceIdentifier="again", DBSnapshotIdentifier="last-of-back")
    with Database(available("again")) as database:
        same("rows", database.fingerprint()[0], state["rows"][0] + 1)
    kept = aws.call("DescribeDBInstanceAutomatedBackups")["DBInstanceAutomatedBackups"]
    [backup] = [one for one in kept if one["DBInstanceIdentifier"] == "orders-back"]
    same("status", backup["Status"], "retained")
    aws.call("RestoreDBInstanceToPointInTime", SourceDbiResourceId=backup["DbiResourceId"],
             TargetDBInstanceIdentifier="from-retained", UseLatestRestorableTime=True)
    with Database(available("from-retained")) as database:
        same("rows", database.fingerprint()[0], state["rows"][0] + 1)
    aws.call("DeleteDBInstanceAutomatedBackup", DbiResourceId=backup["DbiResourceId"])
    refused("DBInstanceAutomatedBackupNotFound", "DescribeDBInstanceAutomatedBackups",
            DbiResourceId=backup["DbiResourceId"])
    return "from its final snapshot, and from the backup that was kept"


@check
def what_cannot_be_restored_is_refused():
    create("fresh", BackupRetentionPeriod=0)
    ask = {"SourceDBInstanceIdentifier": "fresh", "TargetDBInstanceIdentifier": "never"}
    refused("PointInTimeRestoreNotEnabled", "RestoreDBInstanceToPointInTime", **ask, UseLatestRestorableTime=True)
    available("fresh")
    aws.call("DeleteDBSnapshot", DBSnapshotIdentifier="before-sale")
    aws.wait("DBSnapshotDeleted", DBSnapshotIdentifier="before-sale")
    refused("DBSnapshotNotFound", "RestoreDBInstanceFromDBSnapshot", DBInstanceIdentifier="never",
            DBSnapshotIdentifier="before-sale")
    return "no retention; a snapshot that is gone"


def main():
    # Each builds on the one before: after a failure nothing that follows would mean anything.
    for work in CHECKS:
        name = f"{aws.name}: {work.__name__.replace('_', ' ')}"
        try:
            print(json.dumps({"name": name, "said": work()}), flush=True)
        except Exception as error:
            line = [at.lineno for at in traceback.extract_tb(error.__traceback__) if at.filename == __file__][-1]
            said = f"{type(error).__name__}: {error} (scenario.py, line {line})"
            print(json.dumps({"name": name, "failed": said}), flush=True)
            sys.exit(1)


main()
