//! The command line of the register. The comments of this file are its help.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use entente_register::record::shape::SHAPES;
use entente_register::record::{EventKind, SourceKind};
use entente_trade::{Area, Areas, Date};

use super::{Brief, Output, area, date, one_of};

#[derive(Debug, Args)]
pub(crate) struct RegisterArgs {
    #[command(subcommand)]
    pub(crate) command: RegisterCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum RegisterCommand {
    /// Read a communiqué or report, and propose what it says
    ///
    /// Everything proposed has the words it was read from and waits for a review. Without
    /// --published, days that need the day of publication stay unresolved.
    #[command(
        after_help = "Examples:\n  entente register read visit.txt --published 2024-11-20 --side KAZ\n  \
        entente register read tanjug.txt --published 2024-11-19 --side SRB --language sr"
    )]
    Read(ReadArgs),
    /// Confirm, correct and reject what was proposed
    ///
    /// Asks record by record, or takes --accept, --reject and --correct. Every decision is an
    /// entry of the journal with who and when.
    #[command(after_help = "Examples:\n  entente register review --by 'A. Serikova'\n  \
        entente register review --accept instrument-6 --reject instrument-6.4 --by 'A. Serikova'\n  \
        entente register review --correct instrument-9.3=memorandum --by 'A. Serikova'\n  \
        entente register review --same instrument-12=instrument-2 --by 'A. Serikova'"
        .to_owned() + &shapes())]
    Review(ReviewArgs),
    /// List what is in the register
    #[command(
        after_help = "Examples:\n  entente register list instruments --level interdepartmental\n  \
        entente register list commitments --open --output json\n  \
        entente register list institutions --search министарство"
    )]
    List(ListArgs),
    /// Set both sides' lists of one ceremony side by side
    ///
    /// Without sources, those of two sides that tell of one ceremony last.
    #[command(after_help = "Example: entente register compare source-1 source-2")]
    Compare(CompareArgs),
    /// Show one record, source or institution: what happened, what was said and where it is written
    #[command(after_help = "Examples:\n  entente register show instrument-6\n  \
        entente register show instrument/kz-rs/2024/0006 --on 2026-01-01\n  \
        entente register show source-1\n  \
        entente register show institution/kz/ministry-of-finance\n  \
        entente register show Вучич")]
    Show(ShowArgs),
    /// Tell what the rules missed: a record, or more of one that is there
    ///
    /// It stands confirmed by who tells it. With --source and --quote it has the words of a source.
    #[command(
        after_help = "Examples:\n  entente register add commitment --title 'direct flights by 2026' \\\n    \
        --source source-1 --quote 'direct flights' --set strength=planned --by 'A. Serikova'\n  \
        entente register add instrument-6 --relation implements=instrument-1 --term 2029-11-19 --by 'A. Serikova'\n  \
        entente register add instrument-6 --text protocol_ru.pdf --language ru --by 'A. Serikova'"
        .to_owned() + &shapes()
    )]
    Add(AddArgs),
    /// Tell what happened to an instrument or a commitment, and when
    ///
    /// The status follows from the events: nobody sets it.
    #[command(after_help = "Examples:\n  \
        entente register event instrument-6 --kind ratified --date 2025-04-02 --party KAZ --by 'A. Serikova'\n  \
        entente register event instrument-6 --kind in_force --date 2025-06-01 --by 'A. Serikova'\n  \
        entente register event commitment-3 --kind done --date 2025-10-01 --by 'A. Serikova'")]
    Event(EventArgs),
    /// Take an entry of the journal back; it stays there and counts no more
    #[command(after_help = "Examples:\n  entente register list entries\n  \
        entente register undo 7 --by 'A. Serikova'")]
    Undo(UndoArgs),
    /// Write the register as JSON-LD or CSV
    #[command(
        after_help = "Examples:\n  entente register export --format jsonld --out register.jsonld\n  \
        entente register export --format csv --confirmed"
    )]
    Export(TranscriptArgs),
    /// Take over a register that was exported
    #[command(after_help = "Example: entente register import register.jsonld --by 'A. Serikova'")]
    Import(TakeArgs),
}

