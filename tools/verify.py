#!/usr/bin/env python3
"""Verifies a proof of the exchange, and shares no code with the program that made it.

    verify.py PROOF --roots FINGERPRINT [--partner FINGERPRINT]
    verify.py --list FILE

A proof is a pack, that something was said and kept, or that a log was told in two ways.

The fingerprints are those of the treaty annex. Exit code 0 and one line of JSON: the proof holds.
Exit code 1 and one line on standard error: it does not, and why. docs/protocol.md says what is
checked; sections are named below. Needs Python 3.11 and the package `cryptography` of 47 and later.
"""

import argparse
import base64
import hashlib
import json
import re
import struct
import sys

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PublicKey

LARGEST_NUMBER, LARGEST_PACK, LARGEST_NOTE = 2**53 - 1, 1 << 22, 1 << 16
ORIGIN = re.compile(r"entente/([0-9A-Za-z]{1,16})/([0-9A-Za-z]{1,16})/([1-9][0-9]{0,9})")
PRIME = 2**255 - 19
ORDER_8 = int.from_bytes(bytes.fromhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"), "little")
SMALL = {0, 1, PRIME - 1, ORDER_8, PRIME - ORDER_8}


class Refused(Exception):
    """Why a pack does not hold."""


def need(holds, why):
    if not holds:
        raise Refused(why)


# 3.2 Canonical JSON
def canonical(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def check_values(value):
    need(value is not None, "null is none of the protocol")
    if isinstance(value, list):
        for one in value:
            check_values(one)
    elif isinstance(value, int) and not isinstance(value, bool):
        need(0 <= value <= LARGEST_NUMBER, f"the number {value} is out of bounds")
    elif isinstance(value, dict):
        for key, one in value.items():
            need(key.isascii(), f"the key {key!r} is not ASCII")
            check_values(one)


def read_canonical(data):
    # A fraction is as little of the protocol as null; a key that stands twice is written once.
    none = lambda _: None
    value = json.loads(data.decode(), parse_float=none, parse_constant=none)
    check_values(value)
    need(canonical(value) == data, "not in the canonical form")
    return value


def fields(value, required, optional=()):
    need(isinstance(value, dict), "an object is expected")
    need(set(required) <= set(value) <= set(required) | set(optional), f"fields {sorted(value)}")
    return value


def shape(value, form):
    """A form is a check, a list with the form of its items, or fields, of which those with ? may be left out."""
    if callable(form):
        form(value)
    elif isinstance(form, list):
        for one in items(value):
            shape(one, form[0])
    else:
        fields(value, [name for name in form if name[-1] != "?"], [name.rstrip("?") for name in form])
        for name, inner in form.items():
            if name.rstrip("?") in value:
                shape(value[name.rstrip("?")], inner)


def one_of(*words):
    return lambda value: need(value in words, f"{value!r} is none of {words}")


def only(kind, name):
    def check(value):
        need(type(value) is kind, f"{name} is expected")
        return value
    return check


number, text, items = only(int, "a number"), only(str, "a text"), only(list, "a list")
texts = lambda value: [text(one) for one in only(dict, "texts by name")(value).values()]


def unbase64(code):
    data = base64.b64decode(text(code), validate=True)
    need(base64.b64encode(data).decode() == code, "base64 with bits over")
    return data


def digest(digits):
    need(len(text(digits)) == 64 and set(digits) <= set("0123456789abcdef"), "no hash")
    return bytes.fromhex(digits)


def sha256(*pieces):
    return hashlib.sha256(b"".join(pieces)).digest()


# 4 Entries and 8 Reasons
REASONS = """NOTE_MALFORMED ORIGIN_WRONG RECIPIENT_WRONG SIGNATURE_BAD KEY_STALE FINGERPRINT_WRONG KEYSET_VERSION
    KEYSET_THRESHOLD KEYSET_MALFORMED ROLLBACK FORK SIZE_UNBACKED ROOT_WRONG BUNDLE_MALFORMED ENTRY_TOO_LONG
    ENTRY_MALFORMED ENTRY_NOT_CANONICAL ENTRY_TYPE_UNKNOWN VERSION_UNKNOWN SEQUENCE_BROKEN PREV_WRONG QUOTA_EXCEEDED
    OBJECT_MISSING OBJECT_SIZE OBJECT_HASH PATH_FORBIDDEN BUNDLE_FOREIGN NOT_AGREED DSD_UNKNOWN REVISION_CHAIN
    REFERENCE_UNKNOWN CONTENT_INVALID ROWS_DIFFER TOTALS_DIFFER OUTSIDE_RELEASE OFFICER KEY_REVOKED""".split()
HEAD = {"v": number, "type": text, "origin": text, "recipient": text, "seq": number, "prev?": digest, "time": number}
PLACE = {"seq": number, "leaf": digest}
OBJECT = {"name": text, "size": number, "sha256": digest, "chunks": [digest]}
HALVES = {"ed25519": unbase64, "mldsa44": unbase64}
TYPES = {
    "keyset": {"version": number, "threshold": number, "roots": [HALVES], "log": HALVES, "mirror": HALVES,
               "tls": HALVES, "until": number, "revoked_from?": number,
               "signatures": [{"root": digest, "signed": HALVES}]},
    "agreement": {"annex": OBJECT},
    "structure": {"urn": text, "object": OBJECT},
    "calendar": {"planned": [{"dataflow": text, "period": text, "due": number}]},
    "release": {"dataflow": text, "period": text, "revision": number, "supersedes?": digest,
                "action": one_of("replace", "delta"), "objects": [OBJECT], "rows": number, "totals": texts,
                "structure": text, "structure_sha256": digest, "state_sha256?": digest, "disclosure?": digest,
                "embargo?": number},
    "seal": {"of": PLACE, "kind": text, "object": OBJECT},
    "verdict": {"of": PLACE, "stage": one_of("valid", "accepted"), "reasons": [one_of(*REASONS)], "text?": text,
                "outcome": one_of("accepted", "accepted-with-warnings", "rejected"), "report?": OBJECT},
    "withdraw": {"of": PLACE, "reason": text},
    "seen": {"size": number, "root": digest},
    "heartbeat": {},
    "question": {"cell": text, "text": text},
    "answer": {"of": PLACE, "text": text},
}


# 3.3 Signatures
class Key:
    """A public key of both algorithms."""

    def __init__(self, value):
        self.ed25519, self.mldsa44 = unbase64(value["ed25519"]), unbase64(value["mldsa44"])

    def fingerprint(self):
        return sha256(b"entente key v1\n", self.ed25519, self.mldsa44)

    def verifies_ed25519(self, message, signature):
        # Strict: key and commitment are no points of small order, each in its one encoding.
        points = [int.from_bytes(half, "little") % 2**255 for half in (self.ed25519, signature[:32])]
        strict = all(point < PRIME and point not in SMALL for point in points)
        return strict and self.holds(Ed25519PublicKey, self.ed25519, message, signature)

    def verifies_mldsa44(self, message, signature):
        return self.holds(MLDSA44PublicKey, self.mldsa44, message, signature)

    @staticmethod
    def holds(kind, key, message, signature):
        try:
            kind.from_public_bytes(key).verify(signature, message)
            return True
        except (InvalidSignature, ValueError):
            return False

    def verifies(self, message, signed):
        return self.verifies_ed25519(message, signed[0]) and self.verifies_mldsa44(message, signed[1])


class Checkpoint:
    """A note with three lines of text, and its lines of signature."""

    def __init__(self, note):
        data = text(note).encode()
        need(len(data) <= LARGEST_NOTE, "a note is too long")
        need(not any(ord(letter) < 32 and letter != "\n" for letter in note), "a note has a control character")
        body, empty, lines = note.rpartition("\n\n")
        need(empty and lines.endswith("\n"), "a note without signatures")
        self.text = body + "\n"
        self.lines = [self.signature(line) for line in lines[:-1].split("\n")]
        need(len(self.lines) <= 16, "a note with too many signatures")
        parts = body.split("\n")
        need(len(parts) == 3 and len(parts[1]) <= 20, "a checkpoint has three lines")
        self.origin, named = parts[0], ORIGIN.fullmatch(parts[0])
        need(named and named[1] != named[2] and int(named[3]) < 2**32, "no name of a log")
        self.recipient, self.turned = named[2], f"entente/{named[2]}/{named[1]}/{named[3]}"
        need(parts[1].isascii() and parts[1].isdigit() and str(int(parts[1])) == parts[1], "no size")
        self.size, self.root = int(parts[1]), unbase64(parts[2])
        need(self.size < 2**64 and len(self.root) == 32, "no size or root")

    @staticmethod
    def signature(line):
        parts = line.split(" ")
        need(len(parts) == 3 and parts[0] == "—" and parts[1] and "+" not in parts[1], "no line of signature")
        need(not any(letter.isspace() for letter in parts[1]), "no name of a key")
        data = unbase64(parts[2])
        need(len(data) >= 4, "a signature is cut short")
        return parts[1], data[:4], data[4:]

    def line(self, key, name, kind):
        material = key.mldsa44 if kind == 6 else key.ed25519
        own = sha256(name.encode(), b"\n", bytes([kind]), material)[:4]
        found = [data for one, number, data in self.lines if (one, number) == (name, own)]
        need(len(found) == 1, f"{len(found)} signatures of {name}, one is expected")
        return found[0]

    def signed_at(self, key, name, is_mirror):
        second = self.line(key, name, 6)
        first = self.line(key, name, 4 if is_mirror else 1)
        need(len(second) >= 8, "a signature is cut short")
        time = struct.unpack(">Q", second[:8])[0]
        need(time < 2**63, "a time is out of bounds")
        message = self.text.encode()
        if is_mirror:
            need(first[:8] == second[:8], "two times")
            first, message = first[8:], f"cosignature/v1\ntime {time}\n".encode() + message
        need(key.verifies_ed25519(message, first), f"the Ed25519 signature of {name} does not hold")
        short = lambda word: bytes([len(word.encode())]) + word.encode()
        message = b"subtree/v1\n\0" + short(name) + struct.pack(">Q", time) + short(self.origin)
        message += struct.pack(">QQ", 0, self.size) + self.root
        need(key.verifies_mldsa44(message, second[8:]), f"the ML-DSA-44 signature of {name} does not hold")
        return time


# 3.1 Tree: RFC 6962, section 2.1.1, from the leaf up
def root_of(leaf, place, size, path):
    need(place < size, "an entry behind the end")
    last, found = size - 1, leaf
    for other in path:
        need(last > 0, "a path is too long")
        if place & 1 or place == last:
            found = sha256(b"\1", other, found)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            found = sha256(b"\1", found, other)
        place, last = place >> 1, last >> 1
    need(last == 0, "a path is too short")
    return found


# 5 Keys
def read_entry(proved, checkpoint):
    fields(proved, ["entry", "path"])
    data = text(proved["entry"]).encode()
    entry = read_canonical(data)
    need(number(entry["v"]) == 1 and text(entry["type"]) in TYPES, "an entry of another version or type")
    shape(entry, HEAD | TYPES[entry["type"]])
    need(entry["origin"] == checkpoint.origin and entry["recipient"] == checkpoint.recipient, "an entry of another log")
    place = entry["seq"]
    path = [digest(one) for one in items(proved["path"])]
    need(root_of(sha256(b"\0", data), place, checkpoint.size, path) == checkpoint.root, "not in the signed tree")
    return entry


class Keys:
    """The sets of keys of a log, one after the other."""

    def __init__(self, pinned):
        self.pinned, self.sets, self.void, self.stolen, self.mirrors = pinned, [], [], [], []

    def take(self, entry):
        need(entry["version"] == len(self.sets) + 1, "a set of keys is missing")
        roots = [Key(one) for one in entry["roots"]]
        nodes = [Key(entry[use]) for use in ("log", "mirror", "tls")]
        threshold, everyone = entry["threshold"], roots + nodes
        need(len(roots) <= 5 and 1 <= threshold <= len(roots), "a threshold that cannot be")
        need(len({key.fingerprint() for key in everyone}) == len(everyone), "one key in two places")
        need(all((len(key.ed25519), len(key.mldsa44)) == (32, 1312) for key in everyone), "a key of another length")
        quorum = canonical({"roots": entry["roots"], "threshold": threshold})
        if not self.sets:
            need(sha256(b"entente roots v1\n", quorum) == self.pinned, "other roots than the annex names")
        message = b"entente keyset v1\n" + canonical({**entry, "signatures": []})
        signatures = [(digest(one["root"]), [unbase64(one["signed"][half]) for half in ("ed25519", "mldsa44")])
                      for one in entry["signatures"]]
        for needed, own in self.sets[-1:] + [(threshold, roots)]:
            signed = [key for key in own if any(
                root == key.fingerprint() and key.verifies(message, signed) for root, signed in signatures)]
            need(len(signed) >= needed, "too few roots signed a set of keys")
        if "revoked_from" in entry:
            first = entry["revoked_from"]
            need(self.sets and first <= entry["seq"], "a revocation that cannot be")
            self.void.append(range(first, entry["seq"]))
            self.stolen.append((entry["version"], first))
        self.sets.append((threshold, roots))
        self.mirrors.append(nodes[1])
        self.log = nodes[0]


def read_log(extract, pinned, lines):
    fields(extract, ["checkpoint", "entries"])
    checkpoint = Checkpoint(extract["checkpoint"])
    need(len(checkpoint.lines) == lines, f"{len(checkpoint.lines)} signatures in a checkpoint, {lines} are expected")
    entries = [read_entry(one, checkpoint) for one in items(extract["entries"])]
    need(entries, "no entries")
    keys = Keys(pinned)
    for entry in sorted(entries, key=lambda one: one["seq"]):
        if entry["type"] == "keyset":
            keys.take(entry)
    need(keys.sets, "no keys")
    return checkpoint, keys, entries, checkpoint.signed_at(keys.log, checkpoint.origin, False)


# 9 Proofs
def root_over(leaves):
    if len(leaves) == 1:
        return leaves[0]
    half = 1 << (len(leaves) - 1).bit_length() - 1
    return sha256(b"\1", root_over(leaves[:half]), root_over(leaves[half:]))


def verify_broken(proof, roots):
    fields(proof, ["v", "kept", "found", "leaves"])
    kept, found = [read_log(proof[name], roots, 2) for name in ("kept", "found")]
    for one, other in ((kept, found), (found, kept)):
        need(len(one[1].sets) == len(one[2]), "another entry beside the sets of keys")
        need(one[0].origin == other[0].origin, "two logs")
        need(not any(version > len(other[1].sets) and first < other[0].size for version, first in one[1].stolen),
             "a key that was stolen")
    leaves, (short, long) = items(proof["leaves"]), sorted((kept[0], found[0]), key=lambda one: one.size)
    if short.size == long.size:
        need(not leaves and short.root != long.root, "one history can have both")
    else:
        leaves = [digest(one) for one in leaves]
        need(len(leaves) == long.size and root_over(leaves) == long.root, "other entries than the longer one's")
        need(root_over(leaves[:short.size]) != short.root, "one history can have both")
    return {"found": [found[0].size, found[3]], "kept": [kept[0].size, kept[3]], "origin": long.origin}


def verify(data, roots, partner):
    need(len(data) <= LARGEST_PACK, "a proof is too long")
    pack = read_canonical(data)
    need(number(pack["v"]) == 1, "a proof of another version")
    if "kept" in pack:
        return verify_broken(pack, roots)
    fields(pack, ["v", "log"], ["partner"])
    checkpoint, keys, (*_, entry), signed_at = read_log(pack["log"], roots, 4 if "partner" in pack else 2)
    need(not any(entry["seq"] in void for void in keys.void), "the entry is void: its key was stolen")
    kept_at = None
    if "partner" in pack:
        need(partner is not None, "the partner's fingerprint is needed too")
        theirs, other, _, _ = read_log(pack["partner"], partner, 2)
        need(theirs.origin == checkpoint.turned, "another log than the partner's")
        for key in other.mirrors:
            try:
                kept_at = checkpoint.signed_at(key, f"{theirs.origin}/mirror", True)
            except Refused:
                pass
        need(kept_at is not None, "the partner did not sign")
    return {"entry": entry["seq"], "kept_at": kept_at, "origin": entry["origin"], "signed_at": signed_at,
            "type": entry["type"]}


def judged(path, roots, partner):
    """What is proved, or why it is not."""
    try:
        with open(path, "rb") as file:
            data = file.read(LARGEST_PACK + 1)
        plain = lambda digits: digest(digits.replace(" ", "").lower())
        return verify(data, plain(roots), plain(partner) if partner else None), None
    except (Refused, KeyError, TypeError, AttributeError, ValueError, RecursionError) as refusal:
        return None, str(refusal) or type(refusal).__name__


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("pack", nargs="?")
    arguments.add_argument("--roots")
    arguments.add_argument("--partner")
    arguments.add_argument("--list", help="a file with a pack and both fingerprints a line; prints a line each")
    asked = arguments.parse_args()
    if asked.list:
        with open(asked.list, encoding="utf-8") as lines:
            for path, roots, partner in (line.split()[:3] for line in lines):
                proven, refusal = judged(path, roots, partner)
                print(path, "holds" if proven else f"refused: {refusal}")
        return 0
    if not (asked.pack and asked.roots):
        arguments.error("a pack and --roots, or --list, are expected")
    proven, refusal = judged(asked.pack, asked.roots, asked.partner)
    print(json.dumps(proven, sort_keys=True) if proven else f"{asked.pack}: {refusal}",
          file=sys.stdout if proven else sys.stderr)
    return 0 if proven else 1


if __name__ == "__main__":
    sys.exit(main())
