//! By when a commitment is due.

use entente_register::reading::{Context, Due, Published, PublishedFrom, SourceText, read};
use entente_trade::Date;

fn due(sentence: &str) -> String {
    let context = Context {
        published: Date::parse("2024-11-20").map(|date| Published {
            date,
            from: PublishedFrom::Operator,
        }),
        ..Context::default()
    };
    let reading = read(&SourceText::new(sentence).unwrap(), &context);
    let told = reading
        .commitments
        .iter()
        .map(|commitment| match &commitment.due {
            Due::When(when) => when.value.to_string(),
            Due::Unresolved(words) => format!("? {}", words.value),
            _ => "-".to_owned(),
        });
    told.collect::<Vec<_>>().join(" ; ")
}

#[test]
fn a_day_month_or_year_ahead_of_publication_is_when_a_commitment_is_due() {
    for (sentence, expected) in [
        (
            "The parties agreed to open direct flights by 1 March 2025.",
            "2025-03-01",
        ),
        (
            "The parties agreed to hold a business forum in April 2025.",
            "2025-04",
        ),
        ("The parties agreed to open direct flights.", "-"),
        (
            "Стороны договорились открыть прямые рейсы до конца 2025 года.",
            "2025",
        ),
        (
            "Стороны договорились открыть прямые рейсы до 1 марта 2025 года.",
            "2025-03-01",
        ),
        ("Стороны договорились провести бизнес-форум в 2025 году.", "2025"),
    ] {
        assert_eq!(due(sentence), expected, "{sentence}");
    }
}
