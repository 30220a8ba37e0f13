"""A browser walks every kind of page of `entente serve` in five languages.

Run by `cargo xtask pages`, which fetches axe-core below target/. Alone:

    python3 crates/entente/tests/pages/walk.py target/debug/entente axe_playwright_python-0.1.8-py3-none-any.whl

It needs Chromium and its driver, and nothing of Python but the standard library: a driver speaks JSON
over HTTP. It makes a home with the demo's figures and register, serves it on a free port, and holds
each page, wide and narrow, against WCAG 2.2 A and AA by axe-core; looks at what the browser asks for and
complains of; follows downloads and compares checksums; goes without script; and pins a vintage.
"""

import hashlib
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request
import zipfile
from pathlib import Path

WHEEL = "fdd263c998388f1a8e67cad02677e612d946248bd44d163be5e8650ea31f95f8"
LANGUAGES = ["en", "kk", "ru", "sr-Cyrl", "sr-Latn"]
KINDS = [
    "",
    "trade?view=mirror&level=hs2&exporter=KAZ&importer=RUS&period=2016",
    "trade?view=parts&period=2015",
    "trade?view=cell&period=2015",
    "trade?view=growth&exporter=KAZ&importer=RUS&freq=M",
    "trade?view=products&exporter=KAZ&importer=RUS&freq=M&level=hs6",
    "trade?view=treemap&exporter=KAZ&importer=RUS&freq=M",
    "register",
    "register/instrument-6",
    "commitments",
    "claims",
    "lists",
    "brief?period=2015..2018",
    "trade?view=part",
    "nowhere",
]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
# What of it depends on the width of a window, and on colours; all else is in the page itself.
OF_WIDTH = ["target-size", "scrollable-region-focusable", "color-contrast", "css-orientation-lock"]
OF_COLOUR = ["color-contrast"]
WIDE = {"width": 1280, "height": 900, "deviceScaleFactor": 1, "mobile": False}
NARROW = {"width": 360, "height": 740, "deviceScaleFactor": 2, "mobile": True}
HEADER = (
    "reporter,partner,flow,period,commodity,value,currency,edition,attribution,"
    "net_weight_kg,quantity,quantity_unit\n"
)
FAULTS = []


def fault(text):
    FAULTS.append(text)
    print(f"  {text}", flush=True)


class Node:
    """A home, and the program that serves it."""

    def __init__(self, program, home):
        self.program, self.home = program, str(home)

    def run(self, *arguments):
        done = subprocess.run([self.program, *arguments], capture_output=True, text=True)
        if done.returncode:
            sys.exit(f"entente {' '.join(arguments)}: {done.stderr}")

    def bring(self, day, rows):
        path = Path(self.home + f"-{day}.csv")
        path.write_text(HEADER + rows)
        self.run("import", str(path), "--vintage", day, "--home", self.home)

    def serve(self):
        command = [self.program, "serve", "--home", self.home, "--listen", "127.0.0.1:0"]
        self.server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        return self.server.stdout.readline().split()[2].rstrip("/")


def demo(program, folder):
    """The demo's figures, and the register of its visits."""
    node = Node(program, folder / "demo")
    node.run("demo", "--home", node.home)
    for name, *more in [
        ("visit_2024_nca.txt", "--side", "third"),
        ("visit_2024_tanjug.txt", "--side", "SRB", "--published", "2024-11-19", "--announced", "10"),
        ("visit_2023_astana_times.txt", "--published", "2023-11-29"),
    ]:
        node.run("register", "read", f"{node.home}/files/{name}", *more, "--home", node.home)
    node.run("claims", "check", "--home", node.home)
    return node


