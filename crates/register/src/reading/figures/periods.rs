//! Periods in a sentence: years, part-years, and words that count from publication.
//!
//! It exists because a figure without its period cannot be checked, and because "the same period of last
//! year" is another figure's. "Last year" is resolved by the day of publication and by nothing else.

use std::ops::Range;

use entente_trade::Date;
use regex::{Captures, Regex};

use super::super::dates::{month, month_words};
use super::super::per_language::PerLanguage;
use super::super::{Language, Stamp, When};

/// A period in a sentence.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) at: Range<usize>,
    pub(super) when: Option<When>,
    /// Whether publication decided it.
    pub(super) relative: bool,
    /// Whether its end may be read otherwise.
    pub(super) ambiguous: bool,
    pub(super) role: Role,
    pub(super) same: bool,
    /// Whether it is one of years told together: "in 2022 and 2023".
    pub(super) joined: bool,
    /// The first and last month, where it is part of a year.
    months: Option<(u8, u8)>,
    year: Year,
}

impl Found {
    /// Whether it goes from one year to another.
    pub(super) fn spans(&self) -> bool {
        matches!(self.year, Year::Span(..))
    }

    /// Whether its words look ahead: "next year".
    pub(super) fn ahead(&self) -> bool {
        matches!(self.year, Year::From(years) if years > 0)
    }
}

/// What a period does in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// The figure is of it.
    Own,
    /// The figure is compared with it.
    Base,
    /// A target is due by it.
    By,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Year {
    Told(u16),
    /// So many years from that of publication.
    From(i16),
    /// The year before the figure's own.
    Before,
    /// From one year to another.
    Span(u16, u16),
    None,
    /// None, and publication decides none either.
    Open,
}

#[derive(Clone, Copy)]
enum Shape {
    Months,
    Count,
    Half,
    Quarter,
    Until,
    Same,
    Month,
    By,
    Year,
    Compared,
    /// From one year to another.
    Span,
    /// From a year on, or "now": told, and no period a figure could be looked up for.
    Open,
}

