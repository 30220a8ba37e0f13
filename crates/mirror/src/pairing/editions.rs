//! Codes that a source tells again in another edition of the Harmonised System.
//!
//! Editions of one source and period are alternatives, not parts: where goods
//! are told under the code they had and under the one they have now, the newer
//! telling counts. Only such codes give way; codes the newer telling has nothing
//! instead of stay as they were. The same code in two editions is no matter of
//! this file, and nothing is converted here.

use std::collections::{BTreeMap, BTreeSet};

use entente_trade::{Commodity, Date, Edition, Level, Period, hs};

use super::rows::{Part, part, stated};
use super::statement::Source;
use crate::store::Record;

type Cells<'a> = BTreeMap<(Source, Period, Commodity), Vec<&'a Record>>;
type Codes = BTreeSet<(Part, u32)>;

/// The edition that speaks for a source and period told in several, and what is told in it.
struct Speaker {
    age: (Date, u32),
    edition: Edition,
    told: Codes,
    /// By edition, the codes that what is told had in it before.
    former: BTreeMap<Edition, Codes>,
}

/// Takes out what the newest import's newest edition tells again under other codes.
pub(super) fn drop_superseded(cells: &mut Cells<'_>) {
    let mut speakers = speakers(cells);
    for (&(source, period, commodity), records) in cells {
        let Some(speaker) = speakers.get_mut(&(source, period)) else {
            continue;
        };
        if is_code(commodity) {
            records.retain(|record| !speaker.tells_again(record));
        }
    }
}

fn is_code(commodity: Commodity) -> bool {
    commodity.level() == Level::Hs6 && !commodity.is_unspecified()
}

/// A speaker for every source and period whose codes are told in several editions.
fn speakers(cells: &Cells<'_>) -> BTreeMap<(Source, Period), Speaker> {
    let mut speakers: BTreeMap<(Source, Period), Speaker> = BTreeMap::new();
    let mut several = BTreeSet::new();
    for (&(source, period, _), records) in cells.iter().filter(|(key, _)| is_code(key.2)) {
        for record in records {
            let Some(edition) = stated(record) else { continue };
            let age = (record.vintage, record.import);
            let speaker = speakers
                .entry((source, period))
                .or_insert_with(|| Speaker::new(age, edition));
            if speaker.edition != edition {
                several.insert((source, period));
            }
            if (age, edition) > (speaker.age, speaker.edition) {
                (speaker.age, speaker.edition) = (age, edition);
            }
        }
    }
    speakers.retain(|key, _| several.contains(key));
    for (&(source, period, commodity), records) in cells.iter().filter(|(key, _)| is_code(key.2)) {
        let Some(speaker) = speakers.get_mut(&(source, period)) else {
            continue;
        };
        let own = records
            .iter()
            .filter(|record| stated(record) == Some(speaker.edition));
        let told: Vec<(Part, u32)> = own
            .map(|one| (part(&one.observation), commodity.number()))
            .collect();
        speaker.told.extend(told);
    }
    speakers
}

impl Speaker {
    fn new(age: (Date, u32), edition: Edition) -> Self {
        Self {
            age,
            edition,
            told: Codes::new(),
            former: BTreeMap::new(),
        }
    }

    /// Whether a record in another edition is told again, and not under its own code.
    fn tells_again(&mut self, record: &Record) -> bool {
        let (part, code) = (part(&record.observation), record.observation.commodity.number());
        let Some(other) = stated(record).filter(|&other| other != self.edition) else {
            return false;
        };
        if self.told.contains(&(part, code)) {
            return false;
        }
        if other < self.edition {
            let (told, edition) = (&self.told, self.edition);
            let former = self.former.entry(other);
            let former = former.or_insert_with(|| {
                let codes = told.iter().flat_map(|&(part, code)| {
                    let before = older_codes(code, edition, other);
                    before.into_iter().map(move |code| (part, code))
                });
                codes.collect()
            });
            former.contains(&(part, code))
        } else {
            let older = older_codes(code, other, self.edition);
            older.into_iter().any(|older| self.told.contains(&(part, older)))
        }
    }
}

/// The codes that what a code holds had in an older edition; none without the tables.
fn older_codes(code: u32, newer: Edition, older: Edition) -> Vec<u32> {
    let path: Vec<u8> = (older.index()..=newer.index()).rev().collect();
    let chain = hs::Conversion::chain(&path);
    let targets = chain.map(|chain| chain.targets(code)).unwrap_or_default();
    targets.into_iter().map(|(code, _)| code).collect()
}
