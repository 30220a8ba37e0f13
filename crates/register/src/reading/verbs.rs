//! The words a commitment is told by: verbs, subjects that speak for both sides, pronouns.
//!
//! It exists so that the rules of [`super::commitments`] read the same in every language. A verb that
//! is not here commits nobody.

use super::{Language, Strength};

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

/// Verbs in each language; Serbian in Latin letters for both scripts.
pub(super) const VERBS: [(Language, Told, &str); 42] = [
    (
        Language::En,
        Told::At(Strength::Agreed),
        r"\bagreed (?:to|on|that)\b|\breached (?:an )?agreements? (?:to|on)\b",
    ),
    (
        Language::En,
        Told::At(Strength::Instructed),
        r"\b(?:instructed|tasked|ordered) (?:the )?",
    ),
    (
        Language::En,
        Told::At(Strength::Planned),
        r"\b(?:(?:it )?(?:is|are|was|were) planned to|plans? to|planned to|intends? to)\b",
    ),
    (
        Language::En,
        Told::At(Strength::Proposed),
        r"\b(?:proposed|suggested|offered to)\b",
    ),
    (
        Language::En,
        Told::At(Strength::ExpressedInterest),
        r"\b(?:expressed|highlighted|noted|reiterated|confirmed|voiced|reaffirmed)\b[^.]{0,40}?\b(?:interest|readiness|willingness) (?:in|to|for)\b|\bpossibility of\b",
    ),
    (Language::En, Told::Invitation, r"\binvitation\b|\binvited\b"),
    (
        Language::En,
        Told::OffScale,
        r"\b(?:assured|promised|pledged|vowed)\b",
    ),
    (
        Language::Ru,
        Told::At(Strength::Agreed),
        r"\bдоговорил\w+|\bусловил\w+|\bдостигнут\w* договор[её]нност\w+",
    ),
    (
        Language::Ru,
        Told::At(Strength::Instructed),
        r"\bпоручил\w*|\bпоручено|\bдал\w* поручени\w+",
    ),
    (
        Language::Ru,
        Told::At(Strength::Planned),
        r"\bпланиру\w+|\bнамечен\w*|\bзапланирован\w*|\bнамерен\w*",
    ),
    (
        Language::Ru,
        Told::At(Strength::Proposed),
        r"\bпредложил\w*|\bвыступил\w* с предложением",
    ),
    (
        Language::Ru,
        Told::At(Strength::ExpressedInterest),
        r"\b(?:выразил\w*|подтвердил\w*|отметил\w*)[^.]{0,40}?(?:заинтересованност\w+|готовност\w+|интерес\w*)|\bзаинтересован\w*",
    ),
    (Language::Ru, Told::Invitation, r"\bпригласил\w*|\bприглашени\w+"),
    (
        Language::Ru,
        Told::OffScale,
        r"\bзаверил\w*|\bпообещал\w*|\bобязал\w*",
    ),
    (
        Language::Sr,
        Told::At(Strength::Agreed),
        r"\bdogovoril\w+|\bdogovoren\w*|\bsložili se da",
    ),
    (
        Language::Sr,
        Told::At(Strength::Instructed),
        r"\bnaložil\w*|\bzadužil\w*",
    ),
    (
        Language::Sr,
        Told::At(Strength::Planned),
        r"\bplanira\w*|\bnamerav\w+",
    ),
    (Language::Sr, Told::At(Strength::Proposed), r"\bpredloži\w*"),
    (
        Language::Sr,
        Told::At(Strength::ExpressedInterest),
        r"\b(?:izrazi\w+|iskazal\w+|potvrdil\w+)[^.]{0,40}?(?:interesovanj\w+|spremnost\w*|zainteresovanost)|\bzainteresovan\w*",
    ),
    (Language::Sr, Told::Invitation, r"\bpozva[ol]\w*|\bpoziv\w*"),
    (Language::Sr, Told::OffScale, r"\buveri\w+|\bobeća\w+"),
    (
        Language::Kk,
        Told::At(Strength::Agreed),
        r"уағдаласты|келісті|уағдаластыққа қол жеткіз\w+",
    ),
    (
        Language::Kk,
        Told::At(Strength::Instructed),
        r"тапсырды|тапсырма берді",
    ),
    (Language::Kk, Told::At(Strength::Planned), r"жоспарла\w+"),
    (
        Language::Kk,
        Told::At(Strength::Proposed),
        r"ұсынды|ұсыныс білдірді",
    ),
    (
        Language::Kk,
        Told::At(Strength::ExpressedInterest),
        r"қызығушылық\w* (?:білдірді|танытты)|мүдделі екен\w+|дайын екен\w+",
    ),
    (Language::Kk, Told::Invitation, r"шақырды|шақыру\w*"),
    (Language::Kk, Told::OffScale, r"сендірді|уәде берді"),
    (
        Language::De,
        Told::At(Strength::Agreed),
        r"\bvereinbart\w*|\beinigte\w* sich|\bverständigte\w* sich|\bkam\w* überein\b",
    ),
    (
        Language::De,
        Told::At(Strength::Instructed),
        r"\bbeauftragt\w*|\bangewiesen\b",
    ),
    (
        Language::De,
        Told::At(Strength::Planned),
        r"\bplan(?:t|en|te|ten)\b|\bgeplant\b|\bbeabsichtig\w+|\bist vorgesehen\b",
    ),
    (
        Language::De,
        Told::At(Strength::Proposed),
        r"\bschlug(?:en)?(?: [^.,]{0,40}?)? vor\b|\bvorgeschlagen\b",
    ),
    (
        Language::De,
        Told::At(Strength::ExpressedInterest),
        r"\b(?:bekundet\w*|äußerte\w*|bekräftigte\w*|unterstrich\w*|betonte\w*)[^.]{0,40}?\b(?:interesse|bereitschaft)\b(?: an| zur?| für)?",
    ),
    (
        Language::De,
        Told::Invitation,
        r"\blud(?:en)?\b|\beinladung\w*|\beingeladen\b",
    ),
    (
        Language::De,
        Told::OffScale,
        r"\bversicherte\w*|\bversprach\w*|\bverpflichtete\w* sich",
    ),
    (
        Language::Es,
        Told::At(Strength::Agreed),
        r"\bacord(?:ó|aron|ado)\b|\bconvin(?:o|ieron)(?: en)?\b",
    ),
    (
        Language::Es,
        Told::At(Strength::Instructed),
        r"\binstruy(?:ó|eron)\b|\bencarg(?:ó|aron)\b|\bordenó\b",
    ),
    (
        Language::Es,
        Told::At(Strength::Planned),
        r"\b(?:se )?(?:prevén?|planean?|proyectan?)\b|\btienen? (?:la intención de|previsto)\b|\bestá previsto\b",
    ),
    (
        Language::Es,
        Told::At(Strength::Proposed),
        r"\bpropus(?:o|ieron)\b|\bsugiri(?:ó|eron)\b",
    ),
    (
        Language::Es,
        Told::At(Strength::ExpressedInterest),
        r"\b(?:expres|manifest|reiter|confirm|reafirm)(?:ó|aron)\b[^.]{0,40}?\b(?:interés|disposición|voluntad)(?: (?:en|de|para|por))?\b",
    ),
    (Language::Es, Told::Invitation, r"\binvit(?:ó|aron|ación)\b"),
    (
        Language::Es,
        Told::OffScale,
        r"\bprometi(?:ó|eron)\b|\bse comprometi(?:ó|eron)(?: a)?\b|\basegur(?:ó|aron) al?\b",
    ),
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
