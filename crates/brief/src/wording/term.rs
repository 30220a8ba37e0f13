//! Closed lists: what each has a word for in every language.
//!
//! A list is named where its words stand in the files of messages: `cause-cif_fob` is
//! the word of `cif_fob` in the list `cause`. Names are those of files for machines.

use entente_register::check::Verdict;
use entente_register::reading::{
    ChangeKind, CommitmentKind, Completeness, Flow as Counted, InstrumentType, Level as Between, MeetingKind,
    Modality, Operator, ParticipantFrom, RelationKind, Strength,
};
use entente_register::record::{Confidentiality, EventKind, Kind, Role, SourceKind, Standing};
use entente_register::status::Status;
use entente_trade::{Attribution, Cause, Dataset, Flow, Frequency, Grade, Level, Side, Valuation};

use super::Wording;
use crate::table::Value;
use crate::write::Word;

/// A value of a closed list.
pub trait Term: Copy {
    /// The list.
    const LIST: &'static str;

    /// The value's name for machines.
    fn name(self) -> &'static str;

    /// The id of its word.
    fn id(self) -> String {
        format!("{}-{}", Self::LIST, self.name())
    }
}

/// Lists that name their values themselves.
macro_rules! named {
    ($($kind:ty = $list:literal by $name:ident),* $(,)?) => {
        $(impl Term for $kind {
            const LIST: &'static str = $list;
            fn name(self) -> &'static str {
                <$kind>::$name(self)
            }
        })*
    };
}

named! {
    Cause = "cause" by name,
    Grade = "grade" by name,
    Side = "side" by name,
    Flow = "flow" by code,
    Level = "level" by name,
    Dataset = "dataset" by name,
    EventKind = "event" by name,
    Status = "status" by name,
    Kind = "kind" by name,
    Standing = "review" by name,
}

/// Lists whose names only their files have: a variant more does not compile without its name.
macro_rules! listed {
    ($($kind:ident = $list:literal { $($variant:ident = $name:literal),* $(,)? })*) => {
        $(impl Term for $kind {
            const LIST: &'static str = $list;
            fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }
        })*

        /// The ids of all words of these lists.
        pub fn ids() -> Vec<String> {
            vec![$($($kind::$variant.id()),*),*]
        }
    };
}

listed! {
    Valuation = "valuation" { Fob = "fob", Cif = "cif", Unstated = "unstated" }
    Attribution = "attribution" {
        Origin = "origin", Consignment = "consignment", LastKnownDestination = "last_known_destination",
        Unstated = "unstated", Imputed = "imputed",
    }
    Frequency = "frequency" { Annual = "annual", Monthly = "monthly" }
    InstrumentType = "type" {
        Treaty = "treaty", Agreement = "agreement", Protocol = "protocol",
        MemorandumOfUnderstanding = "memorandum_of_understanding",
        MemorandumOfCooperation = "memorandum_of_cooperation", Memorandum = "memorandum",
        Convention = "convention", ExchangeOfNotes = "exchange_of_notes",
        ExchangeOfLetters = "exchange_of_letters", JointStatement = "joint_statement",
        Declaration = "declaration", Programme = "programme", ActionPlan = "action_plan",
        Roadmap = "roadmap", LetterOfIntent = "letter_of_intent", Minutes = "minutes",
        Contract = "contract", Other = "other",
    }
    Between = "between" {
        Interstate = "interstate", Intergovernmental = "intergovernmental",
        Interdepartmental = "interdepartmental", InterInstitutional = "inter_institutional",
    }
    Completeness = "completeness" { Titled = "titled", Group = "group", Mention = "mention" }
    Role = "role" {
        Party = "party", OnBehalfOf = "on_behalf_of", CompetentAuthority = "competent_authority",
        Depositary = "depositary",
    }
    ParticipantFrom = "read" { Title = "title", Context = "context", Text = "text" }
    RelationKind = "relation" {
        Amends = "amends", Implements = "implements", Replaces = "replaces",
        Supplements = "supplements", BasedOn = "based_on",
    }
    Confidentiality = "confidentiality" { Open = "open", TitleOnly = "title_only", Closed = "closed" }
    MeetingKind = "meeting" {
        StateVisit = "state_visit", OfficialVisit = "official_visit", WorkingVisit = "working_visit",
        Visit = "visit", Talks = "talks", Meeting = "meeting", Consultations = "consultations",
        Forum = "forum", Ceremony = "ceremony",
    }
    CommitmentKind = "commitment" {
        Action = "action", QuantitativeTarget = "quantitative_target", Intention = "intention",
        Invitation = "invitation",
    }
    Strength = "strength" {
        Agreed = "agreed", Instructed = "instructed", Planned = "planned", Proposed = "proposed",
        ExpressedInterest = "expressed_interest",
    }
    Verdict = "verdict" {
        Confirmed = "confirmed", ConfirmedByOneSide = "confirmed_by_one_side",
        BetweenTheMirrors = "between_the_mirrors", Contradicted = "contradicted",
        NotCheckable = "not_checkable",
    }
    Counted = "counted" {
        Turnover = "turnover", Exports = "exports", Imports = "imports", Balance = "balance",
        Deficit = "deficit", Investment = "investment", Count = "count", Unspecified = "unspecified",
    }
    Operator = "operator" {
        Equal = "equal", About = "about", AtLeast = "at_least", AtMost = "at_most", Below = "below",
        Above = "above",
    }
    ChangeKind = "change" { Factor = "factor", Percent = "percent", Absolute = "absolute" }
    Modality = "modality" { Actual = "actual", Target = "target", Forecast = "forecast" }
    SourceKind = "source" {
        Communique = "communique", AgencyReport = "agency_report", Press = "press",
        ProtocolText = "protocol_text", Speech = "speech", DataFile = "data_file",
    }
    Word = "word" {
        NoData = "no_data", Export = "export", Import = "import", Difference = "difference",
        Increase = "increase", Decrease = "decrease", Total = "total", UsDollars = "us_dollars",
        FiguresAsTable = "figures_as_table", Notes = "notes", Provenance = "provenance",
        Reporters = "reporters", Valuation = "valuation", Periods = "periods", Vintage = "vintage",
        Datasets = "datasets", Query = "query", Extracted = "extracted", Rows = "rows",
        Checksum = "checksum", Licence = "licence", Cover = "cover", Contents = "contents",
        SkipToContent = "skip_to_content", Languages = "languages", Pages = "pages",
        Downloads = "downloads", Code = "code",
    }
    Told = "told" {
        Both = "both", ExportOnly = "export_only", ImportOnly = "import_only", Inferred = "inferred",
        Apart = "apart",
    }
}

/// Which sides report a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Told {
    /// Both.
    Both,
    /// The exporter only.
    ExportOnly,
    /// The importer only.
    ImportOnly,
    /// Neither: an explanation put goods there that are told elsewhere.
    Inferred,
    /// Both, and the two cannot be compared.
    Apart,
}

impl Wording {
    /// The word of a list whose values are names; a name that is not in it stands as it is, in English.
    pub fn listed(&self, list: &str, name: &'static str) -> Value {
        match self.messages.tell(&format!("{list}-{name}"), &[]) {
            Some(word) => Value::Word(name, word),
            None => Value::Foreign(
                Box::new(Value::Word(name, name.replace('_', " "))),
                "en".to_owned(),
            ),
        }
    }
}
