//! Words of a source shown where they stand, underlined.

use entente_register::record::{Quote, Source};

use crate::print::table::WIDTH;

/// Blanks before quoted lines.
const INDENT: usize = 4;

/// Letters shown before and behind the words, at most.
const AROUND: usize = 60;

/// The words of a quote in their line, with marks below them.
pub(super) fn shown(source: &Source, quote: &Quote) -> String {
    let Some((start, end)) = quote.find(&source.text) else {
        return format!(
            "{}\"{}\" (its text is not kept here)\n",
            " ".repeat(INDENT),
            quote.exact
        );
    };
    let line_start = source.text[..start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = source.text[end..]
        .find('\n')
        .map_or(source.text.len(), |at| end + at);
    let from = back(&source.text, line_start, start);
    let to = ahead(&source.text, end, line_end);
    let cut = |cut: bool| if cut { "…" } else { "" };
    let before = format!("{}{}", cut(from > line_start), &source.text[from..start]);
    let after = format!("{}{}", &source.text[end..to], cut(to < line_end));
    underlined(&before, &source.text[start..end], &after)
}

/// So many letters back at most, to the beginning of a word.
fn back(text: &str, first: usize, start: usize) -> usize {
    let from = text[first..start]
        .char_indices()
        .rev()
        .take(AROUND)
        .last()
        .map_or(start, |(at, _)| first + at);
    if from == first {
        return first;
    }
    let word = text[from..start].find(' ').map(|at| from + at + 1);
    word.unwrap_or(from)
}

/// So many letters ahead at most, to the end of a word.
fn ahead(text: &str, end: usize, last: usize) -> usize {
    let to = text[end..last]
        .char_indices()
        .nth(AROUND)
        .map_or(last, |(at, _)| end + at);
    if to == last {
        return last;
    }
    text[end..to].rfind(' ').map_or(to, |at| end + at)
}

/// Lines of at most the width of a terminal, each with marks below the words.
fn underlined(before: &str, words: &str, after: &str) -> String {
    let marked = |text: &str, mark: bool| text.chars().map(move |letter| (letter, mark)).collect::<Vec<_>>();
    let letters = [marked(before, false), marked(words, true), marked(after, false)].concat();
    let letters: Vec<(char, bool)> = letters
        .into_iter()
        .map(|(letter, mark)| (if letter.is_whitespace() { ' ' } else { letter }, mark))
        .collect();
    let room = usize::from(WIDTH) - INDENT;
    let (mut text, mut rest) = (String::new(), letters.as_slice());
    while !rest.is_empty() {
        let end = line_end(rest, room);
        let (line, more) = rest.split_at(end);
        push(&mut text, line);
        rest = more;
        while let Some(((' ', _), more)) = rest.split_first() {
            rest = more;
        }
    }
    text
}

/// Where a line is to end: at the last blank that fits, or where there is no more room.
fn line_end(letters: &[(char, bool)], room: usize) -> usize {
    if letters.len() <= room {
        return letters.len();
    }
    let blank = letters[..=room].iter().rposition(|(letter, _)| *letter == ' ');
    blank.filter(|at| *at > 0).unwrap_or(room)
}

fn push(text: &mut String, line: &[(char, bool)]) {
    let indent = " ".repeat(INDENT);
    let words: String = line.iter().map(|(letter, _)| letter).collect();
    text.push_str(&format!("{indent}{}\n", words.trim_end()));
    if line.iter().any(|(_, mark)| *mark) {
        let marks: String = line
            .iter()
            .map(|(_, mark)| if *mark { '^' } else { ' ' })
            .collect();
        text.push_str(&format!("{indent}{}\n", marks.trim_end()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_underlined_in_their_line_and_over_its_end() {
        assert_eq!(
            underlined(
                "The parties noted that trade ",
                "tripled and reached $73.8 million last year",
                "."
            ),
            "    The parties noted that trade tripled and reached $73.8 million last year.\n\
             \u{20}                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n"
        );
        let long = format!("{} ", "before ".repeat(10).trim_end());
        assert_eq!(
            underlined(&long, "these words", ""),
            format!(
                "    {}\n    {}\n    words\n    ^^^^^\n",
                format_args!("{long}these"),
                format_args!("{}^^^^^", " ".repeat(70))
            )
        );
    }
}
