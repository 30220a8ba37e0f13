//! From a file to the store: what the intake reads, the writer keeps.
//!
//! The bytes are received first and read from the store's own copy, so what was
//! imported is what is kept, whatever happens to the source meanwhile.

use std::fs::File;
use std::path::Path;

use entente_trade::{Date, Observation, Side, Vintage};

use crate::book::Columns;
use crate::described;
use crate::hash::hash_of;
use crate::intake::{self, IntakeError, Layout, Limits, Options, Problem, Reject, Sink, Skip, Stop, Summary};
use crate::release::{self, Release};
use crate::store::{
    Clock, Home, ImportDetails, ImportEntry, ImportOutcome, ImportReport, ImportWriter, Moment, Placing,
    RejectRow, StoreError, Told,
};

/// How a file is imported.
#[derive(Clone, Debug)]
pub struct ImportOptions {
    /// The layout; recognised by content when `None`.
    pub layout: Option<Layout>,
    /// Which flow the file holds, for layouts that do not say.
    pub flow: Option<Side>,
    /// The release of a partner that the file is of. It lands once for ever, and beside other releases
    /// of the same bytes: figures may return to what they were.
    pub release: Option<Release>,
    /// The vintage; when `None` the day the file says it was published, else `today`.
    pub vintage: Option<Date>,
    /// The day of the import.
    pub today: Date,
    /// Asked when the import begins to count.
    pub clock: Clock,
    /// Bounds against hostile files.
    pub limits: Limits,
}

impl ImportOptions {
    /// The vintage of a file read so: the newest that its rows tell, where all tell one; else the
    /// one given, else the day the file says it was published, else the day of the import.
    pub fn vintage_of(&self, summary: &Summary) -> Vintage {
        if let Some(released) = summary.released {
            return released;
        }
        let published = summary.published;
        self.stated_or(published.and_then(|(year, month, day)| Date::new(year, month, day)))
    }

    /// Refuses a stated vintage after the day of the import: nothing was published then, and its
    /// figures would go before all others for good.
    ///
    /// # Errors
    /// [`ImportError::DayToCome`].
    pub fn refuse_days_to_come(&self) -> Result<(), ImportError> {
        match self.vintage.filter(|&day| day > self.today) {
            Some(found) => Err(ImportError::DayToCome {
                found,
                today: self.today,
            }),
            None => Ok(()),
        }
    }

    /// Refuses a flow that is given for a file of a layout that says it: which of the two holds
    /// is not for the reader to decide.
    ///
    /// # Errors
    /// [`Problem::Said`].
    pub fn check_flow(&self, path: &Path, layout: Layout) -> Result<(), IntakeError> {
        if self.flow.is_none() || layout.is_silent_of_flow() {
            return Ok(());
        }
        let (file, option) = (path.display().to_string(), "flow");
        let problem = Problem::Said { option, layout };
        Err(IntakeError { file, problem })
    }

    /// What beside the layout decides what an import is, in one spelling.
    fn spelled(&self) -> String {
        match &self.release {
            Some(release) => release.option(),
            None => self.flow.map_or(String::new(), flow_option),
        }
    }

    /// Details of an import whose bytes are read in this way.
    fn details(&self, layout: &str, options: String) -> ImportDetails {
        let details = ImportDetails::new(layout, self.stated_or(None), self.clock);
        ImportDetails {
            options,
            release: self.release.as_ref().map(|release| release.placing.clone()),
            ..details
        }
    }

    fn stated_or(&self, published: Option<Date>) -> Vintage {
        let stated = self.vintage.or(published).map(Vintage::stated);
        stated.unwrap_or(Vintage::of_import(self.today))
    }
}

/// What became of a file.
#[derive(Debug)]
#[allow(clippy::large_enum_variant, reason = "one a file, never collected")]
pub enum Imported {
    /// It landed.
    Landed {
        /// What the reading found.
        summary: Summary,
        /// What the store did.
        report: ImportReport,
    },
    /// The same bytes were imported before in the same way; nothing changed.
    AlreadyThere {
        /// Number of that import.
        import: u32,
        /// Its vintage.
        vintage: Vintage,
        /// What it was until now, when it was first stated this time.
        before: Option<Vintage>,
    },
}

