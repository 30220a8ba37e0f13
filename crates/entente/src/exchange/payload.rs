//! What a release carries: this side's own records of a dataflow and period, as canonical SDMX-CSV,
//! with their number and their sums.
//!
//! The same records make the same bytes. The sums are taken from the bytes, by the sender and by
//! the receiver alike.

use std::collections::BTreeMap;

use entente_exchange::refusal::{Reason, Refusal};
use entente_mirror::imts::dataset_of;
use entente_mirror::store::{Book, Query, Record};
use entente_trade::{Area, Dataset, Money, Period};
use sdmx::data::{Announced, AtObservation, DatasetHead, Event, Header, Options, Reader, Reference, Writer};
use sdmx::model::{Class, Header as StructureHeader, Structures};
use sdmx::{Action, Standard};

use crate::command::export::STRUCTURES_PREPARED;
use crate::dissemination::{self, AGENCY, DSD, Rows, dataflow_id};
use crate::failure::Failure;
use crate::print::figure;

/// The data of a release.
pub(crate) struct Payload {
    pub(crate) bytes: Vec<u8>,
    pub(crate) rows: u64,
    pub(crate) totals: BTreeMap<String, String>,
}

/// What of the books a release is of.
#[derive(Clone, Copy)]
pub(crate) struct Portion {
    pub(crate) dataset: Dataset,
    pub(crate) reporter: Area,
    pub(crate) partner: Area,
    pub(crate) period: Period,
}

/// The dataset of a dataflow.
pub(crate) fn dataset(dataflow: &str) -> Result<Dataset, Failure> {
    dataset_of(dataflow).ok_or_else(|| {
        let all: Vec<String> = Dataset::NAMES.iter().map(|(one, _)| dataflow_id(*one)).collect();
        Failure::usage(format!(
            "found the dataflow {dataflow}, expected one of {}",
            all.join(", ")
        ))
    })
}

impl Payload {
    /// What the books hold of a portion.
    pub(crate) fn of(book: &Book, portion: Portion) -> Result<Self, Failure> {
        let mut bytes = Vec::new();
        let header = Header {
            structures: vec![Announced {
                structure: dissemination::dataflow(portion.dataset),
                at: by_time(),
            }],
            action: Some(Action::Replace),
            ..Header::default()
        };
        let mut message = Writer::new(&mut bytes, Standard::Csv2_0, &dissemination::shape(), &header)?;
        let mut head = DatasetHead::new(dissemination::dataflow(portion.dataset));
        (head.action, head.at) = (Some(Action::Replace), by_time());
        message.dataset(&head)?;
        let mut rows = Rows::new();
        for (exporter, importer) in [
            (portion.reporter, portion.partner),
            (portion.partner, portion.reporter),
        ] {
            let datasets = [portion.dataset];
            let query = Query {
                exporter: Some(exporter),
                importer: Some(importer),
                frequency: Some(portion.period.frequency()),
                from: Some(portion.period),
                to: Some(portion.period),
                datasets: Some(&datasets),
                ..Query::default()
            };
            let (mut goods, mut records) = (book.goods(&query)?, Vec::new());
            while goods.next(&mut records)? {
                let own = |record: &&Record| record.observation.reporter == portion.reporter;
                rows.each(records.iter().filter(own), |row| message.row(row))?;
            }
        }
        message.finish()?;
        let (rows, totals) = sums(&bytes)?;
        Ok(Self { bytes, rows, totals })
    }
}

fn by_time() -> AtObservation {
    AtObservation::Dimension("TIME_PERIOD".to_owned())
}

/// The rows of a message, and the sum of each measure and flow.
pub(crate) fn sums(bytes: &[u8]) -> Result<(u64, BTreeMap<String, String>), Refusal> {
    let (mut rows, mut sums): (u64, BTreeMap<String, Money>) = (0, BTreeMap::new());
    each(bytes, |_, told| {
        let value = told("OBS_VALUE");
        let value =
            Money::parse(value, 0).map_err(|error| invalid(format!("found the value {value}: {error}")))?;
        let name = format!("{} {}", told("MEASURE"), told("TRADE_FLOW"));
        let sum = sums.entry(name).or_insert(Money::ZERO);
        *sum = Money::from_thousandths(sum.thousandths() + value.thousandths());
        rows += 1;
        Ok(())
    })?;
    let sums = sums.into_iter().map(|(name, sum)| (name, sum.to_string()));
    Ok((rows, sums.collect()))
}

/// Refuses rows that are not of a portion, by the first of them.
pub(crate) fn check_portion(bytes: &[u8], portion: Portion) -> Result<(), Refusal> {
    let [reporter, partner] = [portion.reporter, portion.partner].map(figure::letters);
    let digits = |period: &str| period.replace('-', "");
    let period = digits(&portion.period.to_string());
    let dataflow = dissemination::dataflow(portion.dataset);
    each(bytes, |structure, told| {
        if *structure != dataflow {
            let found = format!("found rows of the {structure}, expected those of the {dataflow}");
            return Err(Refusal::new(Reason::OutsideRelease, found));
        }
        let (by, with, time) = (told("REF_AREA"), told("COUNTERPART_AREA_1"), told("TIME_PERIOD"));
        if by == reporter && with == partner && digits(time) == period {
            return Ok(());
        }
        let found = format!(
            "found a row of {by} with {with} of {time}, expected {reporter} with {partner} of {period}"
        );
        Err(Refusal::new(Reason::OutsideRelease, found))
    })
}

fn invalid(found: String) -> Refusal {
    Refusal::new(Reason::ContentInvalid, found)
}

/// Hands over each row: what it is of, and what tells the value of a component.
fn each(
    bytes: &[u8],
    mut take: impl for<'t> FnMut(&Reference, &dyn Fn(&str) -> &'t str) -> Result<(), Refusal>,
) -> Result<(), Refusal> {
    let options = Options {
        shapes: vec![dissemination::shape()],
        standard: Some(Standard::Csv2_0),
        ..Options::default()
    };
    let mut reader = Reader::new(bytes, options);
    while let Some(event) = reader.next() {
        if event.map_err(|fault| invalid(fault.to_string()))? == Event::Row {
            let place = |id: &str| reader.shape().position(id);
            let told = |id: &str| {
                place(id)
                    .and_then(|at| reader.row().value(at).text())
                    .unwrap_or_default()
            };
            take(&reader.head().structure, &told)?;
        }
    }
    Ok(())
}

/// The structure that releases follow: its address with the full version, and its message, the
/// definition and its concepts without the lists of codes.
pub(crate) fn structure() -> Result<(String, Vec<u8>), Failure> {
    let standard = Standard::Json2_0;
    let (whole, mut own) = (dissemination::structures(standard), Structures::new());
    for (urn, _) in whole.iter() {
        if matches!(urn.class, Class::DataStructure | Class::ConceptScheme) {
            own.share(&whole, urn);
        }
    }
    let header = StructureHeader::new(DSD, STRUCTURES_PREPARED, AGENCY);
    let mut bytes = Vec::new();
    sdmx::structure::write(&own, standard, &header, &mut bytes)?;
    Ok((format!("{AGENCY}:{DSD}({})", dissemination::version()), bytes))
}
