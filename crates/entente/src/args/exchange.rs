//! The command line of the exchange. The comments of this file are its help.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use entente_exchange::digest::Digest;
use entente_trade::{Date, Period};
use jiff::Timestamp;

use super::{Brief, Output, period};

#[derive(Debug, Args)]
pub(crate) struct KeysArgs {
    #[command(subcommand)]
    pub(crate) command: KeysCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum KeysCommand {
    /// Make roots and node keys, and begin the log for the partner
    ///
    /// Prints the fingerprint for the treaty annex. Move the root keys offline afterwards.
    #[command(after_help = "Example: entente keys init --roots-out /media/officers")]
    Init(KeysInitArgs),
    /// Make new node keys, signed by roots
    #[command(after_help = "Example: entente keys rotate --root root-1.key --root root-2.key")]
    Rotate(KeysRotateArgs),
    /// Say that the log's key was stolen, and replace the node keys
    ///
    /// What it signed from an entry of the log on is void from then on, as if it had not been said.
    #[command(
        after_help = "Example: entente keys revoke --from-entry 41 --root root-1.key --root root-2.key"
    )]
    Revoke(KeysRevokeArgs),
    /// Show the keys of both sides, and their fingerprints
    #[command(after_help = "Example: entente keys show")]
    Show(KeysShowArgs),
}

#[derive(Debug, Args)]
pub(crate) struct KeysInitArgs {
    /// How many root keys
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u8).range(1..=5))]
    pub(crate) roots: u8,
    /// How many of them have to sign
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u8).range(1..=5))]
    pub(crate) threshold: u8,
    /// The folder for the root keys; without it they lie beside the node keys
    #[arg(long, value_name = "FOLDER")]
    pub(crate) roots_out: Option<PathBuf>,
    /// Say what would be made, and make nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
}

