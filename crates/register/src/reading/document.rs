//! A source laid out for reading: paragraphs, sentences, states and dates, each found once.
//!
//! It exists so that every reader counts the same bytes. It proposes nothing.

use std::ops::Range;

use super::dates::{self, Day};
use super::fold;
use super::gazetteer::{Gazetteer, Mention, NameKind};
use super::{Context, Field, Language, Published, PublishedFrom, Rule, SourceText, Span};

/// A sentence has at most so many bytes.
const LONGEST_SENTENCE: usize = 2_000;

/// A source laid out.
pub(super) struct Document<'a> {
    pub(super) text: &'a str,
    pub(super) lower: String,
    pub(super) language: Language,
    pub(super) context: &'a Context,
    pub(super) published: Option<Published>,
    pub(super) published_at: Option<Range<usize>>,
    pub(super) paragraphs: Vec<Range<usize>>,
    pub(super) sentences: Vec<Range<usize>>,
    pub(super) mentions: Vec<Mention>,
    pub(super) days: Vec<Day>,
}

impl<'a> Document<'a> {
    pub(super) fn new(text: &'a SourceText, context: &'a Context) -> Document<'a> {
        let text = text.as_str();
        let lower = fold::lower(text);
        let language = context.language.unwrap_or_else(|| detect(&lower));
        let paragraphs = paragraphs(text);
        let whole = paragraphs.iter().flat_map(|at| sentences(text, at.clone()));
        let sentences = whole.flat_map(|at| pieces(text, at)).collect();
        let mut mentions = Vec::new();
        Gazetteer::of(language).mentions(text, &lower, 0, text.len(), &mut mentions);
        mentions.retain(|mention| mention.kind != NameKind::Weak);
        let days = dates::days(&lower, language);
        let mut document = Document {
            text,
            lower,
            language,
            context,
            published: context.published,
            published_at: None,
            paragraphs,
            sentences,
            mentions,
            days,
        };
        document.find_publication();
        document
    }

    /// A closing mark such as `///nCa, 20 November 2024` states the day of publication.
    fn find_publication(&mut self) {
        let Some(mark) = self.lower.rfind("///") else {
            return;
        };
        let closing = |day: &&Day| day.at.start > mark && day.at.start < mark + 60 && day.year.is_some();
        let Some(day) = self.days.iter().find(closing) else {
            return;
        };
        let Some(date) = day.resolve(None) else { return };
        if self.published.is_none() {
            self.published = Some(Published {
                date,
                from: PublishedFrom::Text,
            });
        }
        self.published_at = Some(day.at.clone());
    }

    /// The words of the text at a range.
    pub(super) fn quote(&self, at: &Range<usize>) -> &'a str {
        self.text.get(at.clone()).unwrap_or("")
    }

    /// The same in lower case.
    pub(super) fn small(&self, at: &Range<usize>) -> &str {
        self.lower.get(at.clone()).unwrap_or("")
    }

    pub(super) fn span(&self, at: &Range<usize>) -> Span {
        Span {
            start: at.start,
            end: at.end,
            quote: self.quote(at).to_owned(),
        }
    }

    pub(super) fn field<T>(&self, value: T, at: &Range<usize>, rule: Rule) -> Field<T> {
        Field {
            value,
            span: self.span(at),
            rule,
        }
    }

    /// The words of a range as their own value.
    pub(super) fn words(&self, at: &Range<usize>, rule: Rule) -> Field<String> {
        let words: Vec<&str> = self.quote(at).split_whitespace().collect();
        self.field(words.join(" "), at, rule)
    }

    /// The sentence a byte lies in.
    pub(super) fn sentence_at(&self, at: usize) -> Option<Range<usize>> {
        let after = self.sentences.partition_point(|sentence| sentence.start <= at);
        self.sentences
            .get(after.checked_sub(1)?)
            .filter(|sentence| at < sentence.end)
            .cloned()
    }

    /// The states named in a range.
    pub(super) fn mentions_in(&self, at: &Range<usize>) -> &[Mention] {
        let first = self.mentions.partition_point(|mention| mention.start < at.start);
        let last = self.mentions.partition_point(|mention| mention.end <= at.end);
        self.mentions.get(first..last).unwrap_or(&[])
    }

    /// Whether a state's name begins at a byte.
    pub(super) fn names_state(&self, at: usize) -> Option<&Mention> {
        let place = self.mentions.partition_point(|mention| mention.start < at);
        self.mentions.get(place).filter(|mention| mention.start == at)
    }

    /// The paragraph that ends behind a byte.
    pub(super) fn paragraph_end(&self, at: usize) -> usize {
        let place = self.paragraphs.partition_point(|paragraph| paragraph.end <= at);
        self.paragraphs
            .get(place)
            .map_or(self.text.len(), |paragraph| paragraph.end)
    }

    /// A range without the spaces and marks around it.
    pub(super) fn trimmed(&self, at: Range<usize>) -> Range<usize> {
        let text = self.quote(&at);
        let marks = |each: char| each.is_whitespace() || matches!(each, ',' | ';' | ':' | '.' | '–' | '—');
        let start = text.trim_start_matches(marks);
        let from = at.start + text.len() - start.len();
        from..from + start.trim_end_matches(marks).len()
    }
}

