//! Changes in a sentence: "tripled", "2.5fold", "by 7.6 %".
//!
//! It exists to tell a change from a share: a percentage without a word for rising or falling beside it
//! is none. What changed, it does not know.

use std::ops::Range;
use std::sync::OnceLock;

use regex::Regex;

use super::super::{ChangeKind, Language, Operator};
use super::amounts::NUMBER;
use super::decimal::Decimal;
use super::periods::{number, number_words};
use super::refusals;

/// A change in a sentence.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) at: Range<usize>,
    pub(super) kind: ChangeKind,
    pub(super) value: Decimal,
    pub(super) operator: Operator,
    pub(super) ambiguous: bool,
}

struct Patterns {
    words: Vec<(Regex, Decimal)>,
    times: Vec<(Regex, bool)>,
    percent: Option<Regex>,
    rise: Option<Regex>,
    fall: Option<Regex>,
    near: Option<Regex>,
    over: Option<Regex>,
}

/// Words that are a factor by themselves; tenths of it.
const WORDS: [(Language, &str, i128); 20] = [
    (Language::En, r"doubled|doubling|to double|two-?fold|twofold", 20),
    (
        Language::En,
        r"tripled|trebled|tripling|to triple|three-?fold|threefold",
        30,
    ),
    (Language::En, r"quadrupled|four-?fold|fourfold", 40),
    (Language::En, r"quintupled|five-?fold|fivefold", 50),
    (Language::En, r"halved", 5),
    (Language::Ru, r"вдвое|удвоил\w*|удвоен\w*|удвоить|в два раза", 20),
    (Language::Ru, r"втрое|утроил\w*|утроен\w*|утроить", 30),
    (Language::Ru, r"вчетверо|учетверил\w*", 40),
    (Language::Ru, r"в полтора раза|полуторакратн\w+", 15),
    (Language::Ru, r"двукратн\w+", 20),
    (Language::Ru, r"тр[её]хкратн\w+", 30),
    (Language::Sr, r"udvostruč\w+|dupliran\w*|duplo", 20),
    (Language::Sr, r"utrostruč\w+", 30),
    (Language::Sr, r"učetvorostruč\w+", 40),
    (Language::Sr, r"prepolovl\w+", 5),
    (Language::Kk, r"екі еселен\w+|екі есе\w*", 20),
    (Language::Kk, r"үш еселен\w+|үш есе\w*", 30),
    (Language::Kk, r"төрт есе\w*", 40),
    (Language::Kk, r"бір жарым есе\w*|1,5 есе\w*", 15),
    (Language::Kk, r"бес есе\w*", 50),
];

/// Number of times, with whether the language leaves open what "times more" means.
const TIMES: [(Language, &str, bool); 5] = [
    (Language::En, r"(?P<n>VALUE)[ -]?fold\b", false),
    (Language::En, r"\b(?P<n>VALUE) times\b", true),
    (Language::Ru, r"\bв (?P<n>VALUE) раз[а]?\b", false),
    (Language::Sr, r"\b(?P<n>VALUE) puta?\b", false),
    (Language::Kk, r"(?P<n>VALUE) есе\w*", false),
];

const fn percent(language: Language) -> &'static str {
    match language {
        Language::En => r"(?P<n>NUMBER)\s?(?:%|percent|per cent)",
        Language::Ru => r"(?P<n>NUMBER)\s?(?:%|процент\w*)",
        Language::Sr => r"(?P<n>NUMBER)\s?(?:%|odsto|posto|procen\w*)",
        Language::Kk => r"(?P<n>NUMBER)\s?(?:%|пайыз\w*)",
        Language::De => r"(?P<n>NUMBER)\s?(?:%|prozent)",
        Language::Es => r"(?P<n>NUMBER)\s?(?:%|por ciento)",
    }
}

const fn rising(language: Language) -> &'static str {
    match language {
        Language::En => {
            r"\b(?:increas\w*|grew|grow\w*|grown|rose|risen?|rising|up|higher|more than|jump\w*|surg\w*|expand\w*|exceed\w*|gain\w*|upturn)\b"
        }
        Language::Ru => {
            r"(?:вырос\w*|возрос\w*|увелич\w*|рост\w*|прирост\w*|больше|выше|превыс\w*|подн\w+|нарас\w*)"
        }
        Language::Sr => r"(?:porasl\w*|poveća\w*|rast\w*|već[aei]\w*|više|skoči\w*|uveća\w*|premaši\w*)",
        Language::Kk => r"(?:өс\w*|арт\w*|көбей\w*|ұлғай\w*|жоғары\w*|көп)",
        Language::De => r"(?:gestiegen|stieg\w*|zunahme|mehr|wuchs|gewachsen|anstieg)",
        Language::Es => r"(?:aument\w+|creci\w+|más)",
    }
}

const fn falling(language: Language) -> &'static str {
    match language {
        Language::En => {
            r"\b(?:declin\w*|fell|fall\w*|decreas\w*|drop\w*|down|reduc\w*|lower|contract\w*|shr[aiu]nk\w*|less)\b"
        }
        Language::Ru => {
            r"(?:сниз\w*|снижен\w*|сократ\w*|сокращ\w*|упал\w*|паден\w*|меньше|ниже|уменьш\w*|спад\w*)"
        }
        Language::Sr => r"(?:smanj\w*|pad[aou]?\b|opal\w*|manj[aei]\w*|niž\w*)",
        Language::Kk => r"(?:төменде\w*|азай\w*|қысқар\w*|кемі\w*|түсті|кем\b)",
        Language::De => r"(?:gesunken|sank|rückgang|weniger)",
        Language::Es => r"(?:disminu\w+|cay\w+|menos)",
    }
}

