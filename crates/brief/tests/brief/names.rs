//! What areas and goods are called, and in which order names stand.

use entente_brief::table::Value;
use entente_brief::wording::section;
use entente_brief::{Language, Wording};
use entente_trade::{AreaKind, Areas, Commodity};

fn area(letters: &str) -> entente_trade::Area {
    Areas::standard().resolve(letters).unwrap()
}

#[test]
fn both_states_have_a_name_in_every_language() {
    let named = |letters| Language::ALL.map(|language| Wording::of(language).area(area(letters)).text);
    assert_eq!(
        named("KAZ"),
        ["Kazakhstan", "Қазақстан", "Казахстан", "Казахстан", "Kazahstan"]
    );
    assert_eq!(named("SRB"), ["Serbia", "Сербия", "Сербия", "Србија", "Srbija"]);
    assert_eq!(
        named("HRV"),
        ["Croatia", "Хорватия", "Хорватия", "Хрватска", "Hrvatska"]
    );
    assert_eq!(
        named("CIV"),
        [
            "Côte d'Ivoire",
            "Кот-д’Ивуар",
            "Кот-д'Ивуар",
            "Обала Слоноваче (Кот д’Ивоар)",
            "Obala Slonovače (Kot d’Ivoar)",
        ]
    );
}

#[test]
fn every_state_there_is_has_a_name_of_its_own_in_every_language() {
    let there = |entry: &&entente_trade::AreaEntry| {
        entry.kind == AreaKind::Country
            && entry.to.is_none()
            && entry.alpha2.is_some()
            && entry.name_ru.is_some()
    };
    let mut without = Vec::new();
    for entry in Areas::standard().all().filter(there) {
        for language in Language::ALL {
            let name = Wording::of(language).area(entry.area);
            if name.foreign.is_some() || name.text.trim().is_empty() {
                without.push(format!("{} {}", entry.label(), language.code()));
            }
        }
    }
    assert_eq!(without, Vec::<String>::new());
}

#[test]
fn an_area_without_a_name_shows_the_english_one_and_says_so() {
    let bunkers = entente_trade::Area::from_code(837);
    for language in Language::ALL {
        let name = Wording::of(language).area(bunkers);
        let foreign = (language != Language::En).then_some("en");
        assert_eq!((name.text.as_str(), name.foreign), ("Bunkers", foreign));
    }
}

#[test]
fn goods_are_named_in_english_and_marked_so() {
    let chapter = Commodity::parse("27").unwrap();
    let name = "Mineral fuels, mineral oils and products of their distillation; bituminous substances; mineral waxes";
    let code = Value::Code("27".to_owned(), name.to_owned());
    assert_eq!(Wording::of(Language::En).goods(chapter), code);
    assert_eq!(
        Wording::of(Language::Kk).goods(chapter),
        Value::Foreign(Box::new(code), "en".to_owned())
    );
    let russian = Wording::of(Language::Ru);
    assert_eq!(russian.commodity(Commodity::TOTAL).text, "все товары");
    assert_eq!(
        russian.commodity(Commodity::unspecified_in(27)).text,
        "код ГС 27XXXX"
    );
    let hidden = Value::Code("27XXXX".to_owned(), String::new());
    assert_eq!(russian.goods(Commodity::unspecified_in(27)), hidden);
    assert_eq!(russian.goods_in_words(chapter), "код ГС 27");
}

#[test]
fn every_chapter_is_in_one_section() {
    let chapters: Vec<u8> = (1..=97).filter(|chapter| section(*chapter).is_none()).collect();
    assert_eq!(chapters, Vec::<u8>::new());
    assert_eq!([0, 98, 99].map(section), [None; 3]);
    assert_eq!(
        [1, 27, 71, 97].map(section),
        [Some(1), Some(5), Some(14), Some(21)]
    );
    for section in 1..=21 {
        assert!(Wording::of(Language::En).section_name(section).is_some());
    }
}

fn sorted(language: Language, names: &str) -> String {
    let mut names: Vec<&str> = names.split(' ').collect();
    names.sort_by(|one, other| Wording::of(language).order().compare(one, other));
    names.join(" ")
}

#[test]
fn names_stand_in_the_order_of_the_alphabet() {
    let kazakh = "Аа Әә Бб Вв Гг Ғғ Дд Ее Кк Ққ Лл Нн Ңң Оо Өө Уу Ұұ Үү Хх Һһ Ыы Іі";
    let serbian = "aa bb cc čč ćć dd dž đđ ee ll lj mm nn nj oo ss šš tt zz žž";
    let russian = "Аа Ее Ёё Жж Ии Йй Яя";
    for (language, order) in [
        (Language::Kk, kazakh),
        (Language::SrLatn, serbian),
        (Language::Ru, russian),
        (
            Language::SrCyrl,
            "Аа Вв Гг Дд Ђђ Ее Лл Љљ Мм Нн Њњ Сс Тт Ћћ Уу Чч Џџ Шш",
        ),
    ] {
        let mut backwards: Vec<&str> = order.split(' ').collect();
        backwards.reverse();
        assert_eq!(sorted(language, &backwards.join(" ")), order);
    }
}
