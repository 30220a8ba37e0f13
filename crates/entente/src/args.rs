//! The command line. The comments of this file are its help.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use entente_mirror::explain::{Rate, RowKey};
use entente_mirror::intake::Layout;
use entente_trade::{Area, Areas, Dataset, Date, Frequency, Level, Money, Period, Side};

/// Two states sign; Entente keeps the count.
///
/// Both reports of the same trade side by side, and every dollar of the difference assigned to a cause.
///
/// Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done with rejected rows.
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
    #[command(after_help = "Example: entente explain-world parts.csv --freq M")]
    ExplainWorld(WorldArgs),
    /// Turnover, growth, balance and structure, by either side's report
    #[command(after_help = "Example: entente indicators KAZ SRB --from 2019 --to 2023")]
    Indicators(IndicatorArgs),
    /// Check a home: what is wrong and what to do
    ///
    /// Reads books, settings, coverage files and rates, and changes nothing. Exit
    /// code 1 for damage or a warning, 0 if there are notices at most.
    #[command(after_help = "Example: entente doctor --home kaz-home")]
    Doctor(DoctorArgs),
    /// Run the main job on real figures of Kazakhstan and Serbia
    #[command(after_help = "Example: entente demo --home /tmp/entente-demo")]
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
    /// The day of the release; else the day the file says it was published, else today
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
    /// Cells of a year or of a month
    #[arg(long, value_enum, ignore_case = true, default_value_t = Freq::Monthly)]
    pub(crate) freq: Freq,
    /// As it was known on a day: vintages up to it
    #[arg(long, value_parser = date, value_name = "DATE")]
    pub(crate) as_of: Option<Date>,
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
pub(crate) struct DoctorArgs {
    /// How the complaints are printed
    #[arg(long, value_enum, ignore_case = true, default_value_t)]
    pub(crate) output: Brief,
}

#[derive(Debug, Args)]
pub(crate) struct DemoArgs {}

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
    Date::parse(text).ok_or_else(|| "expected a day such as 2024-11-19".to_owned())
}

fn period(text: &str) -> Result<Period, String> {
    Period::parse(text).ok_or_else(|| "expected a year or month such as 2015, 201504 or 2015-04".to_owned())
}

fn layout(text: &str) -> Result<Layout, String> {
    let names: Vec<&str> = Layout::ALL.iter().map(|layout| layout.name()).collect();
    Layout::parse(text).ok_or_else(|| format!("expected one of {}", names.join(", ")))
}

fn dataset(text: &str) -> Result<Dataset, String> {
    let names = Dataset::NAMES.map(|(_, name)| name).join(", ");
    Dataset::parse(text).ok_or_else(|| format!("expected one of {names}"))
}

fn margin(text: &str) -> Result<Rate, String> {
    let ppm = Money::parse(text, 3)
        .ok()
        .map(Money::thousandths)
        .filter(|ppm| (0..=1_000_000).contains(ppm));
    ppm.map(Rate::from_ppm)
        .ok_or_else(|| "expected a fraction from 0 to 1 such as 0.06".to_owned())
}
