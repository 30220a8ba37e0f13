//! Dataflows, and who provides data for them.

use super::artefact::Maintainable;
use super::urn::Urn;

/// A dataflow: data of one structure, kept and asked for together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dataflow {
    /// What every artefact has.
    pub artefact: Maintainable,
    /// The data structure definition.
    pub structure: Option<Urn>,
    /// The dimensions in use, where not all are; SDMX 3.1 only.
    pub dimensions: Vec<String>,
}

/// An agreement that a provider provides data for a dataflow.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProvisionAgreement {
    /// What every artefact has.
    pub artefact: Maintainable,
    /// The dataflow.
    pub dataflow: Option<Urn>,
    /// The provider.
    pub provider: Option<Urn>,
}
