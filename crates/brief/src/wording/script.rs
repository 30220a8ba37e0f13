//! Serbian in Latin letters, made from the Cyrillic.
//!
//! In this direction each of the thirty letters has one spelling, so nothing has to be
//! guessed. What is spelt otherwise than its letters say, such as a name with a Latin
//! original, is marked in the Cyrillic text: `⟦Евростат|Eurostat⟧`. Other letters,
//! Russian and Kazakh among them, stay as they are.

/// The thirty letters of either alphabet, small.
const LETTERS: [(char, &str); 30] = [
    ('а', "a"),
    ('б', "b"),
    ('в', "v"),
    ('г', "g"),
    ('д', "d"),
    ('ђ', "đ"),
    ('е', "e"),
    ('ж', "ž"),
    ('з', "z"),
    ('и', "i"),
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
    ('ћ', "ć"),
    ('у', "u"),
    ('ф', "f"),
    ('х', "h"),
    ('ц', "c"),
    ('ч', "č"),
    ('џ', "dž"),
    ('ш', "š"),
];

/// Serbian Cyrillic in Latin letters. A capital of two letters is `Lj`, in a word all of capitals `LJ`.
pub fn in_latin(text: &str) -> String {
    let mut latin = String::with_capacity(text.len());
    for word in text.split_inclusive(|letter: char| !letter.is_alphabetic()) {
        let letters = || word.chars().filter(|letter| letter.is_alphabetic());
        let capitals = letters().count() > 1 && letters().all(char::is_uppercase);
        word.chars().for_each(|letter| push(&mut latin, letter, capitals));
    }
    latin
}

fn push(latin: &mut String, letter: char, capitals: bool) {
    let small = letter.to_lowercase().next().unwrap_or(letter);
    let Some((_, spelt)) = LETTERS.iter().find(|(cyrillic, _)| *cyrillic == small) else {
        return latin.push(letter);
    };
    if small == letter {
        return latin.push_str(spelt);
    }
    for (at, letter) in spelt.chars().enumerate() {
        match at == 0 || capitals {
            true => latin.extend(letter.to_uppercase()),
            false => latin.push(letter),
        }
    }
}

/// A marked text in either script: of `⟦кирилица|latinica⟧` the one it asks for.
pub fn marked(text: &str, latin: bool) -> String {
    let letters = |text: &str| if latin { in_latin(text) } else { text.to_owned() };
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('⟦') {
        let (mark, behind) = after.split_once('⟧').unwrap_or((after, ""));
        let (cyrillic, original) = mark.split_once('|').unwrap_or((mark, mark));
        out.push_str(&letters(before));
        out.push_str(if latin { original } else { cyrillic });
        rest = behind;
    }
    out + &letters(rest)
}
