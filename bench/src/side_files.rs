//! The small files beside the records: code lists and what reporters declare.
//!
//! The code lists hold every code a record may carry. A coverage file stands for what
//! a statistical office publishes about its own practice.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::area::Area;
use crate::code::Code;
use crate::failure::{Failure, Outcome};
use crate::parcel::chapter_level;
use crate::world::World;

/// Writes all of them.
pub(crate) fn write(folder: &Path, world: &World) -> Outcome<()> {
    let codes = folder.join("codes");
    make(&codes)?;
    put(&codes.join("areas.csv"), &areas(world))?;
    put(&codes.join("commodities.csv"), &commodities(world))?;
    put(&codes.join("cif_factors.csv"), &factors(world))?;
    let coverage = folder.join("coverage");
    make(&coverage)?;
    for area in world.areas.iter().filter(|area| area.threshold || area.excluding) {
        put(
            &coverage.join(format!("{}.toml", area.code)),
            &declaration(world, area),
        )?;
    }
    Ok(())
}

/// Makes a folder.
pub(crate) fn make(path: &Path) -> Outcome<()> {
    fs::create_dir_all(path).map_err(|why| Failure::at(path, why))
}

fn put(path: &Path, text: &str) -> Outcome<()> {
    fs::write(path, text).map_err(|why| Failure::at(path, why))
}

fn listed<T: ToString>(head: &str, codes: impl IntoIterator<Item = T>) -> String {
    let lines = codes.into_iter().map(|code| code.to_string() + "\n");
    std::iter::once(head.to_owned() + "\n").chain(lines).collect()
}

fn areas(world: &World) -> String {
    let codes: BTreeSet<u16> = world.areas.iter().map(|area| area.code).collect();
    listed("code", codes)
}

/// H4 codes, their H5 targets, the residuals.
fn commodities(world: &World) -> String {
    let targets = world
        .goods
        .iter()
        .flat_map(|good| good.targets.iter().map(|(code, _)| *code));
    let own = world
        .goods
        .iter()
        .flat_map(|good| [good.code, good.code.residual(world.digits)]);
    let codes: BTreeSet<Code> = own
        .chain(targets)
        .chain([Code::unspecified(world.digits)])
        .collect();
    listed("code", codes)
}

/// The mean margin of each chapter, as one factor for all pairs.
fn factors(world: &World) -> String {
    let (low, high) = (world.mixture.margin.low, world.mixture.margin.high);
    let factor = |chapter| 1.0 + low + (high - low) * (chapter_level(world, chapter) + 0.8) / 3.0;
    let lines = (1..=99).map(|chapter| format!("{chapter:02},{:.4}", factor(chapter)));
    listed("chapter,factor", lines)
}

fn declaration(world: &World, area: &Area) -> String {
    let who = &world.mixture.reporters;
    let mut text = format!("area = {}\n", area.code);
    if area.threshold {
        let _ = write!(text, "currency = \"USD\"\nthreshold = {}\n", who.threshold);
    }
    if area.excluding {
        let _ = writeln!(text, "excludes = {:?}", who.excludes);
    }
    text
}
