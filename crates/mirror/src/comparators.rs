//! Formulas of other institutions, for setting a result beside theirs.
//!
//! Entente's own split of an asymmetry is in [`crate::explain`]; these functions
//! reproduce what other published methods would say of the same figures, with
//! their known misprints corrected. Amounts are exact; weights and ratios are
//! estimates and floats. Nothing here is used by the decomposition, and no
//! function fits a model: the scores of a state's reports are arguments.

use entente_trade::{Money, Quantity};

use crate::explain::Rate;

/// The margin by which the Food and Agriculture Organization mirrors a flow: 12 %.
///
/// Source: `faoswsTrade`, the processing of the FAO's trade data.
pub const FAO_MARGIN: Rate = Rate::from_ppm(120_000);

/// The weight of the exporter's report in BACI's reconciled value, between 0 and 1.
///
/// `exporter_s` and `importer_s` are the estimated standard errors of the logarithm of
/// either side's reports. The reconciled value is w·X + (1 − w)·M̂ with
/// w = v(s_importer) ÷ (v(s_exporter) + v(s_importer)) and v(s) = e^{s²}(e^{s²} − 1), the
/// variance of a log-normal value. Scores below zero count as zero; `None` when both are
/// zero (two faultless reports need no weight) or one is no number.
///
/// Source: CEPII working paper 2010-23, equation (3), whose printed denominator holds the
/// exporter's score only; this is the corrected form.
pub fn baci_weight(exporter_s: f64, importer_s: f64) -> Option<f64> {
    let (exporter, importer) = (log_normal_variance(exporter_s), log_normal_variance(importer_s));
    let weight = importer / (exporter + importer);
    weight.is_finite().then_some(weight)
}

fn log_normal_variance(s: f64) -> f64 {
    let square = if s < 0.0 { 0.0 } else { s * s };
    libm::exp(square) * libm::expm1(square)
}

/// A report that is missing, made from the partner's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mirrored {
    /// In the currency of the partner's report.
    pub value: Money,
    /// In the unit of the partner's report, copied unchanged.
    pub quantity: Option<Quantity>,
}

/// A missing import from the partner's export: value × 1.12, the quantity copied.
///
/// Source: `faoswsTrade` (Food and Agriculture Organization).
pub fn fao_missing_import(export: Money, quantity: Option<Quantity>) -> Mirrored {
    let value = Money::from_thousandths(FAO_MARGIN.put_on(export.thousandths()));
    Mirrored { value, quantity }
}

/// A missing export from the partner's import: value ÷ 1.12, the quantity copied.
///
/// Source: `faoswsTrade` (Food and Agriculture Organization).
pub fn fao_missing_export(import: Money, quantity: Option<Quantity>) -> Mirrored {
    let value = Money::from_thousandths(FAO_MARGIN.taken_off(import.thousandths()));
    Mirrored { value, quantity }
}

/// The flag of an aggregate: `I` when the imputed share lies above the threshold, else blank.
///
/// Both are fractions of the aggregate, such as 0.10. Source: `faoswsTrade`.
pub fn fao_flag(imputed_share: f64, threshold: f64) -> &'static str {
    if imputed_share > threshold { "I" } else { "" }
}

/// The gap of Global Financial Integrity: M ÷ 1.06 − X − HK.
///
/// `hong_kong` is the part of the imports that came through Hong Kong and that the exporter
/// books to Hong Kong, FOB. The published code of the export side adds it where it must be
/// taken off; this function takes it off for either side. Source:
/// `gfintegrity/Trade_Misinvoicing-DOTS`.
pub fn gfi_gap(import_cif: Money, export: Money, hong_kong: Money) -> Money {
    let fob = Money::from_thousandths(Rate::STANDARD.taken_off(import_cif.thousandths()));
    gfi_gap_fob(fob, export, hong_kong)
}

/// As [`gfi_gap`], for an import that is valued FOB already.
pub fn gfi_gap_fob(import_fob: Money, export: Money, hong_kong: Money) -> Money {
    import_fob - export - hong_kong
}

