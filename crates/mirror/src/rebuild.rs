//! Ledger and books made anew from the objects: every import read again as it was read.
//!
//! The objects are the truth and the roll says how each was read, so what comes out is what was
//! there, to the byte; unless the reading of a layout was changed since, which is told.

use crate::hash::hash_of;
use crate::import::{ImportError, import_again};
use crate::store::{Home, Line, Renewal, StoreError, Told};

/// What a rebuilding did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rebuilt {
    /// Imports that were read again.
    pub imports: usize,
    /// Rows that landed.
    pub rows: u64,
    /// Whether the ledger told what was imported; else the roll did.
    pub from_ledger: bool,
    /// Imports of which another number of rows lands now: the import, rows then, rows now.
    pub otherwise: Vec<(u32, u64, u64)>,
}

/// Makes ledger and books anew; `dry_run` only sees whether it could. `progress` is told how many of
/// how many imports are read.
///
/// # Errors
/// [`ImportError::Store`] where neither ledger nor roll can be read, an object is missing or rotten, or
/// the disk refuses; then everything is as it was.
pub fn rebuild(
    home: &Home,
    dry_run: bool,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<Rebuilt, ImportError> {
    let renewal = Renewal::begin(home)?;
    let read = read_all(&renewal, dry_run, progress);
    if dry_run || read.is_err() {
        renewal.abandon();
    } else {
        renewal.finish()?;
    }
    read
}

fn read_all(
    renewal: &Renewal,
    dry_run: bool,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<Rebuilt, ImportError> {
    let mut rebuilt = Rebuilt {
        from_ledger: renewal.has_ledger,
        ..Rebuilt::default()
    };
    check_objects(renewal)?;
    for (at, line) in renewal.lines.iter().enumerate() {
        progress(at, renewal.lines.len());
        match line {
            Line::Stated { import, vintage, at } if !dry_run => renewal.state(*import, vintage, at)?,
            Line::Standing {
                import,
                counts,
                day,
                at,
            } if !dry_run => renewal.turn((*import, *counts), day, at)?,
            Line::Stated { .. } | Line::Standing { .. } => {}
            Line::Import(told) => {
                rebuilt.imports += 1;
                let rows = if dry_run {
                    told.landed
                } else {
                    again(renewal, told)?
                };
                rebuilt.rows += rows;
                if rows != told.landed {
                    rebuilt.otherwise.push((told.id, told.landed, rows));
                }
            }
        }
    }
    Ok(rebuilt)
}

/// All that is missing or rotten at once, before any of it is read.
fn check_objects(renewal: &Renewal) -> Result<(), StoreError> {
    let mut wrong: Vec<String> = Vec::new();
    for line in &renewal.lines {
        let Line::Import(told) = line else { continue };
        let path = renewal.object(&told.object);
        if hash_of(&path).ok().as_ref() != Some(&told.object) {
            wrong.push(format!(
                "import {} ({}): {}",
                told.id, told.file_name, told.object
            ));
        }
    }
    if wrong.is_empty() {
        return Ok(());
    }
    let found = format!("no bytes, or others, of {}", wrong.join(", "));
    let expected = "every object; put the files back that have these hashes, or restore a copy of the home";
    Err(StoreError::invalid("objects", found, expected))
}

fn again(renewal: &Renewal, told: &Told) -> Result<u64, ImportError> {
    let landed = import_again(&renewal.fresh, &renewal.object(&told.object), told)?;
    renewal.forget(&told.object)?;
    Ok(landed)
}
