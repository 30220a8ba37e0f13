//! The page of results: a summary, everyone's figures case by case, and the growth.
//!
//! Figures are medians of rounds. Ratios are of one race: to the fastest peer's wall
//! time, and to that peer's memory.

use std::fmt::Write as _;

use super::case::{Case, Table};
use super::child::Cost;
use super::figures::{growth, median};
use super::turns::{Line, Role};

/// What the figures stand on.
pub(crate) struct About {
    pub(crate) machine: String,
    pub(crate) program: String,
    pub(crate) peers: String,
    pub(crate) rounds: u16,
}

impl Line {
    fn median(&self, of: fn(&Cost) -> f64) -> Option<f64> {
        median(self.runs.as_ref().ok()?.iter().map(of))
    }

    /// Median seconds from start to end.
    pub(crate) fn wall(&self) -> Option<f64> {
        self.median(|cost| cost.wall)
    }

    fn cpu(&self) -> Option<f64> {
        self.median(|cost| cost.cpu)
    }

    /// Median peak memory in MiB.
    fn peak(&self) -> Option<f64> {
        self.median(|cost| cost.peak as f64 / 1024.0)
    }
}

impl Table {
    fn of(&self, role: Role) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(move |line| line.role == role)
    }

    fn fastest_peer(&self) -> Option<&Line> {
        let timed = self.of(Role::Peer).filter_map(|line| Some((line, line.wall()?)));
        timed
            .min_by(|one, two| one.1.total_cmp(&two.1))
            .map(|(line, _)| line)
    }
}

impl Case {
    const fn aim(self) -> &'static str {
        match self {
            Self::Csv => "≥ 4, memory ≤ 0.50",
            Self::Parquet => "≥ 3, memory ≤ 0.50",
            Self::Book => "≥ 8",
            Self::Month => "≥ 30",
            Self::Pair => "< 0.050 s",
            Self::Explain => "≥ 1,000,000 cells a second",
        }
    }
}

/// The whole page, as Markdown.
pub(crate) fn page(about: &About, tables: &[Table]) -> String {
    let About {
        machine,
        program,
        peers,
        rounds,
    } = about;
    let mut page = format!(
        "# Results\n\nWritten by `entente-bench run`; bench/README.md says what is measured. Medians of \
         {rounds} rounds, everyone in turn (from 50 million records on: one; a pair alone: 20). Answers are compared in the first round; \
         had two differed, there would be no figures of that case.\n\n\
         - Machine: {machine}\n- Program: {program}\n- Peers: {peers}\n\n\
         ## Summary\n\nTimes faster: the fastest peer's wall time over ours. Memory: our peak over that \
         peer's. Times the floor: our wall time over that of reading the same bytes and decoding \
         the needed columns alone.\n\n"
    );
    push_row(&mut page, &SUMMARY);
    push_row(&mut page, &["---"; SUMMARY.len()]);
    for table in tables {
        for line in table.of(Role::Ours) {
            push_row(&mut page, &summary(table, line));
        }
    }
    for table in tables {
        push_table(&mut page, table);
    }
    push_growth(&mut page, tables);
    page
}

const SUMMARY: [&str; 11] = [
    "case",
    "size",
    "program",
    "s",
    "fastest peer",
    "its s",
    "times faster",
    "memory",
    "to reach",
    "floor s",
    "times the floor",
];

fn summary(table: &Table, line: &Line) -> [String; SUMMARY.len()] {
    let (peer, floor) = (table.fastest_peer(), table.of(Role::Floor).next());
    let floor_wall = floor.and_then(Line::wall);
    [
        table.case.name().to_owned(),
        table.size.clone(),
        line.name.clone(),
        seconds(line.wall()),
        peer.map_or_else(none, |peer| peer.name.clone()),
        seconds(peer.and_then(Line::wall)),
        ratio(peer.and_then(Line::wall), line.wall()),
        ratio(line.peak(), peer.and_then(Line::peak)),
        table.case.aim().to_owned(),
        seconds(floor_wall),
        ratio(line.wall(), floor_wall),
    ]
}

fn push_table(page: &mut String, table: &Table) {
    let (case, size, rows) = (table.case.name(), &table.size, table.rows);
    let _ = write!(page, "\n## {case}, {size}\n\n{rows} rows.");
    for note in &table.notes {
        let _ = write!(page, " {note}");
    }
    page.push_str("\n\n");
    let head = [
        "who",
        "wall s",
        "fastest",
        "slowest",
        "cpu s",
        "peak MiB",
        "wall to entente",
        "memory to entente",
    ];
    push_row(page, &head);
    push_row(page, &["---"; 8]);
    let ours = table.of(Role::Ours).next();
    for line in &table.lines {
        match &line.runs {
            Ok(runs) => push_row(page, &figures(line, runs, ours)),
            Err(why) => push_row(
                page,
                &[&line.name, &why.replace('|', "/"), "", "", "", "", "", ""],
            ),
        }
    }
}

