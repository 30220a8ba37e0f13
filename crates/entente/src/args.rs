//! The command line. The comments of this file are its help.

mod brief;
mod exchange;
mod register;

pub(crate) use brief::*;
pub(crate) use exchange::*;
pub(crate) use register::*;

use std::net::SocketAddr;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use entente_mirror::explain::{Rate, RowKey};
use entente_mirror::intake::Layout;
use entente_trade::{Area, Areas, Dataset, Date, Frequency, Level, Money, Period, Side};
use sdmx::Standard;
use sdmx::rest::{Api, SHORT, What, accept, negotiate};

use crate::failure::Failure;
use crate::near;

/// Two states sign; Entente keeps the count.
///
/// Both reports of the same trade side by side, and every dollar of the difference assigned to a cause.
///
/// Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done with rejected rows or of a part.
#[derive(Debug, Parser)]
#[command(version, term_width = 80, after_help = "Start with: entente demo")]
pub(crate) struct Arguments {
    /// The node's home; without it the nearest folder upward that holds entente.toml
    #[arg(long, global = true, value_name = "HOME")]
    pub(crate) home: Option<PathBuf>,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Make a node's home
    #[command(after_help = "Example: entente init kaz-home --side KAZ --partner SRB")]
    Init(InitArgs),
    /// Read files of any known layout into the books
    #[command(after_help = "Examples:\n  entente import imf_dots.csv bns_2023.xls\n  \
        entente import reply.json --vintage 2024-11-19\n  \
        entente import uz_1105.csv --layout uzbekistan-csv --flow export")]
    Import(ImportArgs),
    /// Both reports of a pair side by side
    #[command(after_help = "Examples:\n  entente mirror KAZ SRB --from 2015 --to 2018\n  \
        entente mirror Казахстан Россия --freq M --level hs6 --output csv")]
    Mirror(PairArgs),
    /// Why the two reports differ: parts that add up to the difference
    #[command(after_help = "Examples:\n  entente explain KAZ SRB --from 2015 --to 2018\n  \
        entente explain KAZ SRB --margin 0.06 --output json")]
    Explain(ExplainArgs),
    /// The decomposition of every pair in the books, to a CSV file
    ///
    /// At the finest cells, with the parts `explain --level hs6` gives. One thing is
    /// left out: goods of a code that are told without weights are not searched for
    /// what came through a hub. Totals are, and so are goods that are weighed.
    #[command(after_help = "Example: entente explain-world parts.csv --freq M")]
    ExplainWorld(WorldArgs),
    /// What two states agreed and traded, as a document to take along
    ///
    /// Both reports of both directions, what explains their differences, what was agreed and
    /// where it stands, claimed figures with their verdicts, and what to ask the partner. Every
    /// form has the same figures, those `mirror` and `explain` print.
    #[command(
        after_help = "Examples:\n  entente brief KAZ SRB --years 2015..2018 --output brief.docx\n  \
        entente brief KAZ SRB --years 2015..2018 --lang ru --side KAZ -o brief.html"
    )]
    Brief(BriefArgs),
    /// Turnover, growth, balance and structure, by either side's report
    #[command(after_help = "Example: entente indicators KAZ SRB --from 2019 --to 2023")]
    Indicators(IndicatorArgs),
    /// Check a home: what is wrong and what to do
    ///
    /// Reads books, settings, coverage files and rates, and changes nothing. Exit
    /// code 1 for damage or a warning, 0 if there are notices at most.
    #[command(after_help = "Example: entente doctor --home kaz-home")]
    Doctor(DoctorArgs),
    /// Make the ledger and the books anew from the files as they were received
    ///
    /// Every import is read again as it was read and dated as it was dated, from what the ledger
    /// says, or where there is no sound ledger from imports.ndjson. What comes out is what was there.
    #[command(after_help = "Examples:\n  entente rebuild --dry-run\n  entente rebuild --home kaz-home")]
    Rebuild(RebuildArgs),
    /// The records in the books, or the trade structures, as SDMX
    ///
    /// A row a figure, as each side told it, of the newest release up to --as-of.
    /// Each dataset is a dataflow of its own.
    #[command(
        after_help = "Examples:\n  entente export KAZ SRB --from 2015 --to 2018 --format sdmx-csv\n  \
        entente export --source comtrade --format sdmx-ml --out comtrade.xml\n  \
        entente export --structures --format sdmx-json --out imts.json"
    )]
    Export(ExportArgs),
    /// Answer questions for data and structures over HTTP, as SDMX REST 2.2 and 1.5
    ///
    /// Prints one line with the address, and runs until it is interrupted. It reads
    /// the home and writes nothing; imports may go on beside it, and count at once.
    /// There is no sign-in: who reaches the address reads the books.
    #[command(
        after_help = "Examples:\n  entente serve --home kaz-home --listen 127.0.0.1:8080\n  \
        entente serve --listen 127.0.0.1:0 --log\n  \
        curl -H 'Accept: text/csv' http://127.0.0.1:8080/sdmx/v2/data/dataflow/ENTENTE/IMTS_COMTRADE/1.0.0"
    )]
    Serve(ServeArgs),
    /// Match every pair in the books, month by month; a second run does what is new
    #[command(
        after_help = "Example: entente mirror-world matched --factors cif_factors.csv\n\n\
        OUT receives PERIOD/matched.parquet, a row a cell, and\n\
        YEAR/asymmetry.parquet, a row a pair, chapter and year."
    )]
    MirrorWorld(MatchArgs),
    /// Match one file of records of all reporters, without a home
    #[command(after_help = "Example: entente bench-job records.parquet codes out\n\n\
        CODES holds areas.csv, commodities.csv and cif_factors.csv. OUT receives\n\
        matched.parquet, asymmetry.parquet and rejects.csv, the lines of rows that\n\
        break a rule. One line of JSON tells what became of the rows; rejected\n\
        ones are counted there, and the exit code is 0.")]
    BenchJob(JobArgs),
    /// What the two states agreed and claimed, from the sentence to the status
    Register(RegisterArgs),
    /// Claimed figures and what both sides report
    Claims(ClaimsArgs),
    /// Keys of this side: who may sign what it tells the partner
    Keys(KeysArgs),
    /// The partner of the exchange
    Peer(PeerArgs),
    /// Agree to the annex of the exchange: what is exchanged, and how much
    ///
    /// Nothing is exchanged before both logs hold the same annex, to the byte.
    #[command(after_help = "Example: entente agree annex.toml")]
    Agree(AgreeArgs),
    /// Release this side's records of a dataflow and period to the partner
    #[command(after_help = "Examples:\n  entente release IMTS_IMF_DOTS --period 2018\n  \
        entente release IMTS_KZ_BNS --period 2023 --revise --dry-run\n  \
        entente release IMTS_KZ_BNS --period 2024 --embargo 2026-12-01T10:00Z")]
    Release(ReleaseArgs),
    /// Announce releases, show what is late, and publish what waited under embargo
    Calendar(CalendarArgs),
    /// Withdraw a release: it counts no more, and its bytes stay
    #[command(after_help = "Example: entente withdraw IMTS_KZ_BNS/2023 --reason 'wrong currency'")]
    Withdraw(WithdrawArgs),
    /// Fetch what is new of the partner's, verify it, keep it, sign for it, and land it
    ///
    /// Exit code 3 where a release of the partner was rejected.
    #[command(after_help = "Examples:\n  entente pull\n  entente pull /mnt/srb/outbox/KAZ")]
    Pull(PullArgs),
    /// The exchange on a stick or a share
    Bundle(BundleArgs),
    /// Accept or reject a release of the partner
    #[command(after_help = "Examples:\n  entente verdict IMTS_ENTENTE/2018 accept\n  \
        entente verdict 5 reject --reason 'December is missing'")]
    Verdict(VerdictArgs),
    /// Ask the partner about one cell of the comparison
    #[command(after_help = "Example: entente ask KAZ/SRB/TOTAL/2018 'Is transit left out?'")]
    Ask(AskArgs),
    /// Answer a question of the partner
    #[command(after_help = "Example: entente answer 7 'Transit is left out since 2016.'")]
    Answer(AnswerArgs),
    /// How the exchange stands: sent, stored, valid, accepted, late, asked
    #[command(after_help = "Example: entente status --output json")]
    Status(StatusArgs),
    /// What was said, entry by entry
    #[command(after_help = "Example: entente log --partner --output json")]
    Log(LogArgs),
    /// Write down that something was released and kept, for a third party
    ///
    /// The file verifies offline with `entente verify` or tools/verify.py, by the fingerprints of the
    /// treaty annex. Other entries of the log do not travel with it.
    #[command(after_help = "Example: entente proof IMTS_KZ_BNS/2023 --out proof.json")]
    Proof(ProofArgs),
    /// Verify a proof, of what was said or that a log was told in two ways, without a home
    #[command(after_help = "Example: entente verify proof.json --roots 3f1c… --partner 9a0b…")]
    Verify(VerifyArgs),
    /// Hold every byte of the exchange against what it has to be, and name what is rotten
    ///
    /// Exit code 1 if anything is.
    #[command(after_help = "Example: entente fsck")]
    Fsck(FsckArgs),
    /// Run the main job on real figures of Kazakhstan and Serbia
    #[command(after_help = "Examples:\n  entente demo --home /tmp/entente-demo\n  \
        entente demo --exchange")]
    Demo(DemoArgs),
}

