//! How wide a text is, so that labels stay within their places.
//!
//! Advance widths are those of Noto Sans Regular, in thousandths of the size of the
//! type, with an allowance for a reader whose machine has a wider face. Nothing is
//! shaped: kerning and ligatures only make a text narrower.

/// Of U+0020 to U+017F.
const LATIN: [u16; 352] = [
    260, 269, 408, 646, 572, 831, 732, 225, 300, 300, 551, 572, 268, 322, 268, 372, 572, 572, 572, 572, 572,
    572, 572, 572, 572, 572, 268, 268, 572, 572, 572, 434, 899, 639, 650, 632, 730, 556, 519, 728, 741, 339,
    273, 619, 524, 907, 760, 781, 605, 781, 622, 549, 556, 731, 600, 930, 586, 566, 572, 329, 372, 329, 572,
    444, 281, 561, 615, 480, 615, 564, 344, 615, 618, 258, 258, 534, 258, 935, 618, 605, 615, 615, 413, 479,
    361, 618, 508, 786, 529, 510, 470, 380, 551, 380, 572, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 260, 269, 572, 572, 572, 572, 551, 513, 580, 832, 357,
    509, 572, 322, 832, 500, 428, 572, 350, 350, 281, 623, 655, 268, 225, 350, 376, 509, 745, 771, 781, 434,
    639, 639, 639, 639, 639, 639, 881, 632, 556, 556, 556, 556, 339, 339, 339, 339, 730, 760, 781, 781, 781,
    781, 781, 572, 781, 731, 731, 731, 731, 566, 605, 631, 561, 561, 561, 561, 561, 561, 864, 480, 564, 564,
    564, 564, 258, 258, 258, 258, 605, 618, 605, 605, 605, 605, 605, 572, 605, 618, 618, 618, 618, 510, 615,
    510, 639, 561, 639, 561, 639, 561, 632, 480, 632, 480, 632, 480, 632, 480, 730, 615, 730, 617, 556, 564,
    556, 564, 556, 564, 556, 564, 556, 564, 728, 615, 728, 615, 728, 615, 728, 615, 741, 618, 741, 618, 339,
    258, 339, 258, 339, 258, 339, 258, 339, 258, 612, 516, 273, 258, 619, 534, 534, 524, 258, 524, 258, 524,
    258, 524, 268, 524, 258, 760, 618, 760, 618, 760, 618, 688, 760, 618, 781, 605, 781, 605, 781, 605, 928,
    946, 622, 413, 622, 413, 622, 413, 549, 479, 549, 479, 549, 479, 549, 479, 556, 361, 556, 361, 556, 361,
    731, 618, 731, 618, 731, 618, 731, 618, 731, 618, 731, 618, 930, 786, 566, 510, 566, 572, 470, 572, 470,
    572, 470, 326,
];

/// Of U+0400 to U+04FF.
const CYRILLIC: [u16; 256] = [
    556, 556, 716, 509, 639, 549, 284, 284, 273, 1_010, 1_027, 715, 625, 756, 616, 731, 638, 614, 650, 509,
    729, 556, 905, 577, 756, 756, 625, 698, 907, 743, 761, 733, 605, 640, 556, 616, 817, 588, 740, 673,
    1_035, 1_026, 685, 849, 607, 647, 999, 638, 556, 597, 564, 438, 607, 551, 759, 488, 621, 621, 531, 587,
    768, 614, 594, 606, 608, 493, 465, 509, 737, 511, 612, 589, 894, 897, 623, 759, 545, 494, 799, 577, 551,
    551, 619, 438, 493, 468, 258, 258, 258, 859, 890, 621, 531, 621, 509, 606, 919, 789, 675, 634, 922, 742,
    683, 572, 929, 780, 729, 640, 984, 849, 587, 490, 804, 761, 782, 605, 635, 516, 635, 516, 1_220, 1_095,
    821, 659, 1_026, 904, 919, 789, 643, 492, 609, 0, 0, 0, 0, 0, 0, 0, 785, 659, 615, 594, 613, 615, 532,
    436, 530, 434, 651, 533, 904, 796, 577, 488, 670, 557, 625, 529, 625, 534, 693, 623, 755, 657, 815, 738,
    1_056, 863, 779, 642, 632, 480, 556, 475, 566, 508, 566, 508, 631, 552, 862, 724, 703, 621, 698, 606,
    698, 618, 849, 665, 849, 665, 339, 905, 759, 696, 560, 719, 587, 731, 621, 756, 662, 698, 613, 917, 755,
    339, 639, 561, 639, 561, 881, 864, 556, 564, 739, 564, 739, 564, 905, 759, 577, 488, 584, 498, 756, 621,
    756, 621, 781, 605, 782, 605, 782, 605, 647, 494, 616, 509, 616, 509, 616, 510, 673, 589, 530, 433, 849,
    759, 530, 434, 632, 550, 586, 529,
];

