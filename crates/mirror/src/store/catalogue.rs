//! The catalogue: what was imported, and which segments count.
//!
//! It lives in `ledger.db`. A segment that is not named here does not exist for
//! any reader, so one SQLite transaction makes a whole import visible at once.
//! Imports are never changed and never deleted; the database itself refuses.
//!
//! Reading needs no right to write: see [`Catalogue::open_to_read`].

use rusqlite::{Connection, OpenFlags, Row, params};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use entente_trade::{Dataset, Date, Period, Vintage};

use super::entries::{CountKind, ImportCount, ImportEntry, RejectFile, Restatement, SegmentEntry};
use super::error::StoreError;
use super::moment::{Clock, Moment};
use super::standing::{Standing, Turn};
use super::still::Still;
use crate::book::{Seal, SegmentSummary};

/// Schema of the ledger this version reads and writes.
pub const SCHEMA: i64 = 5;

/// What each schema has beyond the one before, from 2 on. A ledger of an earlier one is brought
/// up to date when it is met: 1 did not know whether a vintage was stated, and took all as if
/// they were; 2 did not know the ends of segments, 3 no release but that of an import, and 4 nothing
/// that counts no more.
const LATER: [&str; SCHEMA as usize - 1] = [
    include_str!("catalogue_2.sql"),
    include_str!("catalogue_3.sql"),
    include_str!("catalogue_4.sql"),
    include_str!("catalogue_5.sql"),
];

/// Marks the file as ours (`ntnt`), for whoever asks what it is.
const APPLICATION: i64 = 0x6e74_6e74;

const TABLES: &str = include_str!("catalogue.sql");

/// How long to wait for another writer of the ledger.
const PATIENCE: Duration = Duration::from_secs(10);

/// An open catalogue.
#[derive(Debug)]
pub struct Catalogue {
    path: PathBuf,
    connection: Connection,
    /// The file as it was when opened, where no lock guards the reading of it.
    still: Option<Still>,
}

