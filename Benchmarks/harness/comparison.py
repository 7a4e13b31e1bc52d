"""One row of the table: two ways to do the same work, turn about, and what is aimed at."""

import statistics

# The goals hold on a quiet machine; this much of a miss may be the machine's.
TOLERANCE = 0.10
MIB = 1 << 20

NAMES = {"wall": "wall", "cpu": "client CPU", "server": "server CPU", "rate": "rate",
         "cpu_per_op": "client CPU an operation"}


class Goal:
    """At most (or at least) so much of what the peer takes, in one figure."""

    def __init__(self, figure, ratio, at_least=False):
        self.figure, self.ratio, self.at_least = figure, ratio, at_least

    def verdict(self, ratio):
        if self.at_least:
            return "pass" if ratio >= self.ratio else "short"
        return "pass" if ratio <= self.ratio else "short"

    def is_missed(self, ratio):
        """By more than the machine's share."""
        if self.at_least:
            return ratio < self.ratio * (1 - TOLERANCE)
        return ratio > self.ratio * (1 + TOLERANCE)

    def text(self):
        return f"{'≥' if self.at_least else '≤'} {self.ratio:.2f}"


class Comparison:
    """`ours` and `peer` are called with a server (or None) and give what `measure` gives, and perhaps
    more figures. `check(server)` throws `Failed` where the work was not done; what it returns must be
    the same on both sides."""

    def __init__(self, name, what, peer_name, ours, peer, goals, check=None, snapshot=None,
                 needs_server=True, figures=("wall", "cpu", "server")):
        self.name, self.what, self.peer_name = name, what, peer_name
        self.sides = {"ours": ours, "peer": peer}
        self.goals, self.check, self.snapshot = goals, check, snapshot
        self.needs_server = needs_server
        self.figures = [f for f in figures if needs_server or f != "server"]
        self.runs = {"ours": [], "peer": []}

    def ratios(self, figure):
        return [ours[figure] / peer[figure] if peer[figure] else float("inf")
                for ours, peer in zip(self.runs["ours"], self.runs["peer"])]

    def median(self, side, figure):
        return statistics.median(run.get(figure, 0) for run in self.runs[side])

    def peak(self, side="ours"):
        return max(run["rss"] for run in self.runs[side])

    def rows(self):
        """One dictionary a figure, for every table and for JSON."""
        for figure in self.figures:
            ratios = self.ratios(figure)
            peers = [run[figure] for run in self.runs["peer"]]
            middle = statistics.median(peers) or 1
            goal = next((g for g in self.goals if g.figure == figure), None)
            ratio = statistics.median(ratios)
            yield {
                "figure": NAMES[figure], "ours": self.median("ours", figure), "peer": middle,
                "ratio": ratio, "spread": [min(ratios), max(ratios)],
                "peer_spread": [min(peers) / middle, max(peers) / middle],
                "goal": goal.text() if goal else "",
                "verdict": goal.verdict(ratio) if goal else "",
            }

    def misses(self, memory_goal):
        """The goals that are missed by more than the tolerance, in words."""
        for goal in self.goals:
            ratio = statistics.median(self.ratios(goal.figure))
            if goal.is_missed(ratio):
                yield (f"{self.name}: {NAMES[goal.figure]} {ratio:.2f} × the peer's, "
                       f"goal {goal.text()}")
        if self.peak() > memory_goal:
            yield (f"{self.name}: {self.peak() / MIB:.0f} MiB resident, "
                   f"goal {memory_goal / MIB:.0f}")
