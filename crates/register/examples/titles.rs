//! How well titles are read: `cargo run -p entente-register --release --example titles -- FILE`.
//!
//! FILE is a labelled file in one of five shapes, told by its first line: a register's titles with
//! `country_name` (parties apart by `;`, states in capitals), titles with `Counterpart ISO`, titles with
//! `parties` read by eye (`tests/data/communiques.tsv`), with `counterpart` and `type`
//! (`tests/data/argentina_types.tsv`), or lines of JSON with `items`. Rows of the first
//! two fall into two halves by a hash of the title: rules were written while looking at the first, and
//! the second is what to believe. `--misses` prints what was read otherwise.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command")]

use std::collections::{BTreeMap, BTreeSet};
use std::process::ExitCode;
use std::time::Instant;

use entente_register::reading::title::{TitleParty, TitleReader};
use entente_register::reading::{InstrumentType, Language, State};

/// Protected and mandated states, whose protector a register names in their place.
const PROTECTED: [(&str, &str); 9] = [
    ("TUN", "FRA"),
    ("MAR", "FRA"),
    ("SYR", "FRA"),
    ("LBN", "FRA"),
    ("VNM", "FRA"),
    ("LAO", "FRA"),
    ("KHM", "FRA"),
    ("NRU", "AUS"),
    ("COD", "COG"),
];

/// Members of the Crown whose treaties a register of the United Kingdom counts as the Crown's.
const DOMINIONS: [&str; 43] = [
    "CAN", "AUS", "NZL", "ZAF", "IND", "PAK", "LKA", "IRL", "ZWE", "MMR", "MLT", "NGA", "KEN", "UGA", "TZA",
    "MWI", "ZMB", "GHA", "SLE", "GMB", "JAM", "TTO", "BRB", "GUY", "BHS", "FJI", "CYP", "MUS", "SYC", "SGP",
    "MYS", "XZZ", "BWA", "LSO", "JOR", "PSE", "IRQ", "SWZ", "PNG", "TON", "KWT", "BHR", "QAT",
];

struct Row {
    title: String,
    parties: BTreeSet<String>,
}

#[derive(Default)]
struct Score {
    rows: usize,
    parsed: usize,
    exact: usize,
    typed: usize,
    found: usize,
    right: usize,
    expected: usize,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let misses = arguments.iter().any(|argument| argument == "--misses");
    let Some(path) = arguments.iter().find(|argument| !argument.starts_with("--")) else {
        eprintln!("found no file, expected: titles FILE [--misses]");
        return ExitCode::from(2);
    };
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) => {
            eprintln!("{path}: {error}");
            return ExitCode::from(2);
        }
    };
    let head = text.lines().next().unwrap_or_default();
    if head.contains("country_name") {
        register(&text, misses);
    } else if head.contains("Counterpart ISO") {
        counterparts(&text, misses);
    } else if head.ends_with("\tparties") {
        read_by_eye(&text, misses);
    } else if head == "title\tcounterpart\ttype" {
        types_by_eye(&text, misses);
    } else {
        communiques(&text);
    }
    ExitCode::SUCCESS
}

/// Titles of a register that names the parties of each.
fn register(text: &str, misses: bool) {
    let mut rows = Vec::new();
    let mut without = Vec::new();
    for record in csv::Reader::from_reader(text.as_bytes())
        .deserialize::<BTreeMap<String, String>>()
        .flatten()
    {
        let (Some(title), Some(names)) = (record.get("title"), record.get("country_name")) else {
            continue;
        };
        let states: Vec<&str> = names
            .split(';')
            .map(str::trim)
            .filter(|name| is_state(name))
            .collect();
        let parties: BTreeSet<String> = states.iter().filter_map(|name| code(name)).collect();
        if states.len() == 2 && parties.len() == 2 {
            let row = Row {
                title: title.clone(),
                parties,
            };
            let between = title.to_lowercase().contains("between");
            if between {
                rows.push(row)
            } else {
                without.push(row)
            }
        } else if states.len() == 2 && misses {
            println!("unknown party\t{names}");
        }
    }
    let read = |title: &str| parties(&TitleReader::new(Language::En), title);
    report("two states, title with \"between\"", &rows, &read, misses);
    report("two states, title without \"between\"", &without, &read, false);
    let own = |title: &str| {
        let (mut states, kind) = read(title);
        let crown = State::parse("GBR").filter(|_| states.len() < 2);
        if let Some(crown) = crown {
            states = TitleReader::new(Language::En).counterparts(title, crown);
            states.extend((states.len() == 1).then_some(crown));
        }
        (states, kind)
    };
    let named = |row: &&Row| {
        let states = TitleReader::new(Language::En).states(&row.title);
        states.iter().any(|state| counted(*state, &row.parties) != "GBR")
    };
    let silent = without.len() - without.iter().filter(named).count();
    println!("{silent} of them name no state but the Crown's, and can tell no pair");
    report(
        "the same, the Crown beside the only other state they name",
        &without,
        &own,
        misses,
    );
    speed(&rows, Language::En);
    rows.append(&mut without);
    report("two states, all titles", &rows, &read, false);
    report(
        "the same, the Crown beside the only other state they name",
        &rows,
        &own,
        false,
    );
}

