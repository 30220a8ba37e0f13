//! Kazakhstan and Serbia as the demo has them: figures of the International Monetary Fund to 2018, and of
//! Kazakhstan's bureau after; the finding of 2015 as `entente explain` gives it.

use entente_brief::Language;
use entente_brief::content::mirror::{Direction, Mirror, MirrorLine};
use entente_brief::content::{Frame, Release};
use entente_trade::{
    Area, Areas, Cause, Commodity, Dataset, Finding, Grade, Money, Part, Period, Side, Valuation, Vintage,
};

use super::{day, period};

pub(crate) fn area(letters: &str) -> Area {
    Areas::standard().resolve(letters).unwrap()
}

pub(crate) fn pair() -> [Area; 2] {
    ["KAZ", "SRB"].map(area)
}

/// Rows of products of one year: one compared, one not, one where imports are below exports.
pub(crate) fn products() -> Mirror {
    let mut mirror = mirror();
    let year = period("2016");
    let line = |code, export: Option<i128>, import: Option<i128>, compared| MirrorLine {
        period: year,
        commodity: Commodity::parse(code).unwrap(),
        export_value: export.map(Money::from_units),
        import_value: import.map(Money::from_units),
        compared,
        causes: Vec::new(),
    };
    mirror.directions.truncate(1);
    mirror.directions[0].rows = vec![
        line("27", Some(900_000), Some(51_000_000), true),
        line("72", Some(250_000), Some(180_000), true),
        line("99", Some(40_000), Some(60_000), false),
        line("28XXXX", None, Some(2_660_563), true),
    ];
    mirror
}

/// Year, exporter's and importer's report.
type Told = (u16, Option<i128>, Option<i128>);

const OUT: [Told; 9] = [
    (2015, Some(27_557_712), Some(141_989_248)),
    (2016, Some(1_227_102), Some(53_900_563)),
    (2017, Some(451_112), Some(48_536_156)),
    (2018, Some(3_590_541), Some(5_558_522)),
    (2019, Some(2_892_490), None),
    (2020, Some(1_784_975), None),
    (2021, Some(3_701_535), None),
    (2022, Some(8_182_318), None),
    (2023, Some(11_350_744), None),
];

const IN: [Told; 9] = [
    (2015, Some(24_425_460), Some(28_434_508)),
    (2016, Some(22_394_730), Some(25_142_356)),
    (2017, Some(28_794_130), Some(41_355_687)),
    (2018, Some(15_360_741), Some(25_060_060)),
    (2019, None, Some(17_934_684)),
    (2020, None, Some(13_933_216)),
    (2021, None, Some(19_151_738)),
    (2022, None, Some(65_788_988)),
    (2023, None, Some(79_823_041)),
];

fn rows(told: &[Told]) -> Vec<MirrorLine> {
    let line = |&(year, export, import): &Told| MirrorLine {
        period: Period::year(year).unwrap(),
        commodity: Commodity::TOTAL,
        export_value: export.map(Money::from_units),
        import_value: import.map(Money::from_units),
        compared: true,
        causes: Vec::new(),
    };
    told.iter().map(line).collect()
}

/// Both directions, year by year.
pub(crate) fn mirror() -> Mirror {
    let [one, other] = pair();
    let mut out = rows(&OUT);
    out[0].causes = vec![Cause::Indirect, Cause::CifFob];
    Mirror {
        pair: pair(),
        directions: vec![
            Direction {
                exporter: one,
                importer: other,
                rows: out,
            },
            Direction {
                exporter: other,
                importer: one,
                rows: rows(&IN),
            },
        ],
    }
}

pub(crate) fn part(
    (cause, via, grade): (Cause, Option<&str>, Option<Grade>),
    method: &'static str,
    [amount, low, high]: [i128; 3],
    evidence: &str,
) -> Part {
    let [amount, low, high] = [amount, low, high].map(Money::from_units);
    Part {
        cause,
        amount,
        grade,
        method,
        low,
        high,
        evidence: evidence.into(),
        via: via.map(area),
    }
}

/// Why the reports of 2015 differ.
pub(crate) fn finding() -> Finding {
    let hub = "Kazakhstan (KAZ) books 134 800 900 to Croatia (HRV), which reports 95 289 of it (FOB) and sends \
               626 635 311 on to Serbia (SRB); totals leave the split open";
    let margin = "no freight field, too few unit values: 6 % as the International Monetary Fund uses";
    let [exporter, importer] = pair();
    Finding {
        exporter,
        importer,
        period: period("2015"),
        commodity: Commodity::TOTAL,
        export_value: Some(Money::from_units(27_557_712)),
        import_value: Some(Money::from_units(141_989_248)),
        asymmetry: Money::from_units(114_431_536),
        gross: Money::from_units(114_431_536),
        parts: vec![
            part(
                (Cause::Indirect, Some("HRV"), Some(Grade::E4)),
                "triangle_totals",
                [106_394_409, 0, 114_431_536],
                hub,
            ),
            part(
                (Cause::CifFob, None, Some(Grade::E5)),
                "margin_6_percent",
                [8_037_127, 0, 23_664_875],
                margin,
            ),
            part(
                (Cause::Residual, None, None),
                "remainder",
                [0, 0, 114_431_536],
                "",
            ),
        ],
        split: None,
    }
}

/// Why the reports of 2016 differ.
pub(crate) fn finding_of_2016() -> Finding {
    let hub = "Kazakhstan (KAZ) books 3 255 796 032 to Netherlands (NLD), which reports 271 710 470 of it (FOB) and \
               sends 477 192 759 on to Serbia (SRB); totals leave the split open";
    let [indirect, mut margin, residual] = <[Part; 3]>::try_from(finding().parts).unwrap();
    margin.amount = Money::from_units(3_050_975);
    margin.high = Money::from_units(8_983_427);
    let most = Money::from_units(52_673_461);
    Finding {
        period: period("2016"),
        export_value: Some(Money::from_units(1_227_102)),
        import_value: Some(Money::from_units(53_900_563)),
        asymmetry: most,
        gross: most,
        parts: vec![
            Part {
                amount: Money::from_units(49_622_486),
                high: most,
                evidence: hub.into(),
                via: Some(area("NLD")),
                ..indirect
            },
            margin,
            Part {
                high: most,
                ..residual
            },
        ],
        ..finding()
    }
}

fn release(letters: &str, side: Side, dataset: Dataset, vintage: Vintage, periods: [&str; 2]) -> Release {
    Release {
        reporter: area(letters),
        side,
        dataset,
        vintage,
        valuation: match side {
            Side::Export => Valuation::Fob,
            Side::Import => Valuation::Cif,
        },
        periods: periods.map(period),
    }
}

/// A document of the demo's figures.
pub(crate) fn frame(language: Language, view: &str) -> Frame {
    let brought = Vintage::of_import(day("2026-11-22"));
    let bureau = Vintage::stated(day("2024-07-25"));
    Frame {
        language,
        query: format!("/{}/trade?view={view}&vintage=2026-11-28", language.code()),
        vintage: Some(day("2026-11-28")),
        extracted: None,
        licence: None,
        releases: vec![
            release("KAZ", Side::Export, Dataset::ImfDots, brought, ["2015", "2018"]),
            release("SRB", Side::Import, Dataset::ImfDots, brought, ["2015", "2018"]),
            release("KAZ", Side::Export, Dataset::KzBns, bureau, ["2022", "2023"]),
        ],
    }
}
