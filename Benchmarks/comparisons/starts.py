"""What a person, a script or a Tab waits for before anything is done."""

from harness.comparison import Comparison, Goal
from harness.process import measure

DECLARATIONS = """
source rows csv "rows.csv" header on columns [id:int name price:float stock:int]
key product = "product:{id}" type string ttl 1h..48h
key session = "session:{id}" type string ttl 1h..48h
"""


def starts(bench, name, what, arguments, goal, accepted=(0,)):
    def repeat(*call):
        loop = 'i=0; while [ $i -lt 50 ]; do "$@" >/dev/null || exit 1; i=$((i+1)); done'
        return measure(["sh", "-c", loop, "sh", *call], bench.folder, accepted=accepted)

    return Comparison(
        name, f"{what}, 50 times", "redis-cli --version, 50 times",
        lambda _: repeat(bench.program, *arguments),
        lambda _: repeat(bench.options.cli, "--version"), [Goal("wall", goal)],
        needs_server=False)


def statements(count):
    return DECLARATIONS + "".join(
        f'audit "group{n}:*" {{ assert count(ttl == never) == 0 say "expires" }}\n'
        for n in range(count))


def version(bench):
    return starts(bench, "start", "cachectl --version", ["--version"], 1.0)


def check(bench):
    path = bench.data.text("fifty.recipe", statements(47))
    return starts(bench, "check", "check of a recipe of 50 statements", ["check", path], 1.5)


def check_many(bench):
    """10,000 statements, in redis-cli starts: the goal is 150 ms, which is some 20 of them."""
    path = bench.data.text("many.recipe", statements(9_997))
    comparison = starts(bench, "check-10k", "", ["check", path], 1.0)
    comparison.what = "check of 10,000 statements, once; goal 0.15 s"
    comparison.goals = []
    comparison.sides["ours"] = lambda _: measure([bench.program, "check", path], bench.folder)
    return comparison


NAMES = {"start": version, "check": check, "check-10k": check_many}
