//! A table of sentences in six languages, and what each commits to.

use entente_register::reading::{
    Commitment, CommitmentKind, Context, Due, Language, Pair, Published, PublishedFrom, SourceText, Strength,
    read,
};
use entente_trade::Date;

const TABLE: &str = include_str!("commitments.tsv");

#[test]
fn every_sentence_of_the_table_commits_to_what_it_is_said_to() {
    let mut wrong = Vec::new();
    for line in TABLE.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [language, published, sentence, expected] = fields[..] else {
            panic!("{line}")
        };
        let found = commitments(language, published, sentence);
        if found != expected {
            wrong.push(format!(
                "{sentence}\n     expected {expected}\n        found {found}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_target_takes_no_past_period_in_any_language() {
    for (language, sentence) in [
        ("en", "In 2023 the parties agreed to bring trade to $200 million."),
        (
            "ru",
            "В 2023 году стороны договорились довести товарооборот до 200 млн долларов.",
        ),
        (
            "sr",
            "U 2023. godini cilj je bio da se razmena poveća na 200 miliona dolara.",
        ),
        (
            "kk",
            "2023 жылы тараптар тауар айналымын 200 млн долларға жеткізуге уағдаласты.",
        ),
        (
            "de",
            "2023 vereinbarten die Seiten, den Handel auf 200 Millionen Dollar zu steigern.",
        ),
        (
            "es",
            "En 2023 las partes acordaron elevar el comercio a 200 millones de dólares.",
        ),
    ] {
        let reading = read(
            &SourceText::new(sentence).unwrap(),
            &context(language, "2024-11-20"),
        );
        let told: Vec<_> = reading
            .claims
            .iter()
            .map(|claim| (claim.modality.value, claim.period.is_some()))
            .collect();
        assert_eq!(
            told,
            [(entente_register::reading::Modality::Target, false)],
            "{sentence}"
        );
        let due: Vec<_> = reading.commitments.iter().map(|each| each.due.clone()).collect();
        assert_eq!(due, [Due::None], "{sentence}");
    }
}

fn context(language: &str, published: &str) -> Context {
    Context {
        language: Language::parse(language),
        pair: Pair::parse("KAZ-SRB"),
        published: Date::parse(published).map(|date| Published {
            date,
            from: PublishedFrom::Operator,
        }),
        ..Context::default()
    }
}

fn commitments(language: &str, published: &str, sentence: &str) -> String {
    let reading = read(&SourceText::new(sentence).unwrap(), &context(language, published));
    let told: Vec<String> = reading.commitments.iter().map(told).collect();
    told.join(" ; ")
}

/// A commitment in one line: strength and kind, what, whose, by when.
fn told(commitment: &Commitment) -> String {
    let strength = match commitment.strength.as_ref().map(|strength| strength.value) {
        Some(Strength::Agreed) => "agreed",
        Some(Strength::Instructed) => "instructed",
        Some(Strength::Planned) => "planned",
        Some(Strength::Proposed) => "proposed",
        Some(Strength::ExpressedInterest) => "interest",
        None => "off",
    };
    let kind = match commitment.kind {
        CommitmentKind::Action => "action",
        CommitmentKind::QuantitativeTarget => "target",
        CommitmentKind::Intention => "intention",
        CommitmentKind::Invitation => "invitation",
    };
    let owners: Vec<&str> = commitment.owners.iter().map(|owner| owner.value.code()).collect();
    let owners = if owners.is_empty() {
        "-".to_owned()
    } else {
        owners.join("+")
    };
    let due = match &commitment.due {
        Due::None => "-".to_owned(),
        Due::When(when) => when.value.to_string(),
        Due::Unresolved(words) => format!("? {}", words.value),
    };
    format!("{strength} {kind} | {} | {owners} | {due}", commitment.text.value)
}
