//! Figures, days and counts as each language writes them.

use entente_brief::table::Value;
use entente_brief::wording::Category;
use entente_brief::write::{Tongue as _, printed};
use entente_brief::{Language, Wording};
use entente_register::reading::When;
use entente_trade::Money;
use proptest::prelude::*;

use super::{day, fixed, period};

fn in_all(told: impl Fn(&Wording) -> String) -> [String; 5] {
    Language::ALL.map(|language| told(Wording::of(language)))
}

#[test]
fn numbers_are_grouped_and_pointed_as_the_language_does() {
    let amount = Money::parse("73812345.678", 0).unwrap();
    assert_eq!(
        in_all(|wording| wording.amount(amount)),
        [
            "73,812,345.678",
            "73\u{a0}812\u{a0}345,678",
            "73\u{a0}812\u{a0}345,678",
            "73.812.345,678",
            "73.812.345,678",
        ]
    );
    let small = ["0", "-0.5", "999", "1000", "-1234567", "12.3"].map(|text| Money::parse(text, 0).unwrap());
    assert_eq!(
        small.map(|amount| Wording::of(Language::SrLatn).amount(amount)),
        ["0", "\u{2212}0,5", "999", "1.000", "\u{2212}1.234.567", "12,3"]
    );
    assert_eq!(
        in_all(|wording| wording.dollars(Money::from_units(27_557_712))),
        [
            "USD\u{a0}27,557,712",
            "27\u{a0}557\u{a0}712\u{a0}АҚШ доллары",
            "27\u{a0}557\u{a0}712\u{a0}долл. США",
            "27.557.712\u{a0}USD",
            "27.557.712\u{a0}USD",
        ]
    );
}

#[test]
fn shares_have_one_decimal_and_the_sign_of_the_language() {
    assert_eq!(
        in_all(|wording| wording.share(0.929_764).unwrap()),
        ["93.0%", "93,0%", "93,0\u{a0}%", "93,0%", "93,0%"]
    );
    let english = Wording::of(Language::En);
    let shares = [1.35, -0.0001, 0.0005, -12.3456, f64::NAN, f64::INFINITY, 1e300];
    assert_eq!(
        shares.map(|share| english.share(share)),
        [
            Some("135.0%".to_owned()),
            Some("0.0%".to_owned()),
            Some("0.1%".to_owned()),
            Some("\u{2212}1,234.6%".to_owned()),
            None,
            None,
            None,
        ]
    );
}

#[test]
fn compact_amounts_have_one_decimal_and_a_word() {
    let amount = Money::from_units(73_812_345);
    assert_eq!(
        in_all(|wording| wording.compact(amount)),
        [
            "73.8\u{a0}million",
            "73,8\u{a0}млн",
            "73,8\u{a0}млн",
            "73,8\u{a0}мил.",
            "73,8\u{a0}mil.",
        ]
    );
    let russian = Wording::of(Language::Ru);
    let amounts = [
        999,
        1_000,
        -1_449,
        999_949,
        999_950,
        999_949_999,
        999_950_000,
        1_500_000_000_000,
    ];
    assert_eq!(
        amounts.map(|units| russian.compact(Money::from_units(units))),
        [
            "999",
            "1,0\u{a0}тыс.",
            "\u{2212}1,4\u{a0}тыс.",
            "999,9\u{a0}тыс.",
            "1,0\u{a0}млн",
            "999,9\u{a0}млн",
            "1,0\u{a0}млрд",
            "1\u{a0}500,0\u{a0}млрд",
        ]
    );
}

#[test]
fn days_and_periods_are_written_out() {
    assert_eq!(
        in_all(|wording| wording.day(day("2024-11-19"))),
        [
            "19 Nov 2024",
            "2024\u{a0}ж. 19 қараша",
            "19 ноября 2024\u{a0}г.",
            "19. новембар 2024.",
            "19. novembar 2024.",
        ]
    );
    assert_eq!(
        in_all(|wording| wording.period(period("2015-11"))),
        [
            "Nov 2015",
            "2015\u{a0}ж. қараша",
            "ноябрь 2015\u{a0}г.",
            "новембар 2015.",
            "novembar 2015."
        ]
    );
    assert_eq!(
        in_all(|wording| wording.periods(period("2015"), period("2018"))),
        [
            "2015 to 2018",
            "2015 – 2018",
            "2015 – 2018",
            "2015 – 2018",
            "2015 – 2018"
        ]
    );
    let nine_months = When::parse("2022-01/2022-09").unwrap();
    assert_eq!(
        Wording::of(Language::Ru).when(nine_months),
        "январь 2022\u{a0}г. – сентябрь 2022\u{a0}г."
    );
    for month in 1..=12 {
        let named = in_all(|wording| wording.period(period(&format!("2020-{month:02}"))));
        assert!(
            named.iter().all(|name| name.chars().any(char::is_alphabetic)),
            "{named:?}"
        );
    }
}

