"""Reads the same SDMX messages with our crate and with other programs, in turn, in one run.

    bench.py EXAMPLES WORK OUT [ROUNDS]

EXAMPLES is the folder of the crate's examples `validate` and `rows`, WORK one for the messages, OUT
the page to write. GNU time measures each process: CPU seconds of all cores, peak of resident
memory. The CPU seconds of importing Python packages are taken off.
"""

import json
import os
import pathlib
import re
import statistics
import subprocess
import sys

HERE = pathlib.Path(__file__).parent
SHAPE = """dimension FREQ coded
dimension REF_AREA coded
dimension TRADE_FLOW coded
dimension COMMODITY_1 coded
dimension COMMODITY_CUSTOM_BREAKDOWN
dimension COUNTERPART_AREA_1 coded
dimension COUNTERPART_AREA_2 coded
dimension TRANSPORT_MODE_BORDER coded
dimension CUSTOMS_PROC coded
dimension ACTIVITY coded
dimension TRANSFORMATION coded
dimension MEASURE coded
time TIME_PERIOD
measure OBS_VALUE
attribute UNIT_MULT coded
attribute UNIT_MEASURE coded
attribute OBS_STATUS coded
attribute TRADE_SYSTEM dimensions REF_AREA coded
attribute COUNTERPART_AREA_1_TYPE dimensions COUNTERPART_AREA_1 coded
"""


def measured(command):
    """What a command cost and printed, or its last words."""
    clock = "/usr/bin/time"
    run = subprocess.run([clock, "-f", "%U %S %M", *map(str, command)], capture_output=True, text=True)
    last = run.stderr.strip().splitlines()[-1] if run.stderr.strip() else ""
    if run.returncode:
        words = [line for line in run.stderr.splitlines() if line.strip()]
        return None, words[-3] if len(words) > 2 else "it said nothing"
    user, system, peak = last.split()
    return {"cpu": float(user) + float(system), "peak": int(peak) / 1024}, run.stdout


def made(examples, work):
    """The messages: CSV of two sizes and SDMX-ML of one, of the same rows."""
    work.mkdir(parents=True, exist_ok=True)
    files = {}
    for rows in (1_000_000, 100_000, 200_000):
        files[rows] = work / f"trade-{rows}.csv"
        with open(files[rows], "wb") as out:
            subprocess.run([examples / "validate", "--make", str(rows)], stdout=out, check=True)
    shape, series = work / "shape.txt", work / "trade-200000.xml"
    shape.write_text(SHAPE, encoding="utf-8")
    with open(series, "wb") as out:
        command = [examples / "rows", "--shape", shape, "--convert", "SDMX-ML 2.1", files[200_000]]
        subprocess.run(command, stdout=out, check=True)
    return files, series


def tasks(examples, work):
    files, series = made(examples, work)
    ours = [examples / "validate", "--trade"]
    count = [examples / "rows", "--count"]
    peer = [sys.executable, HERE / "peer.py"]
    csv = [
        ("sdmx (ours), held against its structure", [*ours, files[1_000_000]], 1_000_000),
        ("sdmx (ours), read only", [*count, files[1_000_000]], 1_000_000),
        ("pyarrow.csv", [*peer, "pyarrow", files[1_000_000]], 1_000_000),
        ("pandas, all text", [*peer, "pandas", files[1_000_000]], 1_000_000),
        ("pysdmx", [*peer, "pysdmx", files[1_000_000]], 1_000_000),
        ("sdmx1, a tenth of the rows", [*peer, "sdmx1", files[100_000]], 100_000),
    ]
    ml = [
        ("sdmx (ours), held against its structure", [*ours, series], 200_000),
        ("sdmx (ours), read only", [*count, series], 200_000),
        ("pysdmx, without its check by XSD", [*peer, "pysdmx", series], 200_000),
        ("sdmx1", [*peer, "sdmx1", series], 200_000),
    ]
    return [
        (f"SDMX-CSV 2.0, 1 000 000 observations, {size(files[1_000_000])}", csv),
        (f"SDMX-ML 2.1 in series, 200 000 observations, {size(series)}", ml),
    ]


def size(path):
    return f"{path.stat().st_size / 1e6:.1f} MB"


def rows_of(printed):
    """How many rows a peer says it read, and the seconds of its imports; ours finds nothing."""
    if printed.startswith("{"):
        told = json.loads(printed)
        return told["rows"], told["imports"]
    found = re.search(r"^(\d+) (findings|rows)", printed, re.M)
    return (int(found[1]) if found and found[2] == "rows" else None), 0.0


def contest(programs, rounds):
    """Every program in turn, round after round; one that takes long or fails has one round."""
    runs = {name: [] for name, _, _ in programs}
    failed = {}
    for _ in range(rounds):
        for name, command, rows in programs:
            if name in failed or (runs[name] and runs[name][-1]["cpu"] > 10):
                continue
            cost, printed = measured(command)
            if cost is None:
                failed[name] = printed
                continue
            found, imports = rows_of(printed)
            if found not in (None, rows):
                failed[name] = f"read {found} rows of {rows}"
            if found is None and "0 findings" not in printed:
                failed[name] = printed.strip()[-200:]
            cost["cpu"] -= imports
            runs[name].append(cost)
    return runs, failed


def lines(programs, runs, failed):
    base = None
    for name, _, rows in programs:
        if name in failed:
            yield f"| {name} | failed: {failed[name]} | | | |"
            continue
        cpu = statistics.median(run["cpu"] for run in runs[name])
        peak = statistics.median(run["peak"] for run in runs[name])
        per_row = cpu / rows
        base = base or (per_row, peak)
        ratio = f"{per_row / base[0]:.1f}", f"{peak / base[1]:.1f}"
        yield (
            f"| {name} | {cpu:.2f} | {peak:.0f} | {rows / max(cpu, 1e-3) / 1e6:.2f} M"
            f" | {ratio[0]} × CPU an observation, {ratio[1]} × memory |"
        )


def machine():
    def field(path, name):
        with open(path, encoding="utf-8") as file:
            return next((line.split(":")[1].strip() for line in file if line.startswith(name)), "?")

    memory = int(field("/proc/meminfo", "MemTotal").split()[0]) / 2**20
    load = os.getloadavg()[0]
    return (
        f"{field('/proc/cpuinfo', 'model name')}, {os.cpu_count()} cores, {memory:.0f} GiB of memory, "
        f"load {load:.1f} at the start"
    )


def main(examples, work, out, rounds=3):
    told = machine()
    text = [
        "# Reading SDMX, beside other programs",
        "",
        "Written by `cargo xtask bench-sdmx`. Every program reads the same files in one run, one after the",
        f"other, {rounds} rounds (one for what takes more than ten seconds); medians. {told}.",
        "CPU seconds of all cores, peak of resident memory; importing Python packages is taken off.",
        "Ours holds every observation against codes, formats, attributes and keys told twice; none of the",
        "others does. Ratios within a table mean something, seconds on another machine do not.",
        "",
    ]
    requirements = (HERE / "requirements.txt").read_text(encoding="utf-8").split()
    text += [", ".join(line.replace("==", " ") for line in requirements) + ".", ""]
    for title, programs in tasks(pathlib.Path(examples), pathlib.Path(work)):
        runs, failed = contest(programs, int(rounds))
        text += [f"## {title}", ""]
        text += ["| program | CPU s | peak MiB | observations a CPU s | beside the first |", "|---|---|---|---|---|"]
        text += [*lines(programs, runs, failed), ""]
    pathlib.Path(out).write_text("\n".join(text), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