/// How values of fields are typed, for --help.
fn shapes() -> String {
    let mut text = "\n\nA value is typed as these are; what has parts is an object in JSON:\n".to_owned();
    for (field, example) in SHAPES {
        let line = format!("  {field:<19} {example}");
        text.push_str(&if line.chars().count() > 80 {
            format!("  {field}\n    {example}\n")
        } else {
            line + "\n"
        });
    }
    text
}

#[derive(Debug, Args)]
pub(crate) struct ReadArgs {
    /// The file: plain text, HTML, DOCX, or PDF with a text layer
    pub(crate) file: PathBuf,
    /// The day it was published; what the file itself says goes after it
    #[arg(long, value_parser = date, value_name = "DATE")]
    pub(crate) published: Option<Date>,
    /// Whose report it is: a state, or third
    #[arg(long, value_parser = teller, value_name = "STATE|third")]
    pub(crate) side: Option<Teller>,
    /// The two states it is about; those of the home when not given
    #[arg(long, value_parser = pair, value_name = "PAIR")]
    pub(crate) pair: Option<Pair>,
    /// Who published it
    #[arg(long, value_name = "NAME")]
    pub(crate) publisher: Option<String>,
    /// The language, where it is not what the text looks like: en, ru, sr, kk, de, es
    #[arg(long, value_parser = language, value_name = "CODE")]
    pub(crate) language: Option<entente_register::reading::Language>,
    /// What kind of source it is
    #[arg(long, value_enum, ignore_case = true)]
    pub(crate) kind: Option<KindArg>,
    /// How many documents it says were signed, where an excerpt leaves these words out
    #[arg(long, value_name = "COUNT")]
    pub(crate) announced: Option<u32>,
    /// Who reads it; the program when not given
    #[arg(long, value_name = "NAME")]
    pub(crate) by: Option<String>,
    /// Show what would be proposed, and change nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// How the outcome is printed
    #[arg(long, value_enum, ignore_case = true, default_value_t)]
    pub(crate) output: Brief,
}

impl ReadArgs {
    /// Whether anything is said of the source.
    pub(crate) fn states(&self) -> bool {
        self.published.is_some()
            || self.side.is_some()
            || self.pair.is_some()
            || self.publisher.is_some()
            || self.language.is_some()
            || self.kind.is_some()
            || self.announced.is_some()
    }
}

#[derive(Debug, Args)]
pub(crate) struct ReviewArgs {
    /// Confirm these records or assertions
    #[arg(long, num_args = 1.., value_name = "ID")]
    pub(crate) accept: Vec<String>,
    /// Reject these records or assertions
    #[arg(long, num_args = 1.., value_name = "ID")]
    pub(crate) reject: Vec<String>,
    /// Say something else in place of an assertion
    #[arg(long, num_args = 1.., value_name = "ID=VALUE")]
    pub(crate) correct: Vec<String>,
    /// Say that a record is the same thing as another
    #[arg(long, num_args = 1.., value_name = "ID=ID")]
    pub(crate) same: Vec<String>,
    /// Who decides
    #[arg(long, value_name = "NAME")]
    pub(crate) by: String,
    /// Say what would be decided, and change nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ListArgs {
    /// What to list
    #[arg(value_enum, ignore_case = true)]
    pub(crate) what: Listed,
    #[command(flatten)]
    pub(crate) facets: Facets,
    #[command(flatten)]
    pub(crate) moment: Moment,
    /// How the rows are printed
    #[arg(long, value_enum, ignore_case = true, default_value_t)]
    pub(crate) output: Output,
}

