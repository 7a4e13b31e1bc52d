"""RESP2, as little as preparing and checking need: not the code that is measured."""

import socket

from .failure import Failed


def command(*arguments):
    """One command as text; arguments are ASCII."""
    return f"*{len(arguments)}\r\n" + "".join(f"${len(a)}\r\n{a}\r\n" for a in arguments)


class Connection:
    """A few requests of one reply each, over a Unix socket."""

    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(path)
        self.reader = self.socket.makefile("rb")

    def call(self, *arguments):
        self.socket.sendall(command(*map(str, arguments)).encode())
        return self.reply()

    def pipeline(self, commands):
        """The replies to commands that are sent at once."""
        commands = list(commands)
        self.socket.sendall("".join(command(*map(str, c)) for c in commands).encode())
        return [self.reply() for _ in commands]

    def reply(self):
        line = self.reader.readline().rstrip(b"\r\n")
        kind, rest = line[:1], line[1:]
        if kind == b"$":
            return None if rest == b"-1" else self.reader.read(int(rest) + 2)[:-2]
        if kind == b"*":
            return [self.reply() for _ in range(int(rest))]
        if kind == b"-":
            raise Failed(f"the server answered {rest.decode()}")
        return int(rest) if kind == b":" else rest.decode()