/// (M − X) ÷ ((M + X)/2), between −2 and 2; `None` when the sum is not positive.
///
/// The printed figures of HM Revenue and Customs fit this formula; their own wording of it
/// is unverified.
pub fn relative_asymmetry(export: Money, import: Money) -> Option<f64> {
    ratio(
        2 * (import - export).thousandths(),
        (import + export).thousandths(),
    )
}

/// |X − M| ÷ (X + M), between 0 (equal) and 1 (one side reports nothing); `None` when the sum
/// is not positive.
///
/// Source: the discrepancy of Harvard's Growth Lab (`comtrade-mirroring`), who apply it to M
/// without freight and insurance. Only the measure: none of the scoring built on it.
pub fn discrepancy(export: Money, import: Money) -> Option<f64> {
    ratio(
        (export - import).abs().thousandths(),
        (export + import).thousandths(),
    )
}

/// The share of a published asymmetry that adjustments removed: 1 − |remaining| ÷ |published|.
///
/// Negative when they widened it; `None` when nothing was published to explain. Source:
/// United Nations Statistics Division, guidelines on bilateral asymmetry (23 April 2019).
pub fn explained_share(published: Money, remaining: Money) -> Option<f64> {
    let left = ratio(remaining.abs().thousandths(), published.abs().thousandths())?;
    Some(1.0 - left)
}

fn ratio(numerator: i128, denominator: i128) -> Option<f64> {
    (denominator > 0).then(|| numerator as f64 / denominator as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(text: &str) -> Money {
        Money::parse(text, 0).unwrap()
    }

    #[test]
    fn the_better_reporter_weighs_more_and_the_weights_of_both_ends_add_up_to_one() {
        let rounded = |a, b| libm::round(baci_weight(a, b).unwrap() * 1e6) / 1e6;
        assert_eq!(
            (rounded(0.1, 0.5), rounded(0.2, 1.0), rounded(0.3, 0.3)),
            (0.972919, 0.990988, 0.5)
        );
        assert_eq!(rounded(0.1, 0.5) + rounded(0.5, 0.1), 1.0);
        assert_eq!(
            (baci_weight(-0.2, 0.5), baci_weight(0.0, -1.0)),
            (Some(1.0), None)
        );
        assert_eq!(baci_weight(f64::NAN, 0.5), None);
    }

    #[test]
    fn a_missing_report_is_mirrored_with_twelve_percent_and_the_same_quantity() {
        let quantity = Some(Quantity::from_thousandths(890_000));
        let import = fao_missing_import(money("1400"), quantity);
        assert_eq!((import.value, import.quantity), (money("1568"), quantity));
        assert_eq!(fao_missing_export(import.value, None).value, money("1400"));
        assert_eq!(
            (fao_flag(0.078, 0.1), fao_flag(0.1, 0.1), fao_flag(0.175, 0.1)),
            ("", "", "I")
        );
    }

    #[test]
    fn the_amount_through_hong_kong_is_taken_off_on_both_sides() {
        let gap = gfi_gap_fob(
            money("454604493855.66"),
            money("410782815020"),
            money("38068682838.71"),
        );
        assert_eq!(gap, money("5752995996.95"));
        assert_ne!(gap.abs(), money("81890361674.37"));
        assert_eq!(gfi_gap(money("106"), money("90"), money("4")), money("6"));
    }

    #[test]
    fn ratios_have_their_bounds_and_are_not_defined_without_trade() {
        let (nothing, some) = (Money::ZERO, money("5"));
        assert_eq!(relative_asymmetry(nothing, some), Some(2.0));
        assert_eq!(relative_asymmetry(some, nothing), Some(-2.0));
        assert_eq!(
            (discrepancy(nothing, some), discrepancy(some, some)),
            (Some(1.0), Some(0.0))
        );
        assert_eq!(
            (
                relative_asymmetry(nothing, nothing),
                discrepancy(nothing, nothing)
            ),
            (None, None)
        );
        assert_eq!(explained_share(money("-304"), money("-608")), Some(-1.0));
        assert_eq!(explained_share(nothing, some), None);
    }
}
