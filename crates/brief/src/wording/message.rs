//! Messages by their ids, out of `messages/*.ftl`.
//!
//! The library behind them is met here and nowhere else: whatever reads the same
//! files may take its place. Serbian in Latin letters has no file of its own.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};

use super::script;
use crate::Language;

/// What says messages.
pub trait Messages: Send + Sync {
    /// A message with its variables; none where there is no such message, or not all of its variables.
    fn tell(&self, id: &str, variables: &[(&str, &str)]) -> Option<String>;
}

/// The text of a language's messages, as it is read.
pub fn sources(language: Language) -> String {
    let serbian = include_str!("../../messages/sr.ftl");
    match language {
        Language::En => include_str!("../../messages/en.ftl").to_owned(),
        Language::Kk => include_str!("../../messages/kk.ftl").to_owned(),
        Language::Ru => include_str!("../../messages/ru.ftl").to_owned(),
        Language::SrCyrl => script::marked(serbian, false),
        // Ids and variables are ASCII, so the letters of the words alone change.
        Language::SrLatn => script::marked(serbian, true),
    }
}

pub(super) fn of(language: Language) -> Box<dyn Messages> {
    // What cannot be parsed is missing, and a test misses it.
    let resource = FluentResource::try_new(sources(language)).unwrap_or_else(|(read, _)| read);
    let mut bundle = FluentBundle::new_concurrent(Vec::new());
    bundle.set_use_isolating(false);
    bundle.add_resource_overriding(resource);
    Box::new(Fluent(bundle))
}

struct Fluent(FluentBundle<FluentResource>);

impl Messages for Fluent {
    fn tell(&self, id: &str, variables: &[(&str, &str)]) -> Option<String> {
        let pattern = self.0.get_message(id)?.value()?;
        let arguments: FluentArgs<'_> = variables.iter().copied().collect();
        let mut faults = Vec::new();
        let told = self.0.format_pattern(pattern, Some(&arguments), &mut faults);
        faults.is_empty().then(|| told.into_owned())
    }
}
