"""A redis-server of one's own for each run."""

import os
import shutil
import subprocess
import tempfile
import time

from .failure import Failed
from .resp import Connection


class Server:
    """A redis-server on a Unix socket in a folder of its own; ends with the `with`, by its pid."""

    def __init__(self, binary, folder, snapshot=None):
        self.folder = tempfile.mkdtemp(prefix="s", dir=folder)
        self.path = os.path.join(self.folder, "s.sock")
        if snapshot:
            os.link(snapshot, os.path.join(self.folder, "dump.rdb"))
        self.process = subprocess.Popen(
            [binary, "--port", "0", "--unixsocket", self.path, "--dir", self.folder, "--save", "",
             "--appendonly", "no", "--daemonize", "no"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 120
        while True:
            try:
                self.connection = Connection(self.path)
                if self.connection.call("DBSIZE") >= 0:
                    return
            except (OSError, Failed):
                if self.process.poll() is not None or time.monotonic() > deadline:
                    raise Failed(f"{binary} did not start in {self.folder}") from None
                time.sleep(0.02)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def call(self, *arguments):
        return self.connection.call(*arguments)

    def cpu(self):
        """CPU seconds of the thread that runs commands; freeing behind UNLINK is the server's affair."""
        lines = self.call("INFO", "cpu").decode().split()
        numbers = dict(line.split(":") for line in lines if ":" in line)
        return sum(float(numbers.get(f"used_cpu_{kind}_main_thread", numbers[f"used_cpu_{kind}"]))
                   for kind in ("user", "sys"))
