//! Asking the books.

use entente_trade::{Area, Dataset, Date, Frequency, Observation, Period, Vintage};

use super::entries::SegmentEntry;

/// Which records are wanted; what is `None` is not asked. The default asks for all.
#[derive(Clone, Copy, Debug, Default)]
pub struct Query<'a> {
    /// The state the goods left.
    pub exporter: Option<Area>,
    /// The state the goods entered.
    pub importer: Option<Area>,
    /// Years or months.
    pub frequency: Option<Frequency>,
    /// Periods that begin no earlier than this one.
    pub from: Option<Period>,
    /// Periods that end no later than this one.
    pub to: Option<Period>,
    /// Vintages up to this day, of imports that counted on it.
    pub as_of: Option<Date>,
    /// Datasets.
    pub datasets: Option<&'a [Dataset]>,
    /// Also what counts no more, for who judges that by another time.
    pub withdrawn: bool,
}

/// A record with where it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Number of the import.
    pub import: u32,
    /// Its vintage: the release it tells, else that of the import.
    pub vintage: Vintage,
    /// What was said.
    pub observation: Observation,
}

impl Query<'_> {
    /// Whether a record of an import that counts is wanted.
    pub fn admits(&self, record: &Record) -> bool {
        let observation = &record.observation;
        self.admits_vintage(record.vintage)
            && self.admits_period(observation.period)
            && self.exporter.is_none_or(|area| area == observation.exporter())
            && self.importer.is_none_or(|area| area == observation.importer())
            && self
                .datasets
                .is_none_or(|datasets| datasets.contains(&observation.dataset))
    }

    /// Whether a segment can hold a wanted record.
    pub(super) fn admits_segment(&self, segment: &SegmentEntry) -> bool {
        let summary = &segment.summary;
        self.admits_vintage(segment.vintage)
            && self.admits_period(summary.period)
            && within(self.exporter, summary.exporters)
            && within(self.importer, summary.importers)
            && self.dataset_bits() & summary.datasets != 0
    }

    fn admits_vintage(&self, vintage: Vintage) -> bool {
        self.as_of.is_none_or(|day| vintage.day() <= day)
    }

    fn admits_period(&self, period: Period) -> bool {
        self.frequency
            .is_none_or(|frequency| frequency == period.frequency())
            && self.from.is_none_or(|from| period.months() >= from.months())
            && self.to.is_none_or(|to| last_month(period) <= last_month(to))
    }

    /// Bit *n* for the dataset with index *n*.
    pub(super) fn dataset_bits(&self) -> u32 {
        match self.datasets {
            None => u32::MAX,
            Some(datasets) => datasets
                .iter()
                .fold(0, |bits, dataset| bits | 1 << dataset.index()),
        }
    }
}

/// Months since year 0 of the last month of a period.
fn last_month(period: Period) -> i32 {
    match period.calendar_month() {
        Some(_) => period.months(),
        None => period.months() + 11,
    }
}

fn within(area: Option<Area>, (low, high): (u16, u16)) -> bool {
    area.is_none_or(|area| (low..=high).contains(&area.code()))
}