/// A register writes states in capitals and territories not; organisations are no states.
fn is_state(name: &str) -> bool {
    let organisation = [
        "EUROPEAN ",
        "INTERNATIONAL ",
        "UNITED NATIONS",
        "TREATY ORGANIZATION",
        "ECONOMIC UNION",
    ];
    !name.is_empty() && name == name.to_uppercase() && !organisation.iter().any(|word| name.contains(word))
}

fn code(name: &str) -> Option<String> {
    let known = match name {
        "CONGO, DEMOCRATIC REPUBLIC OF" | "CONGO LEOPOLDVILLE" => Some("COD"),
        "KOREA" => Some("KOR"),
        "NEW GRANADA" => Some("XNG"),
        _ => None,
    };
    known.map(str::to_owned).or_else(|| {
        let named = format!("Agreement between {name} and Nowhere");
        let party = TitleReader::new(Language::En).states(&named).into_iter().next();
        party.map(|state| state.code().to_owned())
    })
}

fn parties(reader: &TitleReader, title: &str) -> (Vec<State>, InstrumentType) {
    let read = reader.read(title);
    (
        read.parties.iter().filter_map(|party| party.state).collect(),
        read.kind,
    )
}

/// Dominions and colonies count as the Crown unless the register names them themselves.
fn counted(state: State, expected: &BTreeSet<String>) -> String {
    let code = state.code();
    if expected.contains(code) {
        return code.to_owned();
    }
    let sovereign = state.sovereign().code();
    if let Some((_, protector)) = PROTECTED
        .iter()
        .find(|(own, by)| *own == code && expected.contains(*by))
    {
        return (*protector).to_owned();
    }
    let crown = expected.contains("GBR") && (DOMINIONS.contains(&code) || sovereign == "GBR");
    if crown {
        "GBR".to_owned()
    } else {
        sovereign.to_owned()
    }
}

/// Titles that name a counterpart; the other party is Argentina in all of them.
fn counterparts(text: &str, misses: bool) {
    let (mut rows, mut unnamed) = (Vec::new(), Vec::new());
    let reader = TitleReader::new(Language::Es);
    for record in csv::Reader::from_reader(text.as_bytes())
        .deserialize::<BTreeMap<String, String>>()
        .flatten()
    {
        let (Some(title), Some(code)) = (record.get("Title"), record.get("Counterpart ISO")) else {
            continue;
        };
        let row = Row {
            title: title.clone(),
            parties: BTreeSet::from([code.clone()]),
        };
        let named = reader
            .states(title)
            .iter()
            .any(|state| state.sovereign().code() != "ARG");
        if named { rows.push(row) } else { unnamed.push(row) }
    }
    let read = |title: &str| {
        let (mut states, kind) = parties(&reader, title);
        states.retain(|state| state.code() != "ARG");
        (states, kind)
    };
    println!(
        "{} titles name no state but Argentina, and can tell no counterpart",
        unnamed.len()
    );
    report("titles that name a foreign state", &rows, &read, misses);
    let only = |title: &str| {
        let kind = reader.of_the_title(title).read(title).kind;
        (
            State::parse("ARG").map_or(Vec::new(), |own| reader.counterparts(title, own)),
            kind,
        )
    };
    report(
        "the same, and where no rule finds it the only foreign state named",
        &rows,
        &only,
        false,
    );
    rows.append(&mut unnamed);
    report("all titles", &rows, &read, false);
    report(
        "all titles, and where no rule finds it the only foreign state named",
        &rows,
        &only,
        false,
    );
    speed(&rows, Language::Es);
}

