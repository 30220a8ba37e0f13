//! Serbian in Latin letters.

use entente_brief::wording::{in_latin, marked};
use entente_register::script;

#[test]
fn every_letter_has_its_latin_spelling_in_both_cases() {
    let small = "абвгдђежзијклљмнњопрстћуфхцчџш";
    assert_eq!(small.chars().count(), 30);
    assert_eq!(in_latin(small), "abvgdđežzijklljmnnjoprstćufhcčdžš");
    let capitals = small.to_uppercase();
    assert_eq!(in_latin(&capitals), "ABVGDĐEŽZIJKLLJMNNJOPRSTĆUFHCČDŽŠ");
    for letter in capitals.chars() {
        let alone = in_latin(&letter.to_string());
        assert!(alone.chars().skip(1).all(char::is_lowercase), "{alone}");
    }
}

#[test]
fn a_capital_of_two_letters_is_whole_only_in_a_word_of_capitals() {
    let cases = [
        ("Љубљана", "Ljubljana"),
        ("ЉУБЉАНА", "LJUBLJANA"),
        ("Његош и ЊЕГОШ", "Njegoš i NJEGOŠ"),
        ("Џабе, ЏЕП; Џ", "Džabe, DŽEP; Dž"),
        ("Љ. Његош", "Lj. Njegoš"),
        ("Александар Вучић", "Aleksandar Vučić"),
        ("Ђаковица", "Đakovica"),
    ];
    for (cyrillic, latin) in cases {
        assert_eq!(in_latin(cyrillic), latin);
    }
}

#[test]
fn what_is_not_serbian_stays_as_it_is() {
    let other = "Qazaqstan Қазақстан Ъ ы э ю я щ ё 2015 – FOB";
    assert_eq!(in_latin(other), "Qazaqstan Қazaқstan Ъ ы э ю я щ ё 2015 – FOB");
}

#[test]
fn marked_names_keep_their_latin_original() {
    let text = "УН ⟦Комтрејд|Comtrade⟧ и ⟦Ајфел|Eiffel⟧, Њујорк";
    assert_eq!(marked(text, false), "УН Комтрејд и Ајфел, Њујорк");
    assert_eq!(marked(text, true), "UN Comtrade i Eiffel, Njujork");
    assert_eq!(marked("⟦само једно⟧ и ⟦отворено", true), "само једно i отворено");
}

#[test]
fn a_search_finds_one_person_in_every_spelling() {
    for question in ["vucic", "Vučić", "Вучић", "ВУЧИЋ"] {
        assert!(script::finds(question, "Aleksandar Vučić"), "{question}");
        assert!(script::finds(question, "Александар Вучић"), "{question}");
    }
    assert_eq!(script::key(&in_latin("Вучић")), script::key("Vučić"));
}
