//! Amounts of money in a sentence, and the words that compare them.
//!
//! It exists to read "$73.8 million", «73,8 млн долларов» and "100.1mln" as one amount each, with the
//! half of its last written digit. What an amount is of, it does not know.

use std::ops::Range;
use std::sync::OnceLock;

use regex::{Captures, Regex};

use super::super::Operator::{About, Above, AtLeast, AtMost, Below};
use super::super::{Amount, Language, Operator, Unit};
use super::changes::boundary;
use super::decimal::Decimal;

/// A number as written: groups of three apart by spaces, or digits with points and commas.
pub(super) const NUMBER: &str = r"\d{1,3}(?:[ \u{a0}\u{202f}]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)*";

/// An amount in a sentence.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) at: Range<usize>,
    pub(super) number: Decimal,
    pub(super) amount: Amount,
    pub(super) operator: Operator,
    /// The words that compare, or the amount itself.
    pub(super) operator_at: Range<usize>,
}

struct Patterns {
    money: Regex,
    before: Vec<(Regex, Operator)>,
    after: Vec<(Regex, Operator)>,
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
            r"(?:us |u\.s\. |american )?dollars?|us\$|\$|usd|euros?|eur|€|tenge|kzt|rubles?|roubles?|dinars?|yuan|rmb"
        }
        Language::Ru => {
            r"(?:амер\. )?доллар(?:ов|а|ы|ам|ах)?|долл\.?|usd|\$|евро|€|тенге|рублей|рубля|руб\.?|динаров|юаней"
        }
        Language::Sr => r"(?:američkih |us )?dolar[aei]?|usd|\$|evr[aoi]|eur|€|dinara|tengi|rubalja|juana",
        Language::Kk => r"(?:ақш )?доллар\w*|usd|\$|еуро\w*|€|теңге\w*|рубль\w*|динар\w*|юань\w*",
        Language::De => r"us-dollar|dollar|usd|\$|euro|eur|€|tenge|rubel|dinar",
        Language::Es => r"dólares|usd|u\$s|\$|euros|€|pesos",
    }
}

fn patterns(language: Language) -> Option<&'static Patterns> {
    static ALL: [OnceLock<Option<Patterns>>; 6] = [const { OnceLock::new() }; 6];
    let at = Language::ALL
        .iter()
        .position(|each| *each == language)
        .unwrap_or(0);
    ALL[at].get_or_init(|| build(language)).as_ref()
}

fn build(language: Language) -> Option<Patterns> {
    let (scale, currency) = (scales(language), currencies(language));
    let money = format!(
        r"(?P<sign>us\$|u\$s|\$|€|usd|eur|kzt)\s?(?P<first>{NUMBER})[\s-]?(?:(?P<firstscale>{scale})\b)?(?:\s?(?:usd|us dollars?|долларов|доллар\w*)\b)?|(?P<second>{NUMBER})[\s-]?(?:(?P<secondscale>{scale})[\s-]?)?(?P<currency>{currency})"
    );
    let compare = |pairs: &[(&str, Operator)], before: bool| {
        let tie = |words: &str| {
            if before {
                format!(r"(?:^|[\s(«“])(?:{words})\s*$")
            } else {
                format!(r"^[\s,]*(?:{words})(?:\W|$)")
            }
        };
        pairs
            .iter()
            .filter_map(|(words, operator)| Some((Regex::new(&tie(words)).ok()?, *operator)))
            .collect()
    };
    let (before, after) = comparisons(language);
    Some(Patterns {
        money: Regex::new(&money).ok()?,
        before: compare(before, true),
        after: compare(after, false),
    })
}

type Words = &'static [(&'static str, Operator)];

/// Words that compare, before and behind an amount.
type Comparisons = (Words, Words);