impl Catalogue {
    pub(super) fn create(path: &Path) -> Result<Self, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let mut catalogue = Self::connect(path, flags)?;
        catalogue.write(|tables| {
            tables.execute_batch(TABLES)?;
            tables.pragma_update(None, "application_id", APPLICATION)?;
            renew(tables, 1)
        })?;
        Ok(catalogue)
    }

    pub(super) fn open(path: &Path) -> Result<Self, StoreError> {
        Self::connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?.checked()
    }

    /// Opens it for reading alone, also where nothing may be written.
    ///
    /// SQLite's own locks are used as long as it can make or find the files they need. Where
    /// it can not, and no writer is at work, the file is read as it lies, and every answer is
    /// thrown away if the file moved meanwhile.
    pub(super) fn open_to_read(path: &Path) -> Result<Self, StoreError> {
        let refused = match Self::attach(path, OpenFlags::SQLITE_OPEN_READ_WRITE).and_then(Self::checked) {
            Err(StoreError::Ledger { source, .. }) if is_refusal(&source) => source,
            opened => return opened,
        };
        match Self::attach(path, OpenFlags::SQLITE_OPEN_READ_ONLY).and_then(Self::checked) {
            Err(StoreError::Ledger { source, .. }) if is_refusal(&source) => {}
            opened => return opened,
        }
        Self::open_still(path, refused)
    }

    /// Opens a file that nobody writes, without any lock.
    fn open_still(path: &Path, refused: rusqlite::Error) -> Result<Self, StoreError> {
        let failed = |source| {
            let path = path.to_owned();
            StoreError::Ledger { path, source }
        };
        let Ok(still) = Still::of(path) else {
            return Err(failed(refused));
        };
        if still.log > 0 {
            let path = path.to_owned();
            return Err(StoreError::Unfinished { path });
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
        let Some(address) = super::still::address(path) else {
            return Err(failed(refused));
        };
        let connection = Connection::open_with_flags(address, flags).map_err(failed)?;
        let catalogue = Self {
            path: path.to_owned(),
            connection,
            still: Some(still),
        };
        catalogue.checked()
    }

    /// Brings a ledger of an earlier schema up to date where it can be written; refuses others.
    fn checked(self) -> Result<Self, StoreError> {
        let found = self.read(|tables| tables.pragma_query_value(None, "user_version", |row| row.get(0)))?;
        match found {
            SCHEMA => Ok(self),
            1..SCHEMA if self.still.is_none() => self.renewed(),
            _ => Err(StoreError::Schema {
                path: self.path,
                found,
                expected: SCHEMA,
            }),
        }
    }

    fn renewed(mut self) -> Result<Self, StoreError> {
        self.write(|tables| {
            // Another process may have done it in the meantime.
            let found: i64 = tables.pragma_query_value(None, "user_version", |row| row.get(0))?;
            renew(tables, found)
        })?;
        Ok(self)
    }

    /// A connection that can write.
    fn connect(path: &Path, flags: OpenFlags) -> Result<Self, StoreError> {
        let catalogue = Self::attach(path, flags)?;
        catalogue.read(|connection| {
            connection.pragma_update(None, "journal_mode", "WAL")?;
            connection.pragma_update(None, "synchronous", "FULL")?;
            connection.pragma_update(None, "foreign_keys", "ON")
        })?;
        Ok(catalogue)
    }

    fn attach(path: &Path, flags: OpenFlags) -> Result<Self, StoreError> {
        let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connected = Connection::open_with_flags(path, flags).and_then(|connection| {
            connection.busy_timeout(PATIENCE)?;
            Ok(connection)
        });
        let path = path.to_owned();
        match connected {
            Ok(connection) => Ok(Self {
                path,
                connection,
                still: None,
            }),
            Err(source) => Err(StoreError::Ledger { path, source }),
        }
    }

    fn read<T>(&self, ask: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, StoreError> {
        let answer = ask(&self.connection);
        match &self.still {
            Some(still) if !still.holds(&self.path) => {
                let path = self.path.clone();
                Err(StoreError::Moved { path })
            }
            _ => answer.map_err(|source| self.failed(source)),
        }
    }

    fn write<T>(&mut self, change: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, StoreError> {
        let transaction = self.connection.transaction();
        let done = transaction.and_then(|transaction| {
            let result = change(&transaction)?;
            transaction.commit()?;
            Ok(result)
        });
        done.map_err(|source| self.failed(source))
    }

    fn failed(&self, source: rusqlite::Error) -> StoreError {
        let path = self.path.clone();
        StoreError::Ledger { path, source }
    }

    /// Every import, oldest first.
    ///
    /// # Errors
    /// [`StoreError::Ledger`].
    pub fn imports(&self) -> Result<Vec<ImportEntry>, StoreError> {
        self.read(|tables| {
            let mut query = tables.prepare("SELECT * FROM dated ORDER BY id")?;
            query.query_map([], import_entry)?.collect()
        })
    }

    /// When imports, or what is known of them, or whether they count, changed, in the order of time.
    ///
    /// # Errors
    /// [`StoreError::Ledger`].
    pub fn changes(&self) -> Result<BTreeSet<Moment>, StoreError> {
        let sql = "SELECT imported_at AS moment FROM import UNION SELECT made_at FROM statement
                   UNION SELECT made_at FROM standing";
        let moment = |row: &Row<'_>| moment(row, "moment");
        self.read(|tables| tables.prepare(sql)?.query_map([], moment)?.collect())
    }

    /// Imports of which nobody knew the vintage, and for which it was stated later.
    ///
    /// # Errors
    /// [`StoreError::Ledger`].
    pub fn restatements(&self) -> Result<Vec<Restatement>, StoreError> {
        let sql = "SELECT import.id, import.vintage, made_at FROM statement JOIN import ON import.id = import
                   WHERE made_at <> imported_at";
        self.read(|tables| tables.prepare(sql)?.query_map([], restatement)?.collect())
    }

    /// What counts no more, or counts again, the oldest first. What is not told of counts.
    ///
    /// # Errors
    /// [`StoreError::Ledger`].
    pub fn standings(&self) -> Result<Vec<Standing>, StoreError> {
        let sql = "SELECT * FROM standing ORDER BY id";
        self.read(|tables| tables.prepare(sql)?.query_map([], standing)?.collect())
    }

    /// The moment of what is about to change: what the clock shows, and later than every change
    /// before. To be asked by who holds the right to import, and used at once.
    ///
    /// # Errors
    /// [`StoreError::Ledger`], or a clock outside the calendar.
    pub(super) fn moment(&self, clock: Clock) -> Result<Moment, StoreError> {
        let last = self.changes()?.last().copied();
        Moment::following(last, clock).ok_or_else(|| {
            let found = format!("a time {} milliseconds from 1970", clock());
            StoreError::invalid("clock", found, "one of the years 1 to 9999")
        })
    }

    /// The imports of these bytes, oldest first, in whatever way they were read.
    ///
    /// # Errors
    /// [`StoreError::Ledger`].
    pub fn imports_of(&self, object: &str) -> Result<Vec<ImportEntry>, StoreError> {
        let sql = "SELECT * FROM dated WHERE object = ? ORDER BY id";
        self.read(|tables| tables.prepare(sql)?.query_map([object], import_entry)?.collect())
    }

    /// The number the next import will bear.
    pub(super) fn next_import(&self) -> Result<u32, StoreError> {
        let sql = "SELECT coalesce(max(id), 0) + 1 FROM import";
        self.read(|tables| tables.query_row(sql, [], |row| row.get(0)))
    }

    /// Rows of an import that did not land, counted by reason, rejected ones first.
    ///
    /// # Errors
    /// [`StoreError::Ledger`].
    pub fn counts(&self, import: u32) -> Result<Vec<ImportCount>, StoreError> {
        let sql = "SELECT kind, reason, count FROM import_count WHERE import = ? ORDER BY kind, reason";
        self.read(|tables| tables.prepare(sql)?.query_map([import], import_count)?.collect())
    }

    /// Every segment, by frequency, period, import and number, also of what counts no more.
    ///
    /// # Errors
    /// [`StoreError::Ledger`].
    pub fn segments(&self) -> Result<Vec<SegmentEntry>, StoreError> {
        let sql = format!("{SEGMENTS} {SEGMENT_ORDER}");
        self.read(|tables| tables.prepare(&sql)?.query_map([], segment_entry)?.collect())
    }

    /// The segments of the imports that count, as of a day or by now, in the same order. Which these
    /// are is read at one moment.
    ///
    /// # Errors
    /// [`StoreError::Ledger`].
    pub fn segments_counting(&self, as_of: Option<Date>) -> Result<Vec<SegmentEntry>, StoreError> {
        let sql = format!("{SEGMENTS} WHERE {COUNTS} {SEGMENT_ORDER}");
        let day = as_of.map(|day| day.to_string());
        self.read(|tables| tables.prepare(&sql)?.query_map([day], segment_entry)?.collect())
    }

    /// Whether a file of the home, by its path relative to the root, counts.
    pub(super) fn knows(&self, relative: &str) -> Result<bool, StoreError> {
        let object = relative.rsplit('/').next().unwrap_or_default();
        let sql = "SELECT EXISTS (SELECT 1 FROM segment WHERE path = ?1)
                   OR EXISTS (SELECT 1 FROM import WHERE rejects = ?1)
                   OR (?1 LIKE 'objects/%' AND EXISTS (SELECT 1 FROM import WHERE object = ?2))";
        self.read(|tables| tables.query_row(sql, [relative, object], |row| row.get(0)))
    }

    /// SQLite's own view of its file: `ok`, or what is wrong.
    pub(super) fn soundness(&self) -> Result<String, StoreError> {
        self.read(|tables| tables.query_row("PRAGMA quick_check(1)", [], |row| row.get(0)))
    }

    /// The commit point: makes an import and its segments visible, and what it takes the place of count no
    /// more, all or nothing.
    pub(super) fn add(
        &mut self,
        import: &ImportEntry,
        counts: &[ImportCount],
        segments: &[SegmentEntry],
        turns: &[Turn],
    ) -> Result<(), StoreError> {
        self.write(|tables| {
            insert_import(tables, import)?;
            if import.vintage.is_stated() {
                insert_statement(tables, import.id, import.vintage, import.imported_at)?;
            }
            counts
                .iter()
                .try_for_each(|count| insert_count(tables, import.id, count))?;
            segments
                .iter()
                .try_for_each(|segment| insert_segment(tables, segment))?;
            insert_turns(tables, turns, import.imported_at)
        })
    }

    /// States the vintage of an import that is there. What was stated before stays on record.
    pub(super) fn state(&mut self, import: u32, vintage: Vintage, at: Moment) -> Result<(), StoreError> {
        self.write(|tables| insert_statement(tables, import, vintage, at))
    }

    /// Says what counts no more or again, all or nothing.
    pub(super) fn turn(&mut self, turns: &[Turn], at: Moment) -> Result<(), StoreError> {
        self.write(|tables| insert_turns(tables, turns, at))
    }
}

/// Segments with the vintage of their import, in an order.
const SEGMENTS: &str =
    "SELECT segment.*, dated.vintage, dated.stated FROM segment JOIN dated ON dated.id = segment.import";
const SEGMENT_ORDER: &str = "ORDER BY frequency, first_period, import, ordinal";

/// Whether the import of a segment counts as of a day, or by now.
const COUNTS: &str = "coalesce((SELECT counts FROM standing WHERE standing.import = segment.import
                                AND (?1 IS NULL OR day <= ?1) ORDER BY standing.id DESC LIMIT 1), 1)";