type Pattern = (Shape, &'static str);

const EN: [Pattern; 20] = [
    (
        Shape::Span,
        r"\b(?:between|from) (?P<y1>YEAR) (?:and|to|until|through) (?P<y2>YEAR)\b",
    ),
    (
        Shape::Span,
        r"\b(?P<y1>YEAR)\s?(?:-|–|—|to|through)\s?(?P<y2>YEAR)\b",
    ),
    (Shape::Open, r"\bsince (?:MON )?YEAR\b"),
    (
        Shape::Open,
        r"\b(?:is|are|has|have|stands|standing) now\b|\bnow (?:stands?|is|amounts?|exceeds?|totals?|reached)\b|\bcurrently\b",
    ),
    (
        Shape::Half,
        r"\b(?:the )?(?P<h>first|second) half of the (?P<y>year)\b",
    ),
    (
        Shape::Until,
        r"\bsince the (?:beginning|start) of (?P<y>the year|this year|YEAR)",
    ),
    (
        Shape::Months,
        r"\b(?P<m1>MON)\.?\s?(?:-|–|—|to|through)\s?(?P<m2>MON)\b\.?(?:,?\s+(?:of )?(?P<y>YEAR|this year|last year))?",
    ),
    (
        Shape::Count,
        r"\b(?:the )?(?:first )?(?P<n>NUM)[ -]months?(?: period)?(?:,? (?:of|in) (?P<y>YEAR|this year|last year|the year|the current year))?",
    ),
    (
        Shape::Half,
        r"\b(?:the )?(?P<h>first|second) half of (?P<y>YEAR|this year|last year)",
    ),
    (Shape::Half, r"\b(?:h(?P<h>1|2)) (?:of )?(?P<y>YEAR)"),
    (
        Shape::Quarter,
        r"\b(?:the )?(?P<q>first|second|third|fourth) quarter of (?P<y>YEAR|this year|last year|the year)",
    ),
    (Shape::Quarter, r"\bq(?P<q>1|2|3|4) (?:of )?(?P<y>YEAR)"),
    (
        Shape::Until,
        r"\b(?:until|till|up to|as of) (?P<m2>MON)\b(?:,?\s+(?:of )?(?P<y>YEAR|this year|last year))?",
    ),
    (
        Shape::Same,
        r"\b(?:the )?(?:same|analogous|corresponding|similar|comparable) periods?(?: (?:of|in|from))?(?: (?P<y>YEAR|last year|the previous year|the year before|a year earlier))?",
    ),
    (
        Shape::Compared,
        r"\b(?:a year (?:earlier|ago|before)|(?:the )?previous year|(?:the )?year before|year[ -]on[ -]year|year[ -]over[ -]year|month on month)\b",
    ),
    (Shape::By, r"\bby (?:the end of )?(?P<y>20[2-9]\d)\b"),
    (
        Shape::By,
        r"\bby (?P<y>(?:the )?end of (?:the|this) year|year[ -]end)\b",
    ),
    (Shape::Month, r"\bin (?P<m1>MON) (?:of )?(?P<y>YEAR)"),
    (Shape::Year, r"\b(?P<y>YEAR)\b"),
    (
        Shape::Year,
        r"\b(?P<y>last year|this year|the current year|next year|the past year)\b",
    ),
];
const RU: [Pattern; 16] = [
    (
        Shape::Span,
        r"\b(?:с|в период с) (?P<y1>YEAR)(?: года)? (?:по|до) (?P<y2>YEAR)(?:\s*(?:год\w*|гг?\.))?",
    ),
    (
        Shape::Span,
        r"\b(?P<y1>YEAR)\s?[-–—]\s?(?P<y2>YEAR)(?:\s*(?:год\w*|гг\.?))?",
    ),
    (
        Shape::Open,
        r"\bсо? YEAR (?:года|г\.)|\b(?:сейчас|на сегодняшний день|в настоящее время)",
    ),
    (
        Shape::Months,
        r"\b(?P<m1>MON)\s?[-–—]\s?(?P<m2>MON)\b(?:\s+(?P<y>YEAR|этого года|текущего года|прошлого года|нынешнего года))?",
    ),
    (
        Shape::Count,
        r"\b(?:перв\w+ )?(?P<n>NUM) месяц\w*(?: (?P<y>YEAR|этого года|текущего года|прошлого года|нынешнего года))?",
    ),
    (
        Shape::Half,
        r"\b(?P<h>перв\w+|втор\w+|i|ii) полугоди\w+(?: (?P<y>YEAR|этого года|текущего года|прошлого года))?",
    ),
    (
        Shape::Quarter,
        r"\b(?P<q>перв\w+|втор\w+|трет\w+|четв[её]рт\w+|i|ii|iii|iv) квартал\w*(?: (?P<y>YEAR|этого года|текущего года|прошлого года))?",
    ),
    (
        Shape::Same,
        r"\b(?:аналогичн\w+|так\w+ же|соответствующ\w+|т\w{1,2} же|сопоставим\w+) (?:период\w*|показател\w+)(?: (?P<y>YEAR|прошлого года|предыдущего года|прошлом году|позапрошлого года|годом ранее))?",
    ),
    (
        Shape::Compared,
        r"\b(?:год\w* ранее|годом раньше|предыдущ\w+ год\w*|год к году|в годовом выражении)",
    ),
    (
        Shape::By,
        r"\b(?:к|до) (?:конц[уа] )?(?P<y>20[2-9]\d)(?:-?го)?(?:\s*(?:год\w*|г\.))?",
    ),
    (
        Shape::By,
        r"\b(?:к|до) (?P<y>конц[уа] (?:(?:этого|текущего|нынешнего) )?года)",
    ),
    (Shape::Month, r"\b(?:в|за) (?P<m1>MON) (?P<y>YEAR)"),
    (Shape::Year, r"\b(?P<y>YEAR)(?:-?(?:м|го))?\s*(?:год\w*|г\.)"),
    (
        Shape::Year,
        r"\b(?P<y>прошл\w+ год\w*|минувш\w+ год\w*|нынешн\w+ год\w*|текущ\w+ год\w*|эт\w+ год\w*|следующ\w+ год\w*)",
    ),
    (
        Shape::Until,
        r"\bс начала (?P<y>YEAR|года|этого года|текущего года)\b",
    ),
    (Shape::Year, r"\b(?:в|за) (?P<y>YEAR)\b"),
];
const SR: [Pattern; 15] = [
    (
        Shape::Span,
        r"\b(?:od|između) (?P<y1>YEAR)\.?(?: godine)? (?:do|i) (?P<y2>YEAR)\.?(?: godin\w+)?",
    ),
    (
        Shape::Span,
        r"\b(?P<y1>YEAR)\.?\s?[-–—]\s?(?P<y2>YEAR)\.?(?: godin\w+)?",
    ),
    (
        Shape::Open,
        r"\bod YEAR\.? godin\w+|\b(?:sada|trenutno|danas) (?:iznosi|je|dostiže|premašuje)",
    ),
    (
        Shape::Months,
        r"\b(?P<m1>MON)\s?(?:-|–|—| do )\s?(?P<m2>MON)\b(?:\s+(?P<y>YEAR|ove godine|prošle godine)\.?(?: godin\w+)?)?",
    ),
    (
        Shape::Count,
        r"\b(?:prv\w+ )?(?P<n>NUM) mesec[ai]?(?: (?P<y>YEAR|ove godine|prošle godine|tekuće godine))?(?:\.? godin\w+)?",
    ),
    (
        Shape::Half,
        r"\b(?P<h>prv\w+|drug\w+) (?:polovin\w+|polugodišt\w+|polugod\w+)(?: (?P<y>YEAR|ove godine|prošle godine))?(?:\.? godin\w+)?",
    ),
    (
        Shape::Quarter,
        r"\b(?P<q>prv\w+|drug\w+|treć\w+|četvrt\w+) (?:kvartal\w*|tromeseč\w+)(?: (?P<y>YEAR|ove godine|prošle godine))?(?:\.? godin\w+)?",
    ),
    (
        Shape::Same,
        r"\bist\w+ period\w*(?: (?P<y>YEAR|prošle godine|prethodne godine|lane))?(?:\.? godin\w+)?",
    ),
    (
        Shape::Compared,
        r"\b(?:prethodn\w+ godin\w+|godinu (?:dana )?ranije|međugodišnj\w+)",
    ),
    (Shape::By, r"\bdo (?:kraja )?(?P<y>20[2-9]\d)\.?(?: godin\w+)?"),
    (Shape::By, r"\bdo (?P<y>kraja (?:(?:ove|tekuće) )?godine)"),
    (Shape::Month, r"\bu (?P<m1>MON) (?P<y>YEAR)\.?(?: godin\w+)?"),
    (Shape::Year, r"\b(?P<y>YEAR)\.?\s*(?:godin\w+|god\.)"),
    (
        Shape::Year,
        r"\b(?P<y>prošl\w+ godin\w+|ov\w+ godin\w+|tekuć\w+ godin\w+|sledeć\w+ godin\w+|naredn\w+ godin\w+|lane)",
    ),
    (Shape::Year, r"\b(?:u|za|tokom) (?P<y>YEAR)\b\.?"),
];
const KK: [Pattern; 14] = [
    (
        Shape::Span,
        r"\b(?P<y1>YEAR)(?:\s?[-–—]\s?| жыл(?:дан|мен)? )(?P<y2>YEAR)\s*жыл\w*(?: аралығында)?",
    ),
    (
        Shape::Open,
        r"\bYEAR жыл(?:дан|ы) (?:бері|бастап)|\b(?:қазір|қазіргі уақытта|бүгінде)\b",
    ),
    (
        Shape::Months,
        r"(?:\b(?P<y>YEAR|биыл|биылғы|өткен жылы|осы жылы|былтыр)\s*(?:жылғы|жылдың|жылы)?\s+)?\b(?P<m1>MON)\s?[-–—]\s?(?P<m2>MON)\w*(?: айлары\w*)?",
    ),
    (
        Shape::Count,
        r"(?:\b(?P<y>YEAR|биыл|биылғы|өткен|осы|ағымдағы)(?:\s*(?:жылғы|жылдың|жылы))?\s+)?(?:алғашқы )?\b(?P<n>NUM) ай(?:да|ында|лық\w*|ы\w*)",
    ),
    (
        Shape::Half,
        r"(?:\b(?P<y>YEAR|биыл|биылғы|осы|өткен)(?:\s*(?:жылғы|жылдың|жылы))?\s+)?(?P<h>бірінші|алғашқы|екінші) жарты(?:жылды|сы)\w*",
    ),
    (
        Shape::Quarter,
        r"(?:\b(?P<y>YEAR|биыл|биылғы|осы|өткен)(?:\s*(?:жылғы|жылдың|жылы))?\s+)?(?P<q>бірінші|екінші|үшінші|төртінші) тоқсан\w*",
    ),
    (
        Shape::Same,
        r"(?:\b(?P<y>YEAR|өткен|былтырғы|алдыңғы)\s*(?:жылғы|жылдың|жылы)?\s+)?(?:дәл )?(?:сол|осы|сәйкес|осындай|ұқсас) (?:кезең|мерзім)\w*",
    ),
    (
        Shape::Compared,
        r"\b(?:алдыңғы жыл\w*|бұрнағы жыл\w*|бір жыл бұрын\w*)",
    ),
    (
        Shape::By,
        r"\b(?P<y>20[2-9]\d) жыл(?:ға|дың соңына)(?: қарай| дейін)",
    ),
    (
        Shape::By,
        r"\b(?P<y>(?:осы )?жыл(?:дың)? соңына)(?: қарай| дейін)",
    ),
    (Shape::Month, r"\b(?P<y>YEAR) жылғы (?P<m1>MON)\b"),
    (Shape::Year, r"\b(?P<y>YEAR)\s*(?:жыл\w*|ж\.)"),
    (
        Shape::Year,
        r"\b(?P<y>өткен жыл\w*|былтыр\w*|биыл\w*|осы жыл\w*|ағымдағы жыл\w*|келесі жыл\w*)",
    ),
    (Shape::Until, r"\bжыл басынан\b(?P<y>)"),
];
const DE: [Pattern; 16] = [
    (
        Shape::Span,
        r"\b(?:zwischen|von|in den jahren) (?P<y1>YEAR) (?:und|bis) (?P<y2>YEAR)\b",
    ),
    (Shape::Span, r"\b(?P<y1>YEAR)\s?(?:[-–—]|bis)\s?(?P<y2>YEAR)\b"),
    (
        Shape::Open,
        r"\bseit (?:dem jahr |MON )?YEAR\b|\b(?:derzeit|gegenwärtig|aktuell|mittlerweile)\b",
    ),
    (
        Shape::Until,
        r"\bseit (?P<y>jahresbeginn|beginn des jahres|anfang des jahres)\b",
    ),
    (
        Shape::Months,
        r"\b(?P<m1>MON)\s?(?:-|–|—|bis)\s?(?P<m2>MON)\b(?:\s+(?P<y>YEAR|dieses jahres|des laufenden jahres|des vergangenen jahres|des vorjahres))?",
    ),
    (
        Shape::Count,
        r"\b(?:erst\w+ )?(?P<n>NUM) monat\w*(?: (?:des jahres )?(?P<y>YEAR|dieses jahres|des laufenden jahres|des vergangenen jahres|des jahres))?",
    ),
    (
        Shape::Half,
        r"\b(?P<h>erst\w+|zweit\w+) (?:halbjahr\w*|jahreshälfte|hälfte)(?: (?:des jahres )?(?P<y>YEAR|dieses jahres|des laufenden jahres|des vergangenen jahres|des jahres))?",
    ),
    (
        Shape::Quarter,
        r"\b(?P<q>erst\w+|zweit\w+|dritt\w+|viert\w+) quartal\w*(?: (?:des jahres )?(?P<y>YEAR|dieses jahres|des laufenden jahres|des vergangenen jahres|des jahres))?",
    ),
    (
        Shape::Same,
        r"\b(?:gleich\w+|entsprechend\w+) zeitraums?(?: (?:des jahres )?(?P<y>YEAR|des vorjahres|des vergangenen jahres))?|\bvorjahreszeitraum\w*",
    ),
    (
        Shape::Compared,
        r"\b(?:vorjahr\w*|jahr zuvor|im jahresvergleich)\b",
    ),
    (
        Shape::By,
        r"\bbis (?:zum jahr |zum ende des jahres |ende |zum )?(?P<y>20[2-9]\d)\b",
    ),
    (
        Shape::By,
        r"\bbis (?:zum )?(?P<y>jahresende|ende des jahres|ende dieses jahres)\b",
    ),
    (Shape::Month, r"\bim (?P<m1>MON) (?P<y>YEAR)"),
    (
        Shape::Year,
        r"\b(?P<y>(?:vergangene[ns]?|letzte[ns]?|vorige[ns]?) jahr(?:es)?)\b",
    ),
    (
        Shape::Year,
        r"\b(?P<y>(?:diese[mns]|laufende[ns]?|nächste[ns]?|kommende[ns]?) jahr(?:es)?)\b",
    ),
    (Shape::Year, r"\b(?P<y>YEAR)\b"),
];
const ES: [Pattern; 15] = [
    (
        Shape::Span,
        r"\b(?:entre|de|desde) (?P<y1>YEAR) (?:y|a|hasta) (?P<y2>YEAR)\b",
    ),
    (Shape::Span, r"\b(?P<y1>YEAR)\s?[-–—]\s?(?P<y2>YEAR)\b"),
    (
        Shape::Open,
        r"\bdesde (?:el año )?YEAR\b|\b(?:actualmente|hoy en día|ahora)\b",
    ),
    (
        Shape::Until,
        r"\bdesde (?P<y>(?:el )?(?:comienzo|inicio|principios) de(?:l| este)? año)\b",
    ),
    (
        Shape::Months,
        r"\b(?:entre |de |desde )?(?P<m1>MON)\s?(?:-|–|—|a|y|hasta)\s?(?P<m2>MON)\b(?:\s+de(?:l)?\s+(?P<y>YEAR|este año|año pasado|presente año))?",
    ),
    (
        Shape::Count,
        r"\b(?:primeros )?(?P<n>NUM) (?:primeros )?meses(?: de(?:l)? (?P<y>YEAR|este año|año pasado|presente año|año))?",
    ),
    (
        Shape::Half,
        r"\b(?P<h>primer|segundo|primera|segunda) (?:semestre|mitad)(?: de(?:l)? (?P<y>YEAR|este año|año pasado|presente año|año))?",
    ),
    (
        Shape::Quarter,
        r"\b(?P<q>primer|segundo|tercer|cuarto) trimestre(?: de(?:l)? (?P<y>YEAR|este año|año pasado|presente año|año))?",
    ),
    (
        Shape::Same,
        r"\b(?:mismo|igual|análogo) per[ií]odo(?: de(?:l)? (?P<y>YEAR|año pasado|año anterior|año previo))?",
    ),
    (
        Shape::Compared,
        r"\b(?:año anterior|año previo|un año antes|interanual\w*)\b",
    ),
    (
        Shape::By,
        r"\b(?:para|hacia|hasta|antes de) (?:el año |finales de |fines de |el )?(?P<y>20[2-9]\d)\b",
    ),
    (
        Shape::By,
        r"\b(?:para|hasta|antes de) (?P<y>(?:finales|fines|fin) de(?:l| este)? año)\b",
    ),
    (Shape::Month, r"\ben (?P<m1>MON) de(?:l)? (?P<y>YEAR)"),
    (
        Shape::Year,
        r"\b(?P<y>(?:el )?año pasado|este año|(?:el )?presente año|(?:el )?próximo año|(?:el )?año próximo)\b",
    ),
    (Shape::Year, r"\b(?P<y>YEAR)\b"),
];

/// Number words up to twelve; the position counts from one.
const NUMBERS: [(Language, &str); 6] = [
    (
        Language::En,
        "one two three four five six seven eight nine ten eleven twelve",
    ),
    (
        Language::Ru,
        "один|одного два|двух три|трех|трёх четыре|четырех пять|пяти шесть|шести семь|семи восемь|восьми девять|девяти десять|десяти одиннадцать|одиннадцати двенадцать|двенадцати",
    ),
    (
        Language::Sr,
        "jedan|jedna|jednu dva|dve tri četiri pet šest sedam osam devet deset jedanaest dvanaest",
    ),
    (
        Language::Kk,
        "бір екі үш төрт бес алты жеті сегіз тоғыз он он_бір он_екі",
    ),
    (
        Language::De,
        "ein|eine|einer|einen zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
    ),
    (
        Language::Es,
        "un|una dos tres cuatro cinco seis siete ocho nueve diez once doce",
    ),
];

/// The number a word or figures mean, up to twelve.
pub(super) fn number(word: &str, language: Language) -> Option<u8> {
    if let Ok(number) = word.parse() {
        return Some(number);
    }
    let (_, words) = NUMBERS.iter().find(|(of, _)| *of == language)?;
    let at = words
        .split(' ')
        .position(|forms| forms.split('|').any(|form| form.replace('_', " ") == word))?;
    u8::try_from(at + 1).ok()
}

/// Number words as an alternative for an expression, longest first.
pub(super) fn number_words(language: Language) -> String {
    let words = NUMBERS
        .iter()
        .find(|(of, _)| *of == language)
        .map_or("", |(_, words)| words);
    let mut all: Vec<String> = words
        .split([' ', '|'])
        .map(|word| word.replace('_', " "))
        .collect();
    all.retain(|word| !word.is_empty());
    all.sort_by_key(|word| std::cmp::Reverse(word.len()));
    all.push(r"\d{1,2}".to_owned());
    all.join("|")
}

fn patterns(language: Language) -> &'static [(Shape, Regex)] {
    static ALL: PerLanguage<Vec<(Shape, Regex)>> = PerLanguage::new();
    ALL.of(language, || {
        let table: &[Pattern] = match language {
            Language::En => &EN,
            Language::Ru => &RU,
            Language::Sr => &SR,
            Language::Kk => &KK,
            Language::De => &DE,
            Language::Es => &ES,
        };
        let (months, numbers) = (month_words(language), number_words(language));
        let fill = |pattern: &str| {
            pattern
                .replace("MON", &months)
                .replace("NUM", &numbers)
                .replace("YEAR", r"(?:19|20)\d\d")
        };
        table
            .iter()
            .filter_map(|(shape, pattern)| Some((*shape, Regex::new(&fill(pattern)).ok()?)))
            .collect()
    })
}

