//! Near misses: which known word a mistyped one may have meant.
//!
//! They are only shown. Nothing is done with a guess.

/// Similarity (0 to 1, Jaro–Winkler) below which a word is no near miss.
const SIMILAR: f64 = 0.8;

/// The known word most like `word`, whose case does not matter; `None` if none is like it.
pub fn word<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let scored = known
        .into_iter()
        .map(|known| (strsim::jaro_winkler(&word.to_lowercase(), known), known));
    let best = scored.max_by(|a, b| a.0.total_cmp(&b.0))?;
    (best.0 >= SIMILAR).then_some(best.1)
}
