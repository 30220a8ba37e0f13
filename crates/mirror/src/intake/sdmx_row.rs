//! A row of a message of trade as a figure: what each component may say.
//!
//! Two structures are known: our own, and `UNSD:IMTS_COMPACT`, of whose codes only those are read
//! that are known from elsewhere. What a record could not keep is refused, and nothing is guessed.

use std::collections::HashMap;

use entente_trade::{
    Area, AreaKind, Areas, Attribution, Commodity, Currency, Dataset, Date, Edition, Flow, Money, Period,
    Side, Valuation, Vintage,
};
use sdmx::Action;
use sdmx::data::{DatasetHead, Level, Reference, Row, Shape, StructureKind, Value};

use super::reject::{Fault, Reason};
use super::sink::{Skip, Verdict};
use super::{codes, names};
use crate::imts::codes as coded;
use crate::imts::components::{COUNT, at, id, unsd_shape, whole_shape};
use crate::imts::{self, AGENCY, Cell, DSD, Figure, KILOGRAM, Measure};

/// Whose codes a dataset uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Codes {
    /// Our own.
    Own,
    /// The UN's, as far as they are known.
    Unsd,
}

/// A structure that is known: whose codes, and the dataset its records are of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known {
    codes: Codes,
    dataset: Dataset,
}

/// What would have been a structure that is known.
pub(super) const EXPECTED: &str =
    "data of ENTENTE:IMTS(1.0.0), of one of its dataflows, or of UNSD:IMTS_COMPACT(1.2)";

impl Known {
    /// The structure that data refer to, if it is one of trade.
    pub(super) fn of(reference: &Reference) -> Option<Self> {
        let is = |agency: &str, version: &str| {
            reference.agency == agency && reference.version.as_deref().is_none_or(|found| found == version)
        };
        let (id, kind) = (reference.id.as_str(), reference.kind);
        let own = |dataset| Self {
            codes: Codes::Own,
            dataset,
        };
        let unsd = Self {
            codes: Codes::Unsd,
            dataset: Dataset::Comtrade,
        };
        if is(AGENCY, &imts::version().to_string()) {
            return match kind {
                StructureKind::DataStructure => (id == DSD).then_some(own(Dataset::Entente)),
                _ => imts::dataset_of(id).map(own),
            };
        }
        let found = match kind {
            StructureKind::DataStructure => is("UNSD", "1.2") && id == "IMTS_COMPACT",
            _ => is("UNSD", "1.0") && ["IMTS_COMPACT_A", "IMTS_COMPACT_M"].contains(&id),
        };
        found.then_some(unsd)
    }
}

/// The shapes of what is known: ours for any structure, and the UN's for its own, whose version
/// need not be told.
pub(super) fn shapes() -> Vec<Shape> {
    let unsd = [
        (StructureKind::DataStructure, "IMTS_COMPACT", "1.2"),
        (StructureKind::Dataflow, "IMTS_COMPACT_A", "1.0"),
        (StructureKind::Dataflow, "IMTS_COMPACT_M", "1.0"),
    ];
    let versions = |version: &str| [Some(version.to_owned()), None];
    let unsd = unsd.iter().flat_map(|&(kind, id, version)| {
        versions(version).map(|version| Shape {
            structure: Some(Reference {
                kind,
                agency: "UNSD".to_owned(),
                id: id.to_owned(),
                version,
            }),
            ..unsd_shape()
        })
    });
    unsd.chain([whole_shape()]).collect()
}

/// Reads the rows of a message, dataset by dataset.
pub(super) struct Reading {
    own: HashMap<String, Area>,
    unsd: HashMap<&'static str, Area>,
    /// The last day a release may bear.
    latest: Option<Date>,
    known: Option<Known>,
    action: Action,
    structure: String,
    places: [Option<usize>; COUNT],
}

/// A row with the places of its components.
#[derive(Clone, Copy)]
struct View<'a> {
    row: &'a Row,
    places: &'a [Option<usize>; COUNT],
}

