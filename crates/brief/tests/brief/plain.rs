//! Documents as plain text, for people who compare them: everything that is in one is in the text.

use entente_brief::Wording;
use entente_brief::chart::Chart;
use entente_brief::document::{Block, Document, Figure, Prose, Span};
use entente_brief::table::{Table, Value};
use entente_brief::write::printed;

/// A document as text.
pub(crate) fn plain(document: &Document) -> String {
    let wording = Wording::of(document.language);
    let from = &document.provenance;
    let mut lines = vec![format!("{} [{}]", document.title, document.language.code())];
    lines.extend(document.finding.clone());
    let reporters = from.reporters.iter().map(|area| wording.area(*area).text);
    let facts = [
        Some(reporters.collect::<Vec<_>>().join(", ")),
        from.valuation.clone(),
        from.periods.clone(),
        from.vintage.map(|day| day.to_string()),
        Some(from.query.clone()),
        from.extracted.clone(),
    ];
    lines.push(facts.into_iter().flatten().collect::<Vec<_>>().join(" | "));
    lines.extend(from.datasets.iter().map(|one| format!("| {one}")));
    lines.extend(document.blocks.iter().map(|one| block(wording, one)));
    lines.join("\n") + "\n"
}

fn block(wording: &Wording, block: &Block) -> String {
    match block {
        Block::Heading(text) => format!("\n# {text}"),
        Block::Paragraph(words) => prose(words),
        Block::List(items) => {
            let items = items.iter().map(|item| format!("- {}", prose(item)));
            items.collect::<Vec<_>>().join("\n")
        }
        Block::Table(one) => table(wording, one),
        Block::Figure(one) => figure(wording, one),
    }
}

fn prose(words: &Prose) -> String {
    let span = |span: &Span| match span {
        Span::Text(text) => text.clone(),
        Span::Strong(text) => format!("*{text}*"),
        Span::Link(text, address) => format!("{text} <{address}>"),
        Span::Quote(text, language) => format!("«{text}»{}", tag(language.as_deref())),
    };
    words.0.iter().map(span).collect()
}

fn tag(language: Option<&str>) -> String {
    language.map(|code| format!("@{code}")).unwrap_or_default()
}

fn table(wording: &Wording, table: &Table) -> String {
    let mut lines = vec![format!("\n[{}] {}", table.name, table.caption)];
    let head = table.columns.iter().map(|column| {
        let mark = if column.heads_row { "^" } else { "" };
        format!("{mark}{}={}", column.name, column.label)
    });
    lines.push(head.collect::<Vec<_>>().join(" ; "));
    for row in &table.rows {
        assert_eq!(row.len(), table.columns.len(), "{}", table.name);
        let cells = row.iter().map(|cell| value(wording, cell));
        lines.push(cells.collect::<Vec<_>>().join(" ; "));
    }
    lines.extend(table.notes.iter().map(|note| format!("* {note}")));
    lines.join("\n")
}

fn value(wording: &Wording, value: &Value) -> String {
    if let Value::Spark(course) = value {
        let points = course
            .iter()
            .map(|point| point.map_or("·".to_owned(), |point| wording.compact(point)));
        return points.collect::<Vec<_>>().join("~");
    }
    let language = match value {
        Value::Foreign(_, language) => Some(language.as_str()),
        _ => None,
    };
    format!("{}{}", printed(value, wording), tag(language))
}

fn figure(wording: &Wording, figure: &Figure) -> String {
    let amount =
        |amount: Option<entente_trade::Money>| amount.map_or("–".to_owned(), |one| wording.amount(one));
    let drawn = match &figure.chart {
        Chart::MirrorBars(bars) => bars
            .iter()
            .map(|bar| format!("{} {} / {}", bar.label, amount(bar.export), amount(bar.import)))
            .collect::<Vec<_>>(),
        Chart::Waterfall(fall) => std::iter::once(&fall.from)
            .chain(&fall.steps)
            .chain(std::iter::once(&fall.to))
            .map(|(label, step)| format!("{label} {}", wording.amount(*step)))
            .collect(),
        Chart::Treemap(tiles) => tiles
            .iter()
            .map(|tile| {
                format!(
                    "{} {} {} {}",
                    tile.group,
                    tile.code,
                    tile.label,
                    wording.amount(tile.value)
                )
            })
            .collect(),
        Chart::Lines(_) | Chart::Sparkline(_) => Vec::new(),
    };
    let mut lines = vec![
        format!("\n({})", figure.title),
        format!("({})", figure.description),
    ];
    lines.extend(drawn.into_iter().map(|line| format!("  ~ {line}")));
    lines.push(table(wording, &figure.table));
    lines.join("\n")
}
