-- Schema 2: what was stated of an import's vintage, with the import or later. The last one
-- holds; an import without any has the day of the import for a vintage.
CREATE TABLE statement (
    id      INTEGER PRIMARY KEY,
    import  INTEGER NOT NULL REFERENCES import (id),
    vintage TEXT    NOT NULL CHECK (length(vintage) = 10),
    made_at TEXT    NOT NULL                              -- RFC 3339
) STRICT;

CREATE TRIGGER statement_stays BEFORE UPDATE ON statement
BEGIN SELECT raise(ABORT, 'a statement is never changed'); END;

CREATE TRIGGER statement_is_kept BEFORE DELETE ON statement
BEGIN SELECT raise(ABORT, 'a statement is never deleted'); END;

-- Imports with the vintage that holds.
CREATE VIEW dated AS
SELECT import.*, (SELECT statement.vintage FROM statement
                  WHERE statement.import = import.id ORDER BY statement.id DESC LIMIT 1) AS stated
FROM import;

-- Imports of schema 1, which took every vintage as if it were stated.
INSERT INTO statement (import, vintage, made_at) SELECT id, vintage, imported_at FROM import;