/// The periods of a sentence, from left to right.
pub(super) fn find(lower: &str, language: Language, published: Option<Date>) -> Vec<Found> {
    let mut all: Vec<Found> = Vec::new();
    for (shape, pattern) in patterns(language) {
        for found in pattern.captures_iter(lower) {
            let Some(period) = period(lower, &found, *shape, language) else {
                continue;
            };
            if !all
                .iter()
                .any(|known| known.at.start < period.at.end && period.at.start < known.at.end)
            {
                all.push(period);
            }
        }
    }
    all.sort_by_key(|period| period.at.start);
    resolve(&mut all, published);
    join(lower, &mut all);
    all
}

/// Marks years told together, such as "2022 and 2023".
fn join(lower: &str, all: &mut [Found]) {
    const ANDS: [&str; 7] = ["and", "и", "i", "және", "мен", "und", "y"];
    for at in 1..all.len() {
        let gap = lower
            .get(all[at - 1].at.end..all[at].at.start)
            .map(|gap| gap.trim().trim_start_matches(". "));
        let years = [at - 1, at]
            .iter()
            .all(|at| matches!(all[*at].year, Year::Told(_)) && all[*at].role == Role::Own);
        if years && gap.is_some_and(|gap| ANDS.contains(&gap)) {
            all[at - 1].joined = true;
            all[at].joined = true;
        }
    }
}

