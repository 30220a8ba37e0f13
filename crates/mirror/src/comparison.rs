//! The comparison of a pair out of a home's books: what `mirror` and `explain` show.
//!
//! It asks the books for the pair's records, and for the explanation also for
//! those of third countries, and hands them to pairing and decomposition. What
//! is estimated is estimated on everything the books hold; the periods asked for
//! only choose among the rows. It prints nothing.

mod ahead;
mod all_pairs;
mod between;
mod hubs;

pub use all_pairs::{AllPairs, Exports, Worker};

use std::collections::{BTreeMap, BTreeSet};

use entente_trade::{Area, Dataset, Date, Finding, Frequency, Level, Period, Side};

use crate::coverage::Coverage;
use crate::explain::{self, Broad, Habits, Learned, MarginRule, PairCells, RowKey, Transfer};
use crate::pairing::months::Months;
use crate::pairing::{self, MirrorRow, MissingRate, Paired, Rates, Request};
use crate::store::{Book, Home, Query, Record, StoreError};

/// What is asked of a pair.
#[derive(Clone, Debug)]
pub struct Question {
    /// The state the goods left.
    pub exporter: Area,
    /// The state the goods entered.
    pub importer: Area,
    /// Frequency and level of the rows.
    pub key: RowKey,
    /// First period, inclusive.
    pub from: Option<Period>,
    /// Last period, inclusive.
    pub to: Option<Period>,
    /// Vintages up to this day.
    pub as_of: Option<Date>,
    /// Only these datasets; all when empty.
    pub datasets: Vec<Dataset>,
}

impl Question {
    /// The span it asks for: a year asked for by one of its months is the whole year.
    fn whole_span(&self) -> [Option<Period>; 2] {
        let annual = self.key.frequency == Frequency::Annual;
        let whole = |period: Period| if annual { period.whole_year() } else { period };
        [self.from, self.to].map(|end| end.map(whole))
    }

    /// The same question of all periods.
    fn of_all_periods(&self) -> Self {
        Self {
            from: None,
            to: None,
            ..self.clone()
        }
    }

    /// The same question, of years from one earlier to one later: whether a side begins or ceases to
    /// report within a year shows in those beside it.
    fn with_years_around(&self) -> Self {
        let beside = |end: Option<Period>, years: i32| match self.key.frequency {
            // Beside the first and the last year there is there is none.
            Frequency::Annual => end.and_then(|end| end.whole_year().plus(years)),
            Frequency::Monthly => end,
        };
        Self {
            from: beside(self.from, -1),
            to: beside(self.to, 1),
            ..self.clone()
        }
    }

    /// The same question from one period earlier on: growth needs the period before.
    #[must_use]
    pub fn with_period_before(self) -> Self {
        let first = self.from.map(|from| match self.key.frequency {
            Frequency::Annual => from.whole_year(),
            Frequency::Monthly => from.first_month(),
        });
        Self {
            // The first period there is has none before it.
            from: first.and_then(|first| first.plus(-1)),
            ..self
        }
    }

    /// Whether a period is asked for.
    pub fn admits(&self, period: Period) -> bool {
        let request = Request {
            from: self.from,
            to: self.to,
            ..Request::new(self.exporter, self.importer, self.key.frequency)
        };
        request.admits(period)
    }
}

/// Who tells of so many partners in a period and not of one has no trade with that one to tell.
const MANY: u32 = 10;

/// A book with what is known about how areas report.
pub struct Comparison {
    book: Book,
    rules: Rules,
}

/// One side's report of a direction, paired with nothing.
pub struct Told {
    /// All goods together.
    pub totals: Paired,
    /// The goods, at the level asked for where they are told.
    pub details: Paired,
}

/// What records are paired and explained by.
struct Rules {
    rates: Rates,
    coverage: BTreeMap<Area, Coverage>,
    margin: MarginRule,
}

impl Rules {
    /// Pairs the records of the request's pair by the habits of its sides.
    fn pair(&self, request: Request, records: &[Record], broad: &Broad) -> Paired {
        let beside = beside(&request, broad);
        pairing::pair_beside(&self.with_habits(request), records, &self.rates, &beside)
    }

    /// The same, without where the figures come from.
    fn cells(&self, request: Request, records: &[Record], broad: &Broad) -> (PairCells, Vec<MissingRate>) {
        let beside = beside(&request, broad);
        let request = self.with_habits(request);
        pairing::cells(&request, records, &self.rates, &beside)
    }

    fn with_habits(&self, request: Request) -> Request {
        let habits = [self.exporter(request.exporter), self.importer(request.importer)];
        Request { habits, ..request }
    }

    fn exporter(&self, area: Area) -> Habits {
        self.coverage
            .get(&area)
            .map_or_else(Habits::exporter, Coverage::exporter)
    }