/// Why a file could not be imported; the store is as before.
#[derive(Debug)]
pub enum ImportError {
    /// The file cannot be read.
    Intake(IntakeError),
    /// The store cannot take it.
    Store(StoreError),
    /// The stated vintage is a day that has not come.
    DayToCome {
        /// The day stated.
        found: Date,
        /// The day of the import.
        today: Date,
    },
    /// Rows of a release do not land; a release lands as a whole or not at all.
    NotWhole {
        /// How many rows.
        rejected: u64,
        /// Why, by reason.
        reasons: String,
    },
    /// The same bytes are there, read in another way.
    ReadOtherwise {
        /// The file.
        file: String,
        /// The import they landed with.
        import: u32,
        /// How it read them: layout, and flow if it was given.
        how: String,
    },
}

impl std::fmt::Display for ImportError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Intake(error) => error.fmt(out),
            Self::Store(error) => error.fmt(out),
            Self::DayToCome { found, today } => write!(
                out,
                "found the vintage {found}, expected the day of the release, which is not after today, \
                 {today} in UTC"
            ),
            Self::NotWhole { rejected, reasons } => {
                write!(
                    out,
                    "found {rejected} rows that do not land, expected none: {reasons}"
                )
            }
            Self::ReadOtherwise { file, import, how } => write!(
                out,
                "{file}: found the bytes of import {import}, which read them as {how}, expected the same again"
            ),
        }
    }
}

impl std::error::Error for ImportError {
    /// The cause of what it wraps, which it prints as its own.
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Intake(error) => error.source(),
            Self::Store(error) => error.source(),
            Self::DayToCome { .. } | Self::NotWhole { .. } | Self::ReadOtherwise { .. } => None,
        }
    }
}

impl From<StoreError> for ImportError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// Imports one file. `progress` is told how many bytes of it are read.
///
/// # Errors
/// [`ImportError`]; nothing of the file has landed then. A stated vintage must not be after `today`.
pub fn import_file(
    home: &Home,
    path: &Path,
    options: &ImportOptions,
    progress: &mut dyn FnMut(u64),
) -> Result<Imported, ImportError> {
    options.refuse_days_to_come()?;
    let mut writer = match begin(home, path, options)? {
        ImportOutcome::Started(writer) => *writer,
        ImportOutcome::ReadOtherwise(before) => return Err(otherwise(path, &before)),
        ImportOutcome::AlreadyThere {
            import,
            vintage,
            before,
        } => {
            return Ok(Imported::AlreadyThere {
                import,
                vintage,
                before,
            });
        }
    };
    let summary = read_into(&mut writer, path, options, progress)?;
    options
        .check_flow(path, summary.layout)
        .map_err(ImportError::Intake)?;
    let rejected = writer.rejected();
    if options.release.is_some() && rejected > 0 {
        let reasons = summary
            .rejected
            .iter()
            .map(|(reason, count)| format!("{} ({count})", reason.name()));
        let reasons = reasons.collect::<Vec<_>>().join(", ");
        return Err(ImportError::NotWhole { rejected, reasons });
    }
    let report = land(writer, options, &summary, None)?;
    Ok(Imported::Landed { summary, report })
}

/// Makes what was read count, as of a moment that is known or by now.
fn land(
    mut writer: ImportWriter,
    options: &ImportOptions,
    summary: &Summary,
    moment: Option<Moment>,
) -> Result<ImportReport, StoreError> {
    writer.set_vintage(options.vintage_of(summary));
    writer.set_summary(summary_json(summary));
    writer.commit_at(moment)
}

