//! Changes in a sentence: "tripled", "2.5fold", "by 7.6 %".
//!
//! It exists to tell a change from a share: a percentage without a word for rising or falling beside it
//! is none. What changed, it does not know.

use std::ops::Range;

use regex::Regex;

use super::super::per_language::PerLanguage;
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
    adverbs: Vec<(Regex, Decimal)>,
    parts: Vec<(Regex, Decimal)>,
    times: Vec<(Regex, bool)>,
    percent: Option<Regex>,
    rise: Option<Regex>,
    fall: Option<Regex>,
    near: Option<Regex>,
    over: Option<Regex>,
}

/// Verbs that are a factor by themselves; tenths of it.
const WORDS: [(Language, &str, i128); 26] = [
    (Language::En, r"doubled|doubling|to double|two-?fold|twofold", 20),
    (
        Language::En,
        r"tripled|trebled|tripling|to triple|three-?fold|threefold",
        30,
    ),
    (Language::En, r"quadrupled|four-?fold|fourfold", 40),
    (Language::En, r"quintupled|five-?fold|fivefold", 50),
    (Language::En, r"halved", 5),
    (Language::Ru, r"удвоил\w*|удвоен\w*|удвоить", 20),
    (Language::Ru, r"утроил\w*|утроен\w*|утроить", 30),
    (Language::Ru, r"учетверил\w*", 40),
    (Language::Ru, r"полуторакратн\w+", 15),
    (Language::Ru, r"двукратн\w+", 20),
    (Language::Ru, r"тр[её]хкратн\w+", 30),
    (Language::Sr, r"udvostruč\w+|dupliran\w*", 20),
    (Language::Sr, r"utrostruč\w+", 30),
    (Language::Sr, r"učetvorostruč\w+", 40),
    (Language::Sr, r"prepolovl\w+", 5),
    (Language::Kk, r"екі еселен\w+", 20),
    (Language::Kk, r"үш еселен\w+", 30),
    (Language::De, r"verdoppel\w*", 20),
    (Language::De, r"verdreifach\w*", 30),
    (Language::De, r"vervierfach\w*", 40),
    (Language::De, r"verfünffach\w*", 50),
    (Language::De, r"halbier\w*", 5),
    (Language::Es, r"duplic\w+", 20),
    (Language::Es, r"triplic\w+", 30),
    (Language::Es, r"cuadruplic\w+", 40),
    (Language::Es, r"quintuplic\w+", 50),
];

/// Adverbs that are a factor, up or down as the verb says; tenths of it.
const ADVERBS: [(Language, &str, i128); 16] = [
    (Language::Ru, r"вдвое|в два раза", 20),
    (Language::Ru, r"втрое|в три раза", 30),
    (Language::Ru, r"вчетверо|в четыре раза", 40),
    (Language::Ru, r"впятеро|в пять раз", 50),
    (Language::Ru, r"в полтора раза", 15),
    (Language::Sr, r"dvostruko|duplo|dvaput", 20),
    (Language::Sr, r"trostruko|triput", 30),
    (Language::Kk, r"екі есе\w*", 20),
    (Language::Kk, r"үш есе\w*", 30),
    (Language::Kk, r"төрт есе\w*", 40),
    (Language::Kk, r"бір жарым есе\w*|1,5 есе\w*", 15),
    (Language::Kk, r"бес есе\w*", 50),
    (Language::De, r"(?:um|auf) das doppelte", 20),
    (Language::De, r"(?:um|auf) das dreifache", 30),
    (Language::De, r"(?:um|auf) das vierfache", 40),
    (Language::Es, r"al doble", 20),
];