    fn importer(&self, area: Area) -> Habits {
        self.coverage
            .get(&area)
            .map_or_else(Habits::importer, Coverage::importer)
    }
}

/// In which months a dataset tells a side of a request's pair of others.
fn beside<'a>(request: &Request, broad: &'a Broad) -> impl Fn(Side, Dataset, Period) -> Months + use<'a> {
    let pair = [request.exporter, request.importer];
    move |side, dataset, year| broad.months(pair, (side, dataset), year)
}

impl Comparison {
    /// Opens a home's books.
    ///
    /// # Errors
    /// What the ledger refuses.
    pub fn open(
        home: &Home,
        rates: Rates,
        coverage: Vec<Coverage>,
        margin: MarginRule,
    ) -> Result<Self, StoreError> {
        let coverage = coverage
            .into_iter()
            .map(|coverage| (coverage.area, coverage))
            .collect();
        Ok(Self {
            book: home.book()?,
            rules: Rules {
                rates,
                coverage,
                margin,
            },
        })
    }

    /// Both reports of a pair, paired.
    ///
    /// # Errors
    /// What the disk or a damaged book refuses.
    pub fn paired(&self, question: &Question) -> Result<Paired, StoreError> {
        let (exporter, importer) = (question.exporter, question.importer);
        let around = question.with_years_around();
        let mut records = self.records(&around, Some(exporter), Some(importer))?;
        records.append(&mut self.years_beside(question)?);
        let mut paired = self.pair_of(question, &records)?;
        paired.keep(|period| question.admits(period));
        Ok(paired)
    }

    /// What a pair tells of whole years where months are asked for: it answers nothing, and is no
    /// silence.
    fn years_beside(&self, question: &Question) -> Result<Vec<Record>, StoreError> {
        if question.key.frequency == Frequency::Annual {
            return Ok(Vec::new());
        }
        let span = [question.from, question.to].map(|end| end.map(Period::whole_year));
        self.book.records(&Query {
            exporter: Some(question.exporter),
            importer: Some(question.importer),
            frequency: Some(Frequency::Annual),
            ..Self::query(question, span)
        })
    }

    /// As [`Self::paired`], of the pair's records. The silence of a side that tells of many other
    /// partners is no trade.
    fn pair_of(&self, question: &Question, records: &[Record]) -> Result<Paired, StoreError> {
        let sides = [
            (Side::Export, question.exporter),
            (Side::Import, question.importer),
        ];
        let mut paired = self.pair(question, records, &Broad::default());
        let left_out = paired.cells.left_out.iter().map(|month| month.whole_year());
        let mut years: BTreeSet<Period> = left_out.collect();
        years.extend(sides.iter().flat_map(|(side, _)| paired.silent_years(*side)));
        let (Some(&first), Some(&last)) = (years.first(), years.last()) else {
            return Ok(paired);
        };
        let doubtful = Self::query(question, [Some(first), Some(last)]);
        let mut broad = Broad::default();
        for (_, state) in sides {
            broad.join(self.book.broad(&doubtful, Some(state), MANY)?);
        }
        if broad.has_months() {
            paired = self.pair(question, records, &broad);
        }
        for (side, state) in sides {
            let silent = paired.silent_years(side);
            paired.none_told(side, &silent, |period| broad.of(state, side, period));
        }
        Ok(paired)
    }

    /// The first vintage of either side's reports of what is asked, on whatever day it is asked.
    ///
    /// # Errors
    /// As [`Self::paired`].
    pub fn first_vintage(&self, question: &Question) -> Result<Option<Date>, StoreError> {
        let of_any_day = Question {
            as_of: None,
            ..question.clone()
        };
        let records = self.book.records(&Query {
            exporter: Some(question.exporter),
            importer: Some(question.importer),
            withdrawn: true,
            ..Self::query(&of_any_day, of_any_day.whole_span())
        })?;
        Ok(records.iter().map(|record| record.vintage.day()).min())
    }

    /// The years and months either side reports, those that are not asked for included.
    ///
    /// # Errors
    /// As [`Self::paired`].
    pub fn periods(&self, question: &Question) -> Result<BTreeSet<Period>, StoreError> {
        let records = self.book.records(&Query {
            exporter: Some(question.exporter),
            importer: Some(question.importer),
            frequency: None,
            ..Self::query(question, [None, None])
        })?;
        Ok(records.iter().map(|record| record.observation.period).collect())
    }

    /// The datasets that tell anything of a pair, those that are not asked for included.
    ///
    /// # Errors
    /// As [`Self::paired`].
    pub fn sources(&self, question: &Question) -> Result<BTreeSet<Dataset>, StoreError> {
        let records = self.book.records(&Query {
            exporter: Some(question.exporter),
            importer: Some(question.importer),
            as_of: question.as_of,
            ..Query::default()
        })?;
        Ok(records.iter().map(|record| record.observation.dataset).collect())
    }

