//! When a source tells that documents were signed, and when it does not.

use entente_register::reading::{
    Completeness, Context, Instrument, Published, PublishedFrom, SourceText, read,
};
use entente_trade::Date;

const TITLES: &str = "1. Agreement on readmission of persons;\n2. Memorandum on tourism.\n";

/// The events of the first instrument, as `signed DAY`; `-` without an event.
fn events(lead: &str) -> String {
    let context = Context {
        published: Date::parse("2024-11-25").map(|date| Published {
            date,
            from: PublishedFrom::Operator,
        }),
        ..Context::default()
    };
    let reading = read(&SourceText::new(&format!("{lead}\n{TITLES}")).unwrap(), &context);
    let listed = |each: &&Instrument| each.completeness == Completeness::Titled;
    let Some(instrument) = reading.instruments.iter().find(listed) else {
        return "none".to_owned();
    };
    let told = instrument.events.iter().map(|event| {
        let when = event.when.as_ref().map(|when| when.value.to_string());
        format!("signed {}", when.unwrap_or_else(|| "?".to_owned()))
    });
    let told: Vec<String> = told.collect();
    if told.is_empty() {
        "-".to_owned()
    } else {
        told.join(" ; ")
    }
}

#[test]
fn only_a_lead_in_that_says_documents_were_signed_tells_an_event_and_its_own_day_goes_first() {
    for (lead, expected) in [
        (
            "The following documents were signed on 19 November 2024:",
            "signed 2024-11-19",
        ),
        ("The following documents are to be signed next year:", "-"),
        ("The following documents will be signed in December:", "-"),
        ("The parties have not signed the following documents:", "-"),
        (
            "On 19 November, President Tokayev arrived in Belgrade. On 20 November, the following documents were signed:",
            "signed 2024-11-20",
        ),
        (
            "On 19 November, the President paid an official visit to Serbia. The following documents were signed in Astana on 5 October 2010:",
            "signed 2010-10-05",
        ),
        (
            "On 19 November, the President paid an official visit to Serbia. The following documents were signed:",
            "signed 2024-11-19",
        ),
        (
            "On 19 November, the President paid an official visit to Serbia. The next day the following documents were signed:",
            "signed ?",
        ),
        (
            "On 19 November, the President paid an official visit to Serbia. The following documents were signed in Astana in 2010:",
            "signed ?",
        ),
        (
            "During the state visit to Serbia on 18-19 November 2024 the following documents were signed:",
            "signed 2024-11-18/2024-11-19",
        ),
        ("Topics discussed:", "none"),
    ] {
        assert_eq!(events(lead), expected, "{lead}");
    }
}
