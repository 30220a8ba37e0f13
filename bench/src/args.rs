//! The command line.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

use crate::contest::{Case, Size};
use crate::damage::Kinds;
use crate::planted::Output;
use crate::record::{COMTRADE, Column, JOB};
use crate::table::Format;

/// Worlds of trade with planted causes, and how much of them a comparison finds again.
#[derive(Parser)]
#[command(name = "entente-bench", version, max_term_width = 100)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    World(WorldArgs),
    Planted(PlantedArgs),
    Run(RunArgs),
    #[command(hide = true)]
    Floor(FloorArgs),
}

/// Write a world: records of all reporters, the truth about them, code lists.
///
/// Example: entente-bench world target/world --records 1000000 --seed 7
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct WorldArgs {
    /// New or empty folder to write into
    #[arg(required_unless_present = "dry_run")]
    pub(crate) out: Option<PathBuf>,
    /// About how many records to write, both sides together
    #[arg(long, value_parser = clap::value_parser!(u64).range(1..=200_000_000))]
    pub(crate) records: u64,
    /// The same seed gives the same bytes
    #[arg(long, default_value_t = 7)]
    pub(crate) seed: u64,
    /// Number of months
    #[arg(long, default_value_t = 24, value_parser = clap::value_parser!(u32).range(1..=120))]
    pub(crate) months: u32,
    /// First month, as year-month
    #[arg(long, default_value = "2017-01", value_parser = month)]
    pub(crate) first: i32,
    /// `standard` or a TOML file with every key of bench/mixtures/standard.toml
    #[arg(long, default_value = "standard")]
    pub(crate) mixture: String,
    /// How records are written
    #[arg(long, value_enum, default_value_t = Format::Csv)]
    pub(crate) format: Format,
    /// Which columns records have
    #[arg(long, value_enum, default_value_t = Columns::Comtrade)]
    pub(crate) columns: Columns,
    /// Number of areas
    #[arg(long, default_value_t = 200)]
    pub(crate) areas: usize,
    /// Number of six-digit commodities
    #[arg(long, default_value_t = 5000)]
    pub(crate) commodities: usize,
    /// Extra broken rows, as a share of good ones, listed in broken.csv
    #[arg(long, default_value_t = 0.0, value_parser = share)]
    pub(crate) broken: f64,
    /// Which kinds of broken rows
    #[arg(long, value_enum, default_value_t = Kinds::All)]
    pub(crate) broken_kinds: Kinds,
    /// Leave truth.csv out, which is larger than the records
    #[arg(long)]
    pub(crate) no_truth: bool,
    /// Make the world, count it, write nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// Set found parts beside the planted truth, cause by cause.
///
/// Example: entente-bench planted world/truth.csv found.csv --output markdown
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct PlantedArgs {
    /// truth.csv of a world
    pub(crate) truth: PathBuf,
    /// Parts with the columns exporter, importer, commodity, period, cause, amount
    pub(crate) found: PathBuf,
    /// How to print
    #[arg(long, value_enum, default_value_t = Output::Table)]
    pub(crate) output: Output,
}

/// Time entente beside DuckDB, Polars and DataFusion on the same files; see bench/README.md.
///
/// Example: entente-bench run --sizes 1m --cases csv,parquet --peers ../peers
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct RunArgs {
    /// Records of all reporters: `100k`, `1m`, `50m`, ascending
    #[arg(long, value_delimiter = ',', default_value = "1m,10m,50m")]
    pub(crate) sizes: Vec<Size>,
    /// What is timed
    #[arg(
        long,
        value_enum,
        value_delimiter = ',',
        default_value = "csv,parquet,book,month,pair,explain"
    )]
    pub(crate) cases: Vec<Case>,
    /// How often each program runs, in turn with the others
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u16).range(1..=100))]
    pub(crate) rounds: u16,
    /// The program under test; the one beside entente-bench when not given
    #[arg(long)]
    pub(crate) entente: Option<PathBuf>,
    /// The folder of the peers' scripts and of check.py
    #[arg(long, default_value = "../peers")]
    pub(crate) peers: PathBuf,
    /// Where data, the peers and results lie; what is there already is used again
    #[arg(long, default_value = "target/contest")]
    pub(crate) work: PathBuf,
    /// The page of results
    #[arg(long, default_value = "bench/RESULTS.md")]
    pub(crate) out: PathBuf,
}

/// Read a file's bytes, or decode columns of Parquet files, and do nothing else.
#[derive(clap::Args)]
pub(crate) struct FloorArgs {
    /// A CSV or Parquet file, or a folder of Parquet files
    pub(crate) path: PathBuf,
    /// Columns of Parquet files to decode, by name
    #[arg(long, value_delimiter = ',')]
    pub(crate) columns: Vec<String>,
}

/// Sets of columns.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Columns {
    /// The twenty of UN Comtrade's interface
    Comtrade,
    /// The fifteen of the benchmark job, in its order
    Job,
}

impl Columns {
    /// The columns.
    pub(crate) fn list(self) -> &'static [Column] {
        match self {
            Self::Comtrade => &COMTRADE,
            Self::Job => &JOB,
        }
    }
}

/// A month as months since the year 0.
fn month(text: &str) -> Result<i32, String> {
    let wrong = || format!("{text:?} is no month; expected one from 1988-01 to 2035-12");
    let (year, month) = text.split_once('-').ok_or_else(wrong)?;
    let year: i32 = year.parse().map_err(|_| wrong())?;
    let month: i32 = month.parse().map_err(|_| wrong())?;
    match (1988..=2035).contains(&year) && (1..=12).contains(&month) {
        true => Ok(year * 12 + month - 1),
        false => Err(wrong()),
    }
}

fn share(text: &str) -> Result<f64, String> {
    let share = text.parse().ok().filter(|share| (0.0..=1.0).contains(share));
    share.ok_or_else(|| format!("{text:?} is no share; expected a number from 0 to 1"))
}
