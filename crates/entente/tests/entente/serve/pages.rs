//! Pages: what an address shows, what it says of itself, and what is refused.

use std::collections::BTreeMap;

use super::super::brief::home;
use super::super::support::{demo, json, run, text};
use super::client::{Answer, Served, bring, home_of};

const LANGUAGES: [&str; 5] = ["en", "kk", "ru", "sr-Cyrl", "sr-Latn"];

/// A page of every kind, below a language.
const KINDS: [&str; 13] = [
    "",
    "trade?view=mirror&period=2015..2018",
    "trade?view=parts&period=2015",
    "trade?view=cell&period=2015",
    "trade?view=growth&exporter=KAZ&importer=RUS&freq=M",
    "trade?view=products&exporter=KAZ&importer=RUS&freq=M&level=hs6",
    "trade?view=treemap&exporter=KAZ&importer=RUS&freq=M",
    "register",
    "register/instrument-6",
    "commitments",
    "claims",
    "lists",
    "brief?period=2015..2018",
];

/// The values of an attribute, entities resolved.
fn attributes(page: &str, name: &str) -> Vec<String> {
    let begins = format!(" {name}=\"");
    let pieces = page.split(&begins).skip(1);
    let values = pieces.filter_map(|rest| rest.split('"').next());
    values
        .map(|value| {
            value
                .replace("&#x2f;", "/")
                .replace("&#47;", "/")
                .replace("&amp;", "&")
        })
        .collect()
}

/// Checksums of tables by their names, as a page prints them.
fn checksums(page: &str) -> Vec<String> {
    let words = page.split(|sign: char| !sign.is_ascii_hexdigit());
    words.filter(|word| word.len() == 64).map(str::to_owned).collect()
}

/// The address a page says gives the same again.
fn permalink(page: &str) -> String {
    let (_, facts) = page.split_once("<dl>").unwrap();
    let found = facts
        .split(['<', '>'])
        .find(|text| text.starts_with('/') && text.len() > 5 || text.contains("&#x2f;"));
    let found = found.unwrap_or_else(|| panic!("{facts}"));
    found.replace("&#x2f;", "/").replace("&amp;", "&")
}

fn page(served: &Served, path: &str) -> String {
    let answer = served.get(path);
    assert_eq!(answer.status, 200, "{path}: {}", answer.text());
    assert_eq!(
        answer.header("content-type"),
        "text/html; charset=utf-8",
        "{path}"
    );
    answer.text()
}

#[test]
fn the_first_page_comes_in_the_language_that_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::new(&demo(folder.path()), &[]);
    for (asked, language) in [
        ("", "en"),
        ("ru-RU,ru;q=0.9,en;q=0.8", "ru"),
        ("sr-Latn-RS,en", "sr-Latn"),
        ("sr", "sr-Cyrl"),
        ("kk;q=0.7,de", "kk"),
        ("de", "en"),
    ] {
        let answer = served.ask("GET", "/", &[("Accept-Language", asked)]);
        assert_eq!(
            (answer.status, answer.header("location"), answer.header("vary")),
            (307, format!("/{language}/").as_str(), "accept-language"),
        );
        let page = page(&served, &format!("/{language}/"));
        assert!(page.contains(&format!("<html lang=\"{language}\">")), "{page}");
    }
    assert_eq!(served.get("/en").header("location"), "/en/");
}

