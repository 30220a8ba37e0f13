//! Codes that a source tells again in another edition of the Harmonised System.
//!
//! Editions of one source and period are alternatives, not parts: where goods
//! are told under the code they had and under the one they have now, the newer
//! telling counts. Only such codes give way; codes the newer telling has nothing
//! instead of stay as they were. The same code in two editions is no matter of
//! this file, and nothing is converted here.

use std::collections::{BTreeMap, BTreeSet};

use entente_trade::{Commodity, Edition, Level, Period, Vintage, hs};

use super::rows::{Part, part, stated};
use super::statement::{Cells, Source};
use crate::store::Record;

type Codes = BTreeSet<(Part, u32)>;

/// The edition that speaks for a source and period told in several, and what is told in it.
struct Speaker {
    age: (Vintage, u32),
    edition: Edition,
    told: Codes,
    /// By edition, the codes that what is told had in it before.
    former: BTreeMap<Edition, Codes>,
}

/// Takes out what the newest import's newest edition tells again under other codes.
pub(super) fn drop_superseded(cells: &mut Cells<'_>) {
    let mut speakers = speakers(cells);
    if speakers.is_empty() {
        return;
    }
    cells.retain(|((source, period, commodity), record)| {
        let speaker = speakers.get_mut(&(*source, *period));
        !speaker.is_some_and(|speaker| is_code(*commodity) && speaker.tells_again(record))
    });
}

/// Whether the codes of any source and period are told in several editions.
fn are_several(cells: &Cells<'_>) -> bool {
    let mut codes = cells.iter().filter(|(key, _)| is_code(key.2));
    let mut known = None;
    codes.any(|((source, period, _), record)| {
        stated(record).is_some_and(|edition| {
            let here = (*source, *period);
            let before = known.replace((here, edition));
            before.is_some_and(|(place, other)| place == here && other != edition)
        })
    })
}

fn is_code(commodity: Commodity) -> bool {
    commodity.level() == Level::Hs6 && !commodity.is_unspecified()
}

/// A speaker for every source and period whose codes are told in several editions.
fn speakers(cells: &Cells<'_>) -> BTreeMap<(Source, Period), Speaker> {
    let mut speakers: BTreeMap<(Source, Period), Speaker> = BTreeMap::new();
    if !are_several(cells) {
        return speakers;
    }
    let mut several = BTreeSet::new();
    for ((source, period, _), record) in cells.iter().filter(|(key, _)| is_code(key.2)) {
        let Some(edition) = stated(record) else { continue };
        let age = (record.vintage, record.import);
        let speaker = speakers
            .entry((*source, *period))
            .or_insert_with(|| Speaker::new(age, edition));
        if speaker.edition != edition {
            several.insert((*source, *period));
        }
        if (age, edition) > (speaker.age, speaker.edition) {
            (speaker.age, speaker.edition) = (age, edition);
        }
    }
    speakers.retain(|key, _| several.contains(key));
    for ((source, period, commodity), record) in cells.iter().filter(|(key, _)| is_code(key.2)) {
        let speaker = speakers.get_mut(&(*source, *period));
        if let Some(speaker) = speaker.filter(|speaker| stated(record) == Some(speaker.edition)) {
            speaker
                .told
                .insert((part(&record.observation), commodity.number()));
        }
    }
    speakers
}

impl Speaker {
    fn new(age: (Vintage, u32), edition: Edition) -> Self {
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