/// Brings tables of this schema up to date.
fn renew(tables: &Connection, found: i64) -> rusqlite::Result<()> {
    let known = usize::try_from(found - 1).unwrap_or(LATER.len());
    for later in LATER.iter().skip(known) {
        tables.execute_batch(later)?;
    }
    tables.pragma_update(None, "user_version", SCHEMA)
}

fn insert_statement(tables: &Connection, import: u32, vintage: Vintage, at: Moment) -> rusqlite::Result<()> {
    let sql = "INSERT INTO statement (import, vintage, made_at) VALUES (?, ?, ?)";
    let values = params![import, vintage.day().to_string(), at.to_string()];
    tables.prepare(sql)?.execute(values).map(drop)
}

fn insert_turns(tables: &Connection, turns: &[Turn], at: Moment) -> rusqlite::Result<()> {
    let mut insert =
        tables.prepare("INSERT INTO standing (import, counts, day, made_at) VALUES (?, ?, ?, ?)")?;
    turns.iter().try_for_each(|turn| {
        let values = params![turn.import, turn.counts, turn.day.to_string(), at.to_string()];
        insert.execute(values).map(drop)
    })
}

/// Whether the system did not let SQLite open or make a file it needs.
fn is_refusal(error: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode::{CannotOpen, PermissionDenied, ReadOnly};
    matches!(
        error.sqlite_error_code(),
        Some(CannotOpen | ReadOnly | PermissionDenied)
    )
}

