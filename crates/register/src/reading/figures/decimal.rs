//! Decimals as texts write them, exactly.
//!
//! It exists because `73.812` is a grouped number in Serbian and a decimal in English: the source's
//! language decides. There are no floats here.

use super::super::Language;

/// Digits and how many of them stand behind the point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Decimal {
    pub(super) digits: i128,
    pub(super) decimals: u32,
}

/// The longest number read, in digits.
const LONGEST: usize = 18;

impl Decimal {
    /// Reads a number written in a language; `None` if it is too long or no number.
    pub(super) fn read(text: &str, language: Language) -> Option<Decimal> {
        let plain: String = text
            .chars()
            .filter(|each| !matches!(each, ' ' | '\u{a0}' | '\u{202f}' | '\''))
            .collect();
        let marks: Vec<(usize, char)> = plain
            .char_indices()
            .filter(|(_, each)| matches!(each, '.' | ','))
            .collect();
        let point = match marks.as_slice() {
            [] => None,
            [(at, mark)] => {
                (!groups(&plain[at + 1..], *mark, language) || &plain[..*at] == "0").then_some(*at)
            }
            [.., (at, last)] => marks
                .iter()
                .filter(|(_, mark)| mark == last)
                .count()
                .eq(&1)
                .then_some(*at),
        };
        let digits: String = plain.chars().filter(char::is_ascii_digit).collect();
        let decimals = point.map_or(0, |at| plain[at + 1..].len());
        if digits.is_empty() || digits.len() > LONGEST || decimals > digits.len() {
            return None;
        }
        Some(Decimal {
            digits: digits.parse().ok()?,
            decimals: u32::try_from(decimals).ok()?,
        })
    }

    pub(super) const fn whole(number: i128) -> Decimal {
        Decimal {
            digits: number,
            decimals: 0,
        }
    }

    /// Ten to the power of `scale` times as much.
    pub(super) fn scaled(self, scale: u32) -> Decimal {
        let less = scale.min(self.decimals);
        Decimal {
            digits: self.digits * power(scale - less),
            decimals: self.decimals - less,
        }
    }

    /// Half a unit of the last written digit.
    pub(super) fn half_unit(self) -> Decimal {
        Decimal {
            digits: 5,
            decimals: self.decimals + 1,
        }
    }

    /// Divided by another, rounded half up to as many decimals as either has, and two more.
    pub(super) fn divided(self, by: Decimal) -> Option<Decimal> {
        let decimals = self.decimals + 2;
        let numerator = self.digits.checked_mul(power(by.decimals + 2))?;
        let twice = numerator.checked_mul(2)?.checked_add(by.digits)?;
        let digits = twice.checked_div(by.digits.checked_mul(2)?)?;
        Some(Decimal { digits, decimals })
    }

    /// Multiplied by another, without trailing zeros.
    pub(super) fn times(self, by: Decimal) -> Decimal {
        let mut product = Decimal {
            digits: self.digits.saturating_mul(by.digits),
            decimals: self.decimals + by.decimals,
        };
        while product.decimals > 0 && product.digits % 10 == 0 {
            product.digits /= 10;
            product.decimals -= 1;
        }
        product
    }

    pub(super) fn negative(self) -> Decimal {
        Decimal {
            digits: -self.digits,
            ..self
        }
    }

    /// Plain digits, no exponent, no trailing zeros behind the point.
    pub(super) fn text(self) -> String {
        let sign = if self.digits < 0 { "-" } else { "" };
        let unit = power(self.decimals);
        let (whole, part) = (self.digits.abs() / unit, self.digits.abs() % unit);
        let part = format!("{part:0width$}", width = self.decimals as usize);
        let part = part.trim_end_matches('0');
        if part.is_empty() || self.decimals == 0 {
            format!("{sign}{whole}")
        } else {
            format!("{sign}{whole}.{part}")
        }
    }
}

/// Whether a mark before three digits groups them: a comma in English, a point in Serbian, German and Spanish.
fn groups(after: &str, mark: char, language: Language) -> bool {
    let three = after.len() == 3;
    let grouping = match language {
        Language::En => mark == ',',
        Language::Sr | Language::De | Language::Es => mark == '.',
        Language::Ru | Language::Kk => false,
    };
    three && grouping
}

const fn power(exponent: u32) -> i128 {
    10_i128.pow(if exponent > 30 { 30 } else { exponent })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, language: Language) -> String {
        Decimal::read(text, language).map_or("?".to_owned(), Decimal::text)
    }

    #[test]
    fn the_language_of_the_source_decides_what_a_point_is() {
        assert_eq!(read("73.812", Language::Sr), "73812");
        assert_eq!(read("73.812", Language::En), "73.812");
        assert_eq!(read("73,812", Language::En), "73812");
        assert_eq!(read("166,6", Language::Sr), "166.6");
        assert_eq!(read("107,7", Language::Ru), "107.7");
        assert_eq!(read("73\u{a0}971,3", Language::Ru), "73971.3");
        assert_eq!(read("1.234.567,89", Language::De), "1234567.89");
        assert_eq!(read("1,234,567.89", Language::En), "1234567.89");
        assert_eq!(read("1.234.567", Language::Ru), "1234567");
        assert_eq!(read("0.125", Language::Sr), "0.125");
        assert_eq!(read("12345678901234567890", Language::En), "?");
    }

    #[test]
    fn scales_and_halves_are_exact() {
        let million = Decimal::read("73.8", Language::En).unwrap();
        assert_eq!(million.scaled(6).text(), "73800000");
        assert_eq!(million.half_unit().scaled(6).text(), "50000");
        assert_eq!(
            million.scaled(6).divided(Decimal::whole(3)).unwrap().text(),
            "24600000"
        );
        assert_eq!(
            Decimal::whole(100)
                .divided(Decimal::read("2.5", Language::En).unwrap())
                .unwrap()
                .text(),
            "40"
        );
    }
}
