"""Serves the stand-in AWS for exactly as long as the process that started it lives.

Standard input is a pipe from that process: its end is noticed however it ends, also by SIGKILL. Then
everything this process started (it leads a process group), the commands that are noted in the folder of the
run as `running-<process group>`, and that folder go with it.
"""

import os
import shutil
import signal
import sys
import threading

FOLDER = sys.argv[1]
del sys.argv[1:]


def end(group):
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        pass


def leave_with_the_parent():
    sys.stdin.buffer.read()
    for name in os.listdir(FOLDER):
        if name.startswith("running-"):
            end(int(name.removeprefix("running-")))
    shutil.rmtree(FOLDER, ignore_errors=True)
    os.killpg(0, signal.SIGKILL)


threading.Thread(target=leave_with_the_parent, daemon=True).start()

# The watch has to be on before the slow imports.
from ministack.app import main  # noqa: E402
from ministack.services import cloudwatch  # noqa: E402

import distributed_map  # noqa: E402, F401  (these three add what the emulator lacks)
import error_names  # noqa: E402, F401
import stack_outputs  # noqa: E402, F401

# The emulator forgets metrics after two weeks; cases bring points of two months that are over, and read them as of then.
cloudwatch.TWO_WEEKS_SECONDS = 100 * 24 * 3600

main()