/// Only what has all of this.
#[derive(Debug, Default, Args)]
pub(crate) struct Facets {
    /// Told by this side, or of a person or commitment of it; third for others' reports
    #[arg(long, value_parser = teller, value_name = "STATE|third")]
    pub(crate) side: Option<Teller>,
    /// With an institution: a name in any language, or kaz/ministry-of-finance
    #[arg(long, value_name = "NAME")]
    pub(crate) institution: Option<String>,
    /// Of a type or kind, such as agreement
    #[arg(long = "type", value_name = "TYPE")]
    pub(crate) kind: Option<String>,
    /// Of a level: interstate, intergovernmental, interdepartmental, inter_institutional
    #[arg(long)]
    pub(crate) level: Option<String>,
    /// About a subject, in any language
    #[arg(long)]
    pub(crate) subject: Option<String>,
    /// With a status, such as in_force, unknown, open, late; of claims the verdict
    #[arg(long)]
    pub(crate) status: Option<String>,
    /// Of a year
    #[arg(long, value_parser = year)]
    pub(crate) year: Option<u16>,
    /// At a place
    #[arg(long)]
    pub(crate) place: Option<String>,
    /// Of a meeting, such as meeting-1
    #[arg(long, value_name = "ID")]
    pub(crate) meeting: Option<String>,
    /// Listed by one side, where the other side's list of the ceremony is known and leaves it out
    #[arg(long)]
    pub(crate) one_sided: bool,
    /// With a text in the home
    #[arg(long)]
    pub(crate) has_text: bool,
    /// Commitments that are open or late; meetings and instruments such came out of
    #[arg(long)]
    pub(crate) open: bool,
    /// By what was decided: proposed, confirmed, partly, rejected
    #[arg(long)]
    pub(crate) review: Option<String>,
    /// With words that begin so, in either script and without regard to diacritics
    #[arg(long, value_name = "WORDS")]
    pub(crate) search: Option<String>,
}

/// On which day something was known, and on which it holds.
#[derive(Debug, Default, Args)]
pub(crate) struct Moment {
    /// As it was known on a day: entries up to it
    #[arg(long, value_parser = date, value_name = "DATE")]
    pub(crate) as_of: Option<Date>,
    /// With the status of a day; today when not given
    #[arg(long, value_parser = date, value_name = "DATE")]
    pub(crate) on: Option<Date>,
}

#[derive(Debug, Args)]
pub(crate) struct CompareArgs {
    /// Two sources with lists
    #[arg(num_args = 0..=2, value_name = "SOURCE")]
    pub(crate) sources: Vec<String>,
    /// As it was known on a day: entries up to it
    #[arg(long, value_parser = date, value_name = "DATE")]
    pub(crate) as_of: Option<Date>,
    /// How the rows are printed
    #[arg(long, value_enum, ignore_case = true, default_value_t)]
    pub(crate) output: Output,
}

#[derive(Debug, Args)]
pub(crate) struct ShowArgs {
    /// The record or source: instrument-6, source-1; an address, institutions' too; or a name
    pub(crate) id: String,
    #[command(flatten)]
    pub(crate) moment: Moment,
    /// How it is printed
    #[arg(long, value_enum, ignore_case = true, default_value_t)]
    pub(crate) output: Brief,
}