fn report(what: &str, rows: &[Row], read: &dyn Fn(&str) -> (Vec<State>, InstrumentType), misses: bool) {
    let (mut all, mut halves) = (Score::default(), [Score::default(), Score::default()]);
    for row in rows {
        let (states, kind) = read(&row.title);
        let found: BTreeSet<String> = states
            .iter()
            .map(|state| successor(counted(*state, &row.parties), &row.parties))
            .collect();
        let half = usize::from(hash(&row.title) % 2 == 1);
        all.add(&found, kind, &row.parties);
        halves[half].add(&found, kind, &row.parties);
        if misses && found != row.parties && half == 0 {
            println!("{}\t{}\t{}", join(&found), join(&row.parties), row.title);
        }
    }
    println!("{what}");
    all.print("all");
    halves[0].print("half the rules were written on");
    halves[1].print("the other half");
}

/// A state that is no more counts as the one a list keeps it under.
fn successor(code: String, expected: &BTreeSet<String>) -> String {
    let kept = match code.as_str() {
        "SUN" => "RUS",
        "XSD" => "ITA",
        "XSN" if expected.contains("NOR") => "NOR",
        "XSN" => "SWE",
        "YUG" | "SCG" => "SRB",
        "CSK" if expected.contains("SVK") => "SVK",
        "CSK" => "CZE",
        "DDR" => "DEU",
        _ => return code,
    };
    if !expected.contains(&code) && expected.contains(kept) {
        kept.to_owned()
    } else {
        code
    }
}

impl Score {
    fn add(&mut self, found: &BTreeSet<String>, kind: InstrumentType, expected: &BTreeSet<String>) {
        self.rows += 1;
        self.parsed += usize::from(found.len() == expected.len());
        self.exact += usize::from(found == expected);
        self.typed += usize::from(kind != InstrumentType::Other);
        self.found += found.len();
        self.expected += expected.len();
        self.right += found.intersection(expected).count();
    }

    fn print(&self, what: &str) {
        println!("  {what}: {} titles", self.rows);
        for (name, part, whole) in [
            ("parsed", self.parsed, self.rows),
            ("exact, of all", self.exact, self.rows),
            ("exact, of parsed", self.exact.min(self.parsed), self.parsed),
            ("party precision", self.right, self.found),
            ("party recall", self.right, self.expected),
            ("designation found", self.typed, self.rows),
        ] {
            share(name, part, whole);
        }
    }
}

/// Spanish titles whose types somebody read by eye, with the counterpart their list names.
fn types_by_eye(text: &str, misses: bool) {
    let reader = TitleReader::new(Language::Es);
    let (mut rows, mut states, mut types, mut both) = (0, 0, 0, 0);
    for line in text.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [title, counterpart, kind] = fields[..] else {
            println!("not three fields\t{line}");
            continue;
        };
        let expected = BTreeSet::from([counterpart.to_owned()]);
        let (codes, typed) = counterpart_of(&reader, title, &expected);
        let (typed, found) = (format!("{typed:?}"), codes == expected);
        rows += 1;
        states += usize::from(found);
        types += usize::from(typed == kind);
        both += usize::from(found && typed == kind);
        if misses && typed != kind {
            println!("{kind}\t{typed}\t{title}");
        }
        if misses && !found {
            println!("{counterpart}\t{}\t{title}", join(&codes));
        }
    }
    println!("  {rows} titles");
    share("counterpart right", states, rows);
    share("type right", types, rows);
    share("both right", both, rows);
}

/// The counterparts a title tells, as a list keeps them, and its type.
fn counterpart_of(
    reader: &TitleReader,
    title: &str,
    expected: &BTreeSet<String>,
) -> (BTreeSet<String>, InstrumentType) {
    let kind = reader.of_the_title(title).read(title).kind;
    let states = State::parse("ARG").map_or(Vec::new(), |own| reader.counterparts(title, own));
    let codes = states
        .iter()
        .map(|state| successor(counted(*state, expected), expected));
    (codes.collect(), kind)
}

/// A line of a report: a share with its interval.
fn share(name: &str, part: usize, whole: usize) {
    let (low, high) = wilson(part, whole);
    let share = if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    };
    println!("    {name:<18} {share:.4}  [{low:.4}, {high:.4}]  {part}/{whole}");
}

/// What was read of titles whose parties and types somebody read by eye.
#[derive(Default)]
struct Eye {
    naming: usize,
    parsed: usize,
    states: usize,
    institutions: usize,
    rows: usize,
    types: usize,
    silent: usize,
    invented: usize,
}