#[test]
fn the_first_page_shows_what_mirror_prints() {
    let folder = tempfile::tempdir().unwrap();
    let home = demo(folder.path());
    let served = Served::new(&home, &[]);
    for (one, other, table) in [("KAZ", "SRB", "mirror"), ("SRB", "KAZ", "mirror_reverse")] {
        let printed = json(&["mirror", one, other, "--output", "json", "--home", &home]);
        let figure = |row: &serde_json::Value, name: &str| match &row[name] {
            serde_json::Value::Null => String::new(),
            figure => figure
                .to_string()
                .trim_matches('"')
                .trim_end_matches(".0")
                .to_owned(),
        };
        let printed: Vec<[String; 4]> = printed
            .iter()
            .map(|row| {
                let period = row["period"].as_str().unwrap().to_owned();
                let [export, import, difference] =
                    ["export_value", "import_value", "asymmetry"].map(|name| figure(row, name));
                [period, export, import, difference]
            })
            .collect();
        let told = served.get(&format!("/en/trade.csv?table={table}")).text();
        let rows = told.lines().filter(|line| !line.starts_with('#')).skip(1);
        let shown: Vec<[String; 4]> = rows
            .map(|row| {
                let cells: Vec<&str> = row.split(',').collect();
                [cells[0], cells[2], cells[3], cells[4]].map(str::to_owned)
            })
            .collect();
        assert_eq!(shown, printed);
    }
    let page = page(&served, "/en/");
    for words in [
        "27,557,712",
        "141,989,248",
        "114,431,536",
        "goods through a third country; freight and insurance (CIF",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
}

#[test]
fn every_kind_of_page_is_told_in_every_language_and_keeps_browsers_to_itself() {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::new(&home(folder.path()), &[]);
    for language in LANGUAGES {
        for kind in KINDS {
            let path = format!("/{language}/{kind}");
            let answer = served.get(&path);
            assert_eq!(answer.status, 200, "{path}: {}", answer.text());
            guarded(&answer, &path);
            let page = answer.text();
            assert!(page.contains(&format!("<html lang=\"{language}\">")), "{path}");
            for none in [
                "<script",
                "<style",
                " style=",
                " onload",
                "http://",
                "https://",
                "javascript:",
            ] {
                // The names of namespaces are no addresses.
                let page = page.replace("http://www.w3.org/2000/svg", "");
                assert!(!page.contains(none), "{path} has {none}");
            }
            let menu: Vec<String> = attributes(&page, "hreflang");
            assert!(
                LANGUAGES.iter().all(|code| menu.iter().any(|one| one == code)),
                "{path}"
            );
            // The reports of the demo tell of no commitment, so there is no table of any.
            let empty = kind == "commitments";
            assert_eq!(checksums(&page).is_empty(), empty, "{path}");
        }
    }
}

fn guarded(answer: &Answer, path: &str) {
    let policy = "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; \
                  frame-ancestors 'none'";
    assert_eq!(answer.header("content-security-policy"), policy, "{path}");
    assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
    assert_eq!(answer.header("referrer-policy"), "no-referrer", "{path}");
    assert_eq!(answer.header("access-control-allow-origin"), "", "{path}");
}

#[test]
fn every_link_of_a_page_leads_somewhere_and_every_file_has_the_checksums_of_its_page() {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::new(&home(folder.path()), &[]);
    let mut followed: BTreeMap<String, u16> = BTreeMap::new();
    for kind in KINDS {
        let path = format!("/en/{kind}");
        let page = page(&served, &path);
        let sums = checksums(&page);
        for link in attributes(&page, "href") {
            if !link.starts_with('/') || followed.contains_key(&link) {
                continue;
            }
            let answer = served.get(&link);
            followed.insert(link.clone(), answer.status);
            let json_of_page = link.contains(".json?");
            if json_of_page && link.starts_with(path.split('?').next().unwrap().trim_end_matches('/')) {
                let told = answer.text();
                assert!(sums.iter().all(|sum| told.contains(sum)), "{path} → {link}");
            }
            if link.contains(".csv?") && !link.contains(".sdmx.") {
                let told = answer.text();
                let told = told.lines().find(|line| line.contains("sha256")).unwrap();
                assert!(sums.iter().any(|sum| told.contains(sum)), "{path} → {link}");
            }
        }
    }
    let broken: Vec<_> = followed
        .iter()
        .filter(|(link, status)| **status != if link.contains(".sdmx.") { 307 } else { 200 })
        .collect();
    assert_eq!(broken, Vec::<(&String, &u16)>::new());
    assert!(followed.len() > 100, "{}", followed.len());
}

#[test]
fn the_records_behind_a_page_are_those_of_sdmx() {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::new(&demo(folder.path()), &[]);
    let leads = served.get("/en/trade.sdmx.csv?period=2015..2018&vintage=2026-11-22");
    assert_eq!(leads.status, 307);
    let told = served.get(leads.header("location"));
    assert_eq!(told.status, 200, "{}", told.text());
    let values = told.text();
    assert!(
        values.contains("27557712") && values.contains("141989248"),
        "{values}"
    );
    let other = served.get("/en/claims.sdmx.csv");
    assert_eq!(other.status, 404);
}

#[test]
fn a_pinned_page_shows_the_same_after_a_revision_and_the_page_of_today_the_new_figure() {
    let folder = tempfile::tempdir().unwrap();
    let rows = "KAZ,SRB,export,2015,TOTAL,100,USD,H4,last_known_destination,,,\n\
                SRB,KAZ,import,2015,TOTAL,160,USD,H4,consignment,,,\n";
    let home = home_of(folder.path(), &[("2016-01-02", rows)]);
    let served = Served::new(&home, &[]);
    let before = page(&served, "/en/trade?view=mirror");
    let pinned = permalink(&before);
    assert_eq!(
        pinned,
        "/en/trade?view=mirror&exporter=KAZ&importer=SRB&level=total&freq=A&vintage=2016-01-02"
    );
    let tag = served.get(&pinned).header("etag").to_owned();
    let revised = "KAZ,SRB,export,2015,TOTAL,7654321,USD,H4,last_known_destination,,,\n";
    bring(folder.path(), &home, "2016-03-04", revised);
    let now = page(&served, "/en/trade?view=mirror");
    assert!(
        now.contains("7,654,321") && !before.contains("7,654,321"),
        "{now}"
    );
    let then = page(&served, &pinned);
    assert!(!then.contains("7,654,321"), "{then}");
    assert_eq!(checksums(&then), checksums(&before));
    assert_ne!(checksums(&now), checksums(&before));
    // What was imported may have changed any answer, and did not change this one's words.
    assert_ne!(served.get(&pinned).header("etag"), tag);
}

#[test]
fn who_has_an_answer_is_told_so_in_a_line() {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::new(&demo(folder.path()), &[]);
    for path in ["/en/", "/ru/register", "/en/trade.csv", "/page.css"] {
        let first = served.get(path);
        let tag = first.header("etag").to_owned();
        assert!(tag.starts_with("W/"), "{path}: {tag}");
        let again = served.ask("GET", path, &[("If-None-Match", &tag)]);
        assert_eq!((again.status, again.body.len()), (304, 0), "{path}");
        let head = served.ask("HEAD", path, &[]);
        assert_eq!((head.status, head.body.len()), (200, 0), "{path}");
    }
}

/// Says of each address its status and words of the page.
fn refused(served: &Served, cases: &[(&str, u16, &str)]) {
    for &(path, status, said) in cases {
        let answer = served.get(path);
        let told = answer.text().replace("&#x2f;", "/");
        assert_eq!(answer.status, status, "{path}: {told}");
        assert!(told.contains(said), "{path}: {told}");
        guarded(&answer, path);
    }
}

#[test]
fn an_address_that_was_mistyped_is_told_what_is_near() {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::new(&home(folder.path()), &[]);
    refused(
        &served,
        &[
            (
                "/sr-Latin/",
                404,
                "Did you mean: <a href=\"/sr-Latn/\">sr-Latn</a>",
            ),
            (
                "/en/regster",
                404,
                "Did you mean: <a href=\"/en/register\">register</a>",
            ),
            (
                "/en/trade.jsn",
                404,
                "Did you mean: <a href=\"/en/trade.json\">.json</a>",
            ),
            (
                "/en/register/instrumant-6",
                404,
                "<a href=\"/en/register/instrument-6\">instrument-6</a>",
            ),
            (
                "/en/trade?veiw=parts&exporter=SRB",
                400,
                "Did you mean: <a href=\"/en/trade?view=parts&amp;exporter=SRB\">view</a>",
            ),
            (
                "/en/register?type=agreemant",
                400,
                "Did you mean: <a href=\"/en/register?type=agreement\">",
            ),
        ],
    );
}

#[test]
fn an_address_that_makes_no_sense_is_told_what_was_found_and_what_was_expected() {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::new(&home(folder.path()), &[]);
    let long = format!("/en/register?search={}", "a".repeat(3_000));
    refused(
        &served,
        &[
            ("/xx/", 404, "Found: /xx"),
            (
                "/en/register/instrument-99",
                404,
                "Expected: instrument-1 … instrument-",
            ),
            (
                "/en/trade?view=part",
                400,
                "Expected: mirror · parts · growth · products · treemap · cell",
            ),
            ("/en/trade?exporter=Narnia", 400, "Found: exporter=Narnia"),
            ("/en/trade?exporter=KAZ&importer=KAZ", 400, "Expected: ≠ KAZ"),
            (
                "/en/trade?period=last",
                400,
                "Expected: 2015 · 2015-04 · 2015..2018 · 2015..",
            ),
            ("/en/trade?period=2018..2015", 400, "Found: period=2018..2015"),
            ("/en/trade?vintage=2999-01-01", 400, "Found: vintage=2999-01-01"),
            (
                "/en/trade?period=1999",
                404,
                "Expected: KAZ → SRB, period=2015..2023",
            ),
            ("/en/trade?view=mirror&view=parts", 400, "Expected: ×1"),
            ("/en/trade?view=%ff", 400, "Expected: UTF-8"),
            (
                "/en/trade.csv?table=mirrow",
                404,
                "Expected: mirror · mirror_reverse",
            ),
            ("/en/register?colour=red", 400, "Found: colour=red"),
            (&long, 414, "This address is too long"),
            ("/ru/nichego", 404, "По этому адресу ничего нет"),
            ("/kk/x", 404, "Бұл мекенжайда ештеңе жоқ"),
            ("/sr-Cyrl/x", 404, "На овој адреси нема ничега"),
            ("/sr-Latn/x", 404, "Na ovoj adresi nema ničega"),
        ],
    );
    let refused = served.ask("POST", "/en/trade", &[]);
    assert_eq!((refused.status, refused.header("allow")), (405, "GET,HEAD"));
}

#[test]
fn what_others_wrote_is_text_on_a_page_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::new(&home(folder.path()), &[]);
    let told = served.get("/en/register?search=%22%3E%3Cscript%3Ealert(1)%3C/script%3E");
    assert_eq!(told.status, 200);
    assert!(!told.text().contains("<script"), "{}", told.text());
    let told = served.get("/en/%3Cscript%3E");
    assert_eq!(told.status, 404);
    assert!(!told.text().contains("<script"), "{}", told.text());
}

