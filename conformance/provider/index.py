"""Makes, through the service's own API, what the emulator's CloudFormation cannot make.

CloudFormation calls it as a custom resource, so that references, order, updates and roll-backs stay
CloudFormation's. The properties are those of the product's template; botocore's model of the operation
turns CloudFormation's texts back into numbers and truth values, and refuses what the API does not know.
"""

import json
import urllib.request

import boto3


def made(service, create, parameters, identify, delete=None, attributes=lambda identity, answer: {}):
    return {"service": service, "create": create, "parameters": parameters, "identify": identify,
            "delete": delete, "attributes": attributes}


def as_they_are(properties, _):
    return properties


def permission(properties, _):
    rule = {name: properties[name] for name in ("IpProtocol", "FromPort", "ToPort") if name in properties}
    other = properties.get("SourceSecurityGroupId") or properties.get("DestinationSecurityGroupId")
    if other:
        rule["UserIdGroupPairs"] = [{"GroupId": other}]
    if "CidrIp" in properties:
        rule["IpRanges"] = [{"CidrIp": properties["CidrIp"]}]
    prefix = properties.get("SourcePrefixListId") or properties.get("DestinationPrefixListId")
    if prefix:
        rule["PrefixListIds"] = [{"PrefixListId": prefix}]
    return {"GroupId": properties["GroupId"], "IpPermissions": [rule]}


def named(name):
    return lambda properties, answer, event: properties[name]


def by_event(properties, answer, event):
    return f"{event['StackId'].split('/')[1]}-{event['LogicalResourceId']}"


MAKERS = {
    "AWS::Backup::BackupSelection": made(
        "backup", "create_backup_selection", as_they_are,
        lambda properties, answer, event: answer["SelectionId"],
        lambda identity, properties: ("delete_backup_selection",
                                      {"BackupPlanId": properties["BackupPlanId"], "SelectionId": identity})),
    "AWS::Backup::Framework": made(
        "backup", "create_framework", as_they_are, named("FrameworkName"),
        lambda identity, properties: ("delete_framework", {"FrameworkName": identity})),
    "AWS::Backup::ReportPlan": made(
        "backup", "create_report_plan", as_they_are, named("ReportPlanName"),
        lambda identity, properties: ("delete_report_plan", {"ReportPlanName": identity})),
    "AWS::Backup::RestoreTestingPlan": made(
        "backup", "create_restore_testing_plan",
        lambda properties, event: {"RestoreTestingPlan": properties}, named("RestoreTestingPlanName"),
        lambda identity, properties: ("delete_restore_testing_plan", {"RestoreTestingPlanName": identity})),
    "AWS::Backup::RestoreTestingSelection": made(
        "backup", "create_restore_testing_selection",
        lambda properties, event: {"RestoreTestingPlanName": properties["RestoreTestingPlanName"],
                                   "RestoreTestingSelection": properties},
        named("RestoreTestingSelectionName"),
        lambda identity, properties: ("delete_restore_testing_selection",
                                      {"RestoreTestingPlanName": properties["RestoreTestingPlanName"],
                                       "RestoreTestingSelectionName": identity})),
    "AWS::Backup::BackupVault.LockConfiguration": made(
        "backup", "put_backup_vault_lock_configuration", as_they_are, named("BackupVaultName"),
        lambda identity, properties: ("delete_backup_vault_lock_configuration", {"BackupVaultName": identity})),
    "AWS::CloudWatch::CompositeAlarm": made(
        "cloudwatch", "put_composite_alarm",
        lambda properties, event: {"AlarmName": by_event(properties, None, event), **properties},
        lambda properties, answer, event: properties.get("AlarmName") or by_event(properties, None, event),
        lambda identity, properties: ("delete_alarms", {"AlarmNames": [identity]}),
        lambda identity, answer: {"Arn": f"arn:aws:cloudwatch:{boto3.session.Session().region_name}:"
                                         f"000000000000:alarm:{identity}"}),
    "AWS::EC2::FlowLog": made(
        "ec2", "create_flow_logs",
        lambda properties, event: {**properties, "ResourceIds": [properties["ResourceId"]]},
        lambda properties, answer, event: answer["FlowLogIds"][0],
        lambda identity, properties: ("delete_flow_logs", {"FlowLogIds": [identity]})),
    "AWS::EC2::SecurityGroupEgress": made(
        "ec2", "authorize_security_group_egress", permission, by_event),
    "AWS::EC2::SecurityGroupIngress": made(
        "ec2", "authorize_security_group_ingress", permission, by_event),
    "AWS::Route53::HealthCheck": made(
        "route53", "create_health_check",
        lambda properties, event: {**properties, "CallerReference": event["RequestId"]},
        lambda properties, answer, event: answer["HealthCheck"]["Id"],
        lambda identity, properties: ("delete_health_check", {"HealthCheckId": identity}),
        lambda identity, answer: {"HealthCheckId": identity}),
    "AWS::S3::Bucket.ObjectLockConfiguration": made(
        "s3", "put_object_lock_configuration",
        lambda properties, event: {"Bucket": properties["Bucket"], "ObjectLockConfiguration": properties},
        named("Bucket")),
    "AWS::WAFv2::WebACLAssociation": made(
        "wafv2", "associate_web_acl",
        lambda properties, event: {**properties, "WebACLArn": properties["WebACLArn"]},
        by_event,
        lambda identity, properties: ("disassociate_web_acl", {"ResourceArn": properties["ResourceArn"]})),
}


