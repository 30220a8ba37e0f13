//! Amounts of money in a sentence, and the words that compare them.
//!
//! It exists to read "$73.8 million", «73,8 млн долларов» and "100.1mln" as one amount each, with the
//! half of its last written digit. What an amount is of, it does not know.

use std::ops::Range;

use regex::{Captures, Regex};

use super::super::expressions::{self, NUMBER};
use super::super::per_language::PerLanguage;
use super::super::{Amount, Language, Operator, Unit};
use super::changes::boundary;
use super::decimal::Decimal;
use super::periods::number;

/// An amount in a sentence.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) at: Range<usize>,
    pub(super) number: Decimal,
    pub(super) amount: Amount,
    pub(super) operator: Operator,
    /// The words that compare, or the amount itself.
    pub(super) operator_at: Range<usize>,
    /// Whether it is what another rose or fell from, and has its currency there.
    pub(super) is_start: bool,
}

struct Patterns {
    money: Regex,
    before: Vec<(Operator, Regex)>,
    after: Vec<(Operator, Regex)>,
    /// A number alone before an amount: "from 22.9 to".
    from_to: Option<Regex>,
}

/// Signs and codes of currencies that stand before a number.
pub(super) const SIGN: &str = r"us\$|u\$s|\$|€|£|usd|eur|kzt|rsd|rub|gbp|chf|cny";

/// Amounts told without figures, such as "half a billion": a number word and a scale. A plural without
/// a number ("millions of dollars") is none.
const fn worded(language: Language) -> &'static str {
    match language {
        Language::En => {
            r"(?P<word>half an?|an?|one|two|three|four|five|six|seven|eight|nine|ten)[ -](?P<wordscale>million|billion|trillion)"
        }
        Language::Ru => {
            r"(?P<word>полу|пол|полтора |один |два |три |четыре |пять |шесть |семь |восемь |девять |десять )(?P<wordscale>миллиард(?:ов|а)?|миллион(?:ов|а)?)|(?P<bare>миллиарда?|миллиарду|миллиона?|миллиону)"
        }
        Language::Sr => {
            r"(?P<word>pola|jedan|jedna|jednu|dve|dva|tri|četiri|pet) (?P<wordscale>milijard[aueio]|miliona?)|(?P<bare>milijard[au]|milion)"
        }
        Language::Kk => r"(?P<word>жарты|бір|екі|үш|төрт|бес|он) (?P<wordscale>миллиард|миллион|млрд|млн)",
        Language::De => {
            r"(?P<word>eine halbe|eine|einer|zwei|drei|vier|fünf|zehn) (?P<wordscale>millionen|million|milliarden|milliarde)"
        }
        Language::Es => {
            r"(?P<word>medio|un|dos|tres|cuatro|cinco|diez) (?P<wordscale>mil millones|millones|millón)|(?P<bare>mil millones)"
        }
    }
}

/// The number a word before a scale means.
fn word_value(word: &str, language: Language) -> Option<Decimal> {
    let tenths = |digits| Decimal { digits, decimals: 1 };
    match word.trim() {
        "half a" | "half an" | "пол" | "полу" | "pola" | "жарты" | "eine halbe" | "medio" => {
            Some(tenths(5))
        }
        "полтора" => Some(tenths(15)),
        "a" | "an" => Some(Decimal::whole(1)),
        word => number(word, language).map(|value| Decimal::whole(value.into())),
    }
}

/// Words for powers of ten.
pub(super) const fn scales(language: Language) -> &'static str {
    match language {
        Language::En => r"thousand|million|millions|mln|mn|m|billion|billions|bln|bn|trillion|trln|k",
        Language::Ru => {
            r"тыс\.|тыс|тысяч[аи]?|млн\.?|миллион(?:а|ов)?|млрд\.?|миллиард(?:а|ов)?|трлн\.?|триллион(?:а|ов)?"
        }
        Language::Sr => r"hiljad[aeu]|milion[aie]?|milijun[a]?|mil\.|mln|milijard[aieu]|mlrd|mrd\.?",
        Language::Kk => r"мың|млн\.?|миллион|млрд\.?|миллиард|трлн\.?",
        Language::De => r"tausend|million(?:en)?|mio\.?|milliarde[n]?|mrd\.?",
        Language::Es => r"mil millones|mil|millones|millón|mill\.",
    }
}

