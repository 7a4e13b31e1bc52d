"""One process and its children, measured."""

import os
import subprocess
import sys
import time

from .failure import Failed


def measure(arguments, folder, stdin=None, environment=None, accepted=(0,)):
    """Runs to the end. Gives wall and CPU seconds, the peak resident bytes of the largest process, and stdout.

    `stdin` is a path or nothing."""
    output, errors = (os.path.join(folder, name) for name in ("stdout", "stderr"))
    with open(stdin or os.devnull, "rb") as source, open(output, "wb") as sink, \
            open(errors, "wb") as complaints:
        start = time.monotonic()
        process = subprocess.Popen(
            arguments, stdin=source, stdout=sink, stderr=complaints, env=environment)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - start
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in accepted:
        with open(errors, errors="replace") as text:
            raise Failed(f"{' '.join(arguments)[:200]} ended with {process.returncode}:\n"
                         + text.read()[-2000:])
    scale = 1 if sys.platform == "darwin" else 1024
    return {"wall": wall, "cpu": usage.ru_utime + usage.ru_stime, "rss": usage.ru_maxrss * scale,
            "stdout": output}
