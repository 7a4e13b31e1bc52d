"""A link that is 1 ms long: passes bytes on, and every reply a little later.

    with DelayProxy(server.path, folder, 0.001) as path: ...

In a process of its own, so that its CPU is nobody's. `select` waits with microseconds; epoll would round up.
"""

import collections
import os
import select
import socket
import time

CHUNK = 256 << 10


class DelayProxy:
    def __init__(self, target, folder, seconds):
        self.target, self.seconds = target, seconds
        self.path = os.path.join(folder, "delayed.sock")

    def __enter__(self):
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(self.path)
        listener.listen(64)
        self.child = os.fork()
        if self.child == 0:
            try:
                serve(listener, self.target, self.seconds)
            finally:
                os._exit(1)
        listener.close()
        return self.path

    def __exit__(self, *_):
        os.kill(self.child, 9)
        os.waitpid(self.child, 0)
        os.unlink(self.path)


class Link:
    """One client and its connection to the server."""

    def __init__(self, client, target):
        self.client, self.server = client, socket.socket(socket.AF_UNIX)
        self.server.connect(target)
        self.late = collections.deque()  # (when, bytes) on their way to the client

    def close(self):
        self.client.close()
        self.server.close()


def serve(listener, target, delay):
    links = {}
    while True:
        now = time.monotonic()
        due = [link.late[0][0] for link in links.values() if link.late]
        timeout = max(min(due) - now, 0) if due else None
        ready, _, _ = select.select([listener, *links], [], [], timeout)
        now = time.monotonic()
        for source in ready:
            if source is listener:
                link = Link(listener.accept()[0], target)
                links[link.client] = links[link.server] = link
                continue
            link = links.get(source)
            if link is None:
                continue
            try:
                data = source.recv(CHUNK)
            except OSError:
                data = b""
            if not data:
                links.pop(link.client), links.pop(link.server)
                link.close()
            elif source is link.client:
                link.server.sendall(data)
            else:
                link.late.append((now + delay, data))
        for link in set(links.values()):
            while link.late and link.late[0][0] <= now:
                link.client.sendall(link.late.popleft()[1])