#[test]
fn plural_forms_are_the_same_in_both_serbian_scripts() {
    use Category::{Few, Many, One, Other};
    let counts = [1, 2, 5, 11, 21, 22, 25, 101];
    let forms = |language| counts.map(|count| Wording::of(language).category(count));
    assert_eq!(
        forms(Language::En),
        [One, Other, Other, Other, Other, Other, Other, Other]
    );
    assert_eq!(
        forms(Language::Kk),
        [One, Other, Other, Other, Other, Other, Other, Other]
    );
    assert_eq!(forms(Language::Ru), [One, Few, Many, Many, One, Few, Many, One]);
    let serbian = [One, Few, Other, Other, One, Few, Other, One];
    assert_eq!(forms(Language::SrCyrl), serbian);
    assert_eq!(forms(Language::SrLatn), serbian);
}

#[test]
fn what_is_counted_is_declined() {
    let told = |language, count| {
        let variables = [("in-force", "0"), ("unknown", "0")];
        let sentence = Wording::of(language).count("register-finding", count, &variables);
        sentence.split(';').next().unwrap_or_default().to_owned()
    };
    let counts = [1, 2, 5, 11, 21, 22, 25, 101];
    assert_eq!(
        counts.map(|count| told(Language::Ru, count)),
        [
            "1 документ",
            "2 документа",
            "5 документов",
            "11 документов",
            "21 документ",
            "22 документа",
            "25 документов",
            "101 документ",
        ]
    );
    assert_eq!(
        counts.map(|count| told(Language::SrLatn, count)),
        [
            "1 dokument",
            "2 dokumenta",
            "5 dokumenata",
            "11 dokumenata",
            "21 dokument",
            "22 dokumenta",
            "25 dokumenata",
            "101 dokument",
        ]
    );
    assert_eq!(told(Language::Kk, 5), "5 құжат");
    assert_eq!(told(Language::En, 1), "1 instrument");
    assert_eq!(told(Language::En, 1_234), "1,234 instruments");
}

#[test]
fn what_is_absent_or_negative_can_be_heard() {
    let russian = Wording::of(Language::Ru);
    let both = |value: &Value| (printed(value, russian), russian.heard(value));
    let absent = ("–".to_owned(), Some("не указано".to_owned()));
    assert_eq!(both(&Value::Absent), absent);
    assert_eq!(both(&Value::Share(f64::NAN)), absent);
    assert_eq!(
        both(&Value::Money(Money::from_units(-1_500))),
        (
            "\u{2212}1\u{a0}500".to_owned(),
            Some("минус 1\u{a0}500".to_owned())
        )
    );
    assert_eq!(both(&Value::Money(Money::from_units(7))), ("7".to_owned(), None));
    let dash = Value::Text("–".to_owned());
    assert_eq!(both(&dash), ("–".to_owned(), None));
}

/// An amount as it was written, read back.
fn read(language: Language, text: &str) -> Option<Money> {
    let (group, mark) = match language {
        Language::En => (',', '.'),
        Language::Kk | Language::Ru => ('\u{a0}', ','),
        Language::SrCyrl | Language::SrLatn => ('.', ','),
    };
    let plain: String = text.chars().filter(|letter| *letter != group).collect();
    Money::parse(&plain.replace(mark, ".").replace('\u{2212}', "-"), 0).ok()
}

proptest! {
    #![proptest_config(fixed(256))]

    #[test]
    fn an_amount_is_read_back_as_it_was(thousandths in -1_000_000_000_000_000_000_i128..=1_000_000_000_000_000_000) {
        let amount = Money::from_thousandths(thousandths);
        for language in Language::ALL {
            let text = Wording::of(language).amount(amount);
            prop_assert_eq!(read(language, &text), Some(amount), "{}", text);
        }
    }

    #[test]
    fn no_amount_is_too_large(thousandths in any::<i128>()) {
        let amount = Money::from_thousandths(thousandths);
        for language in Language::ALL {
            let wording = Wording::of(language);
            prop_assert!(!wording.amount(amount).is_empty());
            prop_assert!(!wording.compact(amount).is_empty());
            prop_assert!(!printed(&Value::Money(amount), wording).is_empty());
        }
    }

    #[test]
    fn no_float_is_too_strange(number in any::<f64>()) {
        for language in Language::ALL {
            let wording = Wording::of(language);
            let _ = (wording.share(number), wording.number(number));
        }
    }
}

#[test]
fn the_ends_of_the_range_are_written_in_full() {
    let least = Money::from_thousandths(i128::MIN);
    let text = Wording::of(Language::En).amount(least);
    assert_eq!(
        text,
        "\u{2212}170,141,183,460,469,231,731,687,303,715,884,105.728"
    );
    let most = Money::from_thousandths(i128::MAX);
    assert!(Wording::of(Language::Kk).compact(most).ends_with("млрд"));
}