impl<'a> View<'a> {
    fn value(self, at: usize) -> Value<'a> {
        self.places[at].map_or(Value::Absent, |place| self.row.value(place))
    }

    /// The text of a component; empty where none is told.
    fn text(self, at: usize) -> &'a str {
        self.value(at).text().unwrap_or_default()
    }

    fn fault(self, at: usize, reason: Reason, expected: impl Into<String>) -> Fault {
        let found = match self.value(at) {
            Value::Many(_) => "several values",
            value => value.text().unwrap_or_default(),
        };
        Fault::new(reason, id(at), found, expected)
    }

    fn code<T>(
        self,
        at: usize,
        reason: Reason,
        expected: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<T, Fault> {
        read(self.text(at)).ok_or_else(|| self.fault(at, reason, expected))
    }

    /// The value of a code that need not be told.
    fn optional<T>(
        self,
        (at, unsaid): (usize, T),
        expected: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<T, Fault> {
        match self.value(at) {
            Value::Absent | Value::One("") => Ok(unsaid),
            _ => self.code(at, Reason::Code, expected, read),
        }
    }
}

impl Reading {
    pub(super) fn new(latest: Option<Date>) -> Self {
        let areas = Areas::standard();
        let own = areas.all().map(|entry| (coded::area(areas, entry), entry.area));
        let letters = areas.all().filter(|entry| entry.kind == AreaKind::Country);
        let letters = letters.filter_map(|entry| Some((entry.alpha2?, entry.area)));
        let now = letters.filter(|(letters, area)| areas.resolve(letters) == Ok(*area));
        Self {
            own: own.collect(),
            unsd: now.chain([("W0", Area::WORLD)]).collect(),
            latest,
            known: None,
            action: Action::Information,
            structure: String::new(),
            places: [None; COUNT],
        }
    }

    /// A dataset begins; gives whether its structure is known.
    pub(super) fn begin(&mut self, head: &DatasetHead, shape: &Shape, message: Option<Action>) -> bool {
        self.known = Known::of(&head.structure);
        self.structure = head.structure.to_string();
        self.action = head.action.or(message).unwrap_or_default();
        self.places = std::array::from_fn(|at| shape.position(id(at)));
        self.known.is_some()
    }

    /// The figure of a row.
    pub(super) fn figure(&self, row: &Row) -> Result<Figure, Verdict> {
        let Some(known) = self.known else {
            return Err(Fault::new(Reason::Structure, "STRUCTURE", &self.structure, EXPECTED).into());
        };
        if self.action == Action::Delete {
            let expected = "Information, Append, Replace or Merge; a report stays once it is told, and a later \
                            release tells what holds now, 0 for nothing";
            return Err(Fault::new(Reason::Structure, "ACTION", self.action.word(), expected).into());
        }
        let view = View {
            row,
            places: &self.places,
        };
        self.observed(view, known)?;
        let measure = Self::measured(view, known.codes)?;
        let (period, flow) = (period(view)?, flow(view)?);
        let (reporter, partners) = self.areas(view, known.codes)?;
        let (edition, commodity) = commodity(view)?;
        let cell = Cell {
            release: self.release(view)?,
            dataset: known.dataset,
            reporter,
            flow,
            edition,
            commodity,
            partners,
            transport: whole(
                view,
                at::TRANSPORT,
                "a mode of transport by UN Comtrade's number, 0 for all",
            )?,
            procedure: view.code(
                at::PROCEDURE,
                Reason::Code,
                "a customs procedure, C00 for all",
                |text| match text {
                    coded::ALL => Some(0),
                    text => coded::procedure_of(text),
                },
            )?,
            period,
            breakdown: view.code(at::BREAKDOWN, Reason::Code, "a number up to 999999", |text| {
                coded::number(text).filter(|number| *number <= 999_999)
            })?,
        };
        fixed(view)?;
        let figure = told(view, (cell, measure), known.codes)?;
        sides(view, &figure, known.codes)?;
        Ok(figure)
    }

    /// An observation, in full where a merge would leave the rest to what was there.
    fn observed(&self, view: View<'_>, known: Known) -> Result<(), Verdict> {
        if view.row.level() != Level::Observation {
            if known.codes == Codes::Unsd {
                return Err(Skip::Blank.into());
            }
            let expected = "every dimension; attributes are told with each observation";
            return Err(Fault::new(Reason::Structure, "row", "a part of a key", expected).into());
        }
        let needed = [at::STATUS, at::COUNTERPART_TYPE];
        let left = needed.iter().find(|place| view.value(**place).is_absent());
        match left.filter(|_| self.action == Action::Merge) {
            Some(&place) => {
                let expected = "every attribute told: a merge is not filled up from what was there";
                Err(view.fault(place, Reason::Structure, expected).into())
            }
            None => Ok(()),
        }
    }

    /// What is measured, unless no figure stands there.
    fn measured(view: View<'_>, codes: Codes) -> Result<Measure, Verdict> {
        if view.value(at::VALUE).is_missing() {
            return Err(Skip::Blank.into());
        }
        let unverified = match codes {
            Codes::Own => "",
            Codes::Unsd => "; the UN's own codes of measures could not be verified",
        };
        let expected = || {
            let measures = Measure::NAMES.map(|(_, code, _)| code).join(", ");
            format!("one of {measures}{unverified}")
        };
        Measure::of_code(view.text(at::MEASURE))
            .ok_or_else(|| view.fault(at::MEASURE, Reason::Code, expected()).into())
    }

    fn areas(&self, view: View<'_>, codes: Codes) -> Result<(Area, [Area; 2]), Verdict> {
        let expected = match codes {
            Codes::Own => "a code of CL_AREA: alpha-3 letters, else UN Comtrade's number",
            Codes::Unsd => "alpha-2 letters, W0 for the world",
        };
        let area = |at| {
            view.code(at, Reason::Area, expected, |text| match codes {
                Codes::Own => self.own.get(text).copied(),
                Codes::Unsd => self.unsd.get(text).copied(),
            })
        };
        let reporter = area(at::REF_AREA)?;
        if names::no_partner(reporter).is_some() {
            return Err(Skip::Group.into());
        }
        Ok((reporter, [area(at::COUNTERPART)?, area(at::SECOND_COUNTERPART)?]))
    }

    /// The release a row tells.
    fn release(&self, view: View<'_>) -> Result<Option<Vintage>, Fault> {
        if view.text(at::VINTAGE).is_empty() {
            return Ok(None);
        }
        let day = view.code(at::VINTAGE, Reason::Period, "a day, as 2024-11-05", Date::parse)?;
        if let Some(latest) = self.latest.filter(|latest| day > *latest) {
            let expected = format!("the day of a release, which is not after today, {latest} in UTC");
            return Err(view.fault(at::VINTAGE, Reason::Period, expected));
        }
        view.code(
            at::VINTAGE_BASIS,
            Reason::Code,
            "STATED or IMPORT",
            |text| match text {
                coded::STATED => Some(Some(Vintage::stated(day))),
                coded::OF_IMPORT => Some(Some(Vintage::of_import(day))),
                _ => None,
            },
        )
    }
}

fn period(view: View<'_>) -> Result<Period, Fault> {
    let expected = "a year or a month, 2015 or 2015-04";
    let read = |text: &str| Period::parse(text).filter(|period| period.text().as_str() == text);
    let period = view.code(at::TIME, Reason::Period, expected, read)?;
    let code = period.frequency().code();
    match view.text(at::FREQ) {
        found if found == code => Ok(period),
        _ => Err(view.fault(
            at::FREQ,
            Reason::Period,
            format!("{code}, for the period is {period}"),
        )),
    }
}

fn flow(view: View<'_>) -> Result<Flow, Fault> {
    let codes = || Flow::CODES.map(|(_, code)| code).join(", ");
    let fault = || view.fault(at::TRADE_FLOW, Reason::Flow, format!("one of {}", codes()));
    Flow::parse(view.text(at::TRADE_FLOW)).ok_or_else(fault)
}

/// Edition and code, as `HS17_010121`.
fn commodity(view: View<'_>) -> Result<(Edition, Commodity), Fault> {
    let expected = "an edition and a code, as HS22_010121 or HS22_TOTAL";
    let fault = || view.fault(at::COMMODITY, Reason::Commodity, expected);
    let (prefix, code) = view.text(at::COMMODITY).split_once('_').ok_or_else(fault)?;
    let edition = coded::edition_of(prefix).ok_or_else(fault)?;
    let commodity = Commodity::parse(code).filter(|commodity| commodity.text().as_str() == code);
    let commodity = commodity.ok_or_else(fault)?;
    match codes::unlisted(commodity, edition) {
        None => Ok((edition, commodity)),
        Some(expected) => Err(view.fault(at::COMMODITY, Reason::Commodity, expected)),
    }
}

/// A whole number, `_T` for all.
fn whole(view: View<'_>, at: usize, expected: &str) -> Result<u16, Fault> {
    view.code(at, Reason::Code, expected, |text| match text {
        coded::ALL => Some(0),
        text => coded::number(text).and_then(|number| u16::try_from(number).ok()),
    })
}

/// What holds of every record, so that none says it.
fn fixed(view: View<'_>) -> Result<(), Fault> {
    for (at, code) in [
        (at::ACTIVITY, coded::ALL),
        (at::TRANSFORMATION, coded::NOT_TRANSFORMED),
    ] {
        if view.text(at) != code {
            return Err(view.fault(at, Reason::Code, format!("{code}; a record can keep no other")));
        }
    }
    let free = |text: &str| ["F", coded::UNSAID].contains(&text).then_some(());
    view.optional(
        (at::CONFIDENTIALITY, ()),
        "F or _U; a record does not keep that it is secret",
        free,
    )
}

/// The figure itself.
fn told(view: View<'_>, (cell, measure): (Cell, Measure), codes: Codes) -> Result<Figure, Verdict> {
    let exponent = view.optional((at::UNIT_MULT, 0), "a power of ten, -12 to 12", |text| {
        match text.strip_prefix('-') {
            Some(digits) => coded::number(digits).map(|power| -(power as i32)),
            None => coded::number(text).map(|power| power as i32),
        }
        .filter(|power| coded::POWERS_OF_TEN.contains(power))
    })?;
    let is_money = !matches!(measure, Measure::NetWeight | Measure::Quantity);
    let reason = if is_money { Reason::Value } else { Reason::Quantity };
    let amount = match Money::parse(view.text(at::VALUE), exponent) {
        Ok(amount) if amount < Money::ZERO => Err("0 or more".to_owned()),
        Ok(amount) if amount.thousandths() >= LIMIT => Err("a magnitude below 10^15".to_owned()),
        Ok(amount) => Ok(amount.thousandths() as i64),
        Err(error) => Err(error.to_string()),
    };
    let amount = amount.map_err(|expected| view.fault(at::VALUE, reason, expected))?;
    if !is_money && amount == 0 {
        return Err(Skip::Blank.into());
    }
    let valuation = match is_money {
        true => valuation(view, codes)?,
        false => Valuation::Unstated,
    };
    Ok(Figure {
        cell,
        measure,
        place: (view.row.position().line, view.row.position().byte),
        amount,
        unit: if is_money { -1 } else { unit(view, measure, codes)? },
        currency: match is_money {
            true => Some(currency(view, codes)?),
            false => None,
        },
        valuation,
        attribution: attribution(view, codes)?,
    })
}

/// Amounts stay below this, in thousandths, as books declare.
const LIMIT: i128 = 1_000_000_000_000_000_000;

fn valuation(view: View<'_>, codes: Codes) -> Result<Valuation, Fault> {
    match codes {
        Codes::Own => view.optional(
            (at::VALUATION, Valuation::Unstated),
            "FOB, CIF or _U",
            coded::valuation_of,
        ),
        Codes::Unsd => Ok(Valuation::Unstated),
    }
}

fn currency(view: View<'_>, codes: Codes) -> Result<Currency, Fault> {
    let expected = "an ISO 4217 code such as USD";
    if codes == Codes::Unsd {
        return view.code(at::UNIT_MEASURE, Reason::Code, expected, Currency::parse);
    }
    let unit = |text: &str| (text == coded::CURRENCY_UNIT).then_some(());
    view.optional((at::UNIT_MEASURE, ()), "CUR, of an amount of money", unit)?;
    view.code(at::CURRENCY, Reason::Code, expected, Currency::parse)
}

fn unit(view: View<'_>, measure: Measure, codes: Codes) -> Result<i8, Fault> {
    let read = |text: &str| match (codes, text) {
        (Codes::Unsd, "KG") => Some(KILOGRAM),
        (_, text) => coded::unit_of(text),
    };
    match measure {
        Measure::NetWeight => view.optional((at::UNIT_MEASURE, KILOGRAM), "Q8, kilograms", |text| {
            read(text).filter(|unit| *unit == KILOGRAM)
        }),
        _ => view.code(
            at::UNIT_MEASURE,
            Reason::Code,
            "Q and UN Comtrade's number of a unit",
            read,
        ),
    }
}

/// How the partner was chosen. Of the UN's codes for it none is known.
fn attribution(view: View<'_>, codes: Codes) -> Result<Attribution, Fault> {
    let imputed = |text: &str| match text {
        coded::TOLD => Some(false),
        coded::IMPUTED if codes == Codes::Own => Some(true),
        _ => None,
    };
    let expected = match codes {
        Codes::Own => "A, or I for what is derived from the partner's report; a record keeps no other status",
        Codes::Unsd => "A; a record keeps no other status",
    };
    let imputed = view.optional((at::STATUS, false), expected, imputed)?;
    if codes == Codes::Unsd {
        return Ok(Attribution::Unstated);
    }
    let expected = "ORIGIN, CONSIGNMENT, DESTINATION or _U";
    let unsaid = (at::COUNTERPART_TYPE, Attribution::Unstated);
    match (imputed, view.optional(unsaid, expected, coded::attribution_of)?) {
        (true, Attribution::Unstated) => Ok(Attribution::Imputed),
        (true, _) => Err(view.fault(
            at::COUNTERPART_TYPE,
            Reason::Code,
            "_U, for what is imputed keeps no other",
        )),
        (false, attribution) => Ok(attribution),
    }
}

/// Two countries of the time.
fn sides(view: View<'_>, figure: &Figure, codes: Codes) -> Result<(), Verdict> {
    let (cell, partner) = (&figure.cell, figure.cell.partner(figure.attribution));
    let [first, second] = cell.partners;
    let place = match partner == first {
        true => at::COUNTERPART,
        false => at::SECOND_COUNTERPART,
    };
    if partner == Area::WORLD && second != Area::WORLD {
        let (at, expected) = match codes {
            Codes::Own => (
                at::COUNTERPART_TYPE,
                "CONSIGNMENT, of a second partner without a first",
            ),
            Codes::Unsd => (
                at::COUNTERPART,
                "a partner: which of the UN's codes lets a second stand alone could not be verified",
            ),
        };
        return Err(view.fault(at, Reason::Code, expected).into());
    }
    if let Some(skip) = names::no_partner(partner) {
        return Err(skip.into());
    }
    if partner == cell.reporter {
        return Err(match cell.flow.side() {
            Side::Import => Skip::OwnGoods.into(),
            Side::Export => view
                .fault(place, Reason::Area, "a partner other than the reporter")
                .into(),
        });
    }
    for (at, area) in [(at::REF_AREA, cell.reporter), (place, partner)] {
        if !names::in_being(area, cell.period) {
            return Err(view
                .fault(at, Reason::Area, names::being(area, cell.period))
                .into());
        }
    }
    Ok(())
}
