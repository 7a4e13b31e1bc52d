"""`cachectl bench` as a load generator, against redis-benchmark and memtier on one thread."""

import csv
import json
import shutil

from harness.comparison import Comparison, Goal
from harness.failure import Absent
from harness.process import measure

CONNECTIONS = 50
KEYS = 100_000
SECONDS = 5
COMMANDS = {"get": "GET k:{n}", "set": "SET k:{n} xxx"}


def ours(bench, operation, depth):
    def run(server):
        result = measure(
            [bench.program, "bench", COMMANDS[operation], "pick", f"n = uniform(0..{KEYS - 1})",
             "conns", str(CONNECTIONS), "depth", str(depth), "for", f"{SECONDS}s", "-s",
             f"unix://{server.path}", "-y", "--json"], bench.folder, environment=bench.environment)
        with open(result["stdout"], encoding="utf-8") as text:
            operations = json.load(text)["statements"][0]["ops"]
        sent = sum(op["ok"] for op in operations)
        return result | {"rate": sum(op["rate"] for op in operations),
                         "cpu_per_op": result["cpu"] / sent}
    return run


def redis_benchmark(bench, operation, depth):
    # As many as last about as long as ours.
    count = {1: 60_000, 16: 350_000, 64: 450_000}[depth] * SECONDS

    def run(server):
        result = measure(
            [bench.options.benchmark, "-s", server.path, "-c", str(CONNECTIONS), "-P", str(depth),
             "-n", str(count), "-r", str(KEYS), "-t", operation, "--csv"], bench.folder)
        with open(result["stdout"], newline="", encoding="utf-8") as text:
            rate = float(next(csv.DictReader(text))["rps"])
        return result | {"rate": rate, "cpu_per_op": result["cpu"] / count}
    return run


def memtier(bench, operation, depth):
    program = shutil.which("memtier_benchmark")
    if not program:
        raise Absent("memtier_benchmark is not on PATH (https://github.com/RedisLabs/memtier_benchmark)")

    def run(server):
        output = bench.data.path("memtier.json")
        result = measure(
            [program, "-S", server.path, "-t", "1", "-c", str(CONNECTIONS),
             f"--pipeline={depth}", f"--test-time={SECONDS}", "--key-prefix=k:", "-d", "3",
             "--key-minimum=1", f"--key-maximum={KEYS}", "--hide-histogram",
             # Without it, all connections ask for the same keys at about the same time, which lie in the server's cache.
             "--distinct-client-seed",
             f"--ratio={'0:1' if operation == 'get' else '1:0'}", "--json-out-file", output],
            bench.folder)
        with open(output, encoding="utf-8") as text:
            total = json.load(text)["ALL STATS"]["Totals"]
        return result | {"rate": total["Ops/sec"],
                         "cpu_per_op": result["cpu"] / (total["Ops/sec"] * SECONDS)}
    return run


def load(name, operation, depth, peer, peer_name):
    def comparison(bench):
        return Comparison(
            f"{name}-{operation}-{depth}", f"{operation.upper()}, {CONNECTIONS} connections, depth {depth}",
            peer_name, ours(bench, operation, depth), peer(bench, operation, depth),
            [Goal("rate", 1.0, at_least=True)], figures=("rate", "cpu_per_op", "server"))
    return comparison


PEERS = {"load": (redis_benchmark, "redis-benchmark"), "memtier": (memtier, "memtier -t 1")}
NAMES = {f"{name}-{operation}-{depth}": load(name, operation, depth, *peer)
         for name, peer in PEERS.items() for operation in COMMANDS for depth in (1, 16, 64)}
