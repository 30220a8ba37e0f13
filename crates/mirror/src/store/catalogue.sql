-- What was imported. Never changed, never deleted.
CREATE TABLE import (
    id             INTEGER PRIMARY KEY,
    object         TEXT    NOT NULL CHECK (length(object) = 64), -- SHA-256 of the bytes as received
    file_name      TEXT    NOT NULL,
    bytes          INTEGER NOT NULL,
    layout         TEXT    NOT NULL,
    options        TEXT    NOT NULL,                             -- whatever else decides how bytes are read
    datasets       TEXT    NOT NULL,                             -- names, separated by commas
    vintage        TEXT    NOT NULL CHECK (length(vintage) = 10),
    imported_at    TEXT    NOT NULL,                             -- RFC 3339
    rows           INTEGER NOT NULL,                             -- landed, rejected and skipped
    landed         INTEGER NOT NULL,
    rejects        TEXT,                                         -- path below the home
    rejects_sha256 TEXT,
    rejects_kept   INTEGER NOT NULL,                             -- rows of that file
    summary        TEXT    NOT NULL CHECK (json_valid(summary)),
    UNIQUE (object, layout, options),
    CHECK ((rejects IS NULL) = (rejects_sha256 IS NULL))
) STRICT;

-- Rows that did not land, by reason.
CREATE TABLE import_count (
    import INTEGER NOT NULL REFERENCES import (id),
    kind   TEXT    NOT NULL CHECK (kind IN ('reject', 'skip')),
    reason TEXT    NOT NULL,
    count  INTEGER NOT NULL,
    PRIMARY KEY (import, kind, reason)
) STRICT, WITHOUT ROWID;

-- The files that count. Rebuildable from the objects.
CREATE TABLE segment (
    path         TEXT    NOT NULL PRIMARY KEY,                   -- below the home
    import       INTEGER NOT NULL REFERENCES import (id),
    ordinal      INTEGER NOT NULL,                               -- among those of the import and period
    sha256       TEXT    NOT NULL CHECK (length(sha256) = 64),
    frequency    TEXT    NOT NULL CHECK (frequency IN ('A', 'M')),
    first_period INTEGER NOT NULL,                               -- yyyymm, mm 00 for a year
    last_period  INTEGER NOT NULL CHECK (last_period >= first_period),
    rows         INTEGER NOT NULL CHECK (rows > 0),
    exporter_min INTEGER NOT NULL,
    exporter_max INTEGER NOT NULL,
    importer_min INTEGER NOT NULL,
    importer_max INTEGER NOT NULL,
    datasets     INTEGER NOT NULL                                -- bit n: the dataset with index n
) STRICT;

CREATE INDEX segment_by_import ON segment (import);

CREATE TRIGGER import_stays BEFORE UPDATE ON import
BEGIN SELECT raise(ABORT, 'an import is never changed'); END;

CREATE TRIGGER import_is_kept BEFORE DELETE ON import
BEGIN SELECT raise(ABORT, 'an import is never deleted'); END;
