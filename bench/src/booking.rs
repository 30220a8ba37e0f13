//! What the two sides, and a hub, write down about a parcel, and the truth about it.
//!
//! The margin planted is the one inside the importer's record as written: a record
//! ten times too high holds a margin ten times too high. Noise is whatever makes the
//! parts add up to the record. Records of one key are summed elsewhere (`block`).

use crate::code::Code;
use crate::draw::Of;
use crate::fate::Fate;
use crate::parcel::{Parcel, millionths, rounded};
use crate::truth::{Cause, Cell, Truth};

/// One side's entry about one parcel.
#[derive(Clone, Copy)]
pub(crate) struct Entry {
    /// Importer in an export entry, exporter in an import entry.
    pub(crate) partner: u16,
    /// The country of consignment.
    pub(crate) second: Option<u16>,
    pub(crate) code: Code,
    pub(crate) month: i32,
    pub(crate) value: i64,
    /// Value at the exporter's border.
    pub(crate) fob: i64,
    pub(crate) weight: i64,
    /// Also written as a re-export.
    pub(crate) memo: bool,
}

/// What all wrote down.
pub(crate) struct Booking {
    pub(crate) export: Option<Entry>,
    pub(crate) import: Option<Entry>,
    /// The hub's own onward export.
    pub(crate) onward: Option<(u16, Entry)>,
    cause: Cause,
    /// The FOB value inside the importer's entry, and the margin on it.
    goods: i64,
    margin: i64,
    via: Option<u16>,
}

impl Booking {
    /// Books a parcel by its fate, or as too small for the importer's threshold.
    pub(crate) fn of(parcel: &Parcel, fate: Fate) -> Self {
        let booking = Self::of_any_size(parcel, fate);
        let limit = i64::from(parcel.world.mixture.reporters.threshold) * 1000;
        let strict = parcel.world.area(parcel.to).threshold;
        match booking.import {
            Some(entry) if strict && entry.value < limit => Self::too_small(parcel, fate),
            _ => booking,
        }
    }

    /// The importer does not record it; an exporter that would not have either still does not.
    fn too_small(parcel: &Parcel, fate: Fate) -> Self {
        let mut booking = Self::of_any_size(parcel, Fate::TooSmall);
        if matches!(fate, Fate::ImportOnly | Fate::OutOfScope { exporter: true, .. }) {
            booking.export = None;
        }
        booking
    }

    fn of_any_size(parcel: &Parcel, fate: Fate) -> Self {
        let value = parcel.value();
        let weight = parcel.weight(value);
        let goods = declared(value, fate);
        let margin = millionths(goods, parcel.margin());
        let (cause, via) = cause(fate);
        let export = exported(fate).then(|| export(parcel, fate, value, weight));
        let import = imported(fate).then(|| import(parcel, fate, (goods, margin), weight));
        let onward = onward(parcel, fate, value, weight);
        Self {
            export,
            import,
            onward,
            cause,
            goods,
            margin,
            via,
        }
    }

    /// The truth about every cell the parcel touches, to the thousandth.
    pub(crate) fn tell(&self, parcel: &Parcel, tell: &mut dyn FnMut(Truth)) {
        let sent = self
            .export
            .map(|entry| (cell(parcel.from, entry.partner, entry), entry.value));
        let got = self
            .import
            .map(|entry| (cell(entry.partner, parcel.to, entry), entry.value));
        let mut say = |cell, cause, amount, via| {
            tell(Truth {
                cell,
                cause,
                amount,
                via,
            })
        };
        let beyond = self.via.map(|_| parcel.to);
        match (sent, got) {
            (Some((one, value)), Some((other, _))) if one == other => {
                say(one, self.cause, self.goods - value, None);
            }
            _ => {
                sent.inspect(|&(cell, value)| say(cell, self.cause, -value, beyond));
                got.inspect(|&(cell, _)| say(cell, self.cause, self.goods, self.via));
            }
        }
        if let Some((cell, value)) = got {
            say(cell, Cause::CifFob, self.margin, None);
            say(cell, Cause::Noise, value - self.goods - self.margin, None);
        }
        if let Some((hub, entry)) = self.onward {
            say(
                cell(hub, entry.partner, entry),
                Cause::ReExport,
                -entry.value,
                Some(parcel.from),
            );
        }
    }
}