fn period(lower: &str, found: &Captures<'_>, shape: Shape, language: Language) -> Option<Found> {
    let group = |name| found.name(name).map(|part| part.as_str());
    let whole = found.get(0)?;
    // A year with a currency or a scale behind it is an amount.
    if matches!(shape, Shape::Year)
        && lower[..whole.start()].ends_with(['$', '€', ',', '.'])
        && !lower[..whole.start()].ends_with(", ")
    {
        return None;
    }
    let months = match shape {
        Shape::Months => Some((month(language, group("m1")?)?, month(language, group("m2")?)?)),
        Shape::Count => Some((
            1,
            number(group("n")?, language).filter(|count| (1..12).contains(count))?,
        )),
        Shape::Half => Some(if second(group("h")?) { (7, 12) } else { (1, 6) }),
        Shape::Quarter => Some(quarter(group("q")?)),
        Shape::Until => match group("m2") {
            Some(word) => Some((1, month(language, word)?)),
            None => None,
        },
        Shape::Month => month(language, group("m1")?).map(|month| (month, month)),
        Shape::Same | Shape::By | Shape::Year | Shape::Compared | Shape::Span | Shape::Open => None,
    };
    if months.is_some_and(|(first, last)| first > last) {
        return None;
    }
    let role = match shape {
        Shape::Same | Shape::Compared => Role::Base,
        Shape::By => Role::By,
        Shape::Year | Shape::Month if compared(lower, &whole.range(), language) => Role::Base,
        Shape::Months | Shape::Count | Shape::Half | Shape::Quarter
            if compared(lower, &whole.range(), language) =>
        {
            Role::Base
        }
        _ => Role::Own,
    };
    let year = match group("y").filter(|word| !word.is_empty()) {
        _ if matches!(shape, Shape::Span) => {
            Year::Span(group("y1")?.parse().ok()?, group("y2")?.parse().ok()?)
        }
        // Until when, "since the beginning of the year" does not say.
        _ if matches!(shape, Shape::Open) || matches!(shape, Shape::Until) && months.is_none() => Year::Open,
        Some("year" | "año" | "des jahres") => Year::None,
        Some(word) => year(word),
        None if role == Role::Base => Year::Before,
        None => Year::None,
    };
    let month_on_month = whole.as_str() == "month on month";
    Some(Found {
        at: whole.start()..whole.start() + whole.as_str().trim_end().len(),
        when: None,
        relative: false,
        ambiguous: matches!(shape, Shape::Until) || month_on_month,
        role,
        same: matches!(shape, Shape::Same),
        joined: false,
        months,
        year: if month_on_month { Year::None } else { year },
    })
}

