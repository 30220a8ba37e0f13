//! Pages: their order for who reads by ear or keys, and that they need nothing from outside.

use std::collections::BTreeSet;

use entente_brief::Language;
use entente_brief::write::html::{self, Entry, Form, FormField, Frame};

use super::english::English;
use super::markup::{self, Node};
use super::specimen;

fn frame() -> Frame {
    Frame {
        stylesheet: "/assets/page.css".to_owned(),
        site: "Entente".to_owned(),
        home: "/en/".to_owned(),
        pages: vec![Entry {
            label: "Trade".to_owned(),
            address: "/en/trade".to_owned(),
            current: true,
        }],
        languages: Language::ALL
            .map(|language| (language, format!("/{}/trade", language.code())))
            .to_vec(),
        forms: vec![Form {
            label: "View".to_owned(),
            address: "/en/trade".to_owned(),
            fields: vec![
                FormField {
                    name: "view".to_owned(),
                    label: "View".to_owned(),
                    value: "parts".to_owned(),
                    choices: [("mirror", "both reports"), ("parts", "parts")]
                        .map(|(value, label)| (value.to_owned(), label.to_owned()))
                        .to_vec(),
                },
                FormField {
                    name: "period".to_owned(),
                    label: "Periods".to_owned(),
                    value: "\"><script>".to_owned(),
                    choices: Vec::new(),
                },
            ],
            submit: "Show".to_owned(),
        }],
        downloads: vec![(
            "CSV".to_owned(),
            "text/csv".to_owned(),
            "/en/trade.csv".to_owned(),
        )],
    }
}

fn page() -> (String, Node) {
    let page = html::page(&specimen::document(), &English, &frame()).unwrap();
    let root = markup::parse(&page);
    (page, root)
}

/// What WCAG 2.2 asks for and a program can tell.
fn accessible(root: &Node) {
    assert_eq!(root.attribute("lang"), Some("en"));
    assert_eq!(root.named("h1").len(), 1);
    assert_eq!(root.named("main").len(), 1);
    let every = root.all();
    let mut level = 0;
    for node in &every {
        let heading = node
            .name
            .strip_prefix('h')
            .and_then(|rest| rest.parse::<u32>().ok());
        if let Some(heading) = heading {
            assert!(heading <= level + 1, "{} after h{level}", node.name);
            level = heading;
        }
        assert!(
            node.attribute("style").is_none()
                && !node.attributes.iter().any(|(name, _)| name.starts_with("on"))
        );
    }
    let ids: Vec<&str> = every.iter().filter_map(|node| node.attribute("id")).collect();
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{ids:?}");
    for name in ["aria-labelledby", "href"] {
        for value in every.iter().filter_map(|node| node.attribute(name)) {
            for target in value
                .split(' ')
                .filter_map(|each| each.strip_prefix('#').or((name != "href").then_some(each)))
            {
                assert!(ids.contains(&target), "{target}");
            }
        }
    }
    for table in root.named("table") {
        assert_eq!(table.named("caption").len(), 1);
        assert_eq!(table.named("thead").len(), 1);
        assert!(
            table
                .named("th")
                .iter()
                .all(|head| head.attribute("scope").is_some())
        );
        assert!(table.named("thead")[0].named("td").is_empty());
    }
    for node in every
        .iter()
        .filter(|node| node.attribute("class") == Some("scroll"))
    {
        assert_eq!(
            node.attribute("tabindex"),
            Some("0"),
            "what scrolls is reached by keys"
        );
    }
    for picture in every.iter().filter(|node| node.name == "svg") {
        assert_eq!(picture.attribute("role"), Some("img"));
    }
}

