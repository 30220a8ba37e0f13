//! The words a commitment is told by: verbs, subjects that speak for both sides, pronouns.
//!
//! It exists so that the rules of [`super::commitments`] read the same in every language. A verb that
//! is not here commits nobody.

use super::Strength;

/// What a verb tells: a strength, an invitation, or neither.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    /// On the scale.
    At(Strength),
    /// Somebody invites somebody.
    Invitation,
    /// Commits, and is not on the scale.
    OffScale,
}

/// What a verb tells, by its name in the table.
pub(super) const TOLD: [(&str, Told); 7] = [
    ("agreed", Told::At(Strength::Agreed)),
    ("instructed", Told::At(Strength::Instructed)),
    ("planned", Told::At(Strength::Planned)),
    ("proposed", Told::At(Strength::Proposed)),
    ("expressed_interest", Told::At(Strength::ExpressedInterest)),
    ("invitation", Told::Invitation),
    ("off_scale", Told::OffScale),
];

/// Subjects in the plural that speak for both sides.
pub(super) const BOTH: &str = r"(?:^|, |\b)(?:the )?(?:presidents|foreign ministers|ministers|parties|sides|two sides|heads of state|leaders|they|стороны|министры|президенты|главы государств|они|strane|ministri|predsednici|стране|министри|председници|тараптар|екі тарап|президенттер|министрлер|seiten|präsidenten|parteien|staatschefs|partes|presidentes|ministros|cancilleres|mandatarios)\b";

/// Pronouns for somebody named before.
pub(super) const PRONOUNS: [&str; 11] = [
    "according to him",
    "he",
    "she",
    "он",
    "она",
    "on",
    "ona",
    "er",
    "sie",
    "él",
    "ella",
];