/// Words that make the period behind them one a figure is compared with, and those before it in Kazakh.
fn compared(lower: &str, at: &Range<usize>, language: Language) -> bool {
    static ALL: PerLanguage<Option<Regex>> = PerLanguage::new();
    let pattern = ALL.of(language, || Regex::new(comparing(language)).ok()).as_ref();
    let text = if language == Language::Kk {
        &lower[at.end..]
    } else {
        &lower[..at.start]
    };
    pattern.is_some_and(|pattern| pattern.is_match(text))
}

const fn comparing(language: Language) -> &'static str {
    match language {
        Language::En => {
            r"\b(?:compared (?:to|with)|in comparison (?:to|with)|relative to|against|versus|vs\.?|than|(?:up|down|increase|decrease|growth|decline|rise|drop|fall|higher|lower|change|rose|fell|grew|percent|%) from|(?:percent|%|up|down) on)\s*(?:(?:in|that of|those of|the|figures?|levels?|results?|indicators?|of|for|year|period|same) )*$"
        }
        Language::Ru => {
            r"(?:(?:по )?сравнени[юи] с|относительно|против|чем|к (?:уровню|показател\w+)|от (?:уровня|показател\w+)|(?:больше|меньше|выше|ниже|превы\w+) (?:уровн\w+|показател\w+|итог\w+|объ[её]м\w*|данны\w+|аналогичн\w+ показател\w+))\s*(?:(?:показател\w+|уровн\w+|итог\w+|данны\w+|объ[её]м\w*|аналогичн\w+|периодом|в|за) )*$"
        }
        Language::Sr => {
            r"(?:u odnosu na|u poređenju sa?|naspram|nego|(?:već|manj)\w+ od|(?:više|manje) od)\s*(?:(?:u|iz|za|one|onog|nivo\w*|period\w*|rezultat\w*) )*$"
        }
        Language::Kk => {
            r"^(?:\S*(?: \S+){0,2}? ?(?:салыстырғанда|қарағанда|салыстырсақ)|\S* ?(?:көрсеткіш|деңгей|көлем)\S*(?:[тн]ен|ден|[тн]ан|дан)\b)"
        }
        Language::De => {
            r"(?:gegenüber|(?:im vergleich|verglichen) (?:zu[mr]?|mit)|als|nach)\s*(?:(?:im|in|dem|der|den|jahr|noch|zeitraum|wert|stand|von) )*$"
        }
        Language::Es => {
            r"(?:respecto (?:del?|al?)|(?:en comparación|comparado) con|frente al?|que en)\s*(?:(?:el|los?|las?|año|mismo|período|de|en) )*$"
        }
    }
}