def shaped(value, shape):
    """The value as the API's model wants it: members it does not know are left out."""
    kind = shape.type_name
    if kind == "structure":
        return {name: shaped(value[name], member) for name, member in shape.members.items() if name in value}
    if kind == "list":
        return [shaped(item, shape.member) for item in value]
    if kind == "map":
        return {key: shaped(item, shape.value) for key, item in value.items()}
    if kind in ("integer", "long"):
        return int(value)
    if kind in ("float", "double"):
        return float(value)
    if kind == "boolean":
        return str(value).lower() == "true"
    return value


def ask(client, operation, parameters):
    model = client.meta.service_model.operation_model(client.meta.method_to_api_mapping[operation])
    return getattr(client, operation)(**shaped(parameters, model.input_shape))


def serve(event):
    request = event["ResourceProperties"]
    maker = MAKERS[request["Type"]]
    client = boto3.client(maker["service"])
    properties = request.get("Properties", {})
    if event["RequestType"] == "Delete":
        take_away(client, maker, event["PhysicalResourceId"], properties)
        return event["PhysicalResourceId"], {}
    if event["RequestType"] == "Update":
        take_away(client, maker, event["PhysicalResourceId"], event["OldResourceProperties"]["Properties"])
    answer = ask(client, maker["create"], maker["parameters"](properties, event))
    identity = maker["identify"](properties, answer, event)
    return identity, maker["attributes"](identity, answer)


def take_away(client, maker, identity, properties):
    if not maker["delete"]:
        return
    operation, parameters = maker["delete"](identity, properties)
    try:
        ask(client, operation, parameters)
    except client.exceptions.ClientError as error:
        if "NotFound" not in error.response["Error"]["Code"] and "NoSuch" not in error.response["Error"]["Code"]:
            raise


def handler(event, context):
    reply = {name: event[name] for name in ("StackId", "RequestId", "LogicalResourceId")}
    try:
        identity, data = serve(event)
        reply.update(Status="SUCCESS", PhysicalResourceId=identity, Data=data)
    except Exception as error:  # CloudFormation has to be told, whatever it was; it then rolls back.
        identity = event.get("PhysicalResourceId", f"failed-{event['LogicalResourceId']}")
        reply.update(Status="FAILED", Reason=f"{type(error).__name__}: {error}", PhysicalResourceId=identity)
    body = json.dumps(reply).encode()
    urllib.request.urlopen(urllib.request.Request(event["ResponseURL"], data=body, method="PUT"))
    return reply