fn insert_import(tables: &Connection, import: &ImportEntry) -> rusqlite::Result<()> {
    let datasets: Vec<&str> = import.datasets.iter().map(|dataset| dataset.name()).collect();
    let rejects = import.rejects.as_ref();
    tables.execute(
        "INSERT INTO import VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        params![
            import.id,
            import.object,
            import.file_name,
            import.bytes as i64,
            import.layout,
            import.options,
            datasets.join(","),
            import.vintage.day().to_string(),
            import.imported_at.to_string(),
            import.rows as i64,
            import.landed as i64,
            rejects.map(|file| &file.path),
            rejects.map(|file| &file.sha256),
            rejects.map_or(0, |file| file.rows as i64),
            import.summary,
        ],
    )?;
    Ok(())
}

fn insert_count(tables: &Connection, import: u32, count: &ImportCount) -> rusqlite::Result<()> {
    let sql = "INSERT INTO import_count VALUES (?, ?, ?, ?)";
    let values = params![import, count.kind.name(), count.reason, count.count as i64];
    tables.prepare(sql)?.execute(values).map(drop)
}

fn insert_segment(tables: &Connection, segment: &SegmentEntry) -> rusqlite::Result<()> {
    let (summary, own) = (&segment.summary, segment.release);
    let period = summary.period;
    tables
        .prepare("INSERT INTO segment VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")?
        .execute(params![
            segment.path,
            segment.import,
            segment.ordinal,
            summary.sha256,
            period.frequency().code(),
            period.number(),
            period.number(),
            summary.rows as i64,
            summary.exporters.0,
            summary.exporters.1,
            summary.importers.0,
            summary.importers.1,
            summary.datasets,
            summary.seal.map(|seal| seal.bytes as i64),
            summary.seal.map(|seal| seal.crc),
            own.map(|vintage| vintage.day().to_string()),
            own.map(Vintage::is_stated),
        ])
        .map(drop)
}

