//! Where the name of a party ends.
//!
//! It exists because a name may go on behind its state: an institution behind an adjective, a proper name
//! in quotation marks, the state once more in brackets. Who the party is, it does not say.

use super::super::Language;
use super::super::gazetteer::{Mention, NameKind};
use super::Scan;

impl Scan<'_> {
    /// Where the name of the second party ends.
    pub(super) fn party_end(&self, mentions: &[Mention], second: usize, from: usize, limit: usize) -> usize {
        let mention = mentions[second];
        let start = self.after_article(from);
        let mut end = mention.end;
        if mention.start == start {
            end = self.leading_end(mention, limit);
            let again = |next: &&Mention| {
                next.state == mention.state
                    && next.start < end
                    && self.conjunction(mention.end..next.start).is_none()
            };
            if let Some(next) = mentions[second + 1..].iter().find(again) {
                end = next.end;
            }
        }
        end += self.lower[end..limit].starts_with(')') as usize;
        end = self.closed(start, end, limit);
        let again = mentions[second + 1..].iter().find(|next| next.start >= end);
        let bracketed =
            again.filter(|next| next.state == mention.state && &self.lower[end..next.start] == " (");
        match bracketed {
            Some(next) => next.end + self.lower[next.end..limit].starts_with(')') as usize,
            None => self.quoted_end(end, limit),
        }
    }

    /// A name that ends within quotation marks goes on to the closing one: `«Эйр Сербия»`.
    fn closed(&self, start: usize, end: usize, limit: usize) -> usize {
        const CLOSING: [char; 2] = ['»', '”'];
        let name = self.text.get(start..end).unwrap_or("");
        let open = name
            .rfind(['«', '“', '„'])
            .is_some_and(|at| !name[at..].contains(CLOSING));
        let close = self.text[end..limit]
            .char_indices()
            .find(|(_, each)| CLOSING.contains(each));
        match close.filter(|_| open) {
            Some((at, mark)) => end + at + mark.len_utf8(),
            None => end,
        }
    }

    /// Behind a name its proper name in quotation marks is a part of it: `палатой … Казахстана «Атамекен»`.
    fn quoted_end(&self, end: usize, limit: usize) -> usize {
        let rest = &self.text[end..limit];
        let opens = rest.trim_start_matches([' ', '\u{a0}']);
        let close = match opens.chars().next() {
            Some('«') => opens.find('»'),
            Some('„' | '“') => opens
                .char_indices()
                .skip(1)
                .find(|(_, each)| "“”".contains(*each))
                .map(|each| each.0),
            _ => None,
        };
        let mark = |at: usize| opens[at..].chars().next().map_or(0, char::len_utf8);
        close.map_or(end, |at| end + rest.len() - opens.len() + at + mark(at))
    }

    /// The end of a name that begins with its state: `the French Government`, `Serbia's Office for …`.
    fn leading_end(&self, mention: Mention, limit: usize) -> usize {
        let rest = &self.text[mention.end..limit];
        let owned = rest.starts_with("'s ") || rest.starts_with("’s ");
        let next = rest.trim_start_matches([' ', '\u{a0}']).chars().next();
        let goes_on = owned
            || self.last()
            || mention.kind == NameKind::Adjective
            || rest.starts_with(' ') && next.is_some_and(char::is_uppercase);
        if !goes_on
            || self
                .reader
                .lexicon
                .starts_subject(self.lower[mention.end..limit].trim_start())
        {
            return mention.end;
        }
        self.phrase_end(mention.end, limit)
    }

    /// The first subject word, mark or verb in "-ing" after a byte.
    pub(super) fn phrase_end(&self, from: usize, limit: usize) -> usize {
        let lower = &self.lower[from..limit];
        let english = self.reader.lexicon.language == Language::En;
        let mut first = true;
        for (at, letter) in lower.char_indices() {
            if matches!(letter, ',' | ';' | '.' | '(' | '[' | ':' | '\n') && !self.enumerates(from, from + at)
            {
                return from + at;
            }
            if letter != ' ' {
                continue;
            }
            let rest = &lower[at + 1..];
            let word = &rest[..rest.find(' ').unwrap_or(rest.len())];
            let named = self.reader.lexicon.starts_subject(rest) && !self.named_for(rest, from + at + 1);
            let doing = english && word.len() > 5 && word.ends_with("ing") && !self.is_field(from + at);
            if !first && (named || doing) {
                return from + at;
            }
            first = false;
        }
        limit
    }

    /// Whether a word in "-ing" is a ministry's field, such as `Ministry of Mining and Energy`.
    fn is_field(&self, before: usize) -> bool {
        let lead = &self.lower[..before];
        [" of", " and", ","].iter().any(|word| lead.ends_with(word))
    }

    /// Whether a comma stands in a ministry's name, such as `Ministry of Construction, Transport and …`.
    fn enumerates(&self, from: usize, at: usize) -> bool {
        let next = self.text[at..]
            .strip_prefix(", ")
            .and_then(|rest| rest.chars().next());
        let ministry =
            self.lower[from..at].contains("ministry of") || self.lower[from..at].contains("office for");
        ministry && next.is_some_and(char::is_uppercase)
    }

    /// Whether "for" goes on with a capital, as in `Institute for Strategic Studies`.
    fn named_for(&self, rest: &str, at: usize) -> bool {
        ["for ", "in ", "at ", "of "].iter().any(|word| {
            rest.starts_with(word)
                && self.text[at + word.len()..]
                    .chars()
                    .next()
                    .is_some_and(char::is_uppercase)
        })
    }
}