const fn cell(from: u16, to: u16, entry: Entry) -> Cell {
    Cell {
        from,
        to,
        code: entry.code,
        month: entry.month,
    }
}

/// The FOB value the importer's declaration stands on.
fn declared(value: i64, fate: Fate) -> i64 {
    match fate {
        Fate::Undervalued(share) => millionths(value, share),
        Fate::ImporterError(times) => value * times,
        _ => value,
    }
}

const fn cause(fate: Fate) -> (Cause, Option<u16>) {
    match fate {
        Fate::Plain => (Cause::Noise, None),
        Fate::OutOfScope { .. } => (Cause::Scope, None),
        Fate::Hidden(_) => (Cause::Confidential, None),
        Fate::Recoded(_) => (Cause::HsEdition, None),
        Fate::Undervalued(_) => (Cause::Undervaluation, None),
        Fate::ExporterError(_) | Fate::ImporterError(_) => (Cause::ValueError, None),
        Fate::ExportOnly | Fate::ImportOnly => (Cause::OneSided, None),
        Fate::Misclassified(_) => (Cause::Misclassification, None),
        Fate::Late => (Cause::Timing, None),
        Fate::HubBooked(hub) | Fate::Consigned(hub) => (Cause::Indirect, Some(hub)),
        Fate::ReExported => (Cause::ReExport, None),
        Fate::TooSmall => (Cause::Threshold, None),
    }
}

const fn exported(fate: Fate) -> bool {
    match fate {
        Fate::ImportOnly | Fate::Consigned(_) => false,
        Fate::OutOfScope { exporter, .. } => !exporter,
        _ => true,
    }
}

const fn imported(fate: Fate) -> bool {
    match fate {
        Fate::ExportOnly | Fate::ReExported | Fate::TooSmall => false,
        Fate::OutOfScope { importer, .. } => !importer,
        _ => true,
    }
}

fn export(parcel: &Parcel, fate: Fate, value: i64, weight: i64) -> Entry {
    let value = match fate {
        Fate::ExporterError(times) => value * times,
        _ => value,
    };
    Entry {
        partner: match fate {
            Fate::HubBooked(hub) => hub,
            _ => parcel.to,
        },
        second: None,
        code: parcel.good.code,
        month: parcel.month,
        value,
        fob: value,
        weight,
        memo: matches!(fate, Fate::ReExported),
    }
}

fn import(parcel: &Parcel, fate: Fate, (goods, margin): (i64, i64), weight: i64) -> Entry {
    let noise = &parcel.world.mixture.noise;
    let drift = libm::exp(noise.value * parcel.dice.bell(Of::ValueNoise));
    let scale = libm::exp(noise.weight * parcel.dice.bell(Of::WeightNoise));
    let code = match fate {
        Fate::Hidden(code) | Fate::Recoded(code) | Fate::Misclassified(code) => code,
        _ => parcel.good.code,
    };
    let second = match fate {
        Fate::Consigned(hub) => Some(hub),
        _ => None,
    };
    Entry {
        partner: parcel.from,
        second,
        code,
        month: parcel.month + i32::from(matches!(fate, Fate::Late)),
        value: rounded((goods + margin) as f64 * drift),
        fob: rounded(goods as f64 * drift),
        weight: rounded(weight as f64 * scale).max(1),
        memo: false,
    }
}

/// What a hub publishes about goods that only passed it.
fn onward(parcel: &Parcel, fate: Fate, value: i64, weight: i64) -> Option<(u16, Entry)> {
    let Fate::HubBooked(hub) = fate else { return None };
    let entry = Entry {
        partner: parcel.to,
        memo: true,
        ..export(parcel, fate, value, weight)
    };
    let publishes = parcel.dice.share(Of::HubPublishes) < parcel.world.mixture.hubs.publishes;
    publishes.then_some((hub, entry))
}
