//! Whether an answer that a client has is still right.
//!
//! It is as long as nothing was imported and nothing said of imports, that they count no more among it. The mark is a weak one:
//! the same answer has other bytes when it is compressed. It is of one question, so that who sends
//! it has had the answer; a time or `*` anybody may send, and it says nothing of a question that
//! has no answer.

use std::hash::{DefaultHasher, Hash, Hasher};

use axum::http::{HeaderMap, HeaderValue, header};
use jiff::Timestamp;
use sdmx::rest::Chosen;

use super::site::State;

/// The headers that tell a state.
pub(super) struct Mark {
    pub(super) tag: String,
    /// In whole seconds, of which every change has its own.
    pub(super) modified: Option<Timestamp>,
}

impl Mark {
    /// The mark of an answer to a question in a format.
    pub(super) fn of(state: &State, question: (&str, &str, &str), chosen: &Chosen) -> Self {
        let mut hasher = DefaultHasher::new();
        (env!("CARGO_PKG_VERSION"), &state.imports, &state.standings).hash(&mut hasher);
        (question, chosen.media_type, format!("{chosen:?}")).hash(&mut hasher);
        Self {
            tag: format!("W/\"{:016x}\"", hasher.finish()),
            modified: state.changed,
        }
    }

    /// The mark of an answer that depends on these alone, and of no time.
    pub(super) fn plain(of: impl Hash) -> Self {
        let mut hasher = DefaultHasher::new();
        (env!("CARGO_PKG_VERSION"), of).hash(&mut hasher);
        Self {
            tag: format!("W/\"{:016x}\"", hasher.finish()),
            modified: None,
        }
    }

    /// Whether a client has this very answer.
    pub(super) fn is_held(&self, headers: &HeaderMap) -> bool {
        let plain = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
        tags(headers).is_some_and(|tags| tags.iter().any(|tag| plain(tag) == plain(&self.tag)))
    }

    /// Whether an answer that a client has had is still right, if there is one. A tag decides alone
    /// where one is sent.
    pub(super) fn is_current(&self, headers: &HeaderMap) -> bool {
        if let Some(tags) = tags(headers) {
            return tags.contains(&"*");
        }
        let since = headers.get(header::IF_MODIFIED_SINCE);
        let since = since
            .and_then(|value| value.to_str().ok())
            .and_then(|text| jiff::fmt::rfc2822::parse(text).ok());
        let since = since.map(|zoned| zoned.timestamp());
        matches!((since, self.modified), (Some(since), Some(modified)) if modified <= since)
    }

    pub(super) fn write(&self, headers: &mut HeaderMap) {
        if let Ok(tag) = HeaderValue::from_str(&self.tag) {
            headers.insert(header::ETAG, tag);
        }
        // A time that has not come would say that nothing can change until then. One before the
        // second of the change is no reason to take an answer for right.
        let modified = self.modified.map(|moment| moment.min(Timestamp::now()));
        let modified = modified.map(|moment| moment.strftime("%a, %d %b %Y %H:%M:%S GMT"));
        let modified = modified.and_then(|text| HeaderValue::from_str(&text.to_string()).ok());
        if let Some(modified) = modified {
            headers.insert(header::LAST_MODIFIED, modified);
        }
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    }
}

/// The tags that a client names, if it names any.
fn tags(headers: &HeaderMap) -> Option<Vec<&str>> {
    let mut values = headers.get_all(header::IF_NONE_MATCH).iter().peekable();
    values.peek()?;
    let texts = values.filter_map(|value| value.to_str().ok());
    Some(texts.flat_map(|text| text.split(',')).map(str::trim).collect())
}
