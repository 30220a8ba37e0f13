//! What a case says of the two reports, read into what the decomposition takes.

use std::fmt;

use entente_mirror::explain::{Cell, Deduction, Habits, Report};
use entente_trade::{Area, Areas, Cause, Commodity, Edition, Grade, Money, Period, Quantity};
use serde::de::value::SeqAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, IntoDeserializer, SeqAccess, Visitor};

use crate::cases::figure::{Number, Unit};

/// What is known of how a side records.
#[derive(Default, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Records {
    threshold: Option<Number>,
    #[serde(default)]
    leaves_out: Vec<Number>,
    edition: Option<String>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GivenCell {
    commodity: Option<Number>,
    period: Number,
    export: Option<Number>,
    import: Option<Number>,
    export_kg: Option<Number>,
    import_kg: Option<Number>,
    re_exports: Option<Number>,
    domestic_exports: Option<Number>,
    consigned: Option<Consigned>,
    timing: Option<Number>,
    freight: Option<Number>,
    import_fob: Option<Number>,
}

/// Goods from third countries: one sum, or by country.
enum Consigned {
    By(Vec<Hub>),
    Sum(Number),
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Hub {
    via: String,
    value: Number,
    fob: Option<Number>,
}

/// Written by hand so that a misspelt key of a country is named, as it is everywhere else.
impl<'de> Deserialize<'de> for Consigned {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(ConsignedVisitor)
    }
}

struct ConsignedVisitor;

impl<'de> Visitor<'de> for ConsignedVisitor {
    type Value = Consigned;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a number, or a list of { via = …, value = … }")
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Consigned, E> {
        Number::deserialize(value.into_deserializer()).map(Consigned::Sum)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Consigned, E> {
        Number::deserialize(value.into_deserializer()).map(Consigned::Sum)
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Consigned, E> {
        Number::deserialize(value.into_deserializer()).map(Consigned::Sum)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, hubs: A) -> Result<Consigned, A::Error> {
        Vec::deserialize(SeqAccessDeserializer::new(hubs)).map(Consigned::By)
    }
}

impl Records {
    pub(super) fn edition(&self) -> Result<Edition, String> {
        let text = self.edition.as_deref().unwrap_or_default();
        Edition::parse(text).ok_or_else(|| format!("`{text}` is no edition: H0 to H6"))
    }

    pub(super) fn apply(&self, habits: &mut Habits, unit: &Unit) -> Result<(), String> {
        habits.threshold = self
            .threshold
            .as_ref()
            .map(|number| number.money(unit))
            .transpose()?;
        habits.excludes = self.leaves_out.iter().map(commodity).collect::<Result<_, _>>()?;
        Ok(())
    }
}

pub(super) fn area(text: &str) -> Result<Area, String> {
    Areas::standard().resolve(text).map_err(|error| error.to_string())
}

pub(super) fn commodity(number: &Number) -> Result<Commodity, String> {
    let text = number.text();
    Commodity::parse(text).ok_or_else(|| format!("`{text}` is no commodity: TOTAL or \"030389\""))
}

pub(super) fn period(number: &Number) -> Result<Period, String> {
    let text = number.text();
    Period::parse(text).ok_or_else(|| format!("`{text}` is no period: 2016 or \"2016-04\""))
}

impl GivenCell {
    pub(super) fn read(&self, unit: &Unit, editions: [Edition; 2]) -> Result<Cell, String> {
        let report = |value: &Option<Number>, kg: &Option<Number>, edition, deductions| {
            let Some(value) = value else { return Ok(None) };
            Ok::<_, String>(Some(Report {
                value: value.money(unit)?,
                reference_value: None,
                edition,
                net_weight_kg: kg.as_ref().map(weight).transpose()?,
                deductions,
                imputed: false,
            }))
        };
        let (from_export, from_import) = (self.taken_from_export(unit)?, self.taken_from_import(unit)?);
        Ok(Cell {
            commodity: self.commodity.as_ref().map_or(Ok(Commodity::TOTAL), commodity)?,
            period: period(&self.period)?,
            reports: [
                report(&self.export, &self.export_kg, editions[0], from_export)?,
                report(&self.import, &self.import_kg, editions[1], from_import)?,
            ],
        })
    }

    fn taken_from_export(&self, unit: &Unit) -> Result<Vec<Deduction>, String> {
        let report = ("export", &self.export);
        let (taken, left) = (
            ("re_exports", &self.re_exports),
            ("domestic_exports", &self.domestic_exports),
        );
        let amount = taken_or_left(report, taken, left, unit)?;
        Ok(amount
            .map(|amount| deduction(Cause::ReExport, None, amount))
            .into_iter()
            .collect())
    }

    fn taken_from_import(&self, unit: &Unit) -> Result<Vec<Deduction>, String> {
        let report = ("import", &self.import);
        let freight = (("freight", &self.freight), ("import_fob", &self.import_fob));
        let freight = taken_or_left(report, freight.0, freight.1, unit)?;
        let timing = taken_or_left(report, ("timing", &self.timing), ("timing", &None), unit)?;
        if self.import.is_none() && self.consigned.is_some() {
            return Err("`consigned` without `import`".to_owned());
        }
        let mut all = self.consigned(unit)?;
        all.extend(timing.map(|amount| deduction(Cause::Timing, None, amount)));
        all.extend(freight.map(|amount| deduction(Cause::CifFob, None, amount)));
        Ok(all)
    }

    fn consigned(&self, unit: &Unit) -> Result<Vec<Deduction>, String> {
        match &self.consigned {
            None => Ok(Vec::new()),
            Some(Consigned::Sum(sum)) => Ok(vec![deduction(Cause::Indirect, None, sum.money(unit)?)]),
            Some(Consigned::By(hubs)) => hubs
                .iter()
                .map(|hub| {
                    let fob = hub.fob.as_ref().map(|fob| fob.money(unit)).transpose()?;
                    let via = Some(area(&hub.via)?);
                    Ok(Deduction {
                        fob,
                        ..deduction(Cause::Indirect, via, hub.value.money(unit)?)
                    })
                })
                .collect(),
        }
    }
}

type Named<'a> = (&'a str, &'a Option<Number>);

/// An amount inside a report, given itself or as what is left of the report without it.
fn taken_or_left(
    report: Named<'_>,
    taken: Named<'_>,
    left: Named<'_>,
    unit: &Unit,
) -> Result<Option<Money>, String> {
    let name = if taken.1.is_some() { taken.0 } else { left.0 };
    match (report.1, taken.1, left.1) {
        (_, None, None) => Ok(None),
        (_, Some(_), Some(_)) => Err(format!("both `{}` and `{}` are given", taken.0, left.0)),
        (None, _, _) => Err(format!("`{name}` without `{}`", report.0)),
        (Some(_), Some(taken), None) => taken.money(unit).map(Some),
        (Some(report), None, Some(left)) => Ok(Some(report.money(unit)? - left.money(unit)?)),
    }
}

fn deduction(cause: Cause, via: Option<Area>, amount: Money) -> Deduction {
    Deduction {
        cause,
        via,
        amount,
        fob: None,
        net_weight_kg: None,
        grade: Grade::E2,
        method: "case",
    }
}

fn weight(kg: &Number) -> Result<Quantity, String> {
    Quantity::parse(kg.text(), 0).map_err(|error| format!("`{}` is not {error}", kg.text()))
}