    /// What one side of a pair tells, whatever the other does: its totals, and the details of the
    /// level asked for. A source that tells details of some goods may be chosen for these, and
    /// never for a total that another source tells.
    ///
    /// # Errors
    /// As [`Self::paired`].
    pub fn told_by(&self, side: Side, question: &Question) -> Result<Told, StoreError> {
        let (exporter, importer) = (question.exporter, question.importer);
        let mut records = self.records(question, Some(exporter), Some(importer))?;
        records.retain(|record| record.observation.flow.side() == side);
        let key = RowKey {
            level: Level::Total,
            ..question.key
        };
        let of_totals = Question {
            key,
            ..question.clone()
        };
        Ok(Told {
            totals: self.pair(&of_totals, &records, &Broad::default()),
            details: self.pair(question, &records, &Broad::default()),
        })
    }

    /// The mirror table of a pair.
    ///
    /// # Errors
    /// As [`Self::paired`].
    pub fn mirror(&self, question: &Question) -> Result<Vec<MirrorRow>, StoreError> {
        Ok(pairing::mirror_rows(&self.paired(question)?, question.key))
    }

    /// The decomposition of a pair's asymmetries.
    ///
    /// Margins, delays and matches are those of everything the books hold for the pair and
    /// its third countries, so the parts of a row do not depend on the periods asked for. A row of
    /// which nothing can be compared has no parts.
    ///
    /// # Errors
    /// As [`Self::paired`].
    pub fn explain(&self, question: &Question) -> Result<(Paired, Vec<Finding>), StoreError> {
        let whole = question.of_all_periods();
        let (exporter, importer) = (question.exporter, question.importer);
        let mut records = self.records(&whole, Some(exporter), Some(importer))?;
        let total = hubs::tells_both(&records).then(|| {
            let request = Request::new(exporter, importer, question.key.frequency);
            self.rules.cells(request, &records, &Broad::default()).0
        });
        records.append(&mut self.years_beside(&whole)?);
        let mut paired = self.pair_of(&whole, &records)?;
        let transfers = self.transfers(&whole)?;
        let learned = Learned::of(&paired.cells, &self.rules.margin);
        let placed = explain::placed(&paired.cells, &learned, total.as_ref(), transfers);
        paired.cells.take_transfers(placed);
        let explanation = explain::explain(&paired.cells, &self.rules.margin);
        let mut findings = explain::rows(&explanation, question.key);
        findings.append(&mut explain::rows_apart(&paired.cells, question.key, &findings));
        findings.sort_by_key(|finding| (finding.period, finding.commodity));
        findings.retain(|finding| question.admits(finding.period));
        paired.keep(|period| question.admits(period));
        Ok((paired, findings))
    }

    /// What the pair gains or loses by goods that came through a hub: its share of what is found
    /// for all of the exporter's partners, so whoever asks gets the same.
    fn transfers(&self, question: &Question) -> Result<Vec<Transfer>, StoreError> {
        let sent = self.records(question, Some(question.exporter), None)?;
        let books = hubs::Books::new(&self.book, &self.rules, question);
        let broad = self
            .book
            .broad(&Self::query(question, [None, None]), None, MANY)?;
        let mut triangle = books.triangle(question.exporter, &sent, &broad);
        drop(sent);
        // Most books are not read for what hubs send on: where goods are weighed, nobody asks.
        let asked = triangle.asks_onward(Some(question.importer));
        triangle.onward(books.onward(&asked)?);
        let transfers = triangle.transfers().into_iter();
        let ours = transfers.filter(|(area, _)| *area == question.importer);
        Ok(ours.map(|(_, transfer)| transfer).collect())
    }

    fn pair(&self, question: &Question, records: &[Record], broad: &Broad) -> Paired {
        let request = Request {
            from: question.from,
            to: question.to,
            level: question.key.level,
            ..Request::new(question.exporter, question.importer, question.key.frequency)
        };
        self.rules.pair(request, records, broad)
    }

    fn records(
        &self,
        question: &Question,
        exporter: Option<Area>,
        importer: Option<Area>,
    ) -> Result<Vec<Record>, StoreError> {
        self.book.records(&Query {
            exporter,
            importer,
            ..Self::query(question, question.whole_span())
        })
    }

    /// What counts for a question, of all pairs, from a first period to a last one.
    fn query<'a>(question: &'a Question, [from, to]: [Option<Period>; 2]) -> Query<'a> {
        Query {
            frequency: (question.key.frequency == Frequency::Monthly).then_some(Frequency::Monthly),
            from,
            to,
            as_of: question.as_of,
            datasets: (!question.datasets.is_empty()).then_some(question.datasets.as_slice()),
            ..Query::default()
        }
    }
}
