//! How the exchange shows its things to people: hashes in groups, moments as days and times, releases
//! by the words people call them.

use entente_exchange::digest::Digest;
use entente_exchange::history::{History, Revision};
use jiff::Timestamp;

use crate::failure::Failure;

/// The digits of a hash in groups of eight, to be read out over a telephone.
pub(super) fn grouped(digest: Digest) -> String {
    let digits: Vec<char> = digest.to_string().chars().collect();
    let groups: Vec<String> = digits.chunks(8).map(|group| group.iter().collect()).collect();
    groups.join(" ")
}

/// A moment in UTC.
pub(super) fn moment(time: u64) -> String {
    let moment = i64::try_from(time)
        .ok()
        .and_then(|time| Timestamp::from_second(time).ok());
    moment.map_or_else(
        || "?".to_owned(),
        |moment| moment.strftime("%Y-%m-%d %H:%M").to_string(),
    )
}

/// A text of the partner's on one line, without anything a terminal would obey.
pub(super) fn plain(text: &str) -> String {
    let shown = |letter: char| {
        if letter.is_control() || is_unseen(letter) {
            '\u{fffd}'
        } else {
            letter
        }
    };
    text.chars().map(shown).collect()
}

/// Marks that turn or hide what stands beside them.
fn is_unseen(letter: char) -> bool {
    matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// The release that is named: by its entry, or by dataflow and period, then the last of them that can
/// stand, else the last.
pub(super) fn named<'h>(history: &'h History, name: &str) -> Result<&'h Revision, Failure> {
    let mut all = history.releases().values().flatten();
    let found = match (name.trim_start_matches('#').parse::<u64>(), name.split_once('/')) {
        (Ok(seq), _) => all.find(|one| one.place.seq == seq),
        (_, Some((dataflow, period))) => {
            let key = (dataflow.to_owned(), period.to_owned());
            let revisions = history.revisions(&key);
            let last = revisions.iter().rfind(|one| one.fault.is_none());
            last.or(revisions.last())
        }
        _ => None,
    };
    found.ok_or_else(|| {
        let known: Vec<String> = history
            .releases()
            .keys()
            .map(|(flow, period)| format!("{flow}/{period}"))
            .collect();
        let known = if known.is_empty() {
            "there is none yet".to_owned()
        } else {
            known.join(", ")
        };
        Failure::usage(format!("found no release {name} in {}", history.origin))
            .hint(format!("releases: {known}"))
    })
}
