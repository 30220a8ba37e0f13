//! Structures that others sent, as structure messages that were imported, beside Entente's own.
//!
//! They are told as far as a standard can tell them. Nobody else says what Entente's own structures
//! are, or what data there are here.

use std::io;

use entente_mirror::described::{is_described, message};
use entente_mirror::store::{Home, ImportEntry, StoreError};
use sdmx::Standard;
use sdmx::model::{Artefact, Header, Role, Structures, Urn};
use sdmx::structure::write;

use crate::dissemination::AGENCY;

/// The objects of the imports that are structure messages, the oldest first.
pub(super) fn objects(imports: &[ImportEntry]) -> Vec<String> {
    let described = imports.iter().filter(|import| is_described(import));
    described.map(|import| import.object.clone()).collect()
}

/// What the messages hold that a standard can tell; of what two tell, the later.
///
/// # Errors
/// A message cannot be read.
pub(super) fn structures(
    home: &Home,
    objects: &[String],
    standard: Standard,
) -> Result<Structures, StoreError> {
    let mut all = Structures::new();
    for object in objects {
        let told = message(home, object)?.structures;
        for (urn, artefact) in told.iter() {
            if !is_ours(urn, artefact) && can_tell(&told, urn, standard) {
                all.share(&told, urn);
            }
        }
    }
    Ok(all)
}

fn is_ours(urn: &Urn, artefact: &Artefact) -> bool {
    let is_actual = matches!(artefact, Artefact::Constraint(constraint) if constraint.role == Role::Actual);
    urn.agency == AGENCY || is_actual
}

/// Whether a standard has a form for an artefact.
fn can_tell(all: &Structures, urn: &Urn, standard: Standard) -> bool {
    let mut alone = Structures::new();
    alone.share(all, urn);
    let header = Header::new("ALONE", "2024-01-01T00:00:00Z", AGENCY);
    write(&alone, standard, &header, io::sink()).is_ok()
}