#[derive(Debug, Args)]
pub(crate) struct InitArgs {
    /// The folder to make
    pub(crate) folder: PathBuf,
    /// Whose home it is: alpha-3, alpha-2, M49 or name
    #[arg(long, value_parser = area)]
    pub(crate) side: Area,
    /// The other state
    #[arg(long, value_parser = area)]
    pub(crate) partner: Area,
    /// Say what would be made, and make nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ImportArgs {
    /// The files
    #[arg(required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// The layout; recognised by content when not given
    #[arg(long, value_parser = layout)]
    pub(crate) layout: Option<Layout>,
    /// The day of the release, today (UTC) at the latest; else the day the file says it was
    /// published, else today, which gives way to any day that was stated
    #[arg(long, value_parser = date)]
    pub(crate) vintage: Option<Date>,
    /// Which flow the file holds, for layouts that do not say
    #[arg(long, value_enum, ignore_case = true)]
    pub(crate) flow: Option<FlowArg>,
    /// Read and count, and import nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// How the outcome is printed
    #[arg(long, value_enum, ignore_case = true, default_value_t)]
    pub(crate) output: Brief,
}

#[derive(Debug, Args)]
pub(crate) struct PairArgs {
    /// The state the goods left: alpha-3, alpha-2, M49 or name
    #[arg(value_parser = area)]
    pub(crate) exporter: Area,
    /// The state the goods entered
    #[arg(value_parser = area)]
    pub(crate) importer: Area,
    #[command(flatten)]
    pub(crate) span: Span,
    /// The level of the rows
    #[arg(long, value_enum, ignore_case = true, default_value_t)]
    pub(crate) level: LevelArg,
    /// How the rows are printed
    #[arg(long, value_enum, ignore_case = true, default_value_t)]
    pub(crate) output: Output,
}

