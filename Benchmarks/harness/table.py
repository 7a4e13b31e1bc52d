"""The results as people read them: on a terminal, and in docs/benchmarks.md."""

from .comparison import MIB


def number(value, figure):
    if figure == "rate":
        return f"{value / 1000:.1f}k/s"
    if figure.endswith("operation"):
        return f"{value * 1e6:.2f} µs"
    return f"{value:.3f} s" if value < 1 else f"{value:.2f} s"


def text(comparison):
    lines = [f"{comparison.name}: {comparison.what}, against {comparison.peer_name}",
             f"  {'':24} {'ours':>10} {'peer':>10} {'ratio':>7} {'spread':>11} {'peer A/A':>11} "
             f"{'goal':>7}"]
    for row in comparison.rows():
        low, high = row["spread"]
        peer_low, peer_high = row["peer_spread"]
        lines.append(
            f"  {row['figure']:24} {number(row['ours'], row['figure']):>10} "
            f"{number(row['peer'], row['figure']):>10} {row['ratio']:7.3f} {low:5.2f}–{high:5.2f} "
            f"{peer_low:5.2f}–{peer_high:5.2f} {row['goal']:>7} {row['verdict']}")
    lines.append(f"  {'peak resident':24} {comparison.peak() / MIB:6.1f} MiB "
                 f"{comparison.peak('peer') / MIB:6.1f} MiB\n")
    return "\n".join(lines)


def markdown(comparisons):
    lines = ["| work | against | figure | ours | peer | ratio | spread | peer A/A | goal | |",
             "|---|---|---|---|---|---|---|---|---|---|"]
    for comparison in comparisons:
        head = f"{comparison.what} | {comparison.peer_name}"
        for row in comparison.rows():
            spread, peers = ("–".join(f"{x:.2f}" for x in row[key])
                             for key in ("spread", "peer_spread"))
            lines.append(
                f"| {head} | {row['figure']} | {number(row['ours'], row['figure'])} | "
                f"{number(row['peer'], row['figure'])} | **{row['ratio']:.2f}** | {spread} | {peers} | "
                f"{row['goal']} | {row['verdict']} |")
            head = " | "
        lines.append(f"| | | peak resident | {comparison.peak() / MIB:.1f} MiB | "
                     f"{comparison.peak('peer') / MIB:.1f} MiB | | | | | |")
    return "\n".join(lines) + "\n"