fn second(word: &str) -> bool {
    ["second", "2", "втор", "ii", "drug", "екін", "zweit", "segund"]
        .iter()
        .any(|each| word.starts_with(each))
}

fn quarter(word: &str) -> (u8, u8) {
    const WORDS: [&[&str]; 4] = [
        &["first", "1", "перв", "prv", "бірін", "erst", "primer"],
        &["second", "2", "втор", "drug", "екін", "zweit", "segund"],
        &["third", "3", "трет", "treć", "үшін", "dritt", "tercer"],
        &["fourth", "4", "четв", "četvrt", "төрт", "viert", "cuart"],
    ];
    let roman = ["i", "ii", "iii", "iv"].iter().position(|each| *each == word);
    let at = roman
        .or_else(|| {
            WORDS
                .iter()
                .position(|all| all.iter().any(|each| word.starts_with(each)))
        })
        .unwrap_or(0);
    let first = u8::try_from(at * 3 + 1).unwrap_or(1);
    (first, first + 2)
}

fn year(word: &str) -> Year {
    if let Ok(year) = word.parse() {
        return Year::Told(year);
    }
    let has = |all: &[&str]| all.iter().any(|each| word.contains(each));
    match () {
        () if has(&[
            "previous",
            "before",
            "earlier",
            "предыдущ",
            "ранее",
            "prethodn",
            "алдыңғы",
            "vorjahr",
            "zuvor",
            "anterior",
            "previo",
        ]) =>
        {
            Year::Before
        }
        () if has(&[
            "last",
            "past",
            "прошл",
            "минувш",
            "prošl",
            "lane",
            "өткен",
            "былтыр",
            "vergangen",
            "letzt",
            "vorig",
            "pasado",
        ]) =>
        {
            Year::From(-1)
        }
        () if has(&[
            "next",
            "следующ",
            "sledeć",
            "naredn",
            "келесі",
            "nächst",
            "kommend",
            "próximo",
        ]) =>
        {
            Year::From(1)
        }
        () => Year::From(0),
    }
}