/// Titles read by eye: all of them, and those of each language.
fn read_by_eye(text: &str, misses: bool) {
    let (mut all, mut languages) = (Eye::default(), BTreeMap::<&str, Eye>::new());
    for line in text.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [source, language, title, kind, parties] = fields[..] else {
            println!("not five fields\t{line}");
            continue;
        };
        let read = TitleReader::new(Language::parse(language).unwrap_or(Language::En)).read(title);
        let found = read
            .parties
            .iter()
            .map(|party| named(party, title))
            .collect::<Vec<_>>();
        let told = if found.is_empty() {
            "-".to_owned()
        } else {
            found.join(" / ")
        };
        let typed = format!("{:?}", read.kind) == kind;
        for eye in [&mut all, languages.entry(language).or_default()] {
            eye.add(&told, parties, typed);
        }
        if misses && (told != parties || !typed) {
            println!(
                "{source}\t{title}\n    {kind}\t{parties}\n    {:?}\t{told}",
                read.kind
            );
        }
    }
    all.print("all titles");
    for (language, eye) in &languages {
        eye.print(language);
    }
}

/// A party as the file writes it.
fn named(party: &TitleParty, title: &str) -> String {
    let whose = party.state.map(State::code).or(party.organisation).unwrap_or("?");
    party
        .institution_in(title)
        .map_or(whose.to_owned(), |name| format!("{whose} {name}"))
}

/// The states of parties as the file writes them.
fn whose(parties: &str) -> Vec<&str> {
    parties
        .split(" / ")
        .filter_map(|party| party.split(' ').next())
        .collect()
}

impl Eye {
    fn add(&mut self, told: &str, expected: &str, typed: bool) {
        self.rows += 1;
        self.types += usize::from(typed);
        if expected == "-" {
            self.silent += 1;
            self.invented += usize::from(told != "-");
            return;
        }
        self.naming += 1;
        self.parsed += usize::from(told != "-");
        self.states += usize::from(whose(told) == whose(expected));
        self.institutions += usize::from(told == expected);
    }

    fn print(&self, what: &str) {
        println!(
            "  {what}: {} titles, {} of them name parties",
            self.rows, self.naming
        );
        share("parsed", self.parsed, self.naming);
        share("states right", self.states, self.parsed);
        share("institutions right", self.institutions, self.parsed);
        share("type right", self.types, self.rows);
        share("party invented", self.invented, self.silent);
    }
}

/// Wilson's interval of a share, 95 %.
fn wilson(part: usize, whole: usize) -> (f64, f64) {
    if whole == 0 {
        return (0.0, 1.0);
    }
    let (n, z) = (whole as f64, 1.959_964);
    let share = part as f64 / n;
    let middle = share + z * z / (2.0 * n);
    let reach = z * (share * (1.0 - share) / n + z * z / (4.0 * n * n)).sqrt();
    let below = 1.0 + z * z / n;
    ((middle - reach) / below, (middle + reach) / below)
}

/// FNV-1a: the same halves on every machine.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    }) >> 7
}

fn join(codes: &BTreeSet<String>) -> String {
    codes.iter().map(String::as_str).collect::<Vec<_>>().join("+")
}

/// Every title of every communiqué, as it is read: states and institutions are for eyes to judge.
fn communiques(text: &str) {
    let mut rows = Vec::new();
    for value in text
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
    {
        let language = value["lang"]
            .as_str()
            .and_then(Language::parse)
            .unwrap_or(Language::En);
        for item in value["items"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|item| item.as_str())
        {
            let read = TitleReader::new(language).read(item);
            println!("{}\t{:?}\t{}\t{item}", value["id"], read.kind, read.rule);
            for party in &read.parties {
                let state = party.state.map_or("?", State::code);
                println!(
                    "    {state}\t{}",
                    party.institution_in(item).unwrap_or("(the state)")
                );
            }
            println!(
                "    about\t{}",
                read.core.and_then(|at| item.get(at)).unwrap_or("-")
            );
            rows.push(Row {
                title: item.to_owned(),
                parties: BTreeSet::new(),
            });
        }
    }
    speed(&rows, Language::En);
}

fn speed(rows: &[Row], language: Language) {
    let reader = TitleReader::new(language);
    let (mut passes, mut parties, mut fastest) = (0_usize, 0_usize, f64::INFINITY);
    let begun = Instant::now();
    while begun.elapsed().as_secs_f64() < 1.0 && !rows.is_empty() {
        let pass = Instant::now();
        for row in rows {
            parties += reader.read(&row.title).parties.len();
        }
        passes += 1;
        fastest = fastest.min(pass.elapsed().as_secs_f64());
    }
    let rate = (passes * rows.len()) as f64 / begun.elapsed().as_secs_f64();
    let best = rows.len() as f64 / fastest;
    println!(
        "{rate:.0} titles a second on one core, {best:.0} in the fastest of {passes} passes ({parties} parties)"
    );
}