#[test]
fn the_register_is_narrowed_by_facets() {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::new(&home(folder.path()), &[]);
    let count = |path: &str| {
        let told: serde_json::Value = serde_json::from_slice(&served.get(path).body).unwrap();
        told["tables"][0]["row_count"].as_u64().unwrap()
    };
    let (all, agreements) = (
        count("/en/register.json"),
        count("/en/register.json?type=agreement"),
    );
    assert!(0 < agreements && agreements < all, "{agreements} of {all}");
    // Fields of a form that nobody filled in.
    assert_eq!(
        count("/en/register.json?type=&status=&subject=&year=&side=&search="),
        all
    );
    let found = count("/en/register.json?search=%D0%B7%D0%B4%D1%80%D0%B0%D0%B2");
    assert!(found < all, "{found} of {all}");
}

#[test]
fn what_is_closed_is_not_there_and_of_what_is_a_title_only_there_is_no_more() {
    let folder = tempfile::tempdir().unwrap();
    let home = home(folder.path());
    let served = Served::new(&home, &[]);
    let all = served.get("/en/register").text();
    let told = |id: &str| served.get(&format!("/en/register/{id}")).text();
    let closed = "readmission of persons";
    let rows = |page: &str| page.matches("<tr>").count();
    let before = told("instrument-2");
    assert!(
        all.contains(closed) && told("instrument-1").contains(closed),
        "{all}"
    );
    for (id, secrecy) in [("instrument-1", "closed"), ("instrument-2", "title_only")] {
        let set = format!("confidentiality={secrecy}");
        let added = run(&[
            "register", "add", id, "--set", &set, "--by", "Serikova", "--home", &home,
        ]);
        assert!(added.status.success(), "{}", text(&added.stderr));
    }
    assert!(!served.get("/en/register").text().contains(closed));
    assert_eq!(served.get("/en/register/instrument-1").status, 404);
    let title = told("instrument-2");
    assert!(
        title.contains("in the field of defense") && rows(&title) < rows(&before),
        "{title}"
    );
    for path in ["/en/lists", "/en/brief", "/en/register.json", "/en/brief.docx"] {
        let answer = served.get(path);
        let told = String::from_utf8_lossy(&answer.body).into_owned();
        assert_eq!((answer.status, told.contains(closed)), (200, false), "{path}");
    }
}
