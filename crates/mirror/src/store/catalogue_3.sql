-- Schema 3: the end of a segment, which says where its pages lie. Absent for segments of
-- before, whose pages have no checksums either.
ALTER TABLE segment ADD COLUMN end_bytes INTEGER CHECK (end_bytes > 0);
ALTER TABLE segment ADD COLUMN end_crc   INTEGER CHECK ((end_crc IS NULL) = (end_bytes IS NULL)); -- CRC-32
