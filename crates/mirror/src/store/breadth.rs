//! Of how many partners a state tells.
//!
//! Who tells of many partners and not of one has no trade with that one to tell;
//! who tells of none has no report in the books. A few columns of the segments
//! say which. What follows from it is not decided here.

use std::collections::{BTreeMap, BTreeSet};

use entente_trade::{Area, Attribution, Dataset, Flow, Side, Vintage};

use super::book::{Book, admits, rows};
use super::error::StoreError;
use super::query::Query;
use crate::book::{Columns, Int};

/// A dataset that tells a state's exports to, or imports from, some partners.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Breadth {
    pub(crate) dataset: Dataset,
    /// The newest of its vintages.
    pub(crate) vintage: Vintage,
    /// Partners it tells of.
    pub(crate) partners: usize,
}

/// What has to be read of a row.
const COLUMNS: [Int; 5] = [
    Int::Exporter,
    Int::Importer,
    Int::Flow,
    Int::Dataset,
    Int::Attribution,
];

/// By dataset, its partners and the newest vintage.
type Told = BTreeMap<i32, (BTreeSet<i32>, Vintage)>;

impl Book {
    /// The dataset by which a state tells of the most partners what a query asks for, the first of
    /// several; none where it tells nothing. Imputed figures are not told.
    ///
    /// # Errors
    /// As [`Book::records`].
    pub(crate) fn breadth(
        &self,
        (state, side): (Area, Side),
        query: &Query<'_>,
    ) -> Result<Option<Breadth>, StoreError> {
        let query = Query {
            exporter: (side == Side::Export).then_some(state),
            importer: (side == Side::Import).then_some(state),
            ..*query
        };
        let mut told = Told::new();
        for segment in self.segments(&query)? {
            let reader = self.opened(&segment)?;
            for group in 0..reader.groups() {
                let rows = rows(&reader, group, &query)?;
                if !rows.is_empty() {
                    let columns = reader.some_columns(group, rows, &COLUMNS, &[])?;
                    note(&mut told, &columns, side, (&query, segment.vintage));
                }
            }
        }
        let most = |(dataset, (partners, vintage)): (i32, (BTreeSet<i32>, Vintage))| {
            let dataset = u8::try_from(dataset).ok().and_then(Dataset::from_index)?;
            let partners = partners.len();
            Some(Breadth {
                dataset,
                vintage,
                partners,
            })
        };
        // The last of equals is taken, so the first comes last.
        let all = told.into_iter().rev().filter_map(most);
        Ok(all.max_by_key(|breadth| breadth.partners))
    }
}

fn note(told: &mut Told, columns: &Columns, side: Side, (query, vintage): (&Query<'_>, Vintage)) {
    let (partner, whole) = match side {
        Side::Export => (Int::Importer, Flow::Export),
        Side::Import => (Int::Exporter, Flow::Import),
    };
    let code = |column: Int, row: usize| columns.ints(column)[row];
    let counts = |row: &usize| {
        admits(query, columns, *row)
            && code(Int::Flow, *row) == i32::from(whole.index())
            && code(Int::Attribution, *row) != Attribution::Imputed as i32
    };
    for row in (0..columns.len()).filter(counts) {
        let known = told.entry(code(Int::Dataset, row));
        let (partners, newest) = known.or_insert_with(|| (BTreeSet::new(), vintage));
        partners.insert(code(partner, row));
        *newest = vintage.max(*newest);
    }
}
