//! Agencies, data providers, data consumers, units of organisations, and the schemes they stand in.

use super::artefact::{Item, Maintainable};
use super::class::Class;
use super::texts::Texts;

/// A scheme of organisations of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganisationScheme {
    /// [`Class::AgencyScheme`], [`Class::DataProviderScheme`], [`Class::DataConsumerScheme`],
    /// [`Class::MetadataProviderScheme`] or [`Class::OrganisationUnitScheme`].
    pub class: Class,
    /// What every artefact has. In SDMX 3 these schemes have no version.
    pub artefact: Maintainable,
    /// Whether organisations were left out.
    pub is_partial: bool,
    /// The organisations.
    pub organisations: Vec<Organisation>,
}

/// An organisation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Organisation {
    /// Identity and names.
    pub item: Item,
    /// The unit it belongs to; units of organisations only.
    pub parent: Option<String>,
    /// Whom to ask.
    pub contacts: Vec<Contact>,
}

/// Whom to ask, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contact {
    /// An identifier, if there is one; not in SDMX-JSON 1.0.
    pub id: Option<String>,
    /// Names.
    pub names: Texts,
    /// Departments.
    pub departments: Texts,
    /// Roles.
    pub roles: Texts,
    /// Telephone numbers.
    pub telephones: Vec<String>,
    /// Fax numbers.
    pub faxes: Vec<String>,
    /// X.400 addresses.
    pub x400s: Vec<String>,
    /// Addresses in the web.
    pub uris: Vec<String>,
    /// Addresses for mail.
    pub emails: Vec<String>,
}