class Browser:
    """A window of Chromium, by its driver."""

    def __init__(self, driver, script=True):
        arguments = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--no-first-run",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        ]
        options = {"args": arguments, "binary": os.environ.get("CHROMIUM", "/usr/bin/chromium")}
        if not script:
            options["prefs"] = {"profile.managed_default_content_settings.javascript": 2}
        asked = {
            "browserName": "chrome",
            "goog:chromeOptions": options,
            "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
        }
        self.base = driver
        told = self.ask("POST", "/session", {"capabilities": {"alwaysMatch": asked}})
        self.base = f"{driver}/session/{told['sessionId']}"

    def ask(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.base + path, data, {"Content-Type": "application/json"}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            sys.exit(f"{method} {path}: {error.read().decode()[:500]}")

    def open(self, address):
        self.ask("POST", "/url", {"url": address})

    def told(self, command, **parameters):
        return self.ask("POST", "/goog/cdp/execute", {"cmd": command, "params": parameters})

    def run(self, script, *arguments):
        return self.ask("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def later(self, script, *arguments):
        return self.ask("POST", "/execute/async", {"script": script, "args": list(arguments)})

    def click(self, selector):
        found = self.ask("POST", "/element", {"using": "css selector", "value": selector})
        self.ask("POST", f"/element/{next(iter(found.values()))}/click", {})

    def text(self, selector):
        found = self.ask("POST", "/element", {"using": "css selector", "value": selector})
        return self.ask("GET", f"/element/{next(iter(found.values()))}/text")

    def address(self):
        return self.ask("GET", "/url")

    def log(self, kind):
        return self.ask("POST", "/se/log", {"type": kind})

    def close(self):
        self.ask("DELETE", "")


def looked_at(browser, path, width, rules=None):
    """A page at a width: no violation of some rules, else of any; nothing beyond the edge."""
    browser.told("Emulation.setDeviceMetricsOverride", **width)
    name = f"{path} at {width['width']} px"
    # A narrow window zooms out to what is beyond its edge, so it is not asked how wide it is.
    beyond = browser.run("return document.scrollingElement.scrollWidth - arguments[0]", width["width"])
    if beyond > 0:
        fault(f"{name}: scrolls sideways by {beyond} px")
    script = (
        "const done = arguments[arguments.length - 1];"
        "axe.run(document, {runOnly: {type: arguments[1], values: arguments[0]}, resultTypes: ['violations']})"
        ".then(found => done(found.violations.map(one => [one.id, one.nodes.length, one.nodes[0].html])),"
        "      error => done([['axe', 1, String(error)]]));"
    )
    for rule, count, first in browser.later(script, rules or TAGS, "rule" if rules else "tag"):
        fault(f"{name}: {rule}, {count} times, first {first[:160]}")


def judged(driver, site, axe):
    """The judge itself: a page that is spoiled is found."""
    browser = Browser(driver)
    browser.open(f"{site}/en/claims")
    browser.run(axe + "; document.documentElement.removeAttribute('lang'); document.body.style.minWidth = '4000px';")
    known = len(FAULTS)
    looked_at(browser, "a page that was spoiled, as expected", NARROW)
    found, FAULTS[known:] = FAULTS[known:], []
    if not (len(found) >= 2 and "sideways" in found[0] and any("html-has-lang" in one for one in found)):
        sys.exit(f"the judge misses what was spoiled: {found}")
    browser.close()


def complaints(browser, site, path, expected):
    """What the browser asked for elsewhere, and what it complains of."""
    for entry in browser.log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            address = message["params"]["request"]["url"]
            if not address.startswith((site + "/", "data:")) and not address.endswith("/favicon.ico"):
                fault(f"{path}: asks for {address}")
    for entry in browser.log("browser"):
        if "favicon" not in entry["message"] and f"status of {expected}" not in entry["message"]:
            fault(f"{path}: the console says {entry['message']}")


def walk(driver, site, axe, languages):
    browser = Browser(driver)
    for language in languages:
        for kind in KINDS:
            path = f"/{language}/{kind}"
            browser.told("Emulation.setDeviceMetricsOverride", **WIDE)
            browser.open(site + path)
            browser.run(axe + "; for (const one of document.querySelectorAll('details')) one.open = true;")
            looked_at(browser, path, WIDE)
            looked_at(browser, path, NARROW, OF_WIDTH)
            if language == "en":
                dark = [{"name": "prefers-color-scheme", "value": "dark"}]
                browser.told("Emulation.setEmulatedMedia", features=dark)
                looked_at(browser, path + " in the dark", WIDE, OF_COLOUR)
                browser.told("Emulation.setEmulatedMedia", features=[])
            complaints(browser, site, path, {"nowhere": 404, "trade?view=part": 400}.get(kind, 200))
    browser.close()


def get(address):
    with urllib.request.urlopen(address, timeout=60) as answer:
        return answer.read()


def followed(site, path):
    """Every file of a page has the checksums the page prints."""
    page = get(site + path).decode()
    sums = set(re.findall(r"\b[0-9a-f]{64}\b", page))
    files = re.findall(r'<link rel="alternate" type="[^"]+" href="([^"]+)"', page)
    for file in files:
        file = file.replace("&#x2f;", "/").replace("&amp;", "&")
        bytes = get(site + urllib.parse.quote(file, safe="/?&=%.:,*[]+~-_"))
        form = file.split("?")[0].split("/")[-1].partition(".")[2]
        if form in ("xlsx", "docx"):
            archive = zipfile.ZipFile(io.BytesIO(bytes))
            bytes = b"".join(archive.read(name) for name in archive.namelist())
        text = bytes.decode("utf-8", "replace")
        found = set(re.findall(r"\b[0-9a-f]{64}\b", text))
        if form == "csv":
            plain = "".join(line for line in text.splitlines(True) if not line.startswith("#"))
            if hashlib.sha256(plain.encode()).hexdigest() not in sums:
                fault(f"{file}: its bytes are not those of the page's checksum")
        whole = form in ("xlsx", "docx", "json", "metadata.json")
        if (whole and not sums <= found) or ("csv" in form and form != "sdmx.csv" and not found & sums):
            fault(f"{file}: has not the checksums of {path}")
        if form == "svg" and not text.startswith("<svg "):
            fault(f"{file}: is no picture")
    # The reports of the demo tell of no commitment.
    if not files or not sums and not path.endswith("/commitments"):
        fault(f"{path}: found {len(files)} files and {len(sums)} checksums")
    return len(files)


def without_script(driver, site):
    """Forms and links lead on where no script runs."""
    browser = Browser(driver, script=False)
    browser.open(f"{site}/ru/")
    browser.click("form button")
    if "view=mirror" not in browser.address():
        fault(f"without script: a form leads to {browser.address()}")
    browser.click("main ul a")
    if "view=cell" not in browser.address():
        fault(f"without script: a link leads to {browser.address()}")
    browser.click("a[hreflang=kk]")
    if "/kk/trade?view=cell" not in browser.address():
        fault(f"without script: the other language is at {browser.address()}")
    browser.close()


def pinned(driver, program, folder):
    """A pinned page shows the same after a revision."""
    node = Node(program, folder / "pinned")
    node.run("init", node.home, "--side", "KAZ", "--partner", "SRB")
    rows = (
        "KAZ,SRB,export,2015,TOTAL,100,USD,H4,last_known_destination,,,\n"
        "SRB,KAZ,import,2015,TOTAL,160,USD,H4,consignment,,,\n"
    )
    node.bring("2016-01-02", rows)
    site = node.serve()
    try:
        browser = Browser(driver)
        browser.open(f"{site}/en/")
        before = browser.text("table")
        address = next(line for line in browser.text("dl").splitlines() if line.startswith("/en/"))
        node.bring("2016-03-04", rows.splitlines(True)[0].replace(",100,", ",7654321,"))
        browser.open(f"{site}/en/")
        now = browser.text("table")
        browser.open(site + address)
        then = browser.text("table")
        if then != before or now == before or "7,654,321" not in now:
            fault(f"pinned at {address}: {before!r}, then {then!r}; now {now!r}")
        browser.close()
    finally:
        node.server.terminate()


def main(program, wheel):
    bytes = Path(wheel).read_bytes()
    if hashlib.sha256(bytes).hexdigest() != WHEEL:
        sys.exit(f"{wheel}: found other bytes than those of axe_playwright_python 0.1.8")
    axe = zipfile.ZipFile(io.BytesIO(bytes)).read("axe_playwright_python/axe.min.js").decode()
    begun = time.monotonic()
    driver = subprocess.Popen(
        [os.environ.get("CHROMEDRIVER", "chromedriver"), "--port=0"], stdout=subprocess.PIPE, text=True
    )
    line = next(line for line in driver.stdout if "successfully on port" in line)
    address = f"http://127.0.0.1:{re.search(r'port ([0-9]+)', line)[1]}"
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        node = demo(program, folder)
        site = node.serve()
        try:
            judged(address, site, axe)
            halves = [LANGUAGES[0::2], LANGUAGES[1::2]]
            walks = [threading.Thread(target=walk, args=(address, site, axe, half)) for half in halves]
            for one in walks:
                one.start()
            files = 0
            for at, kind in enumerate(KINDS[:-2]):
                files += followed(site, f"/{LANGUAGES[at % len(LANGUAGES)]}/{kind}")
            without_script(address, site)
            pinned(address, program, folder)
            for one in walks:
                one.join()
        finally:
            node.server.terminate()
            driver.terminate()
    seconds = time.monotonic() - begun
    pages = len(KINDS) * len(LANGUAGES)
    print(f"{pages} pages at two widths, {files} files, {len(FAULTS)} faults, {seconds:.0f} s")
    sys.exit(1 if FAULTS else 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