const EN: Comparisons = (
    &[
        (
            r"(?:not|n't|n’t|never|cannot|failed to|without)(?: \w+)? (?:exceed(?:ed|ing)?|surpass(?:ed|ing)?|top(?:ped)?|go over|gone over|go beyond)(?: the)?(?: (?:mark|level|threshold) of)?",
            AtMost,
        ),
        (
            r"(?:not|n't|n’t|never|cannot|failed to|without)(?: \w+)? (?:reach(?:ed|ing)?|hit|attain(?:ed)?)(?: the)?(?: (?:mark|level|threshold) of)?|fell short of|falls short of|short of",
            Below,
        ),
        (
            r"(?:not|n't|n’t|never)(?: \w+)? (?:fall|fallen|fell|drop|dropped) below",
            AtLeast,
        ),
        (
            r"up to|no more than|not more than|not over|not above|not exceeding|at most",
            AtMost,
        ),
        (r"not below|not under", AtLeast),
        (
            r"(?:slightly |well |far |just |much |a little )?(?:over|more than|above|in excess of|upwards of)(?: the)?",
            Above,
        ),
        (
            r"(?:exceeded|exceeds|exceeding|exceed|surpass|surpassed|surpassing|surpasses|topped|topping)(?: the)?(?: mark of)?",
            Above,
        ),
        (r"at least|no less than|not less than|a minimum of", AtLeast),
        (
            r"(?:about|around|approximately|roughly|some|circa|nearly|almost|close to|close to the)",
            About,
        ),
        (r"less than|under|below|just under", Below),
    ],
    &[(r"or more", AtLeast)],
);
const RU: Comparisons = (
    &[
        (
            r"не (?:превы[сш]\w+|перевалива\w+ за|перевалил\w* за|преодоле\w+)(?: (?:отметк\w+|уровень|порог|планк\w+))?(?: в)?",
            AtMost,
        ),
        (
            r"не (?:достиг\w*|дотян\w+ до|дош[её]?л\w* до|дотягива\w+ до)(?: (?:отметк\w+|уровня|порога))?(?: в)?",
            Below,
        ),
        (r"не (?:опуска\w+|опусти\w+|пада\w+|упал\w*) ниже", AtLeast),
        (
            r"не (?:более|больше|свыше|выше)(?: чем)?(?: на)?|максимум",
            AtMost,
        ),
        (r"не (?:меньше|ниже)(?: чем)?", AtLeast),
        (
            r"(?:чуть |немногим |значительно |несколько )?(?:более|больше|свыше|выше)(?: чем)?(?: на)?",
            Above,
        ),
        (
            r"превысил[аио]?(?: отметку)?(?: в)?|превышал[аио]?|превышает|превысить|превысит|превысив(?: отметку)?(?: в)?|перевалил[аи]? за",
            Above,
        ),
        (r"не менее|как минимум|минимум", AtLeast),
        (
            r"около|примерно|порядка|приблизительно|почти|практически|до порядка",
            About,
        ),
        (r"менее|меньше|ниже", Below),
    ],
    &[(r"и более", AtLeast)],
);
const SR: Comparisons = (
    &[
        (
            r"(?:nije|nisu|nikad|nikada|ne)(?: \w+)? (?:premaš\w+|prešl[aoie]|prelaz\w+|prevaziš\w+|prevazilaz\w+)(?: (?:granicu|nivo|iznos) od)?",
            AtMost,
        ),
        (
            r"(?:nije|nisu|nikad|nikada|ne)(?: \w+)? (?:dostig\w+|dostiž\w+|doseg\w+|dosež\w+)(?: (?:granicu|nivo|iznos) od)?",
            Below,
        ),
        (
            r"(?:nije|nisu|nikad|nikada|ne)(?: \w+)? (?:pal[aoie]|pada\w*) ispod",
            AtLeast,
        ),
        (
            r"ne (?:više od|preko|iznad)|(?:nije|nisu)(?: \w+)? (?:više od|preko|iznad|već[aiu] od)|najviše",
            AtMost,
        ),
        (r"ne ispod", AtLeast),
        (
            r"(?:nešto |znatno |malo )?(?:više od|preko|iznad|veća od|veći od)",
            Above,
        ),
        (
            r"(?:premašil[aoi]?|prešl[aoi]|prevazišl[aoi])(?: je| su)?|premašuje|premaši|premaše|prelazi",
            Above,
        ),
        (r"najmanje|ne manje od|barem", AtLeast),
        (r"oko|skoro|gotovo|približno|otprilike|blizu|zamalo", About),
        (r"manje od|ispod", Below),
    ],
    &[(r"i više", AtLeast)],
);
const KK: Comparisons = (
    &[
        (r"шамамен|жуықтап|шамасында", About),
        (r"кемінде|кем дегенде", AtLeast),
    ],
    &[
        (
            r"(?:аспа\w*|аспай\w*|асқан жоқ|асып кетпе\w*|артық емес|көп емес)",
            AtMost,
        ),
        (r"(?:жетпе\w*|жеткен жоқ)", Below),
        (r"кем емес|төмен түспе\w*", AtLeast),
        (r"(?:аст[ыа]м?|астам|асып|көп|артық)", Above),
        (r"жуық\w*|шамасын\w*|маңында", About),
        (r"кем", Below),
    ],
);
const DE: Comparisons = (
    &[
        (r"nicht mehr als|nicht über|höchstens", AtMost),
        (r"nicht weniger als", AtLeast),
        (r"mehr als|über", Above),
        (r"rund|etwa|ungefähr|fast|circa|ca\.", About),
        (r"weniger als|unter", Below),
        (r"mindestens", AtLeast),
    ],
    &[],
);
const ES: Comparisons = (
    &[
        (r"no más de|no super[óa]|no ha superado", AtMost),
        (r"no menos de", AtLeast),
        (r"no alcanzó|no llegó a", Below),
        (r"más de", Above),
        (r"cerca de|alrededor de|unos|casi", About),
        (r"menos de", Below),
        (r"al menos", AtLeast),
    ],
    &[],
);

