//! Annotations and links.
//!
//! SDMX-ML says less of a link than SDMX-JSON; what it cannot say is a fault on writing.

use crate::model::{Annotation, Link, Notes, is_language};
use crate::structure::form::{Form, Shape};

/// Annotations and links of something; in XML they come first.
pub(super) fn notes(form: &mut Form<'_>, this: &mut Notes) {
    let has_uri = form.is_ml();
    if form.has(has_uri, this.uri.is_some(), "uri") {
        form.attribute("uri", &mut this.uri);
    }
    annotations(form, &mut this.annotations);
    let has_links = form.is_three() || form.is_json();
    if form.has(has_links, !this.links.is_empty(), "links") {
        form.parts(("com:Link", "links"), &mut this.links);
    }
}

/// Annotations alone.
pub(super) fn annotations(form: &mut Form<'_>, this: &mut Vec<Annotation>) {
    if form.is_json() {
        return form.parts("annotations", this);
    }
    form.inside("com:Annotations", !this.is_empty(), |form| {
        form.parts("com:Annotation", this)
    });
}

impl Shape for Annotation {
    fn shape(&mut self, form: &mut Form<'_>) {
        form.attribute("id", &mut self.id);
        form.element(("com:AnnotationTitle", "title"), &mut self.title);
        form.element(("com:AnnotationType", "type"), &mut self.kind);
        match form.is_json() {
            true => form.parts("links", &mut self.links),
            false => addresses(form, &mut self.links),
        }
        form.texts(("com:AnnotationText", "text"), "texts", &mut self.texts);
        let has_value = form.is_three();
        if form.has(has_value, self.value.is_some(), "AnnotationValue") {
            form.element(("com:AnnotationValue", "value"), &mut self.value);
        }
    }
}

/// The addresses of an annotation in XML.
fn addresses(form: &mut Form<'_>, links: &mut Vec<Link>) {
    let mut addresses: Vec<Address> = Vec::new();
    for link in links.iter() {
        let plain = Link {
            rel: Annotation::RELATION.to_owned(),
            href: Some(link.href.clone().unwrap_or_default()),
            language: link.language.clone(),
            ..Link::default()
        };
        form.require(
            plain == *link,
            "AnnotationURL",
            "more than an address",
            "an address",
        );
        addresses.push(Address {
            href: plain.href.unwrap_or_default(),
            language: plain.language,
        });
    }
    let is_one = form.is_three() || addresses.len() < 2;
    form.require(is_one, "AnnotationURL", "several addresses", "one in SDMX-ML 2.1");
    form.parts("com:AnnotationURL", &mut addresses);
    *links = addresses.into_iter().map(Address::link).collect();
}

#[derive(Default)]
struct Address {
    href: String,
    language: Option<String>,
}

impl Address {
    fn link(self) -> Link {
        Link {
            rel: Annotation::RELATION.to_owned(),
            href: Some(self.href),
            language: self.language,
            ..Link::default()
        }
    }
}

impl Shape for Address {
    fn shape(&mut self, form: &mut Form<'_>) {
        let has_language = form.is_three();
        if form.has(has_language, self.language.is_some(), "xml:lang") {
            form.attribute("xml:lang", &mut self.language);
        }
        form.content("", &mut self.href);
    }
}

impl Shape for Link {
    fn shape(&mut self, form: &mut Form<'_>) {
        if form.is_json() {
            form.attribute("href", &mut self.href);
            form.must("rel", &mut self.rel);
            form.attribute("urn", &mut self.urn);
            form.attribute("uri", &mut self.uri);
            form.texts("title", "titles", &mut self.titles);
            form.attribute("type", &mut self.kind);
            form.attribute("hreflang", &mut self.language);
            let has_target = self.href.is_some() || self.urn.is_some();
            form.require(has_target, "href", "nothing", "an address or a URN");
            let is_language = self.language.as_deref().is_none_or(is_language);
            form.require(is_language, "hreflang", "another word", "a language");
            return;
        }
        let more = self.uri.is_some() || self.language.is_some() || !self.titles.is_empty();
        form.has(false, more, "com:Link");
        form.must("rel", &mut self.rel);
        let has_address = self.href.is_some() || !form.is_writing;
        form.require(has_address, "url", "nothing", "an address");
        form.attribute("url", &mut self.href);
        form.attribute("urn", &mut self.urn);
        form.attribute("type", &mut self.kind);
    }
}