#[derive(Debug, Args)]
pub(crate) struct AddArgs {
    /// A new instrument, meeting, commitment, claim, commission or session, or a record that is there
    #[arg(value_name = "KIND|ID")]
    pub(crate) what: String,
    /// Its title, or the words of a commitment or claim
    #[arg(long, value_name = "WORDS")]
    pub(crate) title: Option<String>,
    /// Who takes part: a state, or a state and an institution, such as 'KAZ Ministry of Finance'
    #[arg(long, num_args = 1.., value_name = "PARTY")]
    pub(crate) party: Vec<String>,
    /// When it was signed or held; by when it is due; which period a claim is of
    #[arg(long, value_parser = when, value_name = "DATE")]
    pub(crate) date: Option<entente_register::reading::When>,
    /// The day its term ends
    #[arg(long, value_parser = when, value_name = "DATE")]
    pub(crate) term: Option<entente_register::reading::When>,
    /// What it is to another instrument: amends, implements, replaces, supplements, based_on
    #[arg(long, num_args = 1.., value_name = "KIND=ID")]
    pub(crate) relation: Vec<String>,
    /// A file with its text, which is kept in the home
    #[arg(long, value_name = "FILE")]
    pub(crate) text: Option<PathBuf>,
    /// The language of the title and the text: en, ru, sr, kk, de, es
    #[arg(long, value_parser = language, value_name = "CODE")]
    pub(crate) language: Option<entente_register::reading::Language>,
    /// Any other field, such as type=agreement
    #[arg(long, num_args = 1.., value_name = "FIELD=VALUE")]
    pub(crate) set: Vec<String>,
    /// The source that says so
    #[arg(long, requires = "quote", value_name = "SOURCE")]
    pub(crate) source: Option<String>,
    /// Its words, as they stand there once
    #[arg(long, requires = "source", value_name = "WORDS")]
    pub(crate) quote: Option<String>,
    /// The two states of a new record; those of the home when not given
    #[arg(long, value_parser = pair, value_name = "PAIR")]
    pub(crate) pair: Option<Pair>,
    /// Who says so
    #[arg(long, value_name = "NAME")]
    pub(crate) by: String,
    /// Show what would be told, and change nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
}

#[derive(Debug, Args)]
pub(crate) struct EventArgs {
    /// The instrument or commitment
    pub(crate) id: String,
    /// What happened
    #[arg(long, value_parser = event, value_name = "KIND")]
    pub(crate) kind: EventKind,
    /// When: a day, month or year
    #[arg(long, value_parser = when, value_name = "DATE")]
    pub(crate) date: entente_register::reading::When,
    /// From when it has effect, if not from then
    #[arg(long, value_parser = when, value_name = "DATE")]
    pub(crate) effective: Option<entente_register::reading::When>,
    /// The state that did it; both, or the whole, when not given
    #[arg(long, value_parser = area, value_name = "STATE")]
    pub(crate) party: Option<Area>,
    /// Where
    #[arg(long)]
    pub(crate) place: Option<String>,
    /// What else there is to say, such as the number of a law
    #[arg(long)]
    pub(crate) note: Option<String>,
    /// Who says so
    #[arg(long, value_name = "NAME")]
    pub(crate) by: String,
    /// Show the status it would have, and change nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
}

#[derive(Debug, Args)]
pub(crate) struct UndoArgs {
    /// The entry's number, as `entente register list entries` shows it
    pub(crate) entry: u64,
    /// Who takes it back
    #[arg(long, value_name = "NAME")]
    pub(crate) by: String,
    /// Say what would be taken back, and change nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
}

#[derive(Debug, Args)]
pub(crate) struct TranscriptArgs {
    /// The format
    #[arg(long, value_enum, ignore_case = true, default_value_t)]
    pub(crate) format: TranscriptFormat,
    /// Only what was confirmed, without the texts of sources: to be published
    #[arg(long)]
    pub(crate) confirmed: bool,
    #[command(flatten)]
    pub(crate) moment: Moment,
    /// The file to write; standard output when not given
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// Write over a file of that name
    #[arg(long, requires = "out")]
    pub(crate) replace: bool,
}

#[derive(Debug, Args)]
pub(crate) struct TakeArgs {
    /// The file, JSON-LD or CSV
    pub(crate) file: PathBuf,
    /// Who takes it over
    #[arg(long, value_name = "NAME")]
    pub(crate) by: String,
    /// Say what would be taken over, and change nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ClaimsArgs {
    #[command(subcommand)]
    pub(crate) command: ClaimsCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ClaimsCommand {
    /// Check claimed figures against what both sides report
    ///
    /// Says whose figure a claim is, by which release and how far off. Old verdicts are kept:
    /// `entente register show` lists them all.
    #[command(after_help = "Examples:\n  entente claims check\n  \
        entente claims check claim-1 --as-of 2023-12-01 --output json")]
    Check(CheckArgs),
}

#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    /// The claims; all that were not rejected when not given
    #[arg(value_name = "ID")]
    pub(crate) ids: Vec<String>,
    /// By figures as they were known on a day: vintages up to it
    #[arg(long, value_parser = date, value_name = "DATE")]
    pub(crate) as_of: Option<Date>,
    /// Check, and keep no verdict
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// How the outcome is printed
    #[arg(long, value_enum, ignore_case = true, default_value_t)]
    pub(crate) output: Brief,
}