#[derive(Debug, Args)]
pub(crate) struct KeysRotateArgs {
    /// A root key's file; as many as the threshold asks
    #[arg(long = "root", required = true, value_name = "FILE")]
    pub(crate) roots: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct KeysRevokeArgs {
    /// The first entry that the stolen key may have signed
    #[arg(long, value_name = "ENTRY")]
    pub(crate) from_entry: u64,
    /// A root key's file; as many as the threshold asks
    #[arg(long = "root", required = true, value_name = "FILE")]
    pub(crate) roots: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct KeysShowArgs {
    /// For people or for machines
    #[arg(long, value_enum, default_value_t = Brief::Text)]
    pub(crate) output: Brief,
}

#[derive(Debug, Args)]
pub(crate) struct PeerArgs {
    #[command(subcommand)]
    pub(crate) command: PeerCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum PeerCommand {
    /// Pin the partner: where its outbox is, and the fingerprint of its roots
    ///
    /// The fingerprint comes from the treaty annex, never from the partner's own files. What lies
    /// at the address is held against it at once.
    #[command(
        after_help = "Examples:\n  entente peer add /mnt/srb/outbox/KAZ --fingerprint 3f1c…\n  \
        entente peer add /media/stick/srb.tar --fingerprint 3f1c…"
    )]
    Add(PeerAddArgs),
}

#[derive(Debug, Args)]
pub(crate) struct PeerAddArgs {
    /// A folder with the partner's outbox, a bundle, or https://HOST:PORT
    pub(crate) address: String,
    /// 64 hexadecimal digits
    #[arg(long, value_parser = fingerprint)]
    pub(crate) fingerprint: Digest,
}

#[derive(Debug, Args)]
pub(crate) struct AgreeArgs {
    /// The annex, a TOML file that both sides have to the byte
    pub(crate) annex: PathBuf,
    /// Say what would be agreed to, and say nothing to the partner
    #[arg(long)]
    pub(crate) dry_run: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ReleaseArgs {
    /// The dataflow, such as IMTS_KZ_BNS
    pub(crate) dataflow: String,
    /// The year or month
    #[arg(long, value_parser = period)]
    pub(crate) period: Period,
    /// Take the place of the release before
    #[arg(long)]
    pub(crate) revise: bool,
    /// Let it wait until a moment, such as 2026-12-01T10:00Z or 2026-12-01; see `entente calendar`
    #[arg(long, value_name = "TIME", value_parser = instant)]
    pub(crate) embargo: Option<u64>,
    /// Say what would be released, and release nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// For people or for machines
    #[arg(long, value_enum, default_value_t = Brief::Text)]
    pub(crate) output: Brief,
}

#[derive(Debug, Args)]
pub(crate) struct CalendarArgs {
    #[command(subcommand)]
    pub(crate) command: CalendarCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum CalendarCommand {
    /// Tell the partner by when a release is to come
    ///
    /// Planned anew, it is moved; once it is late it stays late.
    #[command(
        after_help = "Example: entente calendar plan IMTS_KZ_BNS --period 2024 --due 2026-12-01T10:00Z"
    )]
    Plan(CalendarPlanArgs),
    /// Show what both sides announced, and whether it came
    #[command(after_help = "Example: entente calendar show")]
    Show(CalendarShowArgs),
    /// Release what waited under embargo and whose moment has come
    ///
    /// `entente serve --outbox` does it by itself. This command believes the machine's clock.
    #[command(after_help = "Example: entente calendar publish")]
    Publish,
    /// Let go of a release that waits under embargo; what was announced of it stays announced
    #[command(after_help = "Example: entente calendar drop IMTS_KZ_BNS --period 2024")]
    Drop(CalendarDropArgs),
}

#[derive(Debug, Args)]
pub(crate) struct CalendarPlanArgs {
    /// The dataflow, such as IMTS_KZ_BNS
    pub(crate) dataflow: String,
    /// The year or month
    #[arg(long, value_parser = period)]
    pub(crate) period: Period,
    /// By when, such as 2026-12-01T10:00Z or 2026-12-01
    #[arg(long, value_name = "TIME", value_parser = instant)]
    pub(crate) due: u64,
    /// Say what would be announced, and announce nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
}

#[derive(Debug, Args)]
pub(crate) struct CalendarShowArgs {
    /// For people or for machines
    #[arg(long, value_enum, default_value_t = Output::Table)]
    pub(crate) output: Output,
}

#[derive(Debug, Args)]
pub(crate) struct CalendarDropArgs {
    /// The dataflow, such as IMTS_KZ_BNS
    pub(crate) dataflow: String,
    /// The year or month
    #[arg(long, value_parser = period)]
    pub(crate) period: Period,
}

#[derive(Debug, Args)]
pub(crate) struct WithdrawArgs {
    /// The release: its entry, or dataflow and period such as IMTS_KZ_BNS/2018
    pub(crate) release: String,
    /// Why
    #[arg(long)]
    pub(crate) reason: String,
}

#[derive(Debug, Args)]
pub(crate) struct PullArgs {
    /// A folder, a bundle or https://HOST:PORT; without it the address that is pinned
    pub(crate) from: Option<String>,
    /// For people or for machines
    #[arg(long, value_enum, default_value_t = Brief::Text)]
    pub(crate) output: Brief,
}

#[derive(Debug, Args)]
pub(crate) struct BundleArgs {
    #[command(subcommand)]
    pub(crate) command: BundleCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum BundleCommand {
    /// Write the outbox to one file, for a stick or a share
    #[command(after_help = "Example: entente bundle export /media/stick/kaz.tar")]
    Export(BundleExportArgs),
    /// Pull from a file that the partner exported
    #[command(after_help = "Example: entente bundle import /media/stick/srb.tar")]
    Import(BundleImportArgs),
}

#[derive(Debug, Args)]
pub(crate) struct BundleExportArgs {
    /// The file to write
    pub(crate) path: PathBuf,
    /// Write everything, not just what the partner has not said it keeps
    #[arg(long)]
    pub(crate) all: bool,
}

#[derive(Debug, Args)]
pub(crate) struct BundleImportArgs {
    /// The file
    pub(crate) path: PathBuf,
    /// For people or for machines
    #[arg(long, value_enum, default_value_t = Brief::Text)]
    pub(crate) output: Brief,
}

#[derive(Debug, Args)]
pub(crate) struct VerdictArgs {
    /// The partner's release: its entry, or dataflow and period such as IMTS_KZ_BNS/2018
    pub(crate) release: String,
    /// The decision
    #[arg(value_enum)]
    pub(crate) decision: Decision,
    /// Why, in words for the partner; needed to reject
    #[arg(long)]
    pub(crate) reason: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Decision {
    /// It is accepted
    Accept,
    /// It is not
    Reject,
}

#[derive(Debug, Args)]
pub(crate) struct AskArgs {
    /// The cell: exporter, importer, commodity and period, such as KAZ/SRB/TOTAL/2018
    pub(crate) cell: String,
    /// The question
    pub(crate) text: String,
}

#[derive(Debug, Args)]
pub(crate) struct AnswerArgs {
    /// The entry of the partner's question, as `entente status` shows it
    pub(crate) question: u64,
    /// The answer
    pub(crate) text: String,
}

#[derive(Debug, Args)]
pub(crate) struct StatusArgs {
    /// For people or for machines
    #[arg(long, value_enum, default_value_t = Brief::Text)]
    pub(crate) output: Brief,
}

#[derive(Debug, Args)]
pub(crate) struct LogArgs {
    /// The partner's log instead of one's own
    #[arg(long)]
    pub(crate) partner: bool,
    /// For people or for machines
    #[arg(long, value_enum, default_value_t = Output::Table)]
    pub(crate) output: Output,
}

#[derive(Debug, Args)]
pub(crate) struct ProofArgs {
    /// The release of this side: its entry, or dataflow and period such as IMTS_KZ_BNS/2018
    pub(crate) release: String,
    /// The file to write
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct VerifyArgs {
    /// The proof
    pub(crate) pack: PathBuf,
    /// The fingerprint of the roots of the side that said it, from the treaty annex
    #[arg(long, value_parser = fingerprint)]
    pub(crate) roots: Digest,
    /// The fingerprint of the roots of its partner
    #[arg(long, value_parser = fingerprint)]
    pub(crate) partner: Option<Digest>,
    /// For people or for machines
    #[arg(long, value_enum, default_value_t = Brief::Text)]
    pub(crate) output: Brief,
}

#[derive(Debug, Args)]
pub(crate) struct FsckArgs {
    /// For people or for machines
    #[arg(long, value_enum, default_value_t = Brief::Text)]
    pub(crate) output: Brief,
}

fn fingerprint(text: &str) -> Result<Digest, String> {
    let plain: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    let expected = "expected 64 hexadecimal digits, as the treaty annex has them";
    Digest::parse(&plain.to_ascii_lowercase()).ok_or_else(|| expected.to_owned())
}

/// A moment in POSIX seconds: a day, or a day and a time with its distance from UTC.
fn instant(text: &str) -> Result<u64, String> {
    let day = Date::parse(text).map(|_| format!("{text}T00:00Z"));
    let moment: Option<Timestamp> = day.as_deref().unwrap_or(text).parse().ok();
    let seconds = moment.and_then(|moment| u64::try_from(moment.as_second()).ok());
    seconds.ok_or_else(|| "expected a day or a time such as 2026-12-01T10:00Z".to_owned())
}
