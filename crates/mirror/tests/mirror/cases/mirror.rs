//! Cases of `kind = "mirror"`: two reports, what is known of them, and the parts they split into.

use std::collections::BTreeMap;

use entente_mirror::comparators;
use entente_mirror::explain::{
    Cell, CellParts, Deduction, Explanation, Habits, MarginRule, PairCells, Rate, Report, explain,
};
use entente_trade::{Area, Areas, Cause, Commodity, Edition, Grade, Level, Money, Part, Period, Quantity};
use serde::Deserialize;

use super::figure::{Figure, Number, Unit};
use super::{Differences, nearest};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    dead_code,
    reason = "title and source are for the reader; kind chose this type"
)]
pub(super) struct Case {
    title: String,
    source: String,
    kind: Option<String>,
    unit: String,
    exporter: String,
    importer: String,
    /// The side whose figure comes first in published differences; the exporter if not said.
    reporter: Option<String>,
    margin: Option<Margin>,
    #[serde(default)]
    exporter_records: Records,
    #[serde(default)]
    importer_records: Records,
    cell: Vec<GivenCell>,
    expect: Vec<Expected>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Margin {
    Rate(f64),
    Rule(String),
}

/// What is known of how a side records.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Records {
    threshold: Option<Number>,
    #[serde(default)]
    leaves_out: Vec<Number>,
    edition: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GivenCell {
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

#[derive(Deserialize)]
#[serde(untagged)]
enum Consigned {
    By(Vec<Hub>),
    Sum(Number),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Hub {
    via: String,
    value: Number,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    commodity: Option<Number>,
    period: Option<Number>,
    asymmetry: Option<Figure>,
    gross: Option<Figure>,
    residual: Option<Figure>,
    published: Option<Figure>,
    remaining: Option<Figure>,
    adjusted_export: Option<Figure>,
    adjusted_import: Option<Figure>,
    discrepancy: Option<Figure>,
    parts: Option<BTreeMap<String, Figure>>,
    consigned: Option<BTreeMap<String, Figure>>,
    #[serde(default)]
    percent: Percent,
    percent_of_import: Option<BTreeMap<String, Figure>>,
    percent_of_consigned: Option<BTreeMap<String, Figure>>,
    #[serde(default)]
    never: Vec<Number>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Percent {
    explained: Option<Figure>,
    published_of_reporter: Option<Figure>,
    published_of_exporter: Option<Figure>,
    freight_of_fob: Option<Figure>,
    import_above_export: Option<Figure>,
    adjusted_export_above_import: Option<Figure>,
    mean_adjusted_export_above_import: Option<Figure>,
}

pub(super) fn run(case: Case) -> Result<Vec<String>, String> {
    let unit = Unit::parse(&case.unit)?;
    let (pair, rule) = (case.pair(&unit)?, case.rule()?);
    let explanation = explain(&pair, &rule);
    let reporter = case.reporter.as_deref().unwrap_or(&case.exporter);
    let view = match area(reporter)? {
        side if side == pair.exporter => -1,
        side if side == pair.importer => 1,
        _ => {
            return Err(format!(
                "reporter `{reporter}` is neither the exporter nor the importer"
            ));
        }
    };
    let mut differences = Differences::default();
    for expected in &case.expect {
        let cells = expected.select(&explanation)?;
        let before = differences.compared();
        expected.compare(&Sums::of(&cells, view), &unit, &mut differences)?;
        if differences.compared() == before {
            return Err(format!("{} expects no figure", expected.scope()));
        }
    }
    differences.finish()
}

impl Case {
    fn rule(&self) -> Result<MarginRule, String> {
        Ok(match &self.margin {
            Some(Margin::Rate(rate)) => MarginRule::Fixed(Rate::from_fraction(*rate, 1.0)),
            Some(Margin::Rule(rule)) if rule == "best" => MarginRule::Best,
            Some(Margin::Rule(rule)) => {
                return Err(format!("margin `{rule}`: a rate such as 0.06, or \"best\""));
            }
            None => MarginRule::default(),
        })
    }

    fn pair(&self, unit: &Unit) -> Result<PairCells, String> {
        let editions = [self.exporter_records.edition()?, self.importer_records.edition()?];
        let cells: Result<_, String> = self.cell.iter().map(|cell| cell.read(unit, editions)).collect();
        let mut pair = PairCells::new(area(&self.exporter)?, area(&self.importer)?, cells?);
        if let Some(twice) = pair.cells.windows(2).find(|two| key(&two[0]) == key(&two[1])) {
            return Err(format!(
                "{} of {} is given twice",
                twice[0].commodity, twice[0].period
            ));
        }
        pair.habits[1].cif = self.margin.is_some();
        self.exporter_records.apply(&mut pair.habits[0], unit)?;
        self.importer_records.apply(&mut pair.habits[1], unit)?;
        Ok(pair)
    }
}

fn key(cell: &Cell) -> (Commodity, Period) {
    (cell.commodity, cell.period)
}

impl Records {
    fn edition(&self) -> Result<Edition, String> {
        let text = self.edition.as_deref().unwrap_or_default();
        Edition::parse(text).ok_or_else(|| format!("`{text}` is no edition: H0 to H6"))
    }

    fn apply(&self, habits: &mut Habits, unit: &Unit) -> Result<(), String> {
        habits.threshold = self
            .threshold
            .as_ref()
            .map(|number| number.money(unit))
            .transpose()?;
        habits.excludes = self.leaves_out.iter().map(commodity).collect::<Result<_, _>>()?;
        Ok(())
    }
}

fn area(text: &str) -> Result<Area, String> {
    Areas::standard().resolve(text).map_err(|error| error.to_string())
}

fn commodity(number: &Number) -> Result<Commodity, String> {
    let text = number.text();
    Commodity::parse(text).ok_or_else(|| format!("`{text}` is no commodity: TOTAL or \"030389\""))
}

fn period(number: &Number) -> Result<Period, String> {
    let text = number.text();
    Period::parse(text).ok_or_else(|| format!("`{text}` is no period: 2016 or \"2016-04\""))
}

impl GivenCell {
    fn read(&self, unit: &Unit, editions: [Edition; 2]) -> Result<Cell, String> {
        let report = |value: &Option<Number>, kg: &Option<Number>, edition, deductions| {
            let Some(value) = value else { return Ok(None) };
            Ok::<_, String>(Some(Report {
                value: value.money(unit)?,
                reference_value: None,
                edition,
                net_weight_kg: kg.as_ref().map(weight).transpose()?,
                deductions,
            }))
        };
        let (from_export, from_import) = (self.from_export(unit)?, self.from_import(unit)?);
        Ok(Cell {
            commodity: self.commodity.as_ref().map_or(Ok(Commodity::TOTAL), commodity)?,
            period: period(&self.period)?,
            reports: [
                report(&self.export, &self.export_kg, editions[0], from_export)?,
                report(&self.import, &self.import_kg, editions[1], from_import)?,
            ],
        })
    }

    fn from_export(&self, unit: &Unit) -> Result<Vec<Deduction>, String> {
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

    fn from_import(&self, unit: &Unit) -> Result<Vec<Deduction>, String> {
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
                    Ok(deduction(
                        Cause::Indirect,
                        Some(area(&hub.via)?),
                        hub.value.money(unit)?,
                    ))
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
        grade: Grade::E2,
        method: "case",
    }
}

fn weight(kg: &Number) -> Result<Quantity, String> {
    Quantity::parse(kg.text(), 0).map_err(|error| format!("`{}` is not {error}", kg.text()))
}

/// The figures of the cells a case asks for.
struct Sums<'a> {
    cells: &'a [&'a CellParts],
    /// 1 when published differences read importer − exporter, else −1.
    view: i128,
    export: Money,
    import: Money,
    asymmetry: Money,
}

impl<'a> Sums<'a> {
    fn of(cells: &'a [&'a CellParts], view: i128) -> Self {
        let value = |side: usize| cells.iter().filter_map(|cell| cell.reports[side]).sum();
        Self {
            cells,
            view,
            export: value(0),
            import: value(1),
            asymmetry: cells.iter().map(|cell| cell.asymmetry).sum(),
        }
    }

    fn parts(&self) -> impl Iterator<Item = &'a Part> {
        self.cells.iter().flat_map(|cell| &cell.parts)
    }

    fn part(&self, cause: Cause) -> Money {
        self.parts()
            .filter(|part| part.cause == cause)
            .map(|part| part.amount)
            .sum()
    }

    fn via(&self, hub: Area) -> Money {
        self.parts()
            .filter(|part| part.via == Some(hub))
            .map(|part| part.amount)
            .sum()
    }

    /// What the adjustments leave: goods of one side only and labelled differences included.
    fn left(&self) -> Money {
        self.parts()
            .filter(|part| part.cause > Cause::Misclassification)
            .map(|part| part.amount)
            .sum()
    }

    fn seen(&self, difference: Money) -> Money {
        Money::from_thousandths(self.view * difference.thousandths())
    }

    fn adjusted(&self) -> (Money, Money) {
        let from_import = [Cause::Indirect, Cause::Timing, Cause::CifFob].map(|cause| self.part(cause));
        let import = self.import - from_import.into_iter().sum();
        (self.export + self.part(Cause::ReExport), import)
    }

    fn reporter(&self) -> Money {
        if self.view > 0 { self.import } else { self.export }
    }

    /// Percent by which adjusted exports exceed adjusted imports.
    fn excess(&self) -> Option<f64> {
        let (export, import) = self.adjusted();
        percent(export - import, import)
    }

    fn mean_excess(&self) -> Option<f64> {
        let each: Option<Vec<f64>> = self
            .cells
            .chunks(1)
            .map(|cell| Sums::of(cell, self.view).excess())
            .collect();
        each.map(|each| each.iter().sum::<f64>() / each.len() as f64)
    }
}

fn percent(amount: Money, of: Money) -> Option<f64> {
    (of > Money::ZERO).then(|| amount.to_f64() / of.to_f64() * 100.0)
}

impl Expected {
    fn scope(&self) -> String {
        let chosen = [&self.period, &self.commodity];
        let words: Vec<&str> = chosen.into_iter().flatten().map(Number::text).collect();
        if words.is_empty() {
            "all cells".to_owned()
        } else {
            words.join(" ")
        }
    }

