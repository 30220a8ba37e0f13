//! Case, diacritics and script, for finding a word however it is written.
//!
//! It exists so that offsets survive: [`lower`] keeps every letter at its byte. It knows no words.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization as _;

use super::Language;

/// The text in lower case, every letter at the byte it had; the few letters whose small form is longer
/// or shorter stay as they are. A typographic apostrophe stays one.
pub(super) fn lower(text: &str) -> String {
    let mut lower = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_ascii() {
            lower.push(letter.to_ascii_lowercase());
            continue;
        }
        let mut small = letter.to_lowercase();
        match (small.next(), small.next()) {
            (Some(one), None) if one.len_utf8() == letter.len_utf8() => lower.push(one),
            _ => lower.push(letter),
        }
    }
    lower
}

/// The text without diacritics of the Latin alphabet, for those who type without them.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    if !text
        .chars()
        .any(|letter| ('\u{c0}'..='\u{24f}').contains(&letter))
    {
        return Cow::Borrowed(text);
    }
    let bare = |letter: &char| !('\u{300}'..='\u{36f}').contains(letter);
    let plain: String = text.nfd().filter(bare).collect();
    Cow::Owned(plain.replace('đ', "dj").replace('Đ', "Dj").replace('ß', "ss"))
}

/// Serbian in Cyrillic, from Latin letters.
pub(super) fn cyrillic(latin: &str) -> String {
    let mut out = String::with_capacity(latin.len() * 2);
    let mut letters = latin.chars().peekable();
    while let Some(letter) = letters.next() {
        let next = letters.peek().copied().unwrap_or(' ').to_ascii_lowercase();
        let (one, takes) = match (letter.to_lowercase().next().unwrap_or(letter), next) {
            ('n', 'j') => ('њ', true),
            ('l', 'j') => ('љ', true),
            ('d', 'ž') => ('џ', true),
            (small, _) => (single(small), false),
        };
        if takes {
            letters.next();
        }
        if letter.is_uppercase() {
            out.extend(one.to_uppercase());
        } else {
            out.push(one);
        }
    }
    out
}

/// A text whose words of Cyrillic letters have no Latin ones among them, and the byte at which each of its
/// bytes stood: older texts of Kazakhstan have `i` for `і` and `Y` for `Ү`. `None` where none has.
pub(super) fn one_script(text: &str, language: Language) -> Option<(String, Vec<usize>)> {
    let words = text.split_inclusive(|letter: char| !letter.is_alphabetic());
    if !words.clone().any(|word| is_mixed(word, language)) {
        return None;
    }
    let (mut out, mut stood, mut from) = (String::with_capacity(text.len() + 16), Vec::new(), 0);
    for word in words {
        let mixed = is_mixed(word, language);
        for (at, letter) in word.char_indices() {
            let same = look_alike(letter, language).filter(|_| mixed).unwrap_or(letter);
            out.push(same);
            stood.resize(out.len(), from + at);
        }
        from += word.len();
    }
    stood.push(text.len());
    Some((out, stood))
}

/// Whether a word has Cyrillic letters, and Latin ones that all look like others of them.
fn is_mixed(word: &str, language: Language) -> bool {
    let (mut cyrillic, mut latin) = (false, false);
    for letter in word.chars() {
        cyrillic |= ('\u{400}'..='\u{4ff}').contains(&letter);
        latin |= letter.is_ascii_alphabetic();
        if letter.is_ascii_alphabetic() && look_alike(letter, language).is_none() {
            return false;
        }
    }
    cyrillic && latin
}

/// The Cyrillic letter that a Latin one is put for.
fn look_alike(letter: char, language: Language) -> Option<char> {
    const LATIN: &str = "aceopxABCEHKMOPTX";
    const SAME: &str = "асеорхАВСЕНКМОРТХ";
    const KAZAKH: [(char, char); 6] = [
        ('i', 'і'),
        ('I', 'І'),
        ('y', 'ү'),
        ('Y', 'Ү'),
        ('h', 'һ'),
        ('H', 'Һ'),
    ];
    let own = KAZAKH
        .iter()
        .find(|pair| pair.0 == letter && language == Language::Kk);
    let at = LATIN.chars().position(|each| each == letter);
    own.map(|pair| pair.1).or_else(|| SAME.chars().nth(at?))
}

/// Letters of Serbian that are one in both scripts, in the order of the Cyrillic alphabet.
const LATIN: &str = "abvgdđežzijklmnoprstćufhcčš";
const CYRILLIC: &str = "абвгдђежзијклмнопрстћуфхцчш";

/// A Cyrillic letter of Serbian in Latin ones; `None` for any other.
pub(super) fn latin(letter: char) -> Option<&'static str> {
    match letter {
        'љ' => Some("lj"),
        'њ' => Some("nj"),
        'џ' => Some("dž"),
        _ => {
            let at = CYRILLIC.chars().position(|each| each == letter)?;
            let (byte, one) = LATIN.char_indices().nth(at)?;
            LATIN.get(byte..byte + one.len_utf8())
        }
    }
}

fn single(letter: char) -> char {
    let at = LATIN.chars().position(|each| each == letter);
    at.and_then(|at| CYRILLIC.chars().nth(at)).unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serbian_has_one_sound_in_two_scripts() {
        assert_eq!(
            cyrillic("između Njegoševe i Džordžije"),
            "између Његошеве и Џорџије"
        );
        assert_eq!(plain("između Württemberg"), "izmedju Wurttemberg");
        let latin: String = "између његошеве и џорџије"
            .chars()
            .map(|each| latin(each).unwrap_or(" "))
            .collect();
        assert_eq!(latin, "između njegoševe i džordžije");
    }

    #[test]
    fn latin_letters_within_a_cyrillic_word_are_read_as_those_they_look_like() {
        let (same, stood) = one_script("Yкiметi: e-Gov, IT", Language::Kk).unwrap();
        assert_eq!(same, "Үкіметі: e-Gov, IT");
        let stands = |word: &str| stood[same.find(word).unwrap()];
        assert_eq!((stands("меті"), stands("e-Gov"), stood[same.len()]), (4, 13, 22));
        for plain in ["Үкіметі", "Government", "3D-модель IT", "Ўzbek"] {
            assert_eq!(one_script(plain, Language::Kk), None, "{plain}");
        }
        assert_eq!(one_script("Cербия", Language::Ru).unwrap().0, "Сербия");
        assert_eq!(one_script("Yкiметi", Language::Ru), None);
    }

    #[test]
    fn lower_case_keeps_every_byte_where_it_was() {
        for text in ["İstanbul ẞ K", "ҚАЗАҚСТАН", "ŠTA Đ", "ﬁ"] {
            assert_eq!(lower(text).len(), text.len(), "{text}");
        }
        assert_eq!(lower("ҚАЗАҚСТАН Đ"), "қазақстан đ");
    }
}
