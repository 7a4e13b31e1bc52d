"""The same rows on every machine, in every form that is read or replayed. Files are made once a run."""

import hashlib
import json
import os
import sqlite3
import time

from .failure import Failed, expect
from .resp import command
from .server import Server

TTL_MS = 24 * 3600 * 1000
JITTER = 0.1


def fields(number):
    """The row of a number."""
    mixed = (number * 2654435761) & 0xFFFFFFFF
    return number, f"Product {number}", f"{mixed % 99900 / 100 + 1:.2f}", mixed >> 22


def value(number):
    identity, name, price, stock = fields(number)
    # A decimal is written as it stands in the file.
    return f'{{"id":{identity},"name":"{name}","price":{price},"stock":{stock}}}'


class Data:
    """Files of rows and of preformatted commands in one folder."""

    def __init__(self, folder, rows):
        self.folder, self.rows = folder, rows

    def path(self, name):
        return os.path.join(self.folder, name)

    def text(self, name, text):
        with open(self.path(name), "w", encoding="utf-8") as sink:
            sink.write(text)
        return self.path(name)

    def generate(self, name, lines):
        """Writes a file in a child, so that our own size does not count as that of what we
        start (the system keeps the peak of a process across exec)."""
        def write(path):
            with open(path, "w", buffering=1 << 20, encoding="utf-8", newline="") as sink:
                sink.writelines(lines)
        return self.make(name, write)

    def make(self, name, write):
        path = self.path(name)
        if os.path.exists(path):
            return path
        child = os.fork()
        if child == 0:
            status = 1
            try:
                write(path)
                status = 0
            finally:
                os._exit(status)
        if os.waitpid(child, 0)[1] != 0:
            raise Failed(f"cannot write {path}")
        return path

    def csv(self, rows=None):
        rows = rows or self.rows
        return self.generate(f"rows-{rows}.csv", (
            text for start in (["id,name,price,stock\n"],
                               (",".join(map(str, fields(n))) + "\n" for n in range(rows)))
            for text in start))

    def jsonl(self):
        return self.generate("rows.jsonl", (value(n) + "\n" for n in range(self.rows)))

    def sqlite(self):
        def write(path):
            database = sqlite3.connect(path)
            # The price is text with a fixed point, as money is kept: a REAL would print its own digits.
            database.execute(
                "CREATE TABLE products (id INTEGER PRIMARY KEY, name TEXT, price TEXT, stock INTEGER)")
            database.executemany(
                "INSERT INTO products VALUES (?, ?, ?, ?)", (fields(n) for n in range(self.rows)))
            database.commit()
            database.close()
        return self.make("rows.db", write)

    def sets(self, quote_price=False):
        """SET commands as `redis-cli --pipe` reads them."""
        expiry = int(time.time() * 1000) + TTL_MS
        def text(number):
            if not quote_price:
                return value(number)
            row = json.loads(value(number), parse_float=str)
            return json.dumps(row, separators=(",", ":"))
        return self.generate(f"sets{'-text' if quote_price else ''}.resp", (
            command("SET", f"product:{n}", text(n), "PXAT",
                    str(expiry - int(TTL_MS * JITTER * (n % 1000) / 1000)))
            for n in range(self.rows)))

    def snapshot(self, server_binary, cli, rows):
        """A dump of that many keys, half of them sessions."""
        path = self.path(f"snapshot-{rows}.rdb")
        if os.path.exists(path):
            return path
        expiry = int(time.time() * 1000) + TTL_MS
        commands = self.generate(f"snapshot-{rows}.resp", (
            command("SET", f"{session(n)}:{n}", value(n), "PXAT", str(expiry + n % 1000))
            for n in range(rows)))
        from .process import measure
        with Server(server_binary, self.folder) as server:
            measure([cli, "-s", server.path, "--pipe"], self.folder, stdin=commands)
            server.call("SAVE")
            os.rename(os.path.join(server.folder, "dump.rdb"), path)
        os.remove(commands)
        return path


def session(number):
    return "session" if number % 2 else "product"


def warmed(server, rows):
    """A digest over DUMP of a sample, after counting keys and looking at lifetimes."""
    expect(server.call("DBSIZE"), rows, "keys")
    now = int(time.time() * 1000)
    sample = [f"product:{n}" for n in range(0, rows, max(rows // 1000, 1))]
    digest = hashlib.sha256()
    for key, dump, expiry in zip(
            sample, server.connection.pipeline(("DUMP", key) for key in sample),
            server.connection.pipeline(("PEXPIRETIME", key) for key in sample)):
        digest.update(dump or b"absent")
        left = expiry - now
        if not TTL_MS * (1 - JITTER) - 600_000 < left <= TTL_MS:
            raise Failed(f"{key} lives {left} ms")
    return digest.hexdigest()


def swept(server, rows):
    expect(server.call("DBSIZE"), (rows + 1) // 2, "keys")
    for number in range(0, rows, max(rows // 1000, 1)):
        key = f"{session(number)}:{number}"
        expect(server.call("EXISTS", key), 1 - number % 2, key)