fn import_entry(row: &Row<'_>) -> rusqlite::Result<ImportEntry> {
    let rejects: Option<String> = row.get("rejects")?;
    let sha256: Option<String> = row.get("rejects_sha256")?;
    let kept: i64 = row.get("rejects_kept")?;
    let datasets: String = row.get("datasets")?;
    Ok(ImportEntry {
        id: row.get("id")?,
        object: row.get("object")?,
        file_name: row.get("file_name")?,
        bytes: row.get::<_, i64>("bytes")? as u64,
        layout: row.get("layout")?,
        options: row.get("options")?,
        datasets: datasets.split(',').filter_map(Dataset::parse).collect(),
        vintage: vintage(row)?,
        imported_at: moment(row, "imported_at")?,
        rows: row.get::<_, i64>("rows")? as u64,
        landed: row.get::<_, i64>("landed")? as u64,
        rejects: rejects.zip(sha256).map(|(path, sha256)| RejectFile {
            path,
            sha256,
            rows: kept as u64,
        }),
        summary: row.get("summary")?,
    })
}

fn restatement(row: &Row<'_>) -> rusqlite::Result<Restatement> {
    let before = decode(row, "vintage", |text: String| Date::parse(&text))?;
    Ok(Restatement {
        import: row.get("id")?,
        at: moment(row, "made_at")?,
        before: Vintage::of_import(before),
    })
}

fn standing(row: &Row<'_>) -> rusqlite::Result<Standing> {
    Ok(Standing {
        turn: Turn {
            import: row.get("import")?,
            counts: row.get("counts")?,
            day: decode(row, "day", |text: String| Date::parse(&text))?,
        },
        at: moment(row, "made_at")?,
    })
}

fn moment(row: &Row<'_>, column: &str) -> rusqlite::Result<Moment> {
    decode(row, column, |text: String| Moment::parse(&text))
}

fn vintage(row: &Row<'_>) -> rusqlite::Result<Vintage> {
    let stated: Option<String> = row.get("stated")?;
    match stated {
        Some(_) => decode(row, "stated", |text: String| Date::parse(&text)).map(Vintage::stated),
        None => decode(row, "vintage", |text: String| Date::parse(&text)).map(Vintage::of_import),
    }
}

fn release(row: &Row<'_>) -> rusqlite::Result<Option<Vintage>> {
    let stated: Option<bool> = row.get("release_stated")?;
    let day = || decode(row, "release", |text: String| Date::parse(&text));
    match stated {
        None => Ok(None),
        Some(true) => day().map(|day| Some(Vintage::stated(day))),
        Some(false) => day().map(|day| Some(Vintage::of_import(day))),
    }
}

fn import_count(row: &Row<'_>) -> rusqlite::Result<ImportCount> {
    Ok(ImportCount {
        kind: decode(row, "kind", |text: String| CountKind::parse(&text))?,
        reason: row.get("reason")?,
        count: row.get::<_, i64>("count")? as u64,
    })
}

fn segment_entry(row: &Row<'_>) -> rusqlite::Result<SegmentEntry> {
    let release = release(row)?;
    Ok(SegmentEntry {
        import: row.get("import")?,
        vintage: release.map_or_else(|| vintage(row), Ok)?,
        release,
        path: row.get("path")?,
        ordinal: row.get("ordinal")?,
        summary: SegmentSummary {
            sha256: row.get("sha256")?,
            rows: row.get::<_, i64>("rows")? as u64,
            period: decode(row, "first_period", Period::from_number)?,
            exporters: (row.get("exporter_min")?, row.get("exporter_max")?),
            importers: (row.get("importer_min")?, row.get("importer_max")?),
            datasets: row.get("datasets")?,
            seal: seal(row)?,
        },
    })
}

fn seal(row: &Row<'_>) -> rusqlite::Result<Option<Seal>> {
    let bytes: Option<i64> = row.get("end_bytes")?;
    let crc: Option<u32> = row.get("end_crc")?;
    let seal = bytes.zip(crc).map(|(bytes, crc)| Seal {
        bytes: bytes as u64,
        crc,
    });
    Ok(seal)
}

/// A column that the ledger's own checks cannot vouch for.
fn decode<S: rusqlite::types::FromSql, T>(
    row: &Row<'_>,
    column: &str,
    read: impl FnOnce(S) -> Option<T>,
) -> rusqlite::Result<T> {
    let at = row.as_ref().column_index(column)?;
    read(row.get(at)?).ok_or_else(|| {
        let kind = rusqlite::types::Type::Text;
        rusqlite::Error::FromSqlConversionFailure(at, kind, format!("no valid {column}").into())
    })
}