fn figures(line: &Line, runs: &[Cost], ours: Option<&Line>) -> [String; 8] {
    let walls = || runs.iter().map(|cost| cost.wall);
    [
        line.name.clone(),
        seconds(line.wall()),
        seconds(walls().min_by(f64::total_cmp)),
        seconds(walls().max_by(f64::total_cmp)),
        seconds(line.cpu()),
        line.peak().map_or_else(none, |peak| format!("{peak:.0}")),
        ratio(line.wall(), ours.and_then(Line::wall)),
        ratio(line.peak(), ours.and_then(Line::peak)),
    ]
}

/// Exponents of growth of every case that ran at several sizes.
fn push_growth(page: &mut String, tables: &[Table]) {
    page.push_str(
        "\n## Growth with size\n\nThe exponent b of cost = a·rows^b through the medians: 1 is in proportion.\n\n",
    );
    push_row(page, &["case", "who", "sizes", "wall", "memory"]);
    push_row(page, &["---"; 5]);
    let mut seen = Vec::new();
    for table in tables {
        for line in &table.lines {
            let who = (table.case, &line.name);
            if !seen.contains(&who) {
                seen.push(who);
                let row = exponents(tables, table.case, &line.name);
                row.iter().for_each(|row| push_row(page, row));
            }
        }
    }
}

/// `None` of who ran at one size only.
fn exponents(tables: &[Table], case: Case, name: &str) -> Option<[String; 5]> {
    let same: Vec<(&Table, &Line)> = tables
        .iter()
        .filter(|table| table.case == case)
        .flat_map(|table| table.lines.iter().map(move |line| (table, line)))
        .filter(|(_, line)| line.name == name && line.runs.is_ok())
        .collect();
    let through = |of: fn(&Line) -> Option<f64>| {
        let point = |(table, line): &(&Table, &Line)| Some((table.rows as f64, of(line)?));
        let points: Vec<(f64, f64)> = same.iter().filter_map(point).collect();
        growth(&points).map_or_else(none, |exponent| format!("{exponent:.2}"))
    };
    let sizes: Vec<&str> = same.iter().map(|(table, _)| table.size.as_str()).collect();
    (same.len() > 1).then(|| {
        let (wall, peak) = (through(Line::wall), through(Line::peak));
        [
            case.name().to_owned(),
            name.to_owned(),
            sizes.join(", "),
            wall,
            peak,
        ]
    })
}

fn push_row<S: AsRef<str>>(page: &mut String, cells: &[S]) {
    for cell in cells {
        let _ = write!(page, "| {} ", cell.as_ref());
    }
    page.push_str("|\n");
}

fn none() -> String {
    "–".to_owned()
}

fn seconds(value: Option<f64>) -> String {
    value.map_or_else(none, |value| format!("{value:.3}"))
}

fn ratio(value: Option<f64>, to: Option<f64>) -> String {
    value
        .zip(to.filter(|to| *to > 0.0))
        .map_or_else(none, |(value, to)| format!("{:.2}", value / to))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(name: &str, role: Role, walls: &[f64], mib: u64) -> Line {
        let cost = |&wall: &f64| Cost {
            wall,
            cpu: wall * 2.0,
            peak: mib << 10,
        };
        Line {
            name: name.to_owned(),
            role,
            runs: Ok(walls.iter().map(cost).collect()),
            printed: String::new(),
        }
    }

    fn killed(name: &str) -> Line {
        Line {
            runs: Err("killed by signal 9".to_owned()),
            ..line(name, Role::Peer, &[], 0)
        }
    }

    fn table(size: &str, rows: u64, slower: f64, last: Line) -> Table {
        let lines = vec![
            line(
                "entente",
                Role::Ours,
                &[0.3 * slower, 0.1 * slower, 0.2 * slower],
                50,
            ),
            line("floor", Role::Floor, &[0.1 * slower], 5),
            line("DuckDB", Role::Peer, &[1.0 * slower], 200),
            last,
        ];
        Table {
            case: Case::Csv,
            size: size.to_owned(),
            rows,
            lines,
            notes: vec!["A note.".to_owned()],
        }
    }

    #[test]
    fn a_page_shows_ratios_growth_and_who_was_killed() {
        let about = About {
            machine: "2 cores".to_owned(),
            program: "entente 0.1.0".to_owned(),
            peers: "duckdb 2.0.0".to_owned(),
            rounds: 3,
        };
        let polars = line("Polars", Role::Peer, &[0.8], 125);
        let tables = [
            table("1m", 1_000_000, 1.0, polars),
            table("10m", 10_000_000, 10.0, killed("Polars")),
        ];
        assert_eq!(page(&about, &tables), include_str!("report_test.md"));
    }
}