/// Parts a figure rose or fell by, in thousandths.
const PARTS: [(Language, &str, i128); 21] = [
    (Language::En, r"by (?:OVER)?(?:a|one)[ -]third", 333),
    (Language::En, r"by (?:OVER)?(?:a|one)[ -](?:quarter|fourth)", 250),
    (Language::En, r"by (?:OVER)?(?:a|one)[ -]fifth", 200),
    (Language::En, r"by (?:OVER)?(?:one[ -])?half", 500),
    (Language::Ru, r"на (?:OVER)?треть", 333),
    (Language::Ru, r"на (?:OVER)?четверть", 250),
    (Language::Ru, r"наполовину|на (?:OVER)?половину", 500),
    (Language::Sr, r"za (?:OVER)?(?:jednu )?trećinu", 333),
    (Language::Sr, r"za (?:OVER)?(?:jednu )?četvrtinu", 250),
    (Language::Sr, r"za (?:OVER)?(?:jednu )?petinu", 200),
    (Language::Sr, r"za (?:OVER)?polovinu|upola", 500),
    (Language::Kk, r"үштен бір\w*", 333),
    (Language::Kk, r"төрттен бір\w*", 250),
    (Language::Kk, r"жартысына|тең жартыға|жартылай", 500),
    (Language::De, r"um (?:OVER)?ein drittel", 333),
    (Language::De, r"um (?:OVER)?ein viertel", 250),
    (Language::De, r"um (?:OVER)?ein fünftel", 200),
    (Language::De, r"um (?:OVER)?die hälfte", 500),
    (
        Language::Es,
        r"(?:en )?(?:OVER)?(?:un tercio|una tercera parte)",
        333,
    ),
    (
        Language::Es,
        r"(?:en )?(?:OVER)?(?:un cuarto|una cuarta parte)",
        250,
    ),
    (Language::Es, r"(?:a|en) (?:OVER)?la mitad", 500),
];

/// Words that may stand between "by" and a part.
const OVER: &str = r"(?:about|around|almost|nearly|roughly|more than|over|около|почти|примерно|более чем на|oko|skoro|gotovo|više od|etwa|rund|fast|mehr als|casi|cerca de|más de) ";

/// Number of times, with whether the language leaves open what "times more" means.
const TIMES: [(Language, &str, bool); 7] = [
    (Language::En, r"(?P<n>VALUE)[ -]?fold\b", false),
    (Language::En, r"\b(?P<n>VALUE) times\b", true),
    (Language::Ru, r"\bв (?P<n>VALUE) раз[а]?\b", false),
    (Language::Sr, r"\b(?P<n>VALUE) puta?\b", false),
    (Language::Kk, r"(?P<n>VALUE) есе\w*", false),
    (
        Language::De,
        r"\b(?P<n>VALUE)[ -]?(?:fach\w*|mal so (?:viel|hoch|groß))",
        false,
    ),
    (Language::Es, r"\b(?P<n>VALUE) veces\b", true),
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
            r"\b(?:increas\w*|grew|grow\w*|grown|rose|risen?|rising|up|higher|more than|jump\w*|climb\w*|soar\w*|surg\w*|expand\w*|exceed\w*|gain\w*|upturn)\b"
        }
        Language::Ru => {
            r"(?:вырос\w*|возрос\w*|увелич\w*|рост\w*|прирост\w*|больше|выше|превыс\w*|подн\w+|нарас\w*)"
        }
        Language::Sr => r"(?:porasl\w*|poveća\w*|rast\w*|već[aei]\w*|više|skoči\w*|uveća\w*|premaši\w*)",
        Language::Kk => r"(?:өс\w*|арт\w*|көбей\w*|ұлғай\w*|жоғары\w*|көп)",
        Language::De => {
            r"\b(?:gestiegen|stieg\w*|steig\w+|erhöh\w+|zunahm\w*|nahm\w* (?:\w+ ){0,4}?zu|zugenommen|mehr|wuchs\w*|wachs\w+|gewachsen|anstieg\w*|plus|zuwachs\w*|höher\w*|zugelegt|legte\w*)\b"
        }
        Language::Es => r"\b(?:aument\w+|increment\w+|crec\w+|subi\w+|más|mayor|alza)\b",
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
        Language::Sr => r"(?:smanj\w*|pad[aou]?\b|pal[aoi]\b|pao\b|opal\w*|manj[aei]\w*|niž\w*)",
        Language::Kk => r"(?:төменде\w*|азай\w*|қысқар\w*|кемі\w*|түсті|кем\b)",
        Language::De => {
            r"\b(?:gesunken|sank\w*|sink\w+|fiel\w*|gefallen|rückgang\w*|weniger|zurück\w*|verringer\w+|schrumpf\w*|geschrumpft|minus|niedriger\w*|abnahm\w*)\b"
        }
        Language::Es => {
            r"\b(?:disminu\w+|ca[íy]\w+|menos|menor|baj\w+|reduj\w+|reduc\w+|descen\w+|retroce\w+)\b"
        }
    }
}