#[test]
fn a_page_is_in_order_for_who_reads_by_ear_or_keys() {
    let (_, root) = page();
    accessible(&root);
    let first_link = root.named("a")[0];
    assert_eq!(
        (first_link.attribute("href"), first_link.text().as_str()),
        (Some("#content"), "Skip to content")
    );
    let quote = root.named("q")[0];
    assert_eq!(
        (quote.attribute("lang"), quote.text().as_str()),
        (Some("sr-Cyrl"), "размена статистичких података")
    );
    let cell = root
        .all()
        .into_iter()
        .find(|node| node.name == "td" && node.attribute("lang").is_some())
        .unwrap();
    assert_eq!(
        (cell.attribute("lang"), cell.text().as_str()),
        (Some("sr-Cyrl"), "преко Хрватске")
    );
    let absent = root
        .all()
        .into_iter()
        .find(|node| node.attribute("class") == Some("n none"))
        .unwrap();
    let parts: Vec<(Option<&str>, String)> = absent
        .named("span")
        .iter()
        .map(|span| (span.attribute("aria-hidden"), span.text()))
        .collect();
    assert_eq!(
        parts,
        [
            (Some("true"), "no data".to_owned()),
            (None, "not reported".to_owned())
        ]
    );
    let navigations: Vec<Option<&str>> = root
        .named("nav")
        .iter()
        .map(|node| node.attribute("aria-label"))
        .collect();
    assert_eq!(navigations, [Some("Pages"), Some("Languages"), Some("Downloads")]);
    let figure = root.named("figure")[0];
    assert_eq!(
        (
            figure.named("svg").len() > 1,
            figure.named("table").len(),
            figure.named("figcaption").len()
        ),
        (true, 1, 1)
    );
    let languages: Vec<Option<&str>> = root.named("nav")[1]
        .named("a")
        .iter()
        .map(|node| node.attribute("lang"))
        .collect();
    assert_eq!(languages, ["en", "kk", "ru", "sr-Cyrl", "sr-Latn"].map(Some));
}

#[test]
fn a_page_names_no_address_outside_its_site_and_has_no_script() {
    let (page, root) = page();
    assert!(!page.contains("http:") && !page.contains("https:"), "{page}");
    assert!(root.named("script").is_empty() && root.named("style").is_empty());
    for node in root.all() {
        for address in ["href", "src"]
            .into_iter()
            .filter_map(|name| node.attribute(name))
        {
            assert!(
                address.starts_with(['/', '#']) && !address.starts_with("//"),
                "{address}"
            );
        }
    }
}

#[test]
fn a_file_needs_no_other_and_leads_nowhere() {
    let file = html::file(&specimen::document(), &English).unwrap();
    let root = markup::parse(&file);
    accessible(&root);
    assert!(
        !file.contains("http:") && !file.contains("https:") && !file.contains("url(/"),
        "{file}"
    );
    assert_eq!(root.named("style").len(), 1);
    assert!(root.named("link").is_empty());
    let links: Vec<Option<&str>> = root
        .named("a")
        .iter()
        .map(|node| node.attribute("href"))
        .collect();
    assert_eq!(links, [Some("#content")]);
    assert!(file.contains("the register"));
}

#[test]
fn a_fragment_is_what_stands_in_the_page() {
    let fragment = html::fragment(&specimen::document(), &English).unwrap();
    assert!(page().0.contains(&fragment));
    assert!(!fragment.contains("<html"));
}

#[test]
fn the_rules_of_looks_are_small_and_fetch_nothing() {
    assert!(html::STYLESHEET.len() <= 12 * 1_024);
    for word in ["url(", "@import", "@font-face", "http", "<"] {
        assert!(!html::STYLESHEET.contains(word), "{word}");
    }
    for part in [
        "prefers-color-scheme: dark",
        "size: A4",
        "overflow-x: auto",
        ":focus-visible",
    ] {
        assert!(html::STYLESHEET.contains(part), "{part}");
    }
}

#[test]
fn a_form_leads_to_an_address_and_each_of_its_fields_has_a_label() {
    let (page, root) = page();
    let form = &root.named("form")[0];
    assert_eq!(
        (form.attribute("action"), form.attribute("method")),
        (Some("/en/trade"), Some("get"))
    );
    let labels: Vec<&str> = root
        .named("label")
        .iter()
        .filter_map(|label| label.attribute("for"))
        .collect();
    assert_eq!(labels, ["f1-view", "f1-period"]);
    let fields = [root.named("select"), root.named("input")].concat();
    let named: Vec<_> = fields.iter().map(|field| field.attribute("id")).collect();
    assert_eq!(named, [Some("f1-view"), Some("f1-period")]);
    let chosen = root.named("option");
    let chosen: Vec<bool> = chosen
        .iter()
        .map(|one| one.attribute("selected").is_some())
        .collect();
    assert_eq!(chosen, [false, true]);
    assert!(!page.contains("<script"));
}
