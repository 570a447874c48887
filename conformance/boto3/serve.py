"""Answers for the cases through boto3, AWS's SDK for Python: one question and one answer a line, both JSON.

`{"script": "schedules", "input": ...}` is answered by `answer(input)` of schedules.py. Ends with its standard input.
"""

import importlib
import json
import sys


def replied(asked):
    try:
        return {"answer": importlib.import_module(asked["script"]).answer(asked["input"])}
    except Exception as error:  # The case has to be told, whatever it was.
        return {"error": f"{type(error).__name__}: {error}"}


for line in sys.stdin:
    print(json.dumps(replied(json.loads(line))), flush=True)