fn patterns(language: Language) -> &'static Patterns {
    static ALL: PerLanguage<Patterns> = PerLanguage::new();
    ALL.of(language, || {
        let value = format!("{NUMBER}|{}", number_words(language));
        let tenths = |table: &[(Language, &str, i128)]| {
            let own = table.iter().filter(|(of, ..)| *of == language);
            own.filter_map(|(_, words, tenths)| {
                let value = Decimal { digits: *tenths, decimals: 1 };
                Some((Regex::new(&format!(r"\b(?:{})\b", words.replace("OVER", OVER))).ok()?, value))
            })
            .collect()
        };
        let times = TIMES.iter().filter(|(of, ..)| *of == language);
        Patterns {
            words: tenths(&WORDS),
            adverbs: tenths(&ADVERBS),
            parts: tenths(&PARTS),
            times: times
                .filter_map(|(_, pattern, open)| Some((Regex::new(&pattern.replace("VALUE", &value)).ok()?, *open)))
                .collect(),
            percent: Regex::new(&percent(language).replace("NUMBER", NUMBER)).ok(),
            rise: Regex::new(rising(language)).ok(),
            fall: Regex::new(falling(language)).ok(),
            near: Regex::new(r"(?:almost|nearly|about|around|roughly|approximately|почти|около|примерно|порядка|gotovo|skoro|oko|približno|шамамен|жуық|etwa|rund|fast|nahezu|knapp|casi|cerca de|alrededor de|unos)(?: (?:a|на|za|by|в|um|un|el))?\s*$").ok(),
            over: Regex::new(r"(?:more than|over|exceeding|более чем на|более чем в|более чем|свыше|больше чем|za više od|više od|više nego|preko|mehr als|über|más de(?:l)?|más que)\s*(?:a|на|в|za|um|ein|eine|die|un|una|la)?\s*$").ok(),
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
    for (pattern, value) in &patterns.adverbs {
        for found in pattern.find_iter(lower) {
            add(patterns.factor(lower, found.range(), *value, false));
        }
    }
    for (pattern, value) in &patterns.parts {
        for found in pattern.find_iter(lower) {
            let Some(rises) = patterns.direction(lower, &found.range(), 60) else {
                continue;
            };
            let value = if rises { *value } else { value.negative() };
            add(patterns.part(lower, found.range(), value));
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
                add(patterns.factor(lower, whole.range(), value, *open));
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
        let rises = signed(&lower[..whole.start()]).or_else(|| patterns.direction(lower, &whole.range(), 60));
        let (Some(rises), Some(value)) = (rises, Decimal::read(value.as_str(), language)) else {
            continue;
        };
        let value = if rises { value } else { value.negative() };
        add(patterns.found(lower, whole.range(), ChangeKind::Percent, value, false));
    }
    all.retain(|found| !refusals::denies(lower, &found.at, language));
    all.sort_by_key(|found| found.at.start);
    all
}

/// Whether a sign stands directly before a number: "(+12.1 %)" rises, "(−3.4 %)" does not.
fn signed(before: &str) -> Option<bool> {
    let mut letters = before.chars().rev();
    let sign = letters.next()?;
    let alone = letters.next().is_none_or(|each| matches!(each, '(' | ' ' | ','));
    match sign {
        '+' => Some(true),
        '−' | '-' | '–' if alone => Some(false),
        _ => None,
    }
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

    /// A factor; beside a word for falling, "threefold" is to a third.
    fn factor(&self, lower: &str, at: Range<usize>, value: Decimal, ambiguous: bool) -> Found {
        let falls = self.direction(lower, &at, 30) == Some(false);
        let found = self.found(lower, at, ChangeKind::Factor, value, ambiguous);
        match Decimal::whole(1).divided(value).filter(|_| falls) {
            Some(part) if part.times(value) == Decimal::whole(1) => Found { value: part, ..found },
            Some(part) => Found {
                value: part,
                operator: Operator::About,
                ..found
            },
            None => found,
        }
    }

    /// A part by which something rose or fell; a third has no exact percentage.
    fn part(&self, lower: &str, at: Range<usize>, value: Decimal) -> Found {
        let words = lower[at.clone()].rsplit_once(' ').map_or("", |(words, _)| words);
        let inside =
            |pattern: &Option<Regex>| pattern.as_ref().is_some_and(|pattern| pattern.is_match(words));
        let (near, over) = (inside(&self.near), inside(&self.over));
        let found = self.found(lower, at, ChangeKind::Percent, value, false);
        let operator = match () {
            () if over => Operator::Above,
            () if near => Operator::About,
            () if found.operator != Operator::Equal => found.operator,
            () if value.digits % 10 != 0 => Operator::About,
            () => Operator::Equal,
        };
        Found { operator, ..found }
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
