"""Looking at every key: its TTL, type and memory."""

from harness.comparison import Comparison, Goal
from harness.data import session
from harness.failure import expect
from harness.process import measure
from harness.resp import command

AUDIT = """
audit "*" {
  assert count(ttl == never) == 0
  report ttl buckets [1h 24h 48h]
  report bytes buckets [100B 200B 1KiB]
  assert share(type == "string") == 100%
}
"""


def against(bench, name, peer_name, peer, goals):
    rows = bench.audit_rows
    text = bench.data.text("audit.recipe", AUDIT)
    return Comparison(
        name, f"TTL, type and memory of {rows:,} keys", peer_name,
        lambda server: bench.ours(server, text), peer, goals,
        lambda server: expect(server.call("DBSIZE"), rows, "keys"), bench.snapshot(rows))


def cli_option(bench, name, option, goals):
    return against(
        bench, name, f"redis-cli {option}",
        lambda server: measure([bench.options.cli, "-s", server.path, option], bench.folder), goals)


def memkeys(bench):
    return cli_option(bench, "audit", "--memkeys", [Goal("wall", 0.15)])


def bigkeys(bench):
    return cli_option(bench, "audit-bigkeys", "--bigkeys", [])


def probes(bench):
    commands = bench.data.generate("probes.resp", (
        command("PTTL", key) + command("TYPE", key) + command("MEMORY", "USAGE", key)
        for key in (f"{session(n)}:{n}" for n in range(bench.audit_rows))))
    return against(bench, "probes", "the same probes, preformatted, redis-cli --pipe",
                   lambda server: bench.pipe(server, commands), [Goal("server", 1.20)])


NAMES = {"audit": memkeys, "audit-bigkeys": bigkeys, "probes": probes}