    fn select<'a>(&self, explanation: &'a Explanation) -> Result<Vec<&'a CellParts>, String> {
        let wanted_period = self.period.as_ref().map(period).transpose()?;
        let wanted_commodity = self.commodity.as_ref().map(commodity).transpose()?;
        let cells: Vec<&CellParts> = explanation
            .cells
            .iter()
            .filter(|cell| {
                wanted_period.is_none_or(|one| cell.period == one || cell.period.whole_year() == one)
            })
            .filter(|cell| wanted_commodity.is_none_or(|one| belongs(cell.commodity, one)))
            .collect();
        match cells.is_empty() {
            true => Err(format!("no cell is of {}", self.scope())),
            false => Ok(cells),
        }
    }

    fn compare(&self, sums: &Sums<'_>, unit: &Unit, differences: &mut Differences) -> Result<(), String> {
        let scope = self.scope();
        let (export, import) = sums.adjusted();
        let gross = sums.cells.iter().map(|cell| cell.asymmetry.abs()).sum();
        for (field, expected, found) in [
            ("asymmetry", &self.asymmetry, sums.asymmetry),
            ("gross", &self.gross, gross),
            ("residual", &self.residual, sums.part(Cause::Residual)),
            ("published", &self.published, sums.seen(sums.asymmetry)),
            ("remaining", &self.remaining, sums.seen(sums.left())),
            ("adjusted_export", &self.adjusted_export, export),
            ("adjusted_import", &self.adjusted_import, import),
        ] {
            differences.money(&format!("{scope}: {field}"), expected.as_ref(), found, unit);
        }
        let found = comparators::discrepancy(export, import);
        differences.ratio(
            &format!("{scope}: discrepancy"),
            self.discrepancy.as_ref(),
            found,
            "",
        );
        self.compare_parts(sums, unit, differences)?;
        self.compare_hubs(sums, unit, differences)?;
        self.compare_percent(sums, differences);
        self.compare_never(sums, unit, differences)
    }

    /// A cause that is not listed must have nothing; the residual may be given beside the parts.
    fn compare_parts(
        &self,
        sums: &Sums<'_>,
        unit: &Unit,
        differences: &mut Differences,
    ) -> Result<(), String> {
        let causes = Cause::NAMES.map(|(_, name)| name);
        for (table, field) in [
            (&self.parts, "parts"),
            (&self.percent_of_import, "percent_of_import"),
        ] {
            if let Some(unknown) = table
                .iter()
                .flat_map(BTreeMap::keys)
                .find(|name| Cause::parse(name).is_none())
            {
                let near = nearest(unknown, &causes);
                return Err(format!("{field}.{unknown} is no cause; did you mean `{near}`?"));
            }
        }
        for (cause, name) in Cause::NAMES {
            let found = sums.part(cause);
            let field = |table: &str| format!("{}: {table}.{name}", self.scope());
            let share = self
                .percent_of_import
                .as_ref()
                .and_then(|shares| shares.get(name));
            differences.ratio(
                &field("percent_of_import"),
                share,
                percent(found, sums.import),
                " %",
            );
            let Some(parts) = &self.parts else { continue };
            differences.money(&field("parts"), parts.get(name), found, unit);
            if !parts.contains_key(name) && cause != Cause::Residual && !found.is_zero() {
                differences.add(format!(
                    "{}: expected nothing, found {}",
                    field("parts"),
                    unit.print(found)
                ));
            }
        }
        Ok(())
    }

    fn compare_hubs(
        &self,
        sums: &Sums<'_>,
        unit: &Unit,
        differences: &mut Differences,
    ) -> Result<(), String> {
        for (name, expected) in self.consigned.iter().flatten() {
            let field = format!("{}: consigned.{name}", self.scope());
            differences.money(&field, Some(expected), sums.via(area(name)?), unit);
        }
        for (name, expected) in self.percent_of_consigned.iter().flatten() {
            let field = format!("{}: percent_of_consigned.{name}", self.scope());
            let found = percent(sums.via(area(name)?), sums.part(Cause::Indirect));
            differences.ratio(&field, Some(expected), found, " %");
        }
        Ok(())
    }

    fn compare_percent(&self, sums: &Sums<'_>, differences: &mut Differences) {
        let (wanted, scope) = (&self.percent, self.scope());
        let freight = sums.part(Cause::CifFob);
        let explained = comparators::explained_share(sums.asymmetry, sums.left()).map(|share| share * 100.0);
        for (field, expected, found) in [
            ("explained", &wanted.explained, explained),
            (
                "published_of_reporter",
                &wanted.published_of_reporter,
                percent(sums.asymmetry.abs(), sums.reporter()),
            ),
            (
                "published_of_exporter",
                &wanted.published_of_exporter,
                percent(sums.asymmetry.abs(), sums.export),
            ),
            (
                "freight_of_fob",
                &wanted.freight_of_fob,
                percent(freight, sums.import - freight),
            ),
            (
                "import_above_export",
                &wanted.import_above_export,
                percent(sums.asymmetry, sums.export),
            ),
            (
                "adjusted_export_above_import",
                &wanted.adjusted_export_above_import,
                sums.excess(),
            ),
            (
                "mean_adjusted_export_above_import",
                &wanted.mean_adjusted_export_above_import,
                sums.mean_excess(),
            ),
        ] {
            differences.ratio(
                &format!("{scope}: percent.{field}"),
                expected.as_ref(),
                found,
                " %",
            );
        }
    }

    /// Amounts that a known mistake yields, in any part, sum or sign.
    fn compare_never(
        &self,
        sums: &Sums<'_>,
        unit: &Unit,
        differences: &mut Differences,
    ) -> Result<(), String> {
        for number in &self.never {
            let never = number.money(unit)?.abs();
            let mut amounts = sums
                .parts()
                .map(|part| part.amount)
                .chain([sums.asymmetry, sums.left()]);
            if amounts.any(|amount| amount.abs() == never) {
                differences.add(format!(
                    "{}: {} must never come out",
                    self.scope(),
                    unit.print(never)
                ));
            }
        }
        Ok(())
    }
}

/// Whether a commodity is the wanted one or lies below it.
fn belongs(commodity: Commodity, wanted: Commodity) -> bool {
    wanted.level() == Level::Total || commodity.at(wanted.level()) == wanted
}
