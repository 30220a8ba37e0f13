//! What every artefact and every item of one says of itself.

use super::notes::notes;
use crate::model::{Class, Item, Maintainable, PeriodKind, Texts, TimePeriod, Version};
use crate::standard::Standard;
use crate::structure::form::Form;

/// What an artefact of a class says of itself; the identifier must look a certain way.
pub(super) fn maintainable(
    form: &mut Form<'_>,
    this: &mut Maintainable,
    class: Class,
    is_id: fn(&str) -> bool,
) {
    form.id("id", &mut this.id, is_id);
    own_urn(form, Some(this.urn(class).to_string()));
    form.id("agencyID", &mut this.agency, crate::model::is_nested_ncname);
    version(form, &mut this.version, class);
    validity(form, &mut this.valid_from, &mut this.valid_to);
    marks(form, this);
    notes(form, &mut this.notes);
    names(form, &mut this.names, &mut this.descriptions);
}

/// Schemes of organisations have no version in SDMX 3, and in SDMX-ML 3.1 categorisations neither.
fn version(form: &mut Form<'_>, this: &mut Version, class: Class) {
    let is_unversioned =
        is_organisations(class) || (class == Class::Categorisation && form.standard == Standard::Ml3_1);
    let is_versioned = !form.is_three() || !is_unversioned;
    if form.is_writing {
        let is_right = (is_versioned || *this == Version::one())
            && (!form.is_three() || this.is_of_three())
            && (form.is_three() || this.extension().is_none());
        form.require(
            is_right,
            "version",
            &this.to_string(),
            "a version of this standard",
        );
    }
    if form.is_writing && !is_versioned && form.is_ml() {
        return;
    }
    let mut word = form.is_writing.then(|| this.clone());
    form.attribute("version", &mut word);
    *this = word.unwrap_or_default();
}

/// Whether artefacts of a class are schemes of organisations.
pub(super) fn is_organisations(class: Class) -> bool {
    matches!(
        class,
        Class::AgencyScheme
            | Class::DataProviderScheme
            | Class::DataConsumerScheme
            | Class::MetadataProviderScheme
            | Class::OrganisationUnitScheme
    )
}

/// The URN in XML; it is not believed on reading, as it only repeats the rest.
pub(super) fn own_urn(form: &mut Form<'_>, urn: Option<String>) {
    if form.is_json() {
        return;
    }
    let mut urn = urn.filter(|_| form.is_writing);
    form.attribute("urn", &mut urn);
}

/// From when on and until when something is valid.
pub(super) fn validity(form: &mut Form<'_>, from: &mut Option<String>, to: &mut Option<String>) {
    form.attribute("validFrom", from);
    form.attribute("validTo", to);
    for (name, text) in [("validFrom", from), ("validTo", to)] {
        let found = shown(text.as_deref());
        let is_right = text.as_deref().is_none_or(|text| is_moment(form, text));
        let expected = match form.is_json() {
            true => "a date and time with its zone",
            false => "a date and time",
        };
        form.require(is_right, name, &found, expected);
    }
}

/// Whether a text is a date with time. SDMX-JSON wants a time zone, but does not check that it is
/// there.
pub(super) fn is_moment(form: &Form<'_>, text: &str) -> bool {
    let is_moment =
        TimePeriod::parse(text.trim()).is_some_and(|period| period.kind() == PeriodKind::DateTime);
    let zone = text.split_once('T').map_or("", |(_, time)| time);
    let is_zoned = zone.contains(['Z', '+', '-']);
    is_moment && (is_zoned || form.is_ml() || !form.is_writing)
}

fn marks(form: &mut Form<'_>, this: &mut Maintainable) {
    if !form.is_three() {
        form.flag("isFinal", &mut this.is_final, false);
    }
    form.flag("isExternalReference", &mut this.is_external, false);
    let has_partial = form.is_three_one();
    if form.has(has_partial, this.is_partial_language, "isPartialLanguage") {
        form.flag("isPartialLanguage", &mut this.is_partial_language, false);
    }
    let is_elsewhere = this.service_url.is_some() || this.structure_url.is_some();
    let has_addresses = form.is_ml();
    if form.has(has_addresses, is_elsewhere, "structureURL") {
        form.attribute("serviceURL", &mut this.service_url);
        form.attribute("structureURL", &mut this.structure_url);
    }
}

/// Names and descriptions; in XML there must be a name.
pub(super) fn names(form: &mut Form<'_>, names: &mut Texts, descriptions: &mut Texts) {
    form.texts("com:Name", "names", names);
    let is_named = form.is_json() || !names.is_empty();
    form.require(is_named, "com:Name", "nothing", "a name");
    form.texts("com:Description", "descriptions", descriptions);
}

/// What an item says of itself.
pub(super) fn item(form: &mut Form<'_>, this: &mut Item, is_id: fn(&str) -> bool) {
    form.id("id", &mut this.id, is_id);
    own_urn(form, None);
    notes(form, &mut this.notes);
    names(form, &mut this.names, &mut this.descriptions);
}

/// Whether a text is a day.
pub(super) fn is_day(text: &str) -> bool {
    TimePeriod::parse(text.trim()).is_some_and(|period| period.kind() == PeriodKind::GregorianDay)
}

/// A text in quotes, or that there is none.
pub(super) fn shown(text: Option<&str>) -> String {
    text.map_or_else(|| "nothing".to_owned(), |text| format!("{text:?}"))
}
