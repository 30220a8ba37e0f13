"""Reads one message with one program and prints rows and the CPU seconds of its imports.

    peer.py PROGRAM FILE
"""

import json
import sys
import time


def pysdmx(path):
    from pysdmx.io import read_sdmx

    begin = time.process_time()
    message = read_sdmx(path, validate=False)
    return begin, sum(len(dataset.data) for dataset in message.data)


def pandas(path):
    import pandas

    begin = time.process_time()
    return begin, len(pandas.read_csv(path, dtype=str, keep_default_na=False, engine="c"))


def pyarrow(path):
    from pyarrow import csv

    begin = time.process_time()
    return begin, csv.read_csv(path).num_rows


def sdmx1(path):
    import sdmx
    from sdmx.model import v30

    begin = time.process_time()
    if path.endswith(".csv"):
        with open(path, encoding="utf-8") as file:
            columns = file.readline().strip().split(",")[3:]
        message = sdmx.read_sdmx(path, structure=definition(v30, columns))
    else:
        message = sdmx.read_sdmx(path)
    return begin, sum(len(dataset.obs) for dataset in message.data)


def definition(model, columns):
    """A definition of the columns before the value, the value, and those after it."""
    value = columns.index("OBS_VALUE")
    definition = model.DataStructureDefinition(id="TRADE", version="1.0.0")
    for id in columns[:value]:
        definition.dimensions.getdefault(id=id)
    definition.measures.getdefault(id="OBS_VALUE")
    for id in columns[value + 1 :]:
        definition.attributes.getdefault(id=id)
    return definition


if __name__ == "__main__":
    name, path = sys.argv[1:]
    begin, rows = globals()[name](path)
    print(json.dumps({"imports": begin, "rows": rows}))
