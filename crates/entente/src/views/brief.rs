//! What a brief is made of.

use entente_brief::Document;
use entente_brief::content::brief::{Brief, brief};
use entente_brief::content::{Frame, Release};
use entente_register::Register;
use entente_trade::{Area, Finding};

use super::{Asked, Views};
use crate::failure::Failure;
use entente_brief::content::mirror::Mirror;

/// The figures and the register of a pair, for briefs in any language.
pub(crate) struct Told<'v> {
    views: &'v Views<'v>,
    register: Register,
    mirror: Mirror,
    findings: Vec<Finding>,
    /// What spoke for either side in either direction.
    pub(crate) releases: Vec<Release>,
}

impl Views<'_> {
    /// # Errors
    /// What the disk, a damaged book or a damaged journal refuses.
    pub(crate) fn told(&self, asked: Asked) -> Result<Told<'_>, Failure> {
        let (mirror, explained) = self.mirror(asked)?;
        let (mut findings, mut releases) = (Vec::new(), Vec::new());
        for one in explained {
            findings.extend(one.findings.iter().cloned());
            releases.extend(one.releases.iter().cloned());
        }
        Ok(Told {
            register: self.register()?,
            views: self,
            mirror,
            findings,
            releases,
        })
    }
}

impl Told<'_> {
    /// The brief, with questions to the other side where it is one side's.
    pub(crate) fn brief(&self, frame: &Frame, side: Option<Area>) -> Document {
        let content = Brief {
            docket: self.views.docket(&self.register, self.mirror.pair),
            mirror: self.mirror.clone(),
            findings: self.findings.clone(),
            side,
        };
        brief(frame, &content)
    }
}