/// Whether a byte lies in one of some parts, which are in order.
pub(super) fn covered(parts: &[Range<usize>], at: usize) -> bool {
    let after = parts.partition_point(|part| part.start <= at);
    after
        .checked_sub(1)
        .and_then(|before| parts.get(before))
        .is_some_and(|part| at < part.end)
}

fn paragraphs(text: &str) -> Vec<Range<usize>> {
    let mut all = Vec::new();
    let mut at = 0;
    for line in text.split('\n') {
        let start = at + line.len() - line.trim_start().len();
        let end = at + line.trim_end().len();
        if start < end {
            all.push(start..end);
        }
        at += line.len() + 1;
    }
    all
}

/// Words before a stop that end no sentence.
const TITLES: [&str; 19] = [
    "nov", "dec", "jan", "feb", "aug", "sept", "sep", "oct", "mr", "mrs", "ms", "dr", "prof", "st", "no",
    "vs", "им", "br", "см",
];

/// Words before a stop that end one only if a capital follows: scales, years.
const SCALES: [&str; 17] = [
    "млн", "млрд", "тыс", "г", "гг", "руб", "долл", "mil", "mln", "mlrd", "god", "ж", "жж", "mrd", "mio",
    "bn", "u.s",
];

fn sentences(text: &str, at: Range<usize>) -> Vec<Range<usize>> {
    let mut all = Vec::new();
    let mut start = at.start;
    let part = &text[at.clone()];
    let mut letters = part.char_indices().peekable();
    while let Some((place, letter)) = letters.next() {
        if !matches!(letter, '.' | '!' | '?' | '…') {
            continue;
        }
        let mut end = place + letter.len_utf8();
        while let Some((_, close)) = letters.peek().filter(|(_, next)| "”»\")".contains(*next)) {
            end += close.len_utf8();
            letters.next();
        }
        if letter == '.' && abbreviates(&part[..place], &part[end..]) || !begins(&part[end..]) {
            continue;
        }
        all.push(start..at.start + end);
        start = at.start + end + (part[end..].len() - part[end..].trim_start().len());
    }
    if start < at.end {
        all.push(start..at.end);
    }
    all
}

/// What has no stop for long is cut between words: no reader looks further than that.
fn pieces(text: &str, at: Range<usize>) -> Vec<Range<usize>> {
    let (mut all, mut start) = (Vec::new(), at.start);
    while at.end - start > LONGEST_SENTENCE {
        let mut cut = start + LONGEST_SENTENCE;
        while !text.is_char_boundary(cut) {
            cut -= 1;
        }
        let space = text[start..cut]
            .rfind(char::is_whitespace)
            .filter(|space| *space > 0);
        let end = space.map_or(cut, |space| start + space);
        all.push(start..end);
        start = end
            + text[end..at.end]
                .chars()
                .next()
                .filter(|each| each.is_whitespace())
                .map_or(0, char::len_utf8);
    }
    all.push(start..at.end);
    all
}

