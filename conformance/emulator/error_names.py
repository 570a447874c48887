"""A Node function that throws is reported under its error's name, as Lambda reports it.

The emulator reports every one as `Runtime.HandlerError`, by which no state machine could tell errors apart.
"""

import threading

from ministack.core import lambda_runtime
from ministack.services import lambda_svc

THROWN = 'trace: err.stack || ""'
UNNAMED = "Runtime.HandlerError"

assert THROWN in lambda_runtime._NODEJS_WORKER_SCRIPT, "the emulator's worker has changed; see error_names.py"
lambda_runtime._NODEJS_WORKER_SCRIPT = lambda_runtime._NODEJS_WORKER_SCRIPT.replace(
    THROWN, THROWN + ', type: err.name || "Error"'
)

answered = threading.local()
invoke_worker = lambda_runtime.Worker.invoke
execute = lambda_svc._execute_function_warm


def invoke(self, *given, **options):
    answer = invoke_worker(self, *given, **options)
    answered.type = answer.get("type")
    return answer


def execute_function(*given, **options):
    answered.type = None
    result = execute(*given, **options)
    body = result.get("body")
    if result.get("error") and answered.type and isinstance(body, dict) and body.get("errorType") == UNNAMED:
        body["errorType"] = answered.type
    return result


lambda_runtime.Worker.invoke = invoke
lambda_svc._execute_function_warm = execute_function
