//! Where areas lie: distance, common border, access to the sea.
//!
//! It exists for the CIF/FOB model, in which freight depends on distance. Source: CEPII GeoDist (Mayer and
//! Zignago 2011), main city of each country; the distance is computed from two coordinates instead of being
//! stored for 50,000 pairs, and agrees with CEPII's `dist` within 0.003 %. It does not know routes, ports
//! or borders of today: areas that CEPII does not hold (Montenegro, Kosovo, South Sudan) have no distance.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use crate::area::Area;
use crate::embedded;

/// Radius of the sphere, in kilometres, that reproduces CEPII's `dist` column.
pub const CEPII_RADIUS_KM: f64 = 6376.9737;

/// Two areas seen together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dyad {
    /// Great-circle distance between the main cities, in kilometres.
    pub distance_km: f64,
    /// Whether the areas have a common land border.
    pub contiguous: bool,
    /// Whether the first area has no coast.
    pub landlocked_a: bool,
    /// Whether the second area has no coast.
    pub landlocked_b: bool,
}

/// The main city of an area.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    /// Name of the city, as CEPII spells it.
    pub city: &'static str,
    /// Latitude in degrees, north positive.
    pub latitude: f64,
    /// Longitude in degrees, east positive.
    pub longitude: f64,
    /// Whether the area has no coast.
    pub landlocked: bool,
}

/// Main cities and borders of all areas that CEPII holds.
#[derive(Debug, Default)]
pub struct Geography {
    places: BTreeMap<Area, Place>,
    borders: BTreeSet<(Area, Area)>,
    faults: Vec<String>,
}

impl Geography {
    /// The embedded tables, read once.
    pub fn standard() -> &'static Geography {
        static STANDARD: OnceLock<Geography> = OnceLock::new();
        STANDARD.get_or_init(|| {
            let mut geography = Geography::default();
            geography.read_places();
            geography.read_borders();
            geography
        })
    }

    /// What could not be read of the embedded tables; empty, and a test keeps it so.
    pub fn faults(&self) -> &[String] {
        &self.faults
    }

    /// The main city of an area.
    pub fn place(&self, area: Area) -> Option<&Place> {
        self.places.get(&area)
    }

    /// Distance and borders of two different areas; `None` when one is not placed or both are the same.
    pub fn between(&self, a: Area, b: Area) -> Option<Dyad> {
        if a == b {
            return None;
        }
        let (from, to) = (self.place(a)?, self.place(b)?);
        Some(Dyad {
            distance_km: great_circle_km(from, to),
            contiguous: self.borders.contains(&(a.min(b), a.max(b))),
            landlocked_a: from.landlocked,
            landlocked_b: to.landlocked,
        })
    }

    fn read_places(&mut self) {
        let text = include_str!("../data/places.csv");
        for row in embedded::rows(
            "places.csv",
            text,
            "code,city,lat,lon,landlocked",
            &mut self.faults,
        ) {
            match place(&row) {
                Ok((area, place)) => {
                    self.places.insert(area, place);
                }
                Err(fault) => self.faults.push(fault),
            }
        }
    }

    fn read_borders(&mut self) {
        let text = include_str!("../data/contiguity.csv");
        for row in embedded::rows("contiguity.csv", text, "a,b", &mut self.faults) {
            match (row.parse(0), row.parse(1)) {
                (Ok(a), Ok(b)) => {
                    self.borders.insert((Area::from_code(a), Area::from_code(b)));
                }
                (Err(fault), _) | (_, Err(fault)) => self.faults.push(fault),
            }
        }
    }
}

fn place(row: &embedded::Row) -> Result<(Area, Place), String> {
    let landlocked = row.parse::<u8>(4)? == 1;
    let place = Place {
        city: row.text(1),
        latitude: row.parse(2)?,
        longitude: row.parse(3)?,
        landlocked,
    };
    Ok((Area::from_code(row.parse(0)?), place))
}

/// Spherical law of cosines, the same formula whichever area comes first; `libm` makes it the same number
/// on every machine.
fn great_circle_km(a: &Place, b: &Place) -> f64 {
    let (p, q) = (a.latitude.to_radians(), b.latitude.to_radians());
    let along = (a.longitude - b.longitude).abs().to_radians();
    let cosine = libm::sin(p) * libm::sin(q) + libm::cos(p) * libm::cos(q) * libm::cos(along);
    CEPII_RADIUS_KM * libm::acos(cosine.clamp(-1.0, 1.0))
}