const fn currencies(language: Language) -> &'static str {
    match language {
        Language::En => {
            r"(?:us |u\.s\. |american )?dollars?|us\$|\$|usd|euros?|eur|€|tenge|kzt|(?:russian )?(?:rubles?|roubles?)|rub|(?:serbian )?dinars?|rsd|yuan|rmb|cny|(?:pounds?(?: sterling)?)|gbp|£|(?:swiss )?francs?|chf|yen"
        }
        Language::Ru => {
            r"(?:амер\. )?доллар(?:ов|а|ы|ам|ах)?|долл\.?|usd|\$|евро|eur|€|тенге|kzt|(?:российских )?(?:рублей|рубля|руб\.?)|(?:сербских )?динар(?:ов|а)|юаней|юаня|фунтов стерлингов|швейцарских франков|франков|иен"
        }
        Language::Sr => {
            r"(?:američkih |us )?dolar[aei]?|usd|\$|evr[aoi]|eur|€|dinar[ai]?|rsd|teng[ie]|rubalja|juana|funti|franaka"
        }
        Language::Kk => r"(?:ақш )?доллар\w*|usd|\$|еуро\w*|€|теңге\w*|рубль\w*|динар\w*|юань\w*",
        Language::De => {
            r"us-dollar|(?:us )?dollar|usd|\$|euro|eur|€|tenge|rubel|(?:serbische )?dinar|rsd|yuan|pfund|(?:schweizer )?franken"
        }
        Language::Es => {
            r"(?:de )?(?:dólares(?: estadounidenses)?|usd|u\$s|us\$|\$|euros|eur|€|pesos|tenges?|rublos|dinares|yuanes|libras(?: esterlinas)?|francos(?: suizos)?)"
        }
    }
}

fn patterns(language: Language) -> Option<&'static Patterns> {
    static ALL: PerLanguage<Option<Patterns>> = PerLanguage::new();
    ALL.of(language, || build(language)).as_ref()
}

fn build(language: Language) -> Option<Patterns> {
    let (scale, currency) = (scales(language), currencies(language));
    let worded = worded(language);
    let money = format!(
        r"(?P<sign>{SIGN})\s?(?P<first>{NUMBER})[\s-]?(?:(?P<firstscale>{scale})\b)?(?:\s?(?:usd|us dollars?|долларов|доллар\w*)\b)?|(?P<second>{NUMBER})[\s-]?(?:(?P<secondscale>{scale})[\s-]?)?(?P<currency>{currency})|\b(?:{worded}) (?P<wordedcurrency>{currency})"
    );
    Some(Patterns {
        money: Regex::new(&money).ok()?,
        before: expressions::of(language, "before", &OPERATORS, |words| {
            format!(r"(?:^|[\s(«“])(?:{words})\s*$")
        }),
        after: expressions::of(language, "behind", &OPERATORS, |words| {
            format!(r"^[\s,]*(?:{words})(?:\W|$)")
        }),
        from_to: expressions::spelled(language, "from_to", |words| {
            words.replace("NUMBER", NUMBER).replace("SCALE", scale)
        }),
    })
}

/// What words that compare tell, by their names in the table.
const OPERATORS: [(&str, Operator); 5] = [
    ("about", Operator::About),
    ("above", Operator::Above),
    ("at_least", Operator::AtLeast),
    ("at_most", Operator::AtMost),
    ("below", Operator::Below),
];

