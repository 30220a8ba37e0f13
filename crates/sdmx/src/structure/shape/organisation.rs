//! Schemes of organisations, and contacts.

use super::artefact::{is_organisations, item, maintainable};
use crate::model::{
    Class, Contact, Maintainable, Organisation, OrganisationScheme, Version, is_id, is_ncname,
};
use crate::standard::Standard;
use crate::structure::form::{Form, Name, Shape};

impl OrganisationScheme {
    /// An empty scheme of a class, if it is one.
    pub(in crate::structure) fn empty(class: Class) -> Option<Self> {
        let artefact = Maintainable::default();
        is_organisations(class).then(|| Self {
            class,
            artefact,
            is_partial: false,
            organisations: Vec::new(),
        })
    }

    /// Fills itself from the form, or the form from itself.
    pub(in crate::structure) fn fill(&mut self, form: &mut Form<'_>) {
        maintainable(form, &mut self.artefact, self.class, is_id);
        if let Some(fixed) = fixed_id(self.class) {
            let found = format!("{:?}", self.artefact.id);
            form.require(self.artefact.id == fixed, "id", &found, fixed);
            let found = self.artefact.version.to_string();
            let is_right = form.is_json() || self.artefact.version == Version::one();
            form.require(is_right, "version", &found, "1.0");
            let is_right = form.is_json() || !self.artefact.is_final;
            form.require(
                is_right,
                "isFinal",
                "true",
                "false for a scheme that always grows",
            );
        }
        form.flag("isPartial", &mut self.is_partial, false);
        form.parts(organisations(self.class), &mut self.organisations);
        let is_right = self.class == Class::OrganisationUnitScheme
            || self
                .organisations
                .iter()
                .all(|organisation| organisation.parent.is_none());
        form.require(is_right, "Parent", "a parent", "none but for units");
        let looks_right = |organisation: &Organisation| is_ncname(&organisation.item.id);
        let is_right = self.class != Class::AgencyScheme || self.organisations.iter().all(looks_right);
        form.require(is_right, "id", "another identifier", "one of an agency");
    }
}

/// The identifier that all schemes of a class have.
fn fixed_id(class: Class) -> Option<&'static str> {
    match class {
        Class::AgencyScheme => Some("AGENCIES"),
        Class::DataProviderScheme => Some("DATA_PROVIDERS"),
        Class::DataConsumerScheme => Some("DATA_CONSUMERS"),
        Class::MetadataProviderScheme => Some("METADATA_PROVIDERS"),
        _ => None,
    }
}

fn organisations(class: Class) -> Name {
    match class {
        Class::AgencyScheme => ("Agency", "agencies").into(),
        Class::DataProviderScheme => ("DataProvider", "dataProviders").into(),
        Class::DataConsumerScheme => ("DataConsumer", "dataConsumers").into(),
        Class::MetadataProviderScheme => ("MetadataProvider", "metadataProviders").into(),
        _ => ("OrganisationUnit", "organisationUnits").into(),
    }
}

impl Shape for Organisation {
    fn shape(&mut self, form: &mut Form<'_>) {
        item(form, &mut self.item, is_id);
        form.local("Parent", &mut self.parent);
        form.parts(("Contact", "contacts"), &mut self.contacts);
    }
}

impl Shape for Contact {
    fn shape(&mut self, form: &mut Form<'_>) {
        let is_in_header = form.is_ml() && form.space == "mes:";
        let has_id = form.standard != Standard::Json1_0 && !is_in_header;
        if form.has(has_id, self.id.is_some(), "id") {
            form.attribute("id", &mut self.id);
        }
        form.texts("com:Name", "names", &mut self.names);
        form.texts("Department", "departments", &mut self.departments);
        form.texts("Role", "roles", &mut self.roles);
        form.words(("Telephone", "telephones"), &mut self.telephones);
        form.words(("Fax", "faxes"), &mut self.faxes);
        form.words(("X400", "x400s"), &mut self.x400s);
        form.words(("URI", "uris"), &mut self.uris);
        form.words(("Email", "emails"), &mut self.emails);
    }
}