fn patterns(language: Language) -> &'static Patterns {
    static ALL: [OnceLock<Patterns>; 6] = [const { OnceLock::new() }; 6];
    let at = Language::ALL
        .iter()
        .position(|each| *each == language)
        .unwrap_or(0);
    ALL[at].get_or_init(|| {
        let value = format!("{NUMBER}|{}", number_words(language));
        let words = WORDS.iter().filter(|(of, ..)| *of == language);
        let times = TIMES.iter().filter(|(of, ..)| *of == language);
        Patterns {
            words: words
                .filter_map(|(_, words, tenths)| {
                    let value = Decimal { digits: *tenths, decimals: 1 };
                    Some((Regex::new(&format!(r"\b(?:{words})\b")).ok()?, value))
                })
                .collect(),
            times: times
                .filter_map(|(_, pattern, open)| Some((Regex::new(&pattern.replace("VALUE", &value)).ok()?, *open)))
                .collect(),
            percent: Regex::new(&percent(language).replace("NUMBER", NUMBER)).ok(),
            rise: Regex::new(rising(language)).ok(),
            fall: Regex::new(falling(language)).ok(),
            near: Regex::new(r"(?:almost|nearly|about|around|roughly|approximately|почти|около|примерно|порядка|gotovo|skoro|oko|približno|шамамен|жуық)(?: (?:a|на|za|by|в))?\s*$").ok(),
            over: Regex::new(r"(?:more than|over|exceeding|более чем на|более чем в|более чем|свыше|больше чем|za više od|više od|više nego|preko)\s*(?:a|на|в|za)?\s*$").ok(),
        }
    })
}

/// The changes of a sentence, from left to right.
pub(super) fn find(lower: &str, language: Language) -> Vec<Found> {
    let patterns = patterns(language);
    let mut all: Vec<Found> = Vec::new();
    let mut add = |found: Found| {
        if !all
            .iter()
            .any(|known| known.at.start < found.at.end && found.at.start < known.at.end)
        {
            all.push(found);
        }
    };
    for (pattern, value) in &patterns.words {
        for found in pattern.find_iter(lower) {
            add(patterns.found(lower, found.range(), ChangeKind::Factor, *value, false));
        }
    }
    for (pattern, open) in &patterns.times {
        for found in pattern.captures_iter(lower) {
            let (Some(whole), Some(word)) = (found.get(0), found.name("n")) else {
                continue;
            };
            let word = word.as_str();
            let value =
                number(word, language).filter(|_| !word.starts_with(|each: char| each.is_ascii_digit()));
            let value = value
                .map(|value| Decimal::whole(value.into()))
                .or_else(|| Decimal::read(word, language));
            if let Some(value) = value.filter(|value| value.digits > 0)
                && (!open || patterns.direction(lower, &whole.range(), 40).is_some())
            {
                add(patterns.found(lower, whole.range(), ChangeKind::Factor, value, *open));
            }
        }
    }
    for found in patterns
        .percent
        .iter()
        .flat_map(|pattern| pattern.captures_iter(lower))
    {
        let (Some(whole), Some(value)) = (found.get(0), found.name("n")) else {
            continue;
        };
        let (Some(rises), Some(value)) = (
            patterns.direction(lower, &whole.range(), 60),
            Decimal::read(value.as_str(), language),
        ) else {
            continue;
        };
        let value = if rises { value } else { value.negative() };
        add(patterns.found(lower, whole.range(), ChangeKind::Percent, value, false));
    }
    all.retain(|found| !refusals::denies(lower, &found.at, language));
    all.sort_by_key(|found| found.at.start);
    all
}

/// Whether words beside a place tell of rising; `None` where none tells either.
pub(super) fn rises(lower: &str, at: &Range<usize>, reach: usize, language: Language) -> Option<bool> {
    patterns(language).direction(lower, at, reach)
}

impl Patterns {
    fn found(
        &self,
        lower: &str,
        at: Range<usize>,
        kind: ChangeKind,
        value: Decimal,
        ambiguous: bool,
    ) -> Found {
        let before = &lower[boundary(lower, at.start.saturating_sub(60))..at.start];
        let is = |pattern: &Option<Regex>| pattern.as_ref().is_some_and(|pattern| pattern.is_match(before));
        let operator = match () {
            () if is(&self.near) => Operator::About,
            () if is(&self.over) => Operator::Above,
            () => Operator::Equal,
        };
        Found {
            at,
            kind,
            value,
            operator,
            ambiguous,
        }
    }

    /// The word for rising or falling nearest to a place, within reach on either side of it.
    fn direction(&self, lower: &str, at: &Range<usize>, reach: usize) -> Option<bool> {
        let from = boundary(lower, at.start.saturating_sub(reach));
        let to = boundary(lower, (at.end + reach).min(lower.len()));
        let (before, after) = (&lower[from..at.start], &lower[at.end..to]);
        let nearest = |pattern: &Option<Regex>| {
            let pattern = pattern.as_ref()?;
            let behind = pattern.find(after).map(|found| found.start() + 6);
            let ahead = pattern
                .find_iter(before)
                .last()
                .map(|found| before.len() - found.end());
            behind.into_iter().chain(ahead).min()
        };
        match (nearest(&self.rise), nearest(&self.fall)) {
            (None, None) => None,
            (Some(rise), Some(fall)) => Some(rise <= fall),
            (rise, _) => Some(rise.is_some()),
        }
    }
}

/// The nearest boundary of a letter at or before a byte.
pub(super) fn boundary(text: &str, mut at: usize) -> usize {
    while at > 0 && !text.is_char_boundary(at) {
        at -= 1;
    }
    at.min(text.len())
}