/// The amounts of a sentence, from left to right.
pub(super) fn find(lower: &str, language: Language) -> Vec<Found> {
    let Some(patterns) = patterns(language) else {
        return Vec::new();
    };
    let mut all: Vec<Found> = patterns
        .money
        .captures_iter(lower)
        .filter_map(|found| amount(lower, &found, patterns, language))
        .collect();
    let starts: Vec<Found> = all
        .iter()
        .filter_map(|amount| start(lower, amount, patterns, language))
        .collect();
    all.extend(starts);
    all.sort_by_key(|amount| amount.at.start);
    share_scales(lower, &mut all);
    all
}

/// The number alone that an amount rose or fell from, in its currency and, without one, its scale; a year
/// is none.
fn start(lower: &str, amount: &Found, patterns: &Patterns, language: Language) -> Option<Found> {
    let from = boundary(lower, amount.at.start.saturating_sub(60));
    let found = patterns
        .from_to
        .as_ref()?
        .captures(&lower[from..amount.at.start])?;
    let (number_at, scale_at) = (found.name("n")?, found.name("scale"));
    let number = Decimal::read(number_at.as_str(), language)?;
    let year = number.decimals == 0 && (1900..2100).contains(&number.digits);
    if year && scale_at.is_none() {
        return None;
    }
    let Unit::Currency(currency) = amount.amount.unit else {
        return None;
    };
    let scale = scale_at.map_or(u32::from(amount.amount.scale), |word| power(word.as_str()));
    let end = scale_at.map_or(number_at.end(), |word| word.end());
    let at = from + number_at.start()..from + end;
    let hidden = number.decimals == 0 && number.digits % 10 == 0;
    let found = Found::new(lower, at, (number, scale), currency, patterns)?;
    Some(Found {
        is_start: true,
        ..found.rounded(hidden)
    })
}

/// In "from $20 to $100 million" the first amount is in millions too.
fn share_scales(lower: &str, all: &mut [Found]) {
    for at in 1..all.len() {
        let (before, rest) = all.split_at_mut(at);
        let (Some(one), Some(other)) = (before.last_mut(), rest.first()) else {
            continue;
        };
        let joined = lower.get(one.at.end..other.at.start).map(str::trim);
        let shares = joined
            .is_some_and(|gap| ["to", "and", "-", "–", "—", "or", "und", "bis", "y", "a"].contains(&gap));
        if shares && one.amount.scale == 0 && other.amount.scale > 0 && one.amount.unit == other.amount.unit {
            let scale = u32::from(other.amount.scale);
            one.amount.half_unit = one.number.half_unit().scaled(scale).text();
            one.number = one.number.scaled(scale);
            one.amount.value = one.number.text();
            one.amount.scale = other.amount.scale;
        }
    }
}

fn amount(lower: &str, found: &Captures<'_>, patterns: &Patterns, language: Language) -> Option<Found> {
    let whole = found.get(0)?;
    let number_at = found.name("first").or(found.name("second"));
    let Some(number_at) = number_at else {
        return in_words(lower, found, patterns, language);
    };
    let glued = lower[..number_at.start()]
        .chars()
        .next_back()
        .is_some_and(char::is_alphanumeric);
    if glued && found.name("sign").is_none() {
        return None;
    }
    let number = Decimal::read(number_at.as_str(), language)?;
    let scale = found
        .name("firstscale")
        .or(found.name("secondscale"))
        .map_or(0, |word| power(word.as_str()));
    let currency = currency(found.name("sign").or(found.name("currency"))?.as_str());
    let hidden = number.decimals == 0 && number.digits % 10 == 0;
    Some(Found::new(lower, whole.range(), (number, scale), currency, patterns)?.rounded(hidden))
}

