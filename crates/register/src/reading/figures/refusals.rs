//! What keeps a number from being a claim: a "not" that no comparison takes up, the ends of a range,
//! an "if", and the noun of another thing before it, such as a loan.
//!
//! It exists because a figure read against its sentence is worse than none: "trade did not exceed $50
//! million" is a bound, and "trade was not $50 million" is no figure of trade. It proposes nothing.

use std::ops::Range;

use regex::Regex;

use super::super::per_language::PerLanguage;
use super::super::{Language, Operator};
use super::amounts::{Found, NUMBER, SIGN};
use super::changes::{boundary, rises};

/// So many bytes before a number a "not" counts.
const REACH: usize = 60;

/// The expressions of one language.
struct Words {
    not: Option<Regex>,
    not_behind: Option<Regex>,
    untrue: Option<Regex>,
    range: Option<Regex>,
    supposing: Option<Regex>,
    other: Option<Regex>,
    company: Option<Regex>,
    world: Option<Regex>,
}

const fn not(language: Language) -> &'static str {
    match language {
        Language::En => r"(?:\b(?:not|never|cannot|neither|nor)\b|n['’]t\b)",
        Language::Ru => r"\b(?:не|ни)\b",
        Language::Sr => r"\b(?:nije|nisu|nikada?|ne|neće)\b",
        Language::Kk => r"\b(?:емес|жоқ)\b",
        Language::De => r"\b(?:nicht|nie|kein\w*)\b",
        Language::Es => r"\b(?:no|nunca|ni)\b",
    }
}

/// Words that deny all that follows them.
const fn untrue(language: Language) -> &'static str {
    match language {
        Language::En => {
            r"\b(?:wrong|incorrect|untrue|not true|false|denied|denies|refuted|rejected)\b(?: \w+){0,6}? that\b|\bwould have\b"
        }
        Language::Ru => r"\b(?:неверно|неправда|неправильно|ложь|опроверг\w*|отрица\w+)\b[^.;]{0,60}?\bчто\b",
        Language::Sr => r"\b(?:nije tačno|nije istina|netačno|demantova\w+|pogrešno)\b[^.;]{0,60}?\bda\b",
        Language::Kk => r"(?:рас емес|жалған|дұрыс емес)",
        Language::De => {
            r"\b(?:falsch|unwahr|stimmt nicht|nicht wahr|dementierte\w*|bestritt\w*)\b[^.;]{0,60}?\bdass\b|\bhätten?\b"
        }
        Language::Es => {
            r"\b(?:falso|no es cierto|no es verdad|negó|desmintió)\b[^.;]{0,60}?\bque\b|\b(?:habría|hubiera)n?\b"
        }
    }
}

/// Words of a supposition.
const fn supposing(language: Language) -> &'static str {
    match language {
        Language::En => r"\b(?:if|were to|had trade|provided that|unless)\b",
        Language::Ru => r"\b(?:если|бы)\b",
        Language::Sr => r"\b(?:ako|ukoliko|kada bi|kad bi)\b",
        Language::Kk => r"\bегер\b",
        Language::De => r"\b(?:wenn|falls)\b",
        Language::Es => r"\bsi\b",
    }
}

/// Nouns of other things, directly before an amount.
const fn other(language: Language) -> &'static str {
    match language {
        Language::En => {
            r"\b(?:loans?|credits?|credit lines?|grants?|contracts?|projects?|fines?|funds?|budgets?|duties|subsid(?:y|ies)|prices?|factory|plant|fees?|debts?)(?: \w+){0,2}?(?: (?:of|worth|for|at|totall?ing|amounting to|is|was|were))*(?: (?:about|over|around|almost|nearly|more than|up to))? ?$"
        }
        Language::Ru => {
            r"\b(?:кредит|займ|за[её]м|грант|контракт|проект|штраф|фонд|бюджет|пошлин|субсиди|долг|завод)\w*(?: [^\s,]+){0,2}?(?: (?:на|в размере|размером|на сумму|в объеме|в объёме|стоимостью))(?: (?:около|более|свыше|почти|до))? ?$"
        }
        Language::Sr => {
            r"\b(?:kredit|zaj[am]m|zajma|grant|ugovor|projek|kazn|fond|budžet|subvencij|dug|fabrik)\w*(?: [^\s,]+){0,2}?(?: (?:od|vredn\w+|u iznosu od|u vrednosti od))(?: (?:oko|preko|više od))? ?$"
        }
        Language::Kk => r"\b(?:несие|қарыз|грант|келісімшарт|жоба|бюджет|айыппұл)\w*(?: [^\s,]+){0,1}? ?$",
        Language::De => {
            r"\b(?:kredit|darlehen|vertrag|projekt|fonds|haushalt|zuschuss|schulden|strafe|preis)\w*(?: \w+){0,2} ?$"
        }
        Language::Es => {
            r"\b(?:préstamo|crédito|contrato|proyecto|fondo|presupuesto|deuda|multa|precio)s?(?: \w+){0,2} ?$"
        }
    }
}

