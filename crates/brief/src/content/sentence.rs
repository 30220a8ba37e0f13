//! Sentences that name both sides: what either reports, and how far apart they are.
//!
//! The one place where two reports of one flow are told in words, so that no page
//! gives one number for what two report differently.

use entente_trade::{Area, Commodity, Money, Period};

use crate::wording::Wording;

/// Both reports of one flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reports {
    pub(super) exporter: Area,
    pub(super) importer: Area,
    pub(super) period: Period,
    pub(super) commodity: Commodity,
    pub(super) export_value: Option<Money>,
    pub(super) import_value: Option<Money>,
}

impl Reports {
    /// What either side reports, in a sentence.
    pub(super) fn told(self, wording: &Wording) -> String {
        let difference = self.import_value.zip(self.export_value);
        let difference = difference.map(|(import, export)| import - export);
        let id = match (self.export_value, self.import_value) {
            (Some(export), Some(import)) if export == import => "finding-equal",
            (Some(_), Some(_)) => "finding-both",
            (Some(_), None) => "finding-export-only",
            (None, Some(_)) => "finding-import-only",
            (None, None) => "finding-none",
        };
        let dollars = |amount: Option<Money>| amount.map(|amount| wording.dollars(amount));
        wording.tell(
            id,
            &[
                ("direction", &direction(wording, self.exporter, self.importer)),
                ("period", &wording.period(self.period)),
                ("goods", &wording.goods_in_words(self.commodity)),
                ("exporter", &wording.area(self.exporter).text),
                ("importer", &wording.area(self.importer).text),
                ("export", &dollars(self.export_value).unwrap_or_default()),
                ("import", &dollars(self.import_value).unwrap_or_default()),
                ("difference", &dollars(difference).unwrap_or_default()),
            ],
        )
    }
}

/// `Kazakhstan → Serbia`.
pub(super) fn direction(wording: &Wording, exporter: Area, importer: Area) -> String {
    let [exporter, importer] = [exporter, importer].map(|area| wording.area(area).text);
    wording.tell("direction", &[("exporter", &exporter), ("importer", &importer)])
}

/// `Kazakhstan and Serbia`.
pub(super) fn pair(wording: &Wording, [one, other]: [Area; 2]) -> String {
    let [one, other] = [one, other].map(|area| wording.area(area).text);
    wording.tell("pair", &[("one", &one), ("other", &other)])
}

/// By whose report.
pub(super) fn by(wording: &Wording, area: Area) -> String {
    wording.tell("by-report", &[("area", &wording.area(area).text)])
}
