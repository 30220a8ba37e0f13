//! The segments of a path, taken one after another.
//!
//! It knows what a list looks like, not what is asked for.

use super::fault::{Faults, Status};
use super::query::{Api, Choice, Reference};
use super::text::Text;
use crate::model::{VersionReference, is_id, is_nested_ncname};

/// The segments that are left, and where the path ends.
pub(super) struct Path {
    segments: std::vec::IntoIter<Text>,
    end: usize,
}

impl Path {
    /// Splits at slashes, of which one at either end means nothing, and decodes.
    pub(super) fn read(raw: &str, faults: &mut Faults) -> Self {
        let mut offset = usize::from(raw.starts_with('/'));
        let body = raw.strip_prefix('/').unwrap_or(raw);
        let body = body.strip_suffix('/').unwrap_or(body);
        let mut segments = Vec::new();
        for part in body.split('/') {
            segments.push(Text::decode(part, offset, faults));
            offset += part.len() + 1;
        }
        Self {
            segments: segments.into_iter(),
            end: raw.len(),
        }
    }

    pub(super) fn next(&mut self) -> Option<Text> {
        self.segments.next()
    }

    /// Where the next segment begins, or the path ends.
    pub(super) fn place(&self) -> usize {
        let next = self.segments.as_slice().first();
        next.map_or(self.end, Text::start)
    }

    pub(super) fn end(&self) -> usize {
        self.end
    }

    /// Whatever is left is too much.
    pub(super) fn finish(&mut self, faults: &mut Faults) {
        if let Some(more) = self.next() {
            faults.add(
                Status::Syntax,
                more.start(),
                "path",
                more.quoted(),
                "the end of the path",
            );
        }
    }
}

/// The separator of lists in a path.
pub(super) const fn separator(api: Api) -> char {
    match api {
        Api::V1 => '+',
        Api::V2 => ',',
    }
}

/// Whether text stands for everything: `*`, and in 1.5 `all`.
pub(super) fn is_any(text: &str, api: Api) -> bool {
    text == "*" || (api == Api::V1 && text.eq_ignore_ascii_case("all"))
}

/// A list of values that each pass a test, or everything; nothing is everything too.
pub(super) fn choice<T>(
    api: Api,
    text: Option<&Text>,
    (name, expected): (&str, &str),
    read: impl Fn(&str) -> Option<T>,
    faults: &mut Faults,
) -> Choice<T> {
    let Some(text) = text.filter(|text| !is_any(text.as_str(), api)) else {
        return Choice::Any;
    };
    let mut values = Vec::new();
    for part in text.split(separator(api)) {
        match read(part.as_str()) {
            Some(value) => values.push(value),
            None if is_any(part.as_str(), api) => {
                let expected = "a list without it, or it alone";
                faults.add(Status::Syntax, part.start(), name, part.quoted(), expected);
            }
            None => faults.add(Status::Syntax, part.start(), name, part.quoted(), expected),
        }
    }
    Choice::Of(values)
}

pub(super) fn agencies(api: Api, text: Option<&Text>, faults: &mut Faults) -> Choice<String> {
    let said = ("agency", "the identifier of an agency");
    choice(
        api,
        text,
        said,
        |id| is_nested_ncname(id).then(|| id.to_owned()),
        faults,
    )
}

pub(super) fn ids(api: Api, text: Option<&Text>, name: &str, faults: &mut Faults) -> Choice<String> {
    choice(
        api,
        text,
        (name, "an identifier"),
        |id| is_id(id).then(|| id.to_owned()),
        faults,
    )
}

/// Agency, identifier and version as three segments.
pub(super) fn reference(
    api: Api,
    path: &mut Path,
    default: VersionReference,
    faults: &mut Faults,
) -> Reference {
    let (agency, id, version) = (path.next(), path.next(), path.next());
    Reference {
        agencies: agencies(api, agency.as_ref(), faults),
        ids: ids(api, id.as_ref(), "resource", faults),
        versions: versions(api, version.as_ref(), default, faults),
    }
}

/// A list of versions. A plus alone is the latest stable one in both generations.
pub(super) fn versions(
    api: Api,
    text: Option<&Text>,
    default: VersionReference,
    faults: &mut Faults,
) -> Vec<VersionReference> {
    let Some(text) = text else {
        return vec![default];
    };
    let parts = match api {
        Api::V1 if text.as_str() == "+" => vec![text.clone()],
        _ => text.split(separator(api)),
    };
    let mut versions = Vec::new();
    for part in parts {
        match version(api, part.as_str()) {
            Some(version) => versions.push(version),
            None => {
                let expected = match api {
                    Api::V1 => "a version, `latest` or `all`",
                    Api::V2 => "a version, its least such as `1.2+.0`, `+`, `~` or `*`",
                };
                faults.add(Status::Syntax, part.start(), "version", part.quoted(), expected);
            }
        }
    }
    versions
}

fn version(api: Api, text: &str) -> Option<VersionReference> {
    let lower = match api {
        Api::V1 if text.chars().all(|letter| letter.is_ascii_alphabetic()) => text.to_ascii_lowercase(),
        _ => text.to_owned(),
    };
    VersionReference::parse(&lower)
}