/// Reads an import of another home again, from the bytes that home keeps, as of the moment it began
/// to count there; how many rows land.
pub(crate) fn import_again(home: &Home, object: &Path, told: &Told) -> Result<u64, ImportError> {
    let invalid = || {
        StoreError::invalid(
            "imports.ndjson",
            told.id.to_string(),
            "days and moments of an import",
        )
    };
    let (vintage, today) = told.days().ok_or_else(invalid)?;
    let moment = told.moment().ok_or_else(invalid)?;
    let sides = [Side::Export, Side::Import].into_iter();
    let options = ImportOptions {
        layout: Layout::parse(&told.layout),
        flow: sides.into_iter().find(|&side| told.options == flow_option(side)),
        release: release::named(&told.options).map(|name| Release {
            name: name.to_owned(),
            // What it took the place of is told by lines of its own.
            placing: Placing {
                instead_of: Vec::new(),
                counts: true,
                day: today,
            },
        }),
        vintage,
        today,
        clock: || 0,
        limits: Limits::default(),
    };
    let mut bytes = File::open(object).map_err(StoreError::io("open", object))?;
    let details = options.details(&told.layout, told.options.clone());
    let ImportOutcome::Started(writer) = home.begin_import_from(&mut bytes, &told.file_name, details)? else {
        return Err(invalid().into());
    };
    let mut writer = *writer;
    let summary = read_into(&mut writer, Path::new(&told.file_name), &options, &mut |_| ())?;
    Ok(land(writer, &options, &summary, Some(moment))?.entry.landed)
}

/// Begins an import. Bytes that landed before with what is asked now in other words are there.
fn begin(home: &Home, path: &Path, options: &ImportOptions) -> Result<ImportOutcome, ImportError> {
    let layout = options.layout.map_or("recognised", Layout::name);
    let outcome = home.begin_import(path, options.details(layout, options.spelled()))?;
    let ImportOutcome::ReadOtherwise(before) = outcome else {
        return Ok(outcome);
    };
    if !comes_to(path, options, &before)? {
        return Ok(ImportOutcome::ReadOtherwise(before));
    }
    let details = options.details(&before.layout, before.options);
    Ok(home.begin_import(path, details)?)
}

/// Whether what is asked now is what an import asked, in these words or others.
fn comes_to(path: &Path, options: &ImportOptions, before: &ImportEntry) -> Result<bool, ImportError> {
    let layout = layout_of(before);
    if let Some(layout) = layout {
        options.check_flow(path, layout).map_err(ImportError::Intake)?;
    }
    let same_layout = options.layout.is_none() || options.layout == layout;
    let same_flow = options
        .flow
        .is_none_or(|flow| before.options == flow_option(flow));
    Ok(same_layout && same_flow)
}

/// What [`import_file`] would find of a file whose bytes are known, and nothing changes; `None` of
/// bytes that it would read.
///
/// # Errors
/// As [`import_file`], but for what only the reading shows.
pub fn known(home: &Home, path: &Path, options: &ImportOptions) -> Result<Option<Imported>, ImportError> {
    let hash = hash_of(path).map_err(StoreError::io("read", path))?;
    let imports = home.catalogue()?.imports_of(&hash)?;
    let layout = options.layout.map_or("recognised", Layout::name);
    let spelled = options.spelled();
    let same = |one: &&ImportEntry| one.layout == layout && one.options == spelled;
    let found = match imports.iter().find(same) {
        Some(same) => same,
        None => match imports.iter().find(|import| import.landed > 0) {
            None => return Ok(None),
            Some(landed) if comes_to(path, options, landed)? => landed,
            Some(landed) => return Err(otherwise(path, landed)),
        },
    };
    let stated = options.vintage.filter(|_| !found.vintage.is_stated());
    Ok(Some(Imported::AlreadyThere {
        import: found.id,
        vintage: stated.map_or(found.vintage, Vintage::stated),
        before: stated.map(|_| found.vintage),
    }))
}

const FLOW: &str = "flow=";

fn flow_option(flow: Side) -> String {
    format!("{FLOW}{flow}")
}

