//! A table of sentences in four languages, and the claims each makes.

use entente_register::reading::{
    ChangeKind, Claim, Context, Language, Modality, Operator, Published, PublishedFrom, ReporterView,
    SourceText, Unit, read,
};
use entente_trade::Date;

const TABLE: &str = include_str!("claims.tsv");

#[test]
fn every_sentence_of_the_table_makes_the_claims_it_is_said_to() {
    let mut wrong = Vec::new();
    let mut rows = 0;
    for line in TABLE.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [language, published, sentence, expected] = fields[..] else {
            panic!("{line}")
        };
        rows += 1;
        let found = claims(language, published, sentence);
        if found != expected {
            wrong.push(format!(
                "{sentence}\n     expected {expected}\n        found {found}"
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {rows} sentences:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(rows >= 120, "{rows}");
}

#[test]
fn the_half_unit_is_half_of_the_last_written_digit() {
    for (sentence, half, uncertain) in [
        ("Trade reached $73.8 million in 2022.", "50000", false),
        ("Trade reached $73.81 million in 2022.", "5000", false),
        ("Trade reached $100 million in 2022.", "500000", true),
        ("Trade reached 73,971.3 thousand dollars in 2022.", "50", false),
        ("Trade reached $1,234,567 in 2022.", "0.5", false),
    ] {
        let reading = read(&SourceText::new(sentence).unwrap(), &Context::default());
        let amount = &reading.claims[0].amount.as_ref().unwrap().value;
        assert_eq!(
            (amount.half_unit.as_str(), amount.half_unit_uncertain),
            (half, uncertain),
            "{sentence}"
        );
    }
}

fn claims(language: &str, published: &str, sentence: &str) -> String {
    let context = Context {
        language: Language::parse(language),
        published: Date::parse(published).map(|date| Published {
            date,
            from: PublishedFrom::Operator,
        }),
        ..Context::default()
    };
    let reading = read(&SourceText::new(sentence).unwrap(), &context);
    let told: Vec<String> = reading.claims.iter().map(told).collect();
    if told.is_empty() {
        "none".to_owned()
    } else {
        told.join(" ; ")
    }
}

/// A claim in one line: flow, amount, change, period, modality, whose, of what, with whom.
fn told(claim: &Claim) -> String {
    let mut words = vec![format!("{:?}", claim.flow.value).to_lowercase()];
    if let Some(amount) = &claim.amount {
        let value: f64 = amount.value.value.parse().unwrap();
        let (unit, suffix) = match amount.value.scale {
            3 => (1e3, "K"),
            6 => (1e6, "M"),
            9 => (1e9, "B"),
            _ => (1.0, ""),
        };
        let of = match &amount.value.unit {
            Unit::Currency(code) => (*code).to_owned(),
            Unit::Of(words) => words.clone(),
        };
        words.push(format!(
            "{}{}{suffix} {of}",
            mark(claim.operator.value),
            value / unit
        ));
    }
    if let Some(change) = &claim.change {
        let mark = if change.value.operator == Operator::Equal {
            ""
        } else {
            mark(change.value.operator)
        };
        let value = &change.value.value;
        let sign = if value.starts_with('-') { "" } else { "+" };
        words.push(match change.value.kind {
            ChangeKind::Factor => format!("x{mark}{value}"),
            ChangeKind::Percent => format!("{mark}{sign}{value}%"),
            ChangeKind::Absolute => format!("{mark}{sign}{value}"),
        });
        words.extend(change.value.base.map(|base| format!("vs {base}")));
        words.extend(change.value.ambiguous.then(|| "ambiguous".to_owned()));
    }
    match (&claim.period, &claim.period_as_written) {
        (Some(period), _) => words.push(format!("@{}", period.value)),
        (None, Some(_)) => words.push("@?".to_owned()),
        (None, None) => {}
    }
    words.extend(claim.period_ambiguous.then(|| "ambiguous".to_owned()));
    match claim.modality.value {
        Modality::Actual => {}
        Modality::Target => words.push("target".to_owned()),
        Modality::Forecast => words.push("forecast".to_owned()),
    }
    if let ReporterView::State(state) = claim.reporter_view.view {
        words.push(format!("by {state}"));
    }
    words.extend(
        claim
            .products
            .as_ref()
            .map(|products| format!("of {}", products.value)),
    );
    words.extend(
        claim
            .partner
            .as_ref()
            .map(|partner| format!("with {}", partner.value)),
    );
    words.join(" ")
}

const fn mark(operator: Operator) -> &'static str {
    match operator {
        Operator::Equal => "=",
        Operator::About => "≈",
        Operator::AtLeast => "≥",
        Operator::AtMost => "≤",
        Operator::Below => "<",
        Operator::Above => ">",
    }
}