const fn comparisons(language: Language) -> Comparisons {
    match language {
        Language::En => EN,
        Language::Ru => RU,
        Language::Sr => SR,
        Language::Kk => KK,
        Language::De => DE,
        Language::Es => ES,
    }
}

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
    share_scales(lower, &mut all);
    all
}

/// In "from $20 to $100 million" the first amount is in millions too.
fn share_scales(lower: &str, all: &mut [Found]) {
    for at in 1..all.len() {
        let (before, rest) = all.split_at_mut(at);
        let (Some(one), Some(other)) = (before.last_mut(), rest.first()) else {
            continue;
        };
        let joined = lower.get(one.at.end..other.at.start).map(str::trim);
        let shares = joined.is_some_and(|gap| ["to", "and", "-", "–", "—", "or"].contains(&gap));
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
    let number_at = found.name("first").or(found.name("second"))?;
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
    let (operator, operator_at) = operator(lower, whole.range(), patterns);
    let hidden = number.decimals == 0 && number.digits % 10 == 0;
    let amount = Amount {
        value: number.scaled(scale).text(),
        unit: Unit::Currency(currency),
        scale: u8::try_from(scale).ok()?,
        half_unit: number.half_unit().scaled(scale).text(),
        half_unit_uncertain: hidden,
    };
    let end = whole.start() + whole.as_str().trim_end().len();
    Some(Found {
        at: whole.start()..end,
        number: number.scaled(scale),
        amount,
        operator,
        operator_at,
    })
}

/// Words that compare, directly before an amount or behind it.
fn operator(lower: &str, at: Range<usize>, patterns: &Patterns) -> (Operator, Range<usize>) {
    let before = &lower[boundary(lower, at.start.saturating_sub(80))..at.start];
    let shift = at.start - before.len();
    for (pattern, operator) in &patterns.before {
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
    for (pattern, operator) in &patterns.after {
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
        () if has(&["dinar", "динар"]) => "RSD",
        () if has(&["юан", "yuan", "rmb", "juan"]) => "CNY",
        () if has(&["peso"]) => "ARS",
        () => "USD",
    }
}
