//! Answers to structure and schema queries: artefacts that are chosen, written as a message.
//!
//! Counting what data there are takes its time, and is done where it matters only. Structures do not
//! change with time, so what stood at an earlier moment is what stands now.

use std::io::Write as _;

use sdmx::Standard;
use sdmx::model::{Artefact, Header, Role, Structures};
use sdmx::rest::{
    Api, ArtefactType, Choice, Chosen, Context, Detail, References, SchemaQuery, StructureQuery, select,
};

use super::answer::{PIECE, Pieces};
use super::data::at_observation;
use super::site::{Site, State};
use super::trouble::Trouble;
use crate::dissemination::{AGENCY, DSD};

/// What a structure query finds.
///
/// # Errors
/// Nothing is found, or the books cannot be read.
pub(super) fn found(
    site: &Site,
    query: &StructureQuery,
    chosen: &Chosen,
    state: &State,
) -> Result<Structures, Trouble> {
    let mut all = site.structures(chosen.standard).clone();
    let others = site.described(state, chosen.standard)?;
    for (urn, _) in others.iter() {
        if all.get(urn).is_none() {
            all.share(&others, urn);
        }
    }
    if concerns_data(query) {
        for (dataset, available) in site.counted(state)?.iter() {
            all.insert(available.constraint(*dataset, &Choice::Any));
        }
    }
    let selected = site.alone(|| select(&all, query))?;
    let selected = told(selected, chosen.standard);
    if selected.is_empty() {
        return Err(Trouble::nothing_found("found no artefact that is asked for"));
    }
    Ok(selected)
}

/// What a standard can tell: in SDMX 3.1 what data there are is no artefact any more.
pub(super) fn told(structures: Structures, standard: Standard) -> Structures {
    if standard != Standard::Json2_1 {
        return structures;
    }
    let is_actual = |artefact: &Artefact| match artefact {
        Artefact::Constraint(constraint) => constraint.role == Role::Actual,
        _ => false,
    };
    without(structures, is_actual)
}

/// Structures without some of them.
pub(super) fn without(structures: Structures, is_left_out: impl Fn(&Artefact) -> bool) -> Structures {
    let mut left = Structures::new();
    for (urn, _) in structures.iter().filter(|(_, artefact)| !is_left_out(artefact)) {
        left.share(&structures, urn);
    }
    left
}

/// Whether constraints may be part of the answer, or say what is.
fn concerns_data(query: &StructureQuery) -> bool {
    let constraints = |artefact: ArtefactType| {
        matches!(
            artefact,
            ArtefactType::DataConstraint | ArtefactType::ContentConstraint | ArtefactType::ActualConstraint
        )
    };
    let refers = |references: &References| match references {
        References::Type(artefact) => constraints(*artefact),
        References::Children | References::Descendants => false,
        _ => true,
    };
    query.artefact.is_none_or(constraints)
        || query.references.iter().any(refers)
        || query.detail == Detail::ReferencePartial
}

/// What a schema query finds: the structure that data would be reported against, with all it
/// needs, and the codes in use. It is the same for every dimension at the observation, for measures
/// told apart, of which there is one, and for deletions: these say how a schema of XML would look.
///
/// # Errors
/// As of [`found`].
pub(super) fn schema(
    site: &Site,
    api: Api,
    query: SchemaQuery,
    chosen: &Chosen,
    state: &State,
) -> Result<Structures, Trouble> {
    let at = query.dimension_at_observation.as_ref();
    at_observation(at).map_err(|text| Trouble::semantic(api, text))?;
    let artefact = match query.context {
        Context::Dataflow => ArtefactType::Dataflow,
        Context::Datastructure => ArtefactType::Datastructure,
        Context::ProvisionAgreement => ArtefactType::ProvisionAgreement,
    };
    let query = StructureQuery {
        artefact: Some(artefact),
        reference: query.reference,
        items: Default::default(),
        detail: Detail::ReferencePartial,
        references: vec![References::Descendants],
        as_of: None,
    };
    found(site, &query, chosen, state)
}

/// Writes a message of structures. It is put together before it is sent, so that nobody waits for
/// a slow reader.
///
/// # Errors
/// Of the format, or of who reads.
pub(super) fn write(
    site: &Site,
    structures: &Structures,
    standard: Standard,
    prepared: &str,
    pieces: &mut Pieces,
) -> Result<(), Trouble> {
    let header = Header::new(DSD, prepared, AGENCY);
    let message = site.alone(|| {
        let mut message = Vec::new();
        let written = sdmx::structure::write(structures, standard, &header, &mut message);
        written.map(|()| message)
    })?;
    let message = message.map_err(|error| std::io::Error::other(error.to_string()))?;
    for part in message.chunks(PIECE) {
        pieces.write_all(part)?;
    }
    Ok(())
}
