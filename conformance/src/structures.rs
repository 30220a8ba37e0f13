//! A structure message: read, written in another standard, and made comparable.

use sdmx::model::{Header, Structures};
use sdmx::structure::{Limits, Message, WriteError, read_message, write};
use sdmx::{Fault, Standard};

/// The standards that have structure messages.
pub const STANDARDS: [Standard; 6] = [
    Standard::Json1_0,
    Standard::Json2_0,
    Standard::Json2_1,
    Standard::Ml2_1,
    Standard::Ml3_0,
    Standard::Ml3_1,
];

/// Reads a message.
///
/// # Errors
///
/// All that is wrong with it.
pub fn read(bytes: &[u8], standard: Option<Standard>) -> Result<Message, Vec<Fault>> {
    read_message(standard, bytes, Limits::default())
}

/// Writes a message; in another standard than its own under a header that all of them can tell.
///
/// # Errors
///
/// What the standard cannot tell.
pub fn written(message: &Message, standard: Standard) -> Result<(Header, Vec<u8>), WriteError> {
    let header = match &message.header {
        Some(header) if standard == message.standard => header.clone(),
        _ => Header::new("OTHER", "2024-01-01T00:00:00Z", "XX"),
    };
    let mut bytes = Vec::new();
    write(&message.structures, standard, &header, &mut bytes)?;
    Ok((header, bytes))
}

/// What a standard can tell of structures: SDMX 3 says by the version what 2.1 says by a mark of
/// finality, and what was passed over is not there.
pub fn told(structures: &Structures, standard: Standard) -> Structures {
    let mut told = Structures::new();
    told.availabilities.clone_from(&structures.availabilities);
    for (_, artefact) in structures.iter() {
        let mut artefact = artefact.clone();
        artefact.maintainable_mut().is_final &= !standard.is_three();
        told.insert(artefact);
    }
    told
}
