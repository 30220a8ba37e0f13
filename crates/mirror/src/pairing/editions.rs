//! Codes that a source tells again in another edition of the Harmonised System.
//!
//! Editions of one source and period are alternatives, not parts: where goods
//! are told under the code they had and under the one they have now, the newer
//! telling counts. Only such codes give way; codes the newer telling has nothing
//! instead of stay as they were. The same code in two editions is no matter of
//! this file, and nothing is converted here.

use std::collections::{BTreeMap, BTreeSet};

use entente_trade::{Commodity, Edition, Level, Period, hs};

use super::rows::{Part, part, stated};
use super::statement::{Placed, Source};
use crate::store::Record;

type Codes = BTreeSet<(Part, u32)>;

/// The edition that speaks for a source and period told in several, and what is told in it.
struct Speaker {
    edition: Edition,
    told: Codes,
    /// By edition, the codes that what is told had in it before.
    former: BTreeMap<Edition, Codes>,
}

/// Takes out what the newest import's newest edition tells again under other codes.
pub(super) fn drop_superseded(records: &mut Vec<Placed<'_>>) {
    let mut speakers = speakers(records);
    if speakers.is_empty() {
        return;
    }
    records.retain(|((source, period, commodity), record)| {
        let speaker = speakers.get_mut(&(*source, *period));
        !is_code(*commodity) || speaker.is_none_or(|speaker| !speaker.tells_again(record))
    });
}

fn is_code(commodity: Commodity) -> bool {
    commodity.level() == Level::Hs6 && !commodity.is_unspecified()
}

/// A speaker for every source and period whose codes are told in several editions.
fn speakers(records: &[Placed<'_>]) -> BTreeMap<(Source, Period), Speaker> {
    let place = |one: &Placed<'_>| (one.0.0, one.0.1);
    let periods = records.chunk_by(|one, other| place(one) == place(other));
    periods
        .filter_map(|told| Some((place(&told[0]), speaker(told)?)))
        .collect()
}

/// Who speaks among the records of a source and period, if their codes are of several editions.
fn speaker(records: &[Placed<'_>]) -> Option<Speaker> {
    let codes = || {
        records
            .iter()
            .filter(|((_, _, commodity), _)| is_code(*commodity))
    };
    let editions = || codes().filter_map(|(_, record)| Some((record, stated(record)?)));
    let (_, first) = editions().next()?;
    if editions().all(|(_, edition)| edition == first) {
        return None;
    }
    let ages = editions().map(|(record, edition)| ((record.vintage, record.import), edition));
    let (_, edition) = ages.max()?;
    let own = codes().filter(|(_, record)| stated(record) == Some(edition));
    let told = own.map(|((_, _, commodity), one)| (part(&one.observation), commodity.number()));
    Some(Speaker {
        edition,
        told: told.collect(),
        former: BTreeMap::new(),
    })
}

impl Speaker {
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
