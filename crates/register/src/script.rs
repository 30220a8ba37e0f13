//! One script for searching: Cyrillic of Serbian, Russian and Kazakh in Latin letters.
//!
//! Serbian is written in both scripts letter by letter, so this gives its other spelling; for Russian
//! and Kazakh it is a key to search by and nothing to be shown.

use entente_trade::fold;

/// Cyrillic letters, and the Latin ones of the same sound once diacritics are gone.
const LETTERS: [(char, &str); 57] = [
    ('а', "a"),
    ('б', "b"),
    ('в', "v"),
    ('г', "g"),
    ('д', "d"),
    ('ђ', "dj"),
    ('е', "e"),
    ('ё', "e"),
    ('ж', "z"),
    ('з', "z"),
    ('и', "i"),
    ('й', "j"),
    ('ј', "j"),
    ('к', "k"),
    ('л', "l"),
    ('љ', "lj"),
    ('м', "m"),
    ('н', "n"),
    ('њ', "nj"),
    ('о', "o"),
    ('п', "p"),
    ('р', "r"),
    ('с', "s"),
    ('т', "t"),
    ('ћ', "c"),
    ('у', "u"),
    ('ф', "f"),
    ('х', "h"),
    ('ц', "c"),
    ('ч', "c"),
    ('џ', "dz"),
    ('ш', "s"),
    ('щ', "s"),
    ('ъ', ""),
    ('ы', "y"),
    ('ь', ""),
    ('э', "e"),
    ('ю', "ju"),
    ('я', "ja"),
    ('ә', "a"),
    ('ғ', "g"),
    ('қ', "k"),
    ('ң', "n"),
    ('ө', "o"),
    ('ұ', "u"),
    ('ү', "u"),
    ('һ', "h"),
    ('і', "i"),
    ('ѝ', "i"),
    ('ѐ', "e"),
    ('є', "e"),
    ('ї', "i"),
    ('ґ', "g"),
    ('ў', "u"),
    ('ѓ', "g"),
    ('ќ', "k"),
    ('ѕ', "dz"),
];

/// A text with its Cyrillic letters in Latin ones, in lower case; others as they are.
pub fn latin(text: &str) -> String {
    let mut latin = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        match LETTERS.iter().find(|(known, _)| *known == letter) {
            Some((_, letters)) => latin.push_str(letters),
            None => latin.push(letter),
        }
    }
    latin
}

/// The words of a text in one script, without diacritics and case, a space between two.
pub fn key(text: &str) -> String {
    // In Serbian the letter đ may be written dj.
    fold::words(&latin(text)).replace("dj", "d")
}

/// Whether every word of a question begins a word of the text, whatever the script, case and diacritics.
pub fn finds(question: &str, text: &str) -> bool {
    let (question, text) = (key(question), key(text));
    let begins = |asked: &str| text.split(' ').any(|word| word.starts_with(asked));
    question.split(' ').all(begins)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_scripts_of_serbian_are_one_to_a_search() {
        assert_eq!(key("Министарство просвете"), key("Ministarstvo prosvete"));
        assert_eq!(key("Ђорђевић"), key("Đorđević"));
        assert_eq!(key("Вучић"), key("VUCIC"));
        assert!(finds("vucic", "Александар Вучић"));
        assert!(finds("Казахст", "Republika Kazahstan"));
        assert!(!finds("ahstan", "Republika Kazahstan"));
    }
}
