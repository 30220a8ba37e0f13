-- Schema 5: that an import counts no more, or counts again. The last line of an import holds; one without
-- any counts. Nothing is removed: who asks as of an earlier day or moment finds what counted then.
CREATE TABLE standing (
    id      INTEGER PRIMARY KEY,
    import  INTEGER NOT NULL REFERENCES import (id),
    counts  INTEGER NOT NULL CHECK (counts IN (0, 1)),
    day     TEXT    NOT NULL CHECK (length(day) = 10),    -- it holds from this day on
    made_at TEXT    NOT NULL                              -- RFC 3339
) STRICT;

CREATE INDEX standing_by_import ON standing (import);

CREATE TRIGGER standing_stays BEFORE UPDATE ON standing
BEGIN SELECT raise(ABORT, 'what an import counted for is never changed'); END;

CREATE TRIGGER standing_is_kept BEFORE DELETE ON standing
BEGIN SELECT raise(ABORT, 'what an import counted for is never deleted'); END;
