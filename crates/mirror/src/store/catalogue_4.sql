-- Schema 4: the release of a segment whose rows tell their own, as messages do that hold several.
-- Absent for rows that have the vintage of their import.
ALTER TABLE segment ADD COLUMN release        TEXT    CHECK (length(release) = 10);
ALTER TABLE segment ADD COLUMN release_stated INTEGER CHECK (release_stated IN (0, 1)
                                                             AND (release_stated IS NULL) = (release IS NULL));