#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    #[command(flatten)]
    pub(crate) pair: PairArgs,
    /// One CIF/FOB margin for everything, such as 0.06; else the best that is known
    #[arg(long, value_parser = margin, value_name = "FRACTION")]
    pub(crate) margin: Option<Rate>,
}

#[derive(Debug, Args)]
pub(crate) struct WorldArgs {
    /// The file to write
    pub(crate) out: PathBuf,
    /// Cells of a year, months added up, or of a month (reports of whole years left out)
    #[arg(long, value_enum, ignore_case = true, default_value_t = Freq::Monthly)]
    pub(crate) freq: Freq,
    /// As it was known on a day: vintages up to it
    #[arg(long, value_parser = date, value_name = "DATE")]
    pub(crate) as_of: Option<Date>,
    /// Threads; as many as the machine has cores when not given
    #[arg(long, value_name = "NUMBER")]
    pub(crate) threads: Option<NonZeroUsize>,
}

#[derive(Debug, Args)]
pub(crate) struct IndicatorArgs {
    /// One state
    #[arg(value_parser = area)]
    pub(crate) a: Area,
    /// The other state
    #[arg(value_parser = area)]
    pub(crate) b: Area,
    #[command(flatten)]
    pub(crate) span: Span,
    /// The level of the structure indicators
    #[arg(long, value_enum, ignore_case = true, default_value_t = LevelArg::Hs6)]
    pub(crate) level: LevelArg,
    /// How the rows are printed
    #[arg(long, value_enum, ignore_case = true, default_value_t)]
    pub(crate) output: Output,
}

