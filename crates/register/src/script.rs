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

/// Ways in which a sound of a name is written in Latin letters, and one letter for it, applied in order:
/// English, German and Kazakh spellings and what [`latin`] makes of Cyrillic meet there.
const SOUNDS: [(&str, &str); 26] = [
    ("dzh", "d"),
    ("dsch", "d"),
    ("dj", "d"),
    ("dz", "d"),
    ("tsch", "c"),
    ("shch", "s"),
    ("sch", "s"),
    ("zh", "s"),
    ("sh", "s"),
    ("ch", "c"),
    ("kh", "h"),
    ("gh", "g"),
    ("ts", "c"),
    ("tz", "c"),
    ("z", "s"),
    ("x", "ks"),
    ("w", "v"),
    ("q", "k"),
    ("y", "i"),
    ("j", "i"),
    ("aie", "ae"),
    ("eie", "ee"),
    ("oie", "oe"),
    ("uie", "ue"),
    ("iia", "ia"),
    ("iiu", "iu"),
];

/// A word of a name by its sound: one spelling for how English, German, Russian, Serbian and Kazakh write it.
///
/// It is a key to compare by. Names of two people may share it.
pub(crate) fn sound(word: &str) -> String {
    let key = key(word).replace(' ', "");
    // "Jomart" and "Жомарт" begin alike, and so do "Jovan" and "Йован", "Jelena" and "Елена".
    let mut sound = match (key.strip_prefix(['j', 'y']), key.chars().nth(1)) {
        (Some(rest), Some('e')) => rest.to_owned(),
        (Some(rest), Some('a' | 'o' | 'u')) => format!("s{rest}"),
        _ => key,
    };
    for (written, heard) in SOUNDS {
        if sound.contains(written) {
            sound = sound.replace(written, heard);
        }
    }
    let mut last = None;
    sound.retain(|letter| last.replace(letter) != Some(letter));
    sound
}

/// Endings that names take in a sentence, by sound: Russian, Serbian, Kazakh, and the English and German
/// genitive.
const ENDINGS: [&str; 37] = [
    "nin", "din", "tin", "men", "ben", "pen", "dan", "den", "tan", "ten", "nan", "nen", "nda", "nde", "ga",
    "ge", "ka", "ke", "di", "ti", "ni", "da", "de", "ta", "te", "im", "om", "em", "oi", "ei", "iu", "ia",
    "ie", "a", "u", "e", "s",
];

/// A word of a name by its sound, and without each ending it may have: `Вучичем` may be of `Вучич`.
pub(crate) fn sounds(word: &str) -> Vec<String> {
    let whole = sound(word);
    let bare = |ending: &&str| {
        let bare = whole.strip_suffix(*ending)?;
        (bare.len() >= 3).then(|| bare.to_owned())
    };
    let mut all: Vec<String> = ENDINGS.iter().filter_map(bare).collect();
    all.insert(0, whole);
    all
}

/// Whether every word of a question is, or begins, a word of a name, however either is spelled and whatever
/// case it stands in.
pub(crate) fn calls(question: &str, name: &str) -> bool {
    let name = key(name);
    let heard: Vec<String> = name.split(' ').flat_map(sounds).collect();
    let begins = |asked: &str| {
        let asked = sounds(asked);
        heard
            .iter()
            .any(|word| word.starts_with(&asked[0]) || asked.iter().any(|asked| word == asked))
    };
    let question = key(question);
    !question.is_empty() && question.split(' ').all(begins)
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