/// Words behind a flow, and before it in Kazakh, that make it a company's.
const fn company(language: Language) -> &'static str {
    match language {
        Language::En => {
            r"^ of (?:the )?(?:\w+ )?(?:company|companies|firm|enterprise|bank|plant|group|corporation|holding|port|shop|store)\b"
        }
        Language::Ru => {
            r"^ (?:\S+ )?(?:компани|предприяти|фирм|банк|завод|холдинг|корпораци|групп|магазин)\w*"
        }
        Language::Sr => r"^ (?:\S+ )?(?:kompanij|preduzeć|firm|bank|fabrik|holding|grup)\w*",
        Language::Kk => r"(?:компания|кәсіпорын|банк|зауыт|холдинг)\S* $",
        Language::De => r"^ (?:des|der) (?:unternehmen|firma|bank|gruppe)\w*",
        Language::Es => r"^ de la (?:empresa|compañía)\b",
    }
}

/// Words for a state's trade with all the world, at a flow.
const fn world(language: Language) -> &'static str {
    match language {
        Language::En => r"\b(?:foreign|total|overall|global|world)\b",
        Language::Ru => r"внешнеторгов\w+|внешн\w+ торгов\w+|общ\w+|совокупн\w+",
        Language::Sr => r"spoljnotrgovinsk\w+|ukup\w+|spoljn\w+ trgovin\w+",
        Language::Kk => r"сыртқы|жалпы",
        Language::De => r"außenhandel\w*|gesamt\w*",
        Language::Es => r"exterior|total",
    }
}

/// What stands between the two ends of a range, and what before the first: "between", "and".
const fn range(language: Language) -> (&'static str, &'static str) {
    match language {
        Language::En => ("between|from|ranging from", "and|to"),
        Language::Ru => ("от", "до"),
        Language::Sr => ("između|od", "i|do"),
        Language::Kk => ("шамамен", "мен|пен|бен|нан|нен"),
        Language::De => ("zwischen|von", "und|bis"),
        Language::Es => ("entre|de", "y|a"),
    }
}

/// A "not" behind a number: Kazakh verbs take it as an ending.
const NOT_BEHIND: &str = r"^\S*(?: \S+){0,2}? (?:\S+(?:[мпб][ае]ды|[мпб][ае]ді|[мпб][ае]ған|[мпб][ае]ген)|\S+[қғкг][ае]н жоқ|емес)\b";

fn words(language: Language) -> &'static Words {
    static ALL: PerLanguage<Words> = PerLanguage::new();
    ALL.of(language, || Words {
        not: Regex::new(not(language)).ok(),
        untrue: Regex::new(untrue(language)).ok(),
        not_behind: Regex::new(NOT_BEHIND).ok().filter(|_| language == Language::Kk),
        range: range_of(language),
        supposing: Regex::new(supposing(language)).ok(),
        other: Regex::new(other(language)).ok(),
        company: Regex::new(company(language)).ok(),
        world: Regex::new(world(language)).ok(),
    })
}

fn range_of(language: Language) -> Option<Regex> {
    let (from, to) = range(language);
    let sign = format!(r"(?:{SIGN})?\s?");
    Regex::new(&format!(
        r"(?:\b(?:{from}) {sign}(?:{NUMBER})(?: \S+){{0,2}} (?:{to})|(?:^|[\s(]){sign}(?:{NUMBER})\s?[-–—]) ?$"
    ))
    .ok()
}