#[derive(Debug, Args)]
pub(crate) struct Span {
    /// First period: 2015 or 2015-04
    #[arg(long, value_parser = period, value_name = "PERIOD")]
    pub(crate) from: Option<Period>,
    /// Last period
    #[arg(long, value_parser = period, value_name = "PERIOD")]
    pub(crate) to: Option<Period>,
    /// A row a year or a row a month
    #[arg(long, value_enum, ignore_case = true, default_value_t)]
    pub(crate) freq: Freq,
    /// As it was known on a day: vintages up to it
    #[arg(long, value_parser = date, value_name = "DATE")]
    pub(crate) as_of: Option<Date>,
    /// Only this dataset (may be repeated)
    #[arg(long = "source", value_parser = dataset, value_name = "DATASET")]
    pub(crate) sources: Vec<Dataset>,
}

#[derive(Debug, Args)]
pub(crate) struct ExportArgs {
    /// The state the goods left; without a pair all are exported
    #[arg(value_parser = area, requires = "importer")]
    pub(crate) exporter: Option<Area>,
    /// The state the goods entered
    #[arg(value_parser = area)]
    pub(crate) importer: Option<Area>,
    /// The trade structures instead of records; of a home, with what data there are
    #[arg(long, conflicts_with_all = ["exporter", "importer", "from", "to", "freq", "as_of", "sources"])]
    pub(crate) structures: bool,
    /// First period: 2015 or 2015-04
    #[arg(long, value_parser = period, value_name = "PERIOD")]
    pub(crate) from: Option<Period>,
    /// Last period
    #[arg(long, value_parser = period, value_name = "PERIOD")]
    pub(crate) to: Option<Period>,
    /// Only records of years, or of months
    #[arg(long, value_enum, ignore_case = true)]
    pub(crate) freq: Option<Freq>,
    /// As it was known on a day: vintages up to it
    #[arg(long, value_parser = date, value_name = "DATE")]
    pub(crate) as_of: Option<Date>,
    /// Only this dataset (may be repeated)
    #[arg(long = "source", value_parser = dataset, value_name = "DATASET")]
    pub(crate) sources: Vec<Dataset>,
    /// The format of the message: sdmx-csv (2.0), sdmx-csv-1.0, sdmx-csv-2.1, sdmx-ml (3.0),
    /// sdmx-ml-2.1, sdmx-ml-generic (2.1), sdmx-json (2.0), sdmx-json-1.0 (one source a message),
    /// sdmx-json-2.1, or a media type as a service is asked for it
    #[arg(long, value_parser = sdmx_format, default_value = "sdmx-csv")]
    pub(crate) format: Standard,
    /// The file to write; standard output when not given
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// When the header says it was prepared; else the time of the newest import
    #[arg(long, value_parser = prepared, value_name = "TIME")]
    pub(crate) prepared: Option<String>,
}

impl ExportArgs {
    /// A pair is of two states, and a span does not end before it begins.
    pub(crate) fn check(&self) -> Result<(), Failure> {
        if self.exporter.is_some() && self.exporter == self.importer {
            return Err(Failure::usage("exporter and importer are the same"));
        }
        ordered(self.from, self.to)
    }
}

