"""Filling a cache: rows of a file, against commands that somebody formatted beforehand."""

from harness.comparison import Comparison, Goal
from harness.data import TTL_MS, warmed
from harness.process import measure

SOURCES = {
    "csv": 'csv "{path}" header on columns [id:int name price:float stock:int]',
    "jsonl": 'jsonl "{path}"',
    "sqlite": 'sqlite "{path}"',
}

# What people write who do not know the tricks, and well: one pipeline of 1,000 commands after the other.
REDIS_PY = """
import csv, json, random, redis, sys
server = redis.Redis(unix_socket_path=sys.argv[1])
pipeline = server.pipeline(transaction=False)
with open(sys.argv[2], newline="") as source:
    for number, row in enumerate(csv.DictReader(source), 1):
        value = '{"id":%s,"name":%s,"price":%s,"stock":%s}' % (
            row["id"], json.dumps(row["name"]), row["price"], row["stock"])
        pipeline.set("product:" + row["id"], value, px=int(TTL * random.uniform(0.9, 1)))
        if number % 1000 == 0:
            pipeline.execute()
pipeline.execute()
""".replace("TTL", str(TTL_MS))


def recipe(bench, kind, path, rows="rows"):
    origin = "rows" if kind != "sqlite" else 'rows sql "SELECT id, name, price, stock FROM products"'
    return bench.data.text(f"warm-{kind}-{rows}.recipe", f"""
source rows {SOURCES[kind].format(path=path)}
key product = "product:{{id}}" type string ttl 1h..48h
warm product {{ from {origin} value json [id name price stock] ttl 24h jitter 10% write always }}
""")


def against_pipe(bench, kind, path, wall, cpu=None):
    text = recipe(bench, kind, path)
    sets = bench.data.sets(quote_price=kind == "sqlite")
    return Comparison(
        f"warm-{kind}", f"{bench.rows:,} rows of {kind}, SET key json PXAT",
        "redis-cli --pipe, preformatted",
        lambda server: bench.ours(server, text), lambda server: bench.pipe(server, sets),
        [Goal("wall", wall)] + ([Goal("cpu", cpu)] if cpu else []),
        lambda server: warmed(server, bench.rows))


def csv(bench):
    return against_pipe(bench, "csv", bench.data.csv(), 1.03, 0.60)


def jsonl(bench):
    return against_pipe(bench, "jsonl", bench.data.jsonl(), 1.05)


def sqlite(bench):
    return against_pipe(bench, "sqlite", bench.data.sqlite(), 1.05)


def redis_py(bench):
    path = bench.data.csv()
    text, script = recipe(bench, "csv", path), bench.data.text("warm.py", REDIS_PY)
    return Comparison(
        "warm-script", f"{bench.rows:,} rows of csv, SET key json PX", "a redis-py pipeline script",
        lambda server: bench.ours(server, text),
        lambda server: measure([bench.options.python, script, server.path, path], bench.folder),
        [], lambda server: warmed(server, bench.rows))


def growth(bench):
    """Our own CPU for a row: of a tenth of the rows and of all of them."""
    few = max(bench.rows // 10, 1)
    large = recipe(bench, "csv", bench.data.csv())
    small = recipe(bench, "csv", bench.data.csv(few), rows="few")
    factor = bench.rows / few

    def scaled(server):
        run = bench.ours(server, small)
        return {"wall": run["wall"] * factor, "cpu": run["cpu"] * factor, "rss": run["rss"]}

    return Comparison(
        "growth", f"{bench.rows:,} rows of csv", f"ten times {few:,} rows, ours",
        lambda server: bench.ours(server, large), scaled, [Goal("cpu", 1.05)],
        figures=("wall", "cpu"))


NAMES = {"warm-csv": csv, "warm-jsonl": jsonl, "warm-sqlite": sqlite, "warm-script": redis_py,
         "growth": growth}
