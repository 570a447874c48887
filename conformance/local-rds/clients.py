"""Two clients of RDS that Covenant did not write, behind one face: boto3, and the command `aws`.

`call` takes an operation and its parameters by the API's names and gives the answer as JSON would hold it. Both raise
`Refused` with the service's error code.
"""

import json
import re
import subprocess
import sys
import time
from pathlib import Path

import boto3
from botocore import xform_name
from botocore.exceptions import ClientError


class Refused(Exception):
    def __init__(self, code):
        super().__init__(code)
        self.code = code


class Boto3:
    name = "boto3"

    def __init__(self):
        self.rds = boto3.client("rds")

    def call(self, operation, **parameters):
        try:
            answer = getattr(self.rds, xform_name(operation))(**parameters)
        except ClientError as error:
            raise Refused(error.response["Error"]["Code"]) from error
        return json.loads(json.dumps(answer, default=lambda value: value.isoformat()))

    def wait(self, waiter, **parameters):
        pace = {"Delay": 1, "MaxAttempts": 300}
        self.rds.get_waiter(xform_name(waiter)).wait(**parameters, WaiterConfig=pace)


class AwsCli:
    name = "the AWS CLI"
    SETTLED = ("available", "failed", "incompatible-restore", "inaccessible")

    def call(self, operation, **parameters):
        words = [xform_name(operation, "-"), *flags(parameters), "--output", "json"]
        done = self.run(words)
        if done.returncode == 0:
            return json.loads(done.stdout or "{}")
        code = re.search(r"error occurred \((\w+)\)", done.stderr)
        if not code:
            raise AssertionError(f"aws rds {' '.join(words)}: {done.stderr.strip()}")
        raise Refused(code.group(1))

    def wait(self, waiter, **parameters):
        # The command's own waiter looks every 30 seconds; it is started when there is something to see.
        self.settle(waiter, parameters)
        done = self.run(["wait", xform_name(waiter, "-"), *flags(parameters)])
        assert done.returncode == 0, f"aws rds wait {waiter}: {done.stderr.strip()}"

    def settle(self, waiter, parameters):
        kind = "DBSnapshot" if waiter.startswith("DBSnapshot") else "DBInstance"
        field = "Status" if kind == "DBSnapshot" else "DBInstanceStatus"
        end = time.monotonic() + 300
        while time.monotonic() < end:
            try:
                [found] = self.call(f"Describe{kind}s", **parameters)[f"{kind}s"]
            except Refused:
                return
            if found[field] in self.SETTLED:
                return

    def run(self, words):
        aws = Path(sys.executable).with_name("aws")
        return subprocess.run([sys.executable, aws, "rds", *words], capture_output=True, text=True)


def flags(parameters):
    for name, value in parameters.items():
        flag = xform_name(name, "-")
        if isinstance(value, bool):
            yield f"--{flag}" if value else f"--no-{flag}"
        elif isinstance(value, list) and all(isinstance(item, str) for item in value):
            yield from [f"--{flag}", *value]
        else:
            yield from [f"--{flag}", json.dumps(value) if isinstance(value, list) else str(value)]


CLIENTS = {"boto3": Boto3, "aws-cli": AwsCli}