/// A format of SDMX messages: a short word, or a media type as a service is asked for it.
fn sdmx_format(text: &str) -> Result<Standard, String> {
    let word = SHORT.iter().find(|(word, _)| word.eq_ignore_ascii_case(text));
    let asked = |(api, what)| negotiate(&accept(text, what), what, api);
    let media = || {
        let kinds = [What::Data, What::Structure];
        let mut all = kinds
            .into_iter()
            .flat_map(|what| [(Api::V2, what), (Api::V1, what)]);
        all.find_map(|kind| asked(kind).ok())
            .map(|chosen| chosen.standard)
    };
    word.map(|(_, standard)| *standard).or_else(media).ok_or_else(|| {
        let words = SHORT.map(|(word, _)| word).join(", ");
        format!("expected one of {words}, or a media type of SDMX")
    })
}

#[derive(Debug, Args)]
pub(crate) struct RebuildArgs {
    /// See whether every object is there, and change nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// For people or for machines
    #[arg(long, value_enum, ignore_case = true, default_value_t)]
    pub(crate) output: Brief,
}

#[derive(Debug, Args)]
pub(crate) struct DoctorArgs {
    /// How the complaints are printed
    #[arg(long, value_enum, ignore_case = true, default_value_t)]
    pub(crate) output: Brief,
}

#[derive(Debug, Args)]
pub(crate) struct ServeArgs {
    /// Address and port; port 0 takes a free one, which is printed
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    pub(crate) listen: SocketAddr,
    /// A line of JSON for every answer, to standard error
    #[arg(long)]
    pub(crate) log: bool,
    /// Serve the outbox to the partner besides, over HTTPS, at an address of its own
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) outbox: Option<SocketAddr>,
}

#[derive(Debug, Args)]
pub(crate) struct MatchArgs {
    /// The folder to write to
    pub(crate) out: PathBuf,
    /// Years or months
    #[arg(long, value_enum, default_value = "M")]
    pub(crate) freq: Freq,
    /// A CSV file `chapter,factor`: CIF value over factor is FOB value; 1.06 without it
    #[arg(long, value_name = "FILE")]
    pub(crate) factors: Option<PathBuf>,
    /// As it was known on a day: vintages up to it
    #[arg(long, value_parser = date, value_name = "DATE")]
    pub(crate) as_of: Option<Date>,
    /// Only this dataset (may be repeated)
    #[arg(long = "source", value_parser = dataset, value_name = "DATASET")]
    pub(crate) sources: Vec<Dataset>,
    /// Threads; as many as the machine has cores when not given
    #[arg(long, value_name = "NUMBER")]
    pub(crate) threads: Option<NonZeroUsize>,
}

#[derive(Debug, Args)]
pub(crate) struct JobArgs {
    /// Records in UN Comtrade's columns, CSV or Parquet
    pub(crate) input: PathBuf,
    /// The folder of the code lists
    pub(crate) codes: PathBuf,
    /// The folder to write the two tables to
    pub(crate) out: PathBuf,
    /// How the tables are compressed
    #[arg(long, value_enum, default_value_t)]
    pub(crate) codec: Compression,
    /// Memory to stay within, in MiB; what does not fit goes through files in OUT
    #[arg(long, value_name = "MIB", default_value_t = 2048)]
    pub(crate) memory: usize,
    /// Threads; as many as the machine has cores when not given
    #[arg(long, value_name = "NUMBER")]
    pub(crate) threads: Option<NonZeroUsize>,
}

/// How tables are compressed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Compression {
    /// Codes and amounts packed in a few bits
    #[default]
    Light,
    /// The same, pressed by zstd, level 1
    Zstd,
}

#[derive(Debug, Args)]
pub(crate) struct DemoArgs {
    /// Two nodes exchange the pair's figures: over a wire, and on a stick when it is cut
    #[arg(long)]
    pub(crate) exchange: bool,
}

/// How rows are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Output {
    /// For people
    #[default]
    Table,
    /// An array of objects
    Json,
    /// An object a line
    Ndjson,
    /// Comma-separated, with a header
    Csv,
}

