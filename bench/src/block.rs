//! One reporter's month: its records of all flows, one a key, and the truth beside.
//!
//! The unit of work and of memory. Real bulk files come the same way, reporter by
//! reporter, so the two records of a cell lie far apart. Within a block rows go by
//! commodity, not by partner.

use crate::booking::{Booking, Entry};
use crate::code::Code;
use crate::fate::Fate;
use crate::parcel::Parcel;
use crate::record::{Flow, Record};
use crate::truth::Truth;
use crate::world::World;

/// What makes a row of its own: commodity, flow, partner, second partner.
type Key = (Code, Flow, u16, Option<u16>);

/// The records of a block.
pub(crate) struct Block<'a> {
    world: &'a World<'a>,
    reporter: u16,
    month: i32,
    entries: Vec<(Key, Entry)>,
}

impl<'a> Block<'a> {
    /// Gathers all a reporter has to say about a month.
    pub(crate) fn gather(
        world: &'a World<'a>,
        reporter: u16,
        month: i32,
        truth: &mut dyn FnMut(Truth),
    ) -> Self {
        let mut block = Self {
            world,
            reporter,
            month,
            entries: Vec::new(),
        };
        if month == 0 {
            block.opening(truth);
        }
        block.exports(truth);
        block.onward();
        block.imports();
        block.name_direct();
        block.entries.sort_by_key(|(key, _)| *key);
        block
            .entries
            .dedup_by(|next, kept| next.0 == kept.0 && add(&mut kept.1, &next.1));
        block
    }

    /// The rows, by commodity, flow and partner.
    pub(crate) fn records(&self) -> impl Iterator<Item = Record> {
        self.entries.iter().map(|(key, entry)| self.record(key.1, entry))
    }

    /// What was sent before the first month and is booked in it.
    fn opening(&self, truth: &mut dyn FnMut(Truth)) {
        for to in self.world.places() {
            for parcel in self.world.parcels(self.reporter, to, -1) {
                let fate = Fate::of(&parcel);
                if matches!(fate, Fate::Late) {
                    Booking::of(&parcel, fate).tell(&parcel, truth);
                }
            }
        }
    }

    fn exports(&mut self, truth: &mut dyn FnMut(Truth)) {
        for to in self.world.places() {
            for parcel in self.world.parcels(self.reporter, to, self.month) {
                let booking = Booking::of(&parcel, Fate::of(&parcel));
                booking.tell(&parcel, truth);
                self.export(booking.export);
            }
        }
    }

    /// What a hub publishes about goods that passed it.
    fn onward(&mut self) {
        for parcel in self.world.routed(self.reporter, self.month) {
            let fate = Fate::of(&parcel);
            if matches!(fate, Fate::HubBooked(_)) {
                let onward = Booking::of(&parcel, fate).onward;
                self.export(onward.map(|(_, entry)| entry));
            }
        }
    }

    fn imports(&mut self) {
        for from in self.world.places() {
            for parcel in self.world.parcels(from, self.reporter, self.month - 1) {
                let fate = Fate::of(&parcel);
                if matches!(fate, Fate::Late) {
                    self.import(&parcel, fate);
                }
            }
            for parcel in self.world.parcels(from, self.reporter, self.month) {
                self.import(&parcel, Fate::of(&parcel));
            }
        }
    }

    /// Beside a row that names a country of consignment, the goods that came directly name the
    /// partner itself: a row without a second partner would be the total of both.
    fn name_direct(&mut self) {
        let consigned: std::collections::BTreeSet<(Code, u16)> = self
            .entries
            .iter()
            .filter(|(key, _)| key.1 == Flow::Import && key.3.is_some())
            .map(|(key, _)| (key.0, key.2))
            .collect();
        for (key, entry) in &mut self.entries {
            if key.1 == Flow::Import && key.3.is_none() && consigned.contains(&(key.0, key.2)) {
                key.3 = Some(key.2);
                entry.second = Some(key.2);
            }
        }
    }

    fn export(&mut self, entry: Option<Entry>) {
        if let Some(entry) = entry {
            self.entries
                .push(((entry.code, Flow::Export, entry.partner, None), entry));
            if entry.memo {
                self.entries
                    .push(((entry.code, Flow::ReExport, entry.partner, None), entry));
            }
        }
    }

    fn import(&mut self, parcel: &Parcel, fate: Fate) {
        let entry = Booking::of(parcel, fate).import;
        if let Some(entry) = entry.filter(|entry| entry.month == self.month) {
            self.entries
                .push(((entry.code, Flow::Import, entry.partner, entry.second), entry));
        }
    }

    fn record(&self, flow: Flow, entry: &Entry) -> Record {
        let period = self.world.period(self.month);
        let reporter = self.world.area(self.reporter);
        let import = flow == Flow::Import;
        Record {
            year: period / 100,
            month: period % 100,
            reporter: reporter.code,
            flow,
            partner: self.world.area(entry.partner).code,
            second: entry.second.map_or(0, |place| self.world.area(place).code),
            newer: import && reporter.newer,
            code: entry.code,
            weight: entry.weight,
            cif: import.then_some(entry.value),
            fob: (!import || reporter.both_values).then_some(entry.fob),
            value: entry.value,
            damage: None,
        }
    }
}

/// Adds an entry to another of its key; always true.
fn add(kept: &mut Entry, next: &Entry) -> bool {
    kept.value += next.value;
    kept.fob += next.fob;
    kept.weight += next.weight;
    true
}
