"""Invalidation: half of the keys, by their name, by an attribute, and over a long link."""

from harness.comparison import Comparison, Goal
from harness.data import swept
from harness.delay_proxy import DelayProxy
from harness.process import measure


def idiom(bench, path):
    """What people type."""
    cli = f"{bench.options.cli} -s {path}"
    return measure(
        ["sh", "-c", f"{cli} --scan --pattern 'session:*' | xargs -n 1000 {cli} unlink"],
        bench.folder)


def sweep(bench, name, what, clauses, goals, rows):
    text = bench.data.text(
        f"{name}.recipe", f'key session = "session:{{id}}" type string\nsweep session {{ {clauses} }}\n')
    return Comparison(
        name, what, "redis-cli --scan | xargs -n 1000 redis-cli unlink",
        lambda server: bench.ours(server, text), lambda server: idiom(bench, server.path),
        goals, lambda server: swept(server, rows), bench.snapshot(rows))


def by_name(bench):
    return sweep(bench, "sweep", f"{bench.rows // 2:,} of {bench.rows:,} keys by name", "by unlink",
                 [Goal("wall", 0.30), Goal("cpu", 0.30)], bench.rows)


def by_attribute(bench):
    return sweep(
        bench, "sweep-ttl", f"{bench.rows // 2:,} of {bench.rows:,} keys, TTL re-checked atomically",
        "where ttl > 1h by unlink", [Goal("wall", 0.60)], bench.rows)


def far_away(bench):
    rows = max(bench.rows // 10, 1000)
    near = sweep(bench, "sweep-1ms", f"{rows // 2:,} of {rows:,} keys by name, replies 1 ms late",
                 "by unlink", [Goal("wall", 0.03)], rows)

    def late(side):
        def run(server):
            with DelayProxy(server.path, server.folder, 0.001) as path:
                return side(type("Far", (), {"path": path}))
        return run

    near.sides = {name: late(side) for name, side in near.sides.items()}
    return near


NAMES = {"sweep": by_name, "sweep-ttl": by_attribute, "sweep-1ms": far_away}