/// An amount without figures, such as "half a billion dollars"; how far it is rounded is not told.
fn in_words(lower: &str, found: &Captures<'_>, patterns: &Patterns, language: Language) -> Option<Found> {
    let scale = found.name("wordscale").or(found.name("bare"))?;
    let number = match found.name("word") {
        Some(word) => word_value(word.as_str(), language)?,
        None => Decimal::whole(1),
    };
    let (at, scale) = (found.get(0)?.range(), power(scale.as_str()));
    let currency = currency(found.name("wordedcurrency")?.as_str());
    Some(Found::new(lower, at, (number, scale), currency, patterns)?.rounded(true))
}

impl Found {
    fn new(
        lower: &str,
        at: Range<usize>,
        (number, scale): (Decimal, u32),
        currency: &'static str,
        patterns: &Patterns,
    ) -> Option<Found> {
        let (operator, operator_at) = operator(lower, at.clone(), patterns);
        let amount = Amount {
            value: number.scaled(scale).text(),
            unit: Unit::Currency(currency),
            scale: u8::try_from(scale).ok()?,
            half_unit: number.half_unit().scaled(scale).text(),
            half_unit_uncertain: false,
        };
        Some(Found {
            at: at.start..at.start + lower[at].trim_end().len(),
            number: number.scaled(scale),
            amount,
            operator,
            operator_at,
            is_start: false,
        })
    }

    /// Whether its last digits may be rounded away.
    fn rounded(mut self, uncertain: bool) -> Found {
        self.amount.half_unit_uncertain = uncertain;
        self
    }
}

/// Words that compare, directly before an amount or behind it.
fn operator(lower: &str, at: Range<usize>, patterns: &Patterns) -> (Operator, Range<usize>) {
    let before = &lower[boundary(lower, at.start.saturating_sub(80))..at.start];
    let shift = at.start - before.len();
    for (operator, pattern) in &patterns.before {
        if let Some(found) = pattern.find(before) {
            let start = found.start() + found.as_str().len()
                - found
                    .as_str()
                    .trim_start_matches([' ', '(', '«', '“', '\u{a0}'])
                    .len();
            let end = found.start() + found.as_str().trim_end().len();
            return (*operator, shift + start..shift + end);
        }
    }
    for (operator, pattern) in &patterns.after {
        if let Some(found) = pattern.find(&lower[at.end..]) {
            return (*operator, at.end..at.end + found.as_str().trim_end().len());
        }
    }
    (Operator::Equal, at)
}

/// The power of ten a word means.
pub(super) fn power(word: &str) -> u32 {
    let word = word.trim();
    let starts = |all: &[&str]| all.iter().any(|each| word.starts_with(each));
    match () {
        () if starts(&["tr", "тр"]) => 12,
        () if word == "mil millones"
            || starts(&[
                "milli",
                "milijar",
                "mlrd",
                "mrd",
                "bil",
                "bl",
                "bn",
                "млрд",
                "миллиа",
            ]) && !starts(&["millio"]) =>
        {
            9
        }
        () if word == "mil" || starts(&["th", "k", "тыс", "мың", "hilj", "taus"]) => 3,
        () => 6,
    }
}

fn currency(word: &str) -> &'static str {
    let has = |all: &[&str]| all.iter().any(|each| word.contains(each));
    match () {
        () if has(&["€", "eur", "evr", "евро", "еуро"]) => "EUR",
        () if has(&["tenge", "тенге", "теңге", "kzt", "tengi"]) => "KZT",
        () if has(&["руб", "rub", "roub"]) => "RUB",
        () if has(&["dinar", "динар", "rsd"]) => "RSD",
        () if has(&["юан", "yuan", "rmb", "juan", "cny"]) => "CNY",
        () if has(&["pound", "gbp", "£", "фунт", "funt", "pfund", "libra"]) => "GBP",
        () if has(&["franc", "chf", "франк", "frana", "frank"]) => "CHF",
        () if has(&["yen", "иен"]) => "JPY",
        () if has(&["peso"]) => "ARS",
        () => "USD",
    }
}