/// What can be listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Listed {
    /// Documents that were signed
    Instruments,
    /// Visits, talks, ceremonies
    Meetings,
    /// What was agreed, planned or wished
    Commitments,
    /// Claimed figures
    Claims,
    /// Ministries, offices and others that sign
    Institutions,
    /// Standing commissions of the two states
    Commissions,
    /// Sessions of commissions
    Sessions,
    /// People, with their offices
    People,
    /// Texts that were read
    Sources,
    /// The journal: who did what and when
    Entries,
}

/// Formats of the whole register.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum TranscriptFormat {
    /// JSON-LD, with schema.org's Legislation
    #[default]
    Jsonld,
    /// A line for each assertion
    Csv,
}

/// Kinds of source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum KindArg {
    /// A side's own report of a meeting
    Communique,
    /// A news agency's report
    AgencyReport,
    /// Press
    Press,
    /// The text of a protocol
    ProtocolText,
    /// A speech
    Speech,
}

impl KindArg {
    pub(crate) fn kind(self) -> SourceKind {
        match self {
            Self::Communique => SourceKind::Communique,
            Self::AgencyReport => SourceKind::AgencyReport,
            Self::Press => SourceKind::Press,
            Self::ProtocolText => SourceKind::ProtocolText,
            Self::Speech => SourceKind::Speech,
        }
    }
}

/// Whose report a source is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Teller {
    /// A state's own.
    State(Area),
    /// Somebody else's.
    Third,
}

/// Two states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pair(pub(crate) Area, pub(crate) Area);

fn teller(text: &str) -> Result<Teller, String> {
    if text.eq_ignore_ascii_case("third") {
        return Ok(Teller::Third);
    }
    area(text).map(Teller::State)
}

fn pair(text: &str) -> Result<Pair, String> {
    let expected = "expected two states such as KAZ-SRB";
    let (one, other) = text.split_once('-').ok_or(expected)?;
    let (one, other) = (area(one)?, area(other)?);
    if one == other {
        return Err(expected.to_owned());
    }
    Ok(Pair(one, other))
}

fn language(text: &str) -> Result<entente_register::reading::Language, String> {
    use entente_register::reading::Language;
    let codes = Language::ALL.map(Language::code);
    Language::parse(&text.to_ascii_lowercase()).ok_or_else(|| one_of(text, &codes))
}

fn event(text: &str) -> Result<EventKind, String> {
    let names = EventKind::NAMES.map(|(_, name)| name);
    let plain = text.to_ascii_lowercase().replace(['-', ' '], "_");
    EventKind::parse(&plain).ok_or_else(|| one_of(&plain, &names))
}

fn year(text: &str) -> Result<u16, String> {
    let year = text.parse().ok().filter(|year| (1..=9999).contains(year));
    year.ok_or_else(|| "expected a year such as 2024".to_owned())
}

fn when(text: &str) -> Result<entente_register::reading::When, String> {
    let near = crate::near::asked(crate::near::date(text));
    entente_register::reading::When::parse(text)
        .ok_or_else(|| format!("expected a day, month or year such as 2024-11-19, 2024-11 or 2024{near}"))
}

/// The alpha-3 code of a state.
pub(crate) fn alpha3(area: Area) -> String {
    let entry = Areas::standard().entry(area);
    entry
        .and_then(|entry| entry.alpha3)
        .map_or_else(|| area.code().to_string(), str::to_owned)
}