/// How an outcome is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Brief {
    /// For people
    #[default]
    Text,
    /// An array of objects
    Json,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Freq {
    /// A row a year
    #[default]
    #[value(name = "A")]
    Annual,
    /// A row a month
    #[value(name = "M")]
    Monthly,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum LevelArg {
    /// All commodities together
    #[default]
    Total,
    /// Chapters
    Hs2,
    /// Headings
    Hs4,
    /// Subheadings
    Hs6,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FlowArg {
    /// The reporter's exports
    Export,
    /// The reporter's imports
    Import,
}

impl FlowArg {
    pub(crate) fn side(self) -> Side {
        match self {
            Self::Export => Side::Export,
            Self::Import => Side::Import,
        }
    }
}

impl Freq {
    pub(crate) fn frequency(self) -> Frequency {
        match self {
            Self::Annual => Frequency::Annual,
            Self::Monthly => Frequency::Monthly,
        }
    }
}

impl Span {
    /// Nothing can lie in a span that ends before it begins.
    pub(crate) fn check(&self) -> Result<(), Failure> {
        ordered(self.from, self.to)
    }
}

fn ordered(from: Option<Period>, to: Option<Period>) -> Result<(), Failure> {
    let (Some(from), Some(to)) = (from, to) else {
        return Ok(());
    };
    let months = to.calendar_month().map_or(12, |_| 1);
    if from.months() < to.months() + months {
        return Ok(());
    }
    Err(Failure::usage(format!("--from {from} is after --to {to}")))
}

/// Frequency and level of the rows.
pub(crate) fn key(freq: Freq, level: LevelArg) -> RowKey {
    let frequency = freq.frequency();
    let level = match level {
        LevelArg::Total => Level::Total,
        LevelArg::Hs2 => Level::Hs2,
        LevelArg::Hs4 => Level::Hs4,
        LevelArg::Hs6 => Level::Hs6,
    };
    RowKey { frequency, level }
}

fn area(text: &str) -> Result<Area, String> {
    Areas::standard()
        .resolve_side(text)
        .map_err(|error| error.to_string())
}

fn date(text: &str) -> Result<Date, String> {
    let near = || near::asked(near::date(text));
    Date::parse(text).ok_or_else(|| format!("expected a day such as 2024-11-19{}", near()))
}

fn period(text: &str) -> Result<Period, String> {
    let near = || near::asked(near::period(text));
    let expected = "expected a year or month such as 2015, 201504 or 2015-04";
    Period::parse(text).ok_or_else(|| format!("{expected}{}", near()))
}

/// A day, or a day and a time in UTC such as 2026-11-27T12:00:00Z.
fn prepared(text: &str) -> Result<String, String> {
    let time = |time: &str| {
        let shape: String = time
            .chars()
            .map(|c| if c.is_ascii_digit() { '0' } else { c })
            .collect();
        shape == "00:00:00Z"
    };
    let (day, rest) = text
        .split_once('T')
        .map_or((text, None), |(day, rest)| (day, Some(rest)));
    let right = Date::parse(day).is_some() && rest.is_none_or(time);
    let expected = "expected a day or a time such as 2026-11-27T12:00:00Z";
    right.then(|| text.to_owned()).ok_or_else(|| expected.to_owned())
}

fn layout(text: &str) -> Result<Layout, String> {
    Layout::parse(text).ok_or_else(|| one_of(text, &Layout::ALL.map(Layout::name)))
}

fn dataset(text: &str) -> Result<Dataset, String> {
    Dataset::parse(text).ok_or_else(|| one_of(text, &Dataset::NAMES.map(|(_, name)| name)))
}

fn one_of(text: &str, names: &[&str]) -> String {
    let near = near::asked(near::word(text, names.iter().copied()));
    format!("expected one of {}{near}", names.join(", "))
}

fn margin(text: &str) -> Result<Rate, String> {
    let ppm = Money::parse(text, 3)
        .ok()
        .map(Money::thousandths)
        .filter(|ppm| (0..=1_000_000).contains(ppm));
    ppm.map(Rate::from_ppm)
        .ok_or_else(|| "expected a fraction from 0 to 1 such as 0.06".to_owned())
}
