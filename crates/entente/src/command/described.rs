//! What is told of a structure message that is imported: what it holds, and whether what it says of
//! Entente's own structures is what this program says.
//!
//! Both sides of an exchange may run other versions of the program, and a code that one of them
//! knows alone is a row that the other rejects: better known before data come.

use std::collections::BTreeMap;

use sdmx::model::{Artefact, Role, Structures, Urn};
use sdmx::structure::Message;
use serde::Serialize;

use crate::dissemination::{self, AGENCY};

/// What a structure message holds, as JSON tells it.
#[derive(Debug, Serialize)]
pub(super) struct Described {
    /// Every artefact, by class, agency, id and version.
    artefacts: Vec<String>,
    /// Those of Entente's own that are otherwise than here, where the program's hold.
    otherwise: Vec<String>,
    /// What this program has no model of.
    passed_over: Vec<String>,
    #[serde(skip)]
    classes: BTreeMap<&'static str, usize>,
    #[serde(skip)]
    own: usize,
}

impl Described {
    pub(super) fn of(message: &Message) -> Self {
        let told = &message.structures;
        let mut classes = BTreeMap::new();
        for (urn, _) in told.iter() {
            *classes.entry(urn.class.word()).or_default() += 1;
        }
        let ours = ours(told);
        let here = match ours.is_empty() {
            true => Structures::new(),
            false => dissemination::structures(message.standard),
        };
        let otherwise = ours.iter().filter(|urn| !is_same(told, &here, urn));
        Self {
            artefacts: told.iter().map(|(urn, _)| urn.short()).collect(),
            otherwise: otherwise.map(|urn| urn.short()).collect(),
            passed_over: told.passed_over.clone(),
            classes,
            own: ours.len(),
        }
    }

    /// The same for people.
    pub(super) fn words(&self) -> String {
        let classes = self
            .classes
            .iter()
            .map(|(class, count)| format!("{count} {class}"));
        let mut text = format!(
            "  {} artefacts: {}\n",
            self.artefacts.len(),
            classes.collect::<Vec<_>>().join(", ")
        );
        if self.own > 0 {
            let same = self.own - self.otherwise.len();
            text.push_str(&format!(
                "  {} are of Entente itself: {same} as here, {} otherwise; those of this program hold\n",
                self.own,
                self.otherwise.len()
            ));
        }
        for urn in &self.otherwise {
            text.push_str(&format!("    otherwise: {urn}\n"));
        }
        for name in &self.passed_over {
            text.push_str(&format!("    passed over: {name}\n"));
        }
        text
    }
}

/// Entente's own, but for what they say of data there are, which is another home's.
fn ours(told: &Structures) -> Vec<&Urn> {
    let is_actual = |artefact: &Artefact| matches!(artefact, Artefact::Constraint(constraint) if constraint.role == Role::Actual);
    let ours = told
        .iter()
        .filter(|(urn, artefact)| urn.agency == AGENCY && !is_actual(artefact));
    ours.map(|(urn, _)| urn).collect()
}

/// Whether two messages say the same of an artefact. That one is final, SDMX 3 does not say.
fn is_same(one: &Structures, other: &Structures, urn: &Urn) -> bool {
    let plain = |all: &Structures| {
        let mut artefact = all.get(urn)?.clone();
        artefact.maintainable_mut().is_final = false;
        Some(artefact)
    };
    plain(one) == plain(other)
}
