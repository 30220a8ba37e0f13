//! What a case expects of some of its cells, and the comparison with what came out.

use std::collections::BTreeMap;

use entente_mirror::comparators;
use entente_mirror::explain::{CellParts, Explanation};
use entente_trade::{Cause, Commodity, Level};
use serde::Deserialize;

use super::given::{area, commodity, period};
use super::sums::{Sums, percent};
use crate::cases::figure::{Figure, Number, Unit};
use crate::cases::{Differences, nearest};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Expected {
    commodity: Option<Number>,
    period: Option<Number>,
    asymmetry: Option<Figure>,
    gross: Option<Figure>,
    residual: Option<Figure>,
    residual_quantity: Option<Figure>,
    residual_unit_value: Option<Figure>,
    split: Option<bool>,
    unit_errors: Option<usize>,
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

impl Expected {
    pub(super) fn scope(&self) -> String {
        let chosen = [&self.period, &self.commodity];
        let words: Vec<&str> = chosen.into_iter().flatten().map(Number::text).collect();
        if words.is_empty() {
            "all cells".to_owned()
        } else {
            words.join(" ")
        }
    }

    pub(super) fn select<'a>(&self, explanation: &'a Explanation) -> Result<Vec<&'a CellParts>, String> {
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

    pub(super) fn compare(
        &self,
        sums: &Sums<'_>,
        unit: &Unit,
        differences: &mut Differences,
    ) -> Result<(), String> {
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
        self.compare_quantities(sums, unit, differences);
        self.compare_parts(sums, unit, differences)?;
        self.compare_hubs(sums, unit, differences)?;
        self.compare_percent(sums, differences);
        self.compare_never(sums, unit, differences)
    }

    /// What the weights say: of the residual, and of the units they are in.
    fn compare_quantities(&self, sums: &Sums<'_>, unit: &Unit, differences: &mut Differences) {
        let (scope, split) = (self.scope(), sums.split());
        let known = split.unwrap_or_default();
        for (field, expected, found) in [
            ("residual_quantity", &self.residual_quantity, known.quantity),
            ("residual_unit_value", &self.residual_unit_value, known.unit_value),
        ] {
            differences.money(&format!("{scope}: {field}"), expected.as_ref(), found, unit);
            if expected.is_some() && split.is_none() {
                differences.add(format!("{scope}: {field}: no cell has both weights"));
            }
        }
        differences.same(&format!("{scope}: split"), self.split.as_ref(), &split.is_some());
        let field = format!("{scope}: unit_errors");
        differences.same(&field, self.unit_errors.as_ref(), &sums.with(Cause::UnitError));
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