/// Gives every period its year, as far as the sentence and publication say.
fn resolve(all: &mut [Found], published: Option<Date>) {
    let mut own: Option<(u16, Option<(u8, u8)>)> = None;
    for period in all.iter_mut().filter(|period| period.role == Role::Own) {
        let (year, relative) = match (period.year, published) {
            (Year::Told(year), _) => (Some(year), false),
            (Year::Span(first, last), _) => {
                period.when = (first < last).then_some(When {
                    first: Stamp::Year(first),
                    last: Stamp::Year(last),
                });
                continue;
            }
            (Year::Open, _) => {
                period.relative = false;
                continue;
            }
            (Year::From(years), Some(date)) => (date.year().checked_add_signed(years), true),
            (Year::None, Some(date)) => (period.months.and_then(|(_, last)| latest(date, last)), true),
            (Year::Before, _) | (_, None) => (None, matches!(period.year, Year::From(_) | Year::None)),
        };
        period.relative = relative;
        period.when = year.map(|year| when(year, period.months));
        if let (Some(year), None) = (year, own) {
            own = Some((year, period.months));
        }
    }
    for period in all.iter_mut().filter(|period| period.role != Role::Own) {
        let (year, relative) = match (period.year, own, published) {
            (Year::Told(year), ..) => (Some(year), false),
            // "Compared with the first quarter", of a figure of the second, is of the same year.
            (Year::Before, Some((year, Some((first, _)))), _)
                if period.months.is_some_and(|(_, last)| last < first) =>
            {
                (Some(year), false)
            }
            (Year::Before, Some((year, _)), _) => (year.checked_sub(1), false),
            (Year::From(-1), Some((year, _)), None) => (year.checked_sub(1), false),
            (Year::From(years), _, Some(date)) => (date.year().checked_add_signed(years), true),
            _ => (None, false),
        };
        let same = period.same && own.is_none();
        let months = if period.role == Role::Base && period.months.is_none() {
            own.and_then(|own| own.1)
        } else {
            period.months
        };
        period.relative = relative;
        // The months of "the same period" are the figure's own, and may stand in another sentence.
        period.when = year.filter(|_| !same).map(|year| when(year, months));
    }
}

/// The latest year whose months up to `last` were over on a day.
fn latest(published: Date, last: u8) -> Option<u16> {
    if last < published.month() {
        Some(published.year())
    } else {
        published.year().checked_sub(1)
    }
}

fn when(year: u16, months: Option<(u8, u8)>) -> When {
    match months {
        Some((first, last)) if first == last => When {
            first: Stamp::Month(year, first),
            last: Stamp::Month(year, last),
        },
        Some((first, last)) => When::months(year, first, last),
        None => When::year(year),
    }
}
