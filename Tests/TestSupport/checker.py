#!/usr/bin/env python3
"""Judges a keyspace. Speaks RESP by itself, and knows nothing of cachectl: what the program says of its own work is a claim.

    checker.py SOCKET < claims.json

Claims are a list of objects, each with one of these, and exit 1 names the first that does not hold:
    {"count": GLOB, "min": N, "max": M}             so many keys match
    {"length": KEY, "min": N, "max": M}             LLEN, SCARD, ZCARD, HLEN, XLEN or STRLEN, whatever the key is
    {"number": KEY, "min": N, "max": M}             a counter
    {"text": KEY, "is": VALUE}                      a string; null: it is not there
    {"atMostOnce": GLOB}                            every list that matches has one element at most; every sorted set, score 1
    {"total": GLOB, "min": N, "max": M}             elements of all lists and scores of all sorted sets that match
    {"expires": GLOB, "min": MS, "max": MS}         the time to live of every key that matches
    {"same": OTHER SOCKET, "glob": GLOB, "lives": MS}
                                                    both servers hold the same keys with the same values; their times to
                                                    live differ by so much at most, where that is asked for
Keys and globs are text, or {"hex": "00ff"}.
"""
import json
import socket
import sys


class Server:
    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.socket.settimeout(60)
        self.socket.connect(path)
        self.stream = self.socket.makefile("rb")

    def call(self, *words):
        return self.pipeline([words])[0]

    def pipeline(self, commands):
        replies = []
        for start in range(0, len(commands), 500):
            part = commands[start:start + 500]
            request = b""
            for words in part:
                words = [w if isinstance(w, bytes) else str(w).encode() for w in words]
                request += b"*%d\r\n" % len(words)
                request += b"".join(b"$%d\r\n%s\r\n" % (len(w), w) for w in words)
            self.socket.sendall(request)
            replies += [self.read() for _ in part]
        return replies

    def read(self):
        line = self.stream.readline()
        if not line.endswith(b"\r\n"):
            raise SystemExit("checker: the server went away")
        kind, rest = line[:1], line[1:-2]
        if kind == b"+":
            return rest
        if kind == b"-":
            raise SystemExit("checker: the server says %r" % rest)
        if kind == b":":
            return int(rest)
        if kind == b"$":
            if int(rest) < 0:
                return None
            return self.stream.read(int(rest) + 2)[:-2]
        if kind == b"*":
            return [self.read() for _ in range(int(rest))] if int(rest) >= 0 else None
        raise SystemExit("checker: no RESP: %r" % line)

    def keys(self, glob):
        found, cursor = set(), b"0"
        while True:
            cursor, page = self.call("SCAN", cursor, "MATCH", glob, "COUNT", 1000)
            found.update(page)
            if cursor == b"0":
                return sorted(found)

    def type(self, key):
        return self.call("TYPE", key).decode()

    def length(self, key):
        commands = {"list": "LLEN", "set": "SCARD", "zset": "ZCARD", "hash": "HLEN", "stream": "XLEN",
                    "string": "STRLEN"}
        kind = self.type(key)
        return self.call(commands[kind], key) if kind in commands else 0

    def values(self, keys):
        """Type and value of each key, in their order; a hash and a set as sorted lists."""
        commands = {"list": ("LRANGE", 0, -1), "set": ("SMEMBERS",), "hash": ("HGETALL",),
                    "zset": ("ZRANGE", 0, -1, "WITHSCORES"), "string": ("GET",), "stream": ("XRANGE", "-", "+"),
                    "none": ("GET",)}
        kinds = [kind.decode() for kind in self.pipeline([("TYPE", key) for key in keys])]
        questions = [(commands[kind][0], key) + commands[kind][1:] for kind, key in zip(kinds, keys)]
        for kind, value in zip(kinds, self.pipeline(questions)):
            if kind == "hash":
                value = sorted(zip(value[::2], value[1::2]))
            yield kind, sorted(value) if kind == "set" else value

    def lives(self, keys):
        return self.pipeline([("PTTL", key) for key in keys])


def raw(name):
    return bytes.fromhex(name["hex"]) if isinstance(name, dict) else name.encode()


def within(number, claim):
    return claim.get("min", number) <= number <= claim.get("max", number)


def weights(server, glob):
    """Elements of a list, the score of a sorted set's members: how often an unsafe command ran."""
    for key in server.keys(glob):
        if server.type(key) == "list":
            yield key, server.call("LLEN", key)
        else:
            scores = server.call("ZRANGE", key, 0, -1, "WITHSCORES")[1::2]
            yield key, max((float(score) for score in scores), default=0)


def judge(server, claim):
    """What was found instead; None where the claim holds."""
    if "count" in claim:
        number = len(server.keys(raw(claim["count"])))
        return None if within(number, claim) else number
    if "length" in claim:
        number = server.length(raw(claim["length"]))
        return None if within(number, claim) else number
    if "number" in claim:
        number = int(server.call("GET", raw(claim["number"])) or 0)
        return None if within(number, claim) else number
    if "text" in claim:
        found = server.call("GET", raw(claim["text"]))
        wanted = None if claim["is"] is None else raw(claim["is"])
        return None if found == wanted else found
    if "atMostOnce" in claim:
        twice = [(key, n) for key, n in weights(server, raw(claim["atMostOnce"])) if n > 1]
        return twice or None
    if "total" in claim:
        number = sum(n for _, n in weights(server, raw(claim["total"])))
        return None if within(number, claim) else number
    if "expires" in claim:
        keys = server.keys(raw(claim["expires"]))
        wrong = [(key, life) for key, life in zip(keys, server.lives(keys)) if not within(life, claim)]
        return wrong[:5] or None
    if "same" in claim:
        other, glob = Server(claim["same"]), raw(claim["glob"])
        ours, theirs = server.keys(glob), other.keys(glob)
        if ours != theirs:
            return sorted(set(ours) ^ set(theirs))[:5]
        different = [key for key, a, b in zip(ours, server.values(ours), other.values(ours)) if a != b]
        if not different and "lives" in claim:
            different = [(key, a, b) for key, a, b in zip(ours, server.lives(ours), other.lives(ours))
                         if abs(a - b) > claim["lives"] or (a < 0) != (b < 0)]
        return different[:5] or None
    raise SystemExit("checker: an unknown claim: %r" % claim)


def main():
    server = Server(sys.argv[1])
    for claim in json.load(sys.stdin):
        found = judge(server, claim)
        if found is not None:
            print("claimed %s, found %r" % (json.dumps(claim), found))
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