/// By how many per cent another face may be wider: DejaVu Sans is by 7 in Latin and 6 in Cyrillic.
const ALLOWANCE: i64 = 108;

const fn advance(sign: char) -> u16 {
    match sign {
        '\u{20}'..='\u{17f}' => LATIN[sign as usize - 0x20],
        '\u{400}'..='\u{4ff}' => CYRILLIC[sign as usize - 0x400],
        '\u{300}'..='\u{36f}' | '\u{200c}' | '\u{200d}' => 0,
        '\u{2009}' | '\u{202f}' => 260,
        '\u{2013}' => 500,
        '\u{2018}' | '\u{2019}' => 225,
        '\u{201c}'..='\u{201f}' => 420,
        '\u{2026}' => 800,
        '\u{20b8}' | '\u{20ac}' | '\u{2212}' => 572,
        '\u{2030}' | '\u{2116}' => 1_180,
        '\u{1f000}'.. => 1_300,
        _ => 1_000,
    }
}

/// The width of a text set in `size`, in the unit of the size.
pub(super) fn width(text: &str, size: i64) -> i64 {
    scaled(text.chars().map(|sign| i64::from(advance(sign))).sum(), size)
}

/// Thousandths of the size of the type in the unit of that size, with the allowance.
const fn scaled(thousandths: i64, size: i64) -> i64 {
    thousandths.saturating_mul(size * ALLOWANCE) / 100_000
}

/// The text, or as much of its beginning as fits with an ellipsis; empty if nothing does.
pub(super) fn shorten(text: &str, size: i64, room: i64) -> String {
    if width(text, size) <= room {
        return text.to_owned();
    }
    let (mut kept, mut taken) = (String::new(), i64::from(advance('…')));
    for sign in text.chars() {
        taken += i64::from(advance(sign));
        if scaled(taken, size) > room {
            break;
        }
        kept.push(sign);
    }
    match kept.trim_end() {
        "" => String::new(),
        kept => format!("{kept}…"),
    }
}

/// At most `most` lines that fit, broken at blanks; the last is shortened where more is left.
pub(super) fn wrap(text: &str, size: i64, room: i64, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut words = text.split_whitespace().peekable();
    while lines.len() < most && words.peek().is_some() {
        let last = lines.len() + 1 == most;
        let mut line = String::new();
        while let Some(word) = words.peek() {
            let longer = if line.is_empty() {
                (*word).to_owned()
            } else {
                format!("{line} {word}")
            };
            let full = if last {
                width(&line, size) > room
            } else {
                width(&longer, size) > room
            };
            if full && !line.is_empty() {
                break;
            }
            line = longer;
            words.next();
        }
        lines.push(shorten(&line, size, room));
    }
    lines.retain(|line| !line.is_empty());
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_label_is_broken_at_blanks_and_shortened_at_its_end() {
        let text = "Nuclear reactors, boilers, machinery and mechanical appliances";
        assert_eq!(
            wrap(text, 1_200, 16_000, 2),
            ["Nuclear reactors, boilers,", "machinery and mechani…"]
        );
        assert_eq!(wrap("Возила", 1_200, 16_000, 2), ["Возила"]);
        assert_eq!(wrap("Возила", 1_200, 300, 2), Vec::<String>::new());
    }

    #[test]
    fn every_line_fits_its_room() {
        for text in [
            "Қазақстан Республикасының Ұлттық статистика бюросы",
            "ЉЊЏ ђћџ",
            "漢字漢字漢字",
            "",
        ] {
            for room in [0, 500, 3_000, 9_000, 40_000] {
                for line in wrap(text, 1_100, room, 3) {
                    assert!(width(&line, 1_100) <= room, "{line} in {room}");
                }
            }
        }
    }
}