/// The layout an import was read by, which its summary tells also where it was recognised.
fn layout_of(import: &ImportEntry) -> Option<Layout> {
    let summary: serde_json::Value = serde_json::from_str(&import.summary).ok()?;
    Layout::parse(summary.get("layout")?.as_str()?)
}

fn otherwise(path: &Path, before: &ImportEntry) -> ImportError {
    let layout = layout_of(before).map_or(before.layout.as_str(), |layout| layout.name());
    ImportError::ReadOtherwise {
        file: path.display().to_string(),
        import: before.id,
        how: match before.options.strip_prefix(FLOW) {
            Some(flow) => format!("{layout} with --flow {flow}"),
            None => layout.to_owned(),
        },
    }
}

fn read_into(
    writer: &mut ImportWriter,
    path: &Path,
    options: &ImportOptions,
    progress: &mut dyn FnMut(u64),
) -> Result<Summary, ImportError> {
    let reading = Options {
        layout: options.layout,
        file_name: path.display().to_string(),
        flow: options.flow,
        row_by_row: false,
        latest: Some(options.today),
        scratch: Some(writer.scratch()),
        limits: options.limits,
    };
    let received = writer.received().to_owned();
    let mut landing = Landing {
        writer,
        progress,
        failed: None,
    };
    let read = intake::read(&received, &reading, &mut landing);
    match landing.failed {
        Some(error) => Err(ImportError::Store(error)),
        None => read.map_err(ImportError::Intake),
    }
}

/// The reading's sink: the store's writer, and the first thing that went wrong with it.
struct Landing<'a> {
    writer: &'a mut ImportWriter,
    progress: &'a mut dyn FnMut(u64),
    failed: Option<StoreError>,
}

impl Sink for Landing<'_> {
    fn observe(&mut self, line: u64, observation: Observation) -> Result<(), Stop> {
        if self.failed.is_none() {
            self.failed = self.writer.observe(line, &observation).err();
        }
        if self.failed.is_some() { Err(Stop) } else { Ok(()) }
    }

    fn observe_all(&mut self, _lines: &[u64], rows: &mut Columns) -> Result<(), Stop> {
        if self.failed.is_none() {
            self.failed = self.writer.observe_all(rows).err();
        }
        if self.failed.is_some() { Err(Stop) } else { Ok(()) }
    }

    fn release(&mut self, release: Option<Vintage>) -> Result<(), Stop> {
        if self.failed.is_none() {
            self.failed = self.writer.release(release).err();
        }
        if self.failed.is_some() { Err(Stop) } else { Ok(()) }
    }

    fn reject(&mut self, reject: Reject) {
        let row = RejectRow {
            line: reject.line,
            sheet: reject.sheet.as_deref(),
            field: &reject.field,
            found: &reject.found,
            expected: &reject.expected,
            reason: reject.reason.name(),
        };
        if self.failed.is_none() {
            self.failed = self.writer.reject(&row).err();
        }
    }

    fn skip(&mut self, why: Skip) {
        self.writer.skip(why.name());
    }

    fn progress(&mut self, bytes: u64) {
        (self.progress)(bytes);
    }
}

fn summary_json(summary: &Summary) -> String {
    let warnings: serde_json::Map<String, serde_json::Value> = summary
        .warnings
        .iter()
        .map(|(warning, count)| (warning.name().to_owned(), (*count).into()))
        .collect();
    let mut told = serde_json::json!({
        "layout": summary.layout.name(),
        "dataset": summary.dataset.name(),
        "encoding": summary.encoding.map(|encoding| encoding.to_string()),
        "rows": summary.rows,
        "observations": summary.observations,
        "padded_codes": summary.padded_codes,
        "warnings": warnings,
        "notices": summary.notices.iter().map(ToString::to_string).collect::<Vec<_>>(),
    });
    if let Some(message) = &summary.described {
        told[described::ARTEFACTS] = message.structures.len().into();
    }
    told.to_string()
}
