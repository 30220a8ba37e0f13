//! `entente demo --exchange`: two nodes, in two homes, with the real figures of the pair.
//!
//! Each home holds its own side's reports alone. What the demo does, it does by the commands a
//! person would type, and prints them before it runs them; only the cut cable is its own.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use entente_exchange::digest::Digest;
use entente_exchange::name::Name;
use entente_exchange::source::Source;
use entente_mirror::explain::MarginRule;
use entente_mirror::store::Home;
use entente_trade::{Area, Areas, Period};

use super::{agree, bundle, keys, peer, pull, release, status};
use crate::args::{
    AgreeArgs, Brief, BundleArgs, BundleCommand, BundleExportArgs, BundleImportArgs, ImportArgs, KeysArgs,
    KeysCommand, KeysInitArgs, PeerAddArgs, PeerArgs, PeerCommand, ReleaseArgs, StatusArgs,
};
use crate::command::demo::{KAZ, SRB, show_mirror};
use crate::command::{import, init};
use crate::desk;
use crate::exchange::{Desk, KeyUse};
use crate::failure::{Done, Failure};
use crate::print;

const FLOW: &str = "IMTS_IMF_DOTS";

const ANNEX: &str = "\
# What both sides signed. The two files are the same to the byte.
parties = [\"KAZ\", \"SRB\"]

[[dataflow]]
id = \"IMTS_IMF_DOTS\"
structures = [\"ENTENTE:IMTS(1.0.0)\"]

[notes]
contact = \"the trade statisticians of both offices\"
";

/// A revision of one figure, made up to show what a revision does.
const REVISED: &str = "Kazakhstan,\"Serbia, Republic of\",2018,3600000,\n";

pub(crate) fn run(home: Option<&Path>, figures: &[u8]) -> Result<Done, Failure> {
    let root = home.map_or_else(|| PathBuf::from("entente-demo-exchange"), Path::to_owned);
    if root.exists() {
        return Err(Failure::of(format!("found {}", root.display()))
            .hint("remove it, or name another folder with --home, to run the demo again"));
    }
    fs::create_dir_all(&root)?;
    let nodes = [
        Node::new(root.join("kaz"), ("KAZ", KAZ), SRB),
        Node::new(root.join("srb"), ("SRB", SRB), KAZ),
    ];
    begin(&root, &nodes, figures)?;
    let [kaz, srb] = &nodes;
    let years = ["2015", "2016", "2017", "2018"];
    said("Kazakhstan releases four years, and serves its outbox")?;
    years.iter().try_for_each(|year| kaz.release(year, false))?;
    // Served from a thread of this program, as `entente serve --outbox` does.
    let address = Desk::open(Some(&kaz.home))?.serve(([127, 0, 0, 1], 0).into())?;
    srb.pin(&format!("https://{address}"), kaz.fingerprint()?)?;
    said("Serbia pulls them over TLS with both keys pinned, lands them and answers")?;
    srb.pull()?;
    said("Serbia releases its own, Kazakhstan pulls, then revises 2018")?;
    years.iter().try_for_each(|year| srb.release(year, false))?;
    kaz.pull()?;
    kaz.import("revised.csv", &format!("{}{REVISED}", header(figures)))?;
    kaz.release("2018", true)?;
    said("The cable is cut while Serbia pulls the revision; a stick takes over")?;
    srb.pull_over_a_cut_cable()?;
    let stick = root.join("stick.tar");
    kaz.export(&stick)?;
    srb.import_bundle(&stick)?;
    kaz.pull()?;
    said("Both print the same table")?;
    let tables = [kaz.table()?, srb.table()?];
    print::text(&tables[0])?;
    if tables[0] != tables[1] {
        return Err(Failure::of(format!(
            "the tables differ; Serbia's is\n{}",
            tables[1]
        )));
    }
    print::text("and so does Serbia's, to the byte.\n")?;
    status::run(Some(&kaz.home), &StatusArgs { output: Brief::Text })?;
    let shown = root.display();
    print::text(&format!(
        "\nThe homes are {shown}/kaz and {shown}/srb; try: entente log --home {shown}/srb\n"
    ))?;
    Ok(Done::Wholly)
}

fn said(what: &str) -> Result<(), Failure> {
    print::text(&format!("\n== {what}\n"))
}

/// Homes, own figures, keys, the pinned partner and the annex, up to the point where data can go.
fn begin(root: &Path, nodes: &[Node; 2], figures: &[u8]) -> Result<(), Failure> {
    said("Two homes, each with its own side's figures and keys")?;
    for node in nodes {
        init::make(&node.home, init::party(node.side)?, init::party(node.partner)?)?;
        node.import("own.csv", &own(figures, node)?)?;
        node.keys()?;
    }
    said("Each pins the other by the fingerprint in the annex, and agrees to it")?;
    let annex = root.join("annex.toml");
    fs::write(&annex, ANNEX)?;
    for (node, other) in [(&nodes[0], &nodes[1]), (&nodes[1], &nodes[0])] {
        let outbox = other.home.join("outbox").join(node.letters);
        node.pin(&outbox.to_string_lossy(), other.fingerprint()?)?;
        agree::run(
            Some(&node.home),
            &AgreeArgs {
                annex: annex.clone(),
                dry_run: false,
            },
        )?;
    }
    nodes.iter().try_for_each(Node::pull)
}

fn header(figures: &[u8]) -> String {
    let text = String::from_utf8_lossy(figures);
    text.lines()
        .next()
        .map_or(String::new(), |line| format!("{line}\n"))
}

/// A side's own reports of trade with the other: the importer's column of its imports, the
/// exporter's of its exports.
fn own(figures: &[u8], node: &Node) -> Result<String, Failure> {
    let mut text = header(figures);
    let resolve = |name: &str| Areas::standard().resolve_side(name).ok();
    for record in csv::Reader::from_reader(figures).records() {
        let record = record?;
        let told = |at: usize| record.get(at).unwrap_or_default();
        let sides = [told(0), told(1)].map(resolve);
        let exports = sides == [Some(node.side), Some(node.partner)];
        if exports || sides == [Some(node.partner), Some(node.side)] {
            let (sent, arrived) = if exports { (told(3), "") } else { ("", told(4)) };
            // Writing into a string never fails.
            let _ = writeln!(
                text,
                "\"{}\",\"{}\",{},{sent},{arrived}",
                told(0),
                told(1),
                told(2)
            );
        }
    }
    Ok(text)
}

/// One of the two nodes.
struct Node {
    home: PathBuf,
    letters: &'static str,
    side: Area,
    partner: Area,
}

impl Node {
    fn new(home: PathBuf, (letters, side): (&'static str, Area), partner: Area) -> Self {
        Self {
            home,
            letters,
            side,
            partner,
        }
    }

    fn typed(&self, command: &str) -> Result<(), Failure> {
        print::text(&format!("{}$ entente {command}\n", self.letters))
    }

    fn import(&self, name: &str, text: &str) -> Result<(), Failure> {
        self.typed(&format!("import {name}"))?;
        let path = self.home.join(name);
        fs::write(&path, text)?;
        let args = ImportArgs {
            files: vec![path],
            layout: None,
            vintage: None,
            flow: None,
            dry_run: false,
            output: Brief::Text,
        };
        import::run(Some(&self.home), &args).map(|_| ())
    }

    fn keys(&self) -> Result<(), Failure> {
        self.typed("keys init")?;
        let init = KeysInitArgs {
            roots: 3,
            threshold: 2,
            roots_out: None,
            dry_run: false,
        };
        let command = KeysCommand::Init(init);
        keys::run(Some(&self.home), &KeysArgs { command }).map(|_| ())
    }

    fn fingerprint(&self) -> Result<Digest, Failure> {
        Desk::open(Some(&self.home))?.own_fingerprint()
    }

    fn pin(&self, address: &str, fingerprint: Digest) -> Result<(), Failure> {
        self.typed(&format!(
            "peer add {address} --fingerprint {:.12}…",
            fingerprint.to_string()
        ))?;
        let address = address.to_owned();
        let command = PeerCommand::Add(PeerAddArgs { address, fingerprint });
        peer::run(Some(&self.home), &PeerArgs { command }).map(|_| ())
    }

    fn release(&self, period: &str, revise: bool) -> Result<(), Failure> {
        let more = if revise { " --revise" } else { "" };
        self.typed(&format!("release {FLOW} --period {period}{more}"))?;
        let expected = || Failure::usage(format!("{period} is no period"));
        let args = ReleaseArgs {
            dataflow: FLOW.to_owned(),
            period: Period::parse(period).ok_or_else(expected)?,
            revise,
            embargo: None,
            dry_run: false,
            output: Brief::Text,
        };
        release::run(Some(&self.home), &args).map(|_| ())
    }

    fn pull(&self) -> Result<(), Failure> {
        self.typed("pull")?;
        pull::run(Some(&self.home), None, Brief::Text).map(|_| ())
    }

    /// Pulls over the pinned way, which is cut before the first object has come.
    fn pull_over_a_cut_cable(&self) -> Result<(), Failure> {
        self.typed("pull")?;
        let desk = Desk::open(Some(&self.home))?;
        let mut pair = desk.pair()?;
        let mut way = Cut(desk.way(None)?);
        let key = desk.key(KeyUse::Mirror, pair.outbox.history())?;
        let with = pull::with(&pair, desk.annex(&pair)?.as_ref(), &key);
        match pair.exchange(&mut way, with) {
            Err(error) => print::text(&format!("error: {error}\n")),
            Ok(_) => Err(Failure::of("found the pull done over a cable that is cut")),
        }
    }

    fn export(&self, stick: &Path) -> Result<(), Failure> {
        self.typed("bundle export stick.tar")?;
        let export = BundleExportArgs {
            path: stick.to_owned(),
            all: false,
        };
        let command = BundleCommand::Export(export);
        bundle::run(Some(&self.home), &BundleArgs { command }).map(|_| ())
    }

    fn import_bundle(&self, stick: &Path) -> Result<(), Failure> {
        self.typed("bundle import stick.tar")?;
        let import = BundleImportArgs {
            path: stick.to_owned(),
            output: Brief::Text,
        };
        let command = BundleCommand::Import(import);
        bundle::run(Some(&self.home), &BundleArgs { command }).map(|_| ())
    }

    /// The mirror tables of both directions.
    fn table(&self) -> Result<String, Failure> {
        let comparison = desk::comparison(&Home::open(&self.home)?, MarginRule::Best)?;
        let both = [(KAZ, SRB), (SRB, KAZ)].map(|(from, to)| show_mirror(&comparison, from, to));
        both.into_iter().collect()
    }
}

/// A way that is cut as soon as an object is asked for.
struct Cut(Box<dyn Source>);

impl Source for Cut {
    fn read(&mut self, name: Name, from: u64, at_most: u64) -> io::Result<Option<Vec<u8>>> {
        match name {
            Name::Object(_) => Err(io::ErrorKind::ConnectionReset.into()),
            other => self.0.read(other, from, at_most),
        }
    }
}