/// Whether a dash and a further number follow: "$90-100 million".
fn goes_on(lower: &str, amount: &Found) -> bool {
    const DASHES: [char; 3] = ['-', '–', '—'];
    let rest = lower[amount.at.end..].trim_start();
    let behind = rest.trim_start_matches(DASHES);
    let dash = lower[amount.at.clone()].ends_with(DASHES) || behind.len() < rest.len();
    dash && behind
        .trim_start()
        .starts_with(|next: char| next.is_ascii_digit())
}

/// Amounts that are the ends of a range, such as "90-100 million", unless something rose from one to the
/// other.
pub(super) fn ranges(lower: &str, amounts: &[Found], language: Language) -> Vec<usize> {
    let mut all = Vec::new();
    let Some(pattern) = &words(language).range else {
        return all;
    };
    for (place, amount) in amounts.iter().enumerate() {
        let from = boundary(lower, amount.at.start.saturating_sub(REACH));
        let Some(found) = pattern.find(&lower[from..amount.at.start]) else {
            all.extend(goes_on(lower, amount).then_some(place));
            continue;
        };
        let start = from + found.start();
        let moved = ["from", "od ", "von", "de"]
            .iter()
            .any(|word| found.as_str().starts_with(word))
            && rises(lower, &(start..start), REACH, language).is_some();
        if moved {
            continue;
        }
        all.extend(
            place
                .checked_sub(1)
                .filter(|before| amounts[*before].at.start >= start),
        );
        all.push(place);
    }
    all
}

/// Whether an amount is supposed: an "if" stands before it.
pub(super) fn supposes(lower: &str, at: &Range<usize>, language: Language) -> bool {
    let supposing = words(language).supposing.as_ref();
    supposing.is_some_and(|pattern| pattern.is_match(&lower[..at.start]))
}

/// Whether a sentence denies what it goes on to tell: "it is not true that trade reached …".
pub(super) fn is_untrue(lower: &str, at: &Range<usize>, language: Language) -> bool {
    let untrue = words(language).untrue.as_ref();
    let text = if language == Language::Kk {
        lower
    } else {
        &lower[..at.start]
    };
    untrue.is_some_and(|pattern| pattern.is_match(text))
}

/// Whether an amount is of another thing than trade, told directly before it: "loans of $50 million".
pub(super) fn is_of_another(lower: &str, at: &Range<usize>, language: Language) -> bool {
    let before = &lower[boundary(lower, at.start.saturating_sub(2 * REACH))..at.start];
    let other = words(language).other.as_ref();
    other.is_some_and(|pattern| pattern.is_match(before))
}

/// Whether a flow is a company's: "turnover of the company".
pub(super) fn is_of_a_company(lower: &str, flow: &Range<usize>, language: Language) -> bool {
    let text = if language == Language::Kk {
        &lower[..flow.start]
    } else {
        &lower[flow.end..]
    };
    let company = words(language).company.as_ref();
    company.is_some_and(|pattern| pattern.is_match(text))
}

/// Whether words at a flow make it a state's trade with all the world.
pub(super) fn is_with_the_world(lower: &str, flow: &Range<usize>, language: Language) -> bool {
    let from = boundary(lower, flow.start.saturating_sub(30));
    let world = words(language).world.as_ref();
    world.is_some_and(|pattern| pattern.is_match(&lower[from..flow.end]))
}

/// Whether a "not" stands at an amount that the words comparing it have not taken up.
pub(super) fn negates(lower: &str, amount: &Found, language: Language) -> bool {
    let bounded = amount.operator != Operator::Equal
        && (words(language)
            .not
            .as_ref()
            .is_some_and(|not| not.is_match(&lower[amount.operator_at.clone()]))
            || language == Language::Kk);
    !bounded && denies(lower, &amount.at, language)
}

/// Whether a "not" stands before a number in its part of the sentence, or behind it in Kazakh.
pub(super) fn denies(lower: &str, at: &Range<usize>, language: Language) -> bool {
    let before = &lower[boundary(lower, at.start.saturating_sub(REACH))..at.start];
    let part = before.rfind([',', ';', ':', '(', '—', '–']).map_or(0, |mark| {
        mark + before[mark..].chars().next().map_or(1, char::len_utf8)
    });
    let words = words(language);
    words
        .not
        .as_ref()
        .is_some_and(|not| not.is_match(&before[part..]))
        || words
            .not_behind
            .as_ref()
            .is_some_and(|not| not.is_match(&lower[at.end..]))
}