fn abbreviates(before: &str, after: &str) -> bool {
    let word = before.rsplit([' ', '\u{a0}', '(', '«', '“']).next().unwrap_or("");
    let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    let small = fold::lower(word);
    let next = after.trim_start();
    // "6. Oktober" is one day.
    let day = !word.is_empty() && word.len() <= 2 && word.bytes().all(|each| each.is_ascii_digit());
    let first = fold::lower(
        next.split(|each: char| !each.is_alphabetic())
            .next()
            .unwrap_or(""),
    );
    let capital = next.starts_with(|each: char| each.is_uppercase() || "“«\"„".contains(each));
    initial
        || TITLES.contains(&small.as_str())
        || SCALES.contains(&small.as_str()) && (!capital || matches!(small.as_str(), "mio" | "mrd"))
        || small == "долл" && next.starts_with("США")
        || day && dates::month(Language::De, &first).is_some() && first.len() > 3
}

/// Whether what follows a stop begins a sentence.
fn begins(rest: &str) -> bool {
    let next = rest.trim_start();
    let spaced = next.len() < rest.len();
    let first = next
        .trim_start_matches(['“', '«', '"', '(', '„', '—', '–', ' '])
        .chars()
        .next();
    first.is_none_or(|first| spaced && (first.is_uppercase() || first.is_numeric() || !first.is_alphabetic()))
}

/// The language a text is written in: letters that only one has, then the commonest small words.
pub(super) fn detect(lower: &str) -> Language {
    let head: String = lower.chars().take(20_000).collect();
    let count = |letters: &str| head.chars().filter(|each| letters.contains(*each)).count();
    let (cyrillic, latin) = (
        head.chars()
            .filter(|each| ('\u{400}'..='\u{4ff}').contains(each))
            .count(),
        head.chars().filter(|each| each.is_ascii_lowercase()).count(),
    );
    if cyrillic > latin {
        return match (count("әғқңөұүһі"), count("ђјљњћџ"), count("ыэщъё")) {
            // Kazakh has them in every few words; Russian has them in names alone.
            (kazakh, serbian, _) if kazakh > serbian && kazakh * 25 > cyrillic => Language::Kk,
            (_, serbian, russian) if serbian > russian => Language::Sr,
            _ => Language::Ru,
        };
    }
    let words = |of: &[&str]| {
        head.split(|each: char| !each.is_alphabetic())
            .filter(|word| of.contains(word))
            .count()
    };
    let scores = [
        (
            words(&["the", "of", "and", "in", "to", "between", "with"]),
            Language::En,
        ),
        (
            words(&["i", "u", "je", "na", "za", "između", "sa", "su", "o", "od"]) + count("čćžšđ"),
            Language::Sr,
        ),
        (
            words(&[
                "der", "die", "das", "und", "den", "zwischen", "von", "über", "des",
            ]),
            Language::De,
        ),
        (
            words(&["de", "la", "el", "entre", "y", "los", "del", "en", "sobre"]),
            Language::Es,
        ),
    ];
    let mut best = scores[0];
    for score in scores {
        if score.0 > best.0 {
            best = score;
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_told_by_its_letters_and_small_words() {
        for (text, language) in [
            ("the trade turnover between the countries", Language::En),
            ("объем взаимной торговли составил 107,7 млн", Language::Ru),
            (
                "robna razmena srbije i kazahstana u 2015. godini iznosila je",
                Language::Sr,
            ),
            (
                "робна размена србије и казахстана у 2015. години износила је",
                Language::Sr,
            ),
            (
                "екі ел арасындағы тауар айналымы 107,7 млн долларға жетті",
                Language::Kk,
            ),
            ("тауар айналымы 2024 жылы 95 млн долларды құрады", Language::Kk),
            (
                "президент қасым-жомарт токаев провел переговоры с президентом сербии александром вучичем",
                Language::Ru,
            ),
            (
                "abkommen über die zusammenarbeit zwischen der republik",
                Language::De,
            ),
            ("acuerdo entre el gobierno de la república", Language::Es),
        ] {
            assert_eq!(detect(text), language, "{text}");
        }
    }

    #[test]
    fn a_stop_after_an_abbreviation_ends_no_sentence() {
        let text = "He came on Nov. 29, reported Dr. A. Smith. Trade grew to $2.5 bn. “Good,” he said.";
        let found: Vec<&str> = sentences(text, 0..text.len())
            .into_iter()
            .map(|at| &text[at])
            .collect();
        assert_eq!(
            found,
            [
                "He came on Nov. 29, reported Dr. A. Smith.",
                "Trade grew to $2.5 bn.",
                "“Good,” he said."
            ]
        );
    }
}
