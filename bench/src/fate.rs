//! What becomes of a parcel on its way into the two reports.
//!
//! A parcel has one fate. What a reporter always does (scope, hidden goods, edition,
//! undervalued flows) goes before what happens to single cells; the threshold goes
//! last and is decided where the recorded value is known (`booking`).

use std::ops::Range;

use crate::code::Code;
use crate::draw::Of;
use crate::good::Good;
use crate::parcel::Parcel;

/// The fates.
#[derive(Clone, Copy)]
pub(crate) enum Fate {
    /// Both sides record it well.
    Plain,
    /// The exporter's methodology leaves it out, or the importer's, or both.
    OutOfScope { exporter: bool, importer: bool },
    /// The importer shows it under a residual code.
    Hidden(Code),
    /// The importer's edition has another code for it.
    Recoded(Code),
    /// The importer records this share of its value, in millionths.
    Undervalued(i64),
    /// The exporter's value is this many times too high.
    ExporterError(i64),
    /// The importer's value is this many times too high.
    ImporterError(i64),
    /// Only the exporter records it.
    ExportOnly,
    /// Only the importer records it.
    ImportOnly,
    /// The importer books another code.
    Misclassified(Code),
    /// The importer books it a month later.
    Late,
    /// The exporter books it to a hub.
    HubBooked(u16),
    /// The importer names the hub; the exporter books nothing.
    Consigned(u16),
    /// Foreign goods; the importer books another origin.
    ReExported,
    /// Below the importer's threshold.
    TooSmall,
}

impl Fate {
    /// Decides.
    pub(crate) fn of(parcel: &Parcel) -> Self {
        out_of_scope(parcel)
            .or_else(|| hidden(parcel))
            .or_else(|| recoded(parcel))
            .or_else(|| undervalued(parcel))
            .unwrap_or_else(|| drawn(parcel))
    }
}

fn out_of_scope(parcel: &Parcel) -> Option<Fate> {
    let left_out = |place| parcel.good.excluded && parcel.world.area(place).excluding;
    let (exporter, importer) = (left_out(parcel.from), left_out(parcel.to));
    (exporter || importer).then_some(Fate::OutOfScope { exporter, importer })
}

fn hidden(parcel: &Parcel) -> Option<Fate> {
    let importer = parcel.world.area(parcel.to);
    let dice = parcel
        .world
        .dice
        .at(importer.code.into())
        .at(parcel.good.code.number());
    let digits = parcel.world.digits;
    let code = match importer.hides_in_one {
        true => Code::unspecified(digits),
        false => parcel.good.code.residual(digits),
    };
    let share = parcel.world.mixture.flows.hidden_goods;
    (dice.share(Of::Hidden) < share).then_some(Fate::Hidden(code))
}

fn recoded(parcel: &Parcel) -> Option<Fate> {
    let newer = parcel.world.area(parcel.to).newer;
    if !newer || parcel.good.targets.is_empty() {
        return None;
    }
    let mut point = parcel.dice.below(Of::Recoded, 1_000_000) as u32;
    let target = parcel.good.targets.iter().find(|(_, weight)| {
        let here = point < *weight;
        point = point.saturating_sub(*weight);
        here
    });
    target
        .map(|&(code, _)| code)
        .filter(|&code| code != parcel.good.code)
        .map(Fate::Recoded)
}

fn undervalued(parcel: &Parcel) -> Option<Fate> {
    let flows = &parcel.world.mixture.flows;
    let width = flows.undervalued_high - flows.undervalued_low;
    let share = flows.undervalued_low + width * parcel.flow.share(Of::UndervaluedBy);
    let millionths = crate::parcel::rounded(share * 1e6);
    (parcel.flow.share(Of::Undervalued) < flows.undervalued).then_some(Fate::Undervalued(millionths))
}

/// What happens to single cells, by one draw.
fn drawn(parcel: &Parcel) -> Fate {
    let cells = &parcel.world.mixture.cells;
    let mut point = parcel.dice.share(Of::Fate);
    let mut falls = |share: f64| {
        let here = point >= 0.0 && point < share;
        point -= share;
        here
    };
    if falls(cells.value_error) {
        return value_error(parcel);
    }
    if falls(cells.one_sided) {
        return if odd(parcel) {
            Fate::ExportOnly
        } else {
            Fate::ImportOnly
        };
    }
    if falls(cells.misclassified) {
        return confused(parcel).map_or(Fate::Plain, Fate::Misclassified);
    }
    if falls(cells.late) {
        return Fate::Late;
    }
    if falls(cells.hub_booked) {
        return hub(parcel).map_or(Fate::Plain, Fate::HubBooked);
    }
    if falls(cells.consigned) {
        return hub(parcel).map_or(Fate::Plain, Fate::Consigned);
    }
    if falls(cells.re_exported) {
        Fate::ReExported
    } else {
        Fate::Plain
    }
}

fn odd(parcel: &Parcel) -> bool {
    parcel.dice.below(Of::FateDetail, 2) == 1
}

fn value_error(parcel: &Parcel) -> Fate {
    match parcel.dice.below(Of::FateDetail, 4) {
        0 => Fate::ExporterError(10),
        1 => Fate::ExporterError(100),
        2 => Fate::ImporterError(10),
        _ => Fate::ImporterError(100),
    }
}

/// The pair's hub, unless the hub leaves such goods out.
fn hub(parcel: &Parcel) -> Option<u16> {
    let leaves_out = |hub: &u16| parcel.good.excluded && parcel.world.area(*hub).excluding;
    parcel.pair.hub.filter(|hub| !leaves_out(hub))
}

/// The code an importer takes a commodity for, always the same: mostly a sibling of
/// the heading, else one at most three codes away in the chapter.
fn confused(parcel: &Parcel) -> Option<Code> {
    let importer = parcel.world.area(parcel.to);
    let dice = parcel
        .world
        .dice
        .at(importer.code.into())
        .at(parcel.good.code.number());
    let at = usize::from(parcel.place);
    let sibling = |good: &Good| good.code.heading() == parcel.good.code.heading();
    let siblings = confusable(parcel, at.saturating_sub(8)..at + 9, sibling);
    let near = confusable(parcel, at.saturating_sub(3)..at + 4, |_| true);
    let first = near.is_empty() || dice.share(Of::Confused) < 0.7;
    let choice = if first && !siblings.is_empty() {
        siblings
    } else {
        near
    };
    choice
        .get(dice.below(Of::Place, choice.len() as u64) as usize)
        .copied()
}

/// Other codes of the chapter that the importer's edition has, by places and a test.
fn confusable(parcel: &Parcel, places: Range<usize>, fits: impl Fn(&Good) -> bool) -> Vec<Code> {
    let goods = &parcel.world.goods;
    let newer = parcel.world.area(parcel.to).newer;
    let code = parcel.good.code;
    let other = |good: &&Good| good.code != code && good.code.chapter() == code.chapter();
    let kept = |good: &&Good| !good.excluded && (!newer || good.targets.is_empty());
    let here = goods[places.start..places.end.min(goods.len())].iter();
    here.filter(other)
        .filter(kept)
        .filter(|good| fits(good))
        .map(|good| good.code)
        .collect()
}
