//! The two parties of an exchange, and what is named after them: logs, keys and folders.
//!
//! It knows where things lie in a home, and opens none of them.

use crate::refusal::{Reason, Refusal};

/// This side and its partner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parties {
    /// This side.
    pub side: String,
    /// The partner.
    pub partner: String,
    /// 1, and one more after all roots of a side were lost and a new annex was signed.
    pub era: u32,
}

impl Parties {
    /// Two parties in their first era.
    ///
    /// # Errors
    /// [`Reason::OriginWrong`] unless both are short words of letters and digits, and differ.
    pub fn new(side: &str, partner: &str) -> Result<Self, Refusal> {
        let is_word = |name: &str| {
            (1..=16).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
        };
        if is_word(side) && is_word(partner) && side != partner {
            return Ok(Self {
                side: side.to_owned(),
                partner: partner.to_owned(),
                era: 1,
            });
        }
        let found =
            format!("found the parties {side:?} and {partner:?}, expected two words of at most 16 letters");
        Err(Refusal::new(Reason::OriginWrong, found))
    }

    /// The parties of a log by its name.
    ///
    /// # Errors
    /// [`Reason::OriginWrong`] unless it is `entente/SIDE/PARTNER/ERA`.
    pub fn of_origin(origin: &str) -> Result<Self, Refusal> {
        let wrong = || {
            let found = format!("found the log {origin:.80?}, expected entente/SIDE/PARTNER/ERA");
            Refusal::new(Reason::OriginWrong, found)
        };
        let parts: Vec<&str> = origin.split('/').collect();
        let ["entente", side, partner, era] = parts.as_slice() else {
            return Err(wrong());
        };
        let era = era.parse().map_err(|_| wrong())?;
        let parties = Self {
            era,
            ..Self::new(side, partner)?
        };
        let is_spelled = era > 0 && parties.origin() == origin;
        is_spelled.then_some(parties).ok_or_else(wrong)
    }

    /// The same, seen by the partner.
    pub fn turned(&self) -> Self {
        Self {
            side: self.partner.clone(),
            partner: self.side.clone(),
            era: self.era,
        }
    }

    /// The name of this side's log for the partner.
    pub fn origin(&self) -> String {
        format!("entente/{}/{}/{}", self.side, self.partner, self.era)
    }

    /// The name under which this side signs that it keeps the partner's log.
    pub fn mirror_name(&self) -> String {
        format!("{}/mirror", self.origin())
    }

    /// The folder the partner can reach.
    pub fn outbox(&self) -> String {
        format!("outbox/{}", self.partner)
    }

    /// The folder of the copy of the partner's.
    pub fn mirror(&self) -> String {
        format!("mirror/{}", self.partner)
    }

    /// The folder of what waits for its moment, which the partner cannot reach.
    pub fn held(&self) -> String {
        format!("held/{}", self.partner)
    }

    /// The checkpoint of the outbox, before it appears there.
    pub fn signed(&self) -> String {
        format!("signed/{}/checkpoint", self.partner)
    }

    /// The partner's receipt for this side's log.
    pub fn receipt(&self) -> String {
        format!("signed/{}/receipt", self.partner)
    }

    /// Where files of a room are written before they get their names.
    pub fn staging(&self, room: &str) -> String {
        format!("staging/{}/{room}", self.partner)
    }

    /// Where bytes of the partner's lie that rotted here, once they were fetched again.
    pub fn rotten(&self) -> String {
        format!("rotten/{}", self.partner)
    }

    /// Where proofs of a partner's broken word are kept.
    pub fn evidence(&self) -> String {
        format!("evidence/{}", self.partner)
    }
}
