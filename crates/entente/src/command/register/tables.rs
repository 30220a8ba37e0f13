//! Rows of the register as people read them.

use super::rows::{
    ClaimRow, CommissionRow, CommitmentRow, EntryRow, InstitutionRow, InstrumentRow, MeetingRow, PersonRow,
    SessionRow, SourceRow,
};
use crate::print::table::Table;

pub(super) fn instruments(rows: &[InstrumentRow]) -> String {
    let mut table = Table::new(&["id", "instrument", "status"], &[]);
    for row in rows {
        let level = row.level.as_deref().map(|level| format!(", {}", plain(level)));
        let signed = row.signed.as_deref().map(|day| format!(", signed {day}"));
        let how = row.completeness.as_deref().map(|how| format!(", {how}"));
        let told = [level, how, signed].into_iter().flatten().collect::<String>();
        let mut lines = vec![plain(&row.r#type) + &told];
        lines.extend(
            row.parties
                .split("; ")
                .filter(|party| !party.is_empty())
                .map(str::to_owned),
        );
        lines.extend(row.subject.as_ref().map(|subject| format!("about {subject}")));
        lines.extend(
            row.same_as
                .as_ref()
                .map(|first| format!("perhaps the same as {first}")),
        );
        let status = format!("{}{}", plain(&row.status), mark(row.review));
        table.row(&[&row.id, &lines.join("\n"), &status]);
    }
    table.printed() + &legend(rows.iter().map(|row| row.review))
}

/// A word of files as people write it.
pub(super) fn plain(word: &str) -> String {
    word.replace('_', " ")
}

/// What is not wholly confirmed is marked.
fn mark(review: &str) -> &'static str {
    match review {
        "confirmed" => "",
        "rejected" => " (rejected)",
        _ => " *",
    }
}

fn legend<'a>(mut reviews: impl Iterator<Item = &'a str>) -> String {
    let open = reviews.any(|review| mark(review) == " *");
    let note = if open {
        "* proposed, not yet confirmed\n"
    } else {
        ""
    };
    note.to_owned()
}

pub(super) fn meetings(rows: &[MeetingRow]) -> String {
    let mut table = Table::new(&["id", "kind", "date", "place", "people"], &[]);
    for row in rows {
        let kind = format!("{}{}", plain(&row.kind), mark(row.review));
        let [date, place] = [&row.date, &row.place].map(|text| text.as_deref().unwrap_or("—"));
        table.row(&[&row.id, &kind, &date, &place, &row.people]);
    }
    table.printed() + &legend(rows.iter().map(|row| row.review))
}

pub(super) fn commitments(rows: &[CommitmentRow]) -> String {
    let mut table = Table::new(&["id", "commitment", "due", "status"], &[]);
    for row in rows {
        let strength = match row.strength.as_deref() {
            Some(strength) => format!("{}, ", plain(strength)),
            // No verb of the scale invites.
            None if row.kind == "invitation" => String::new(),
            None => "strength not told, ".to_owned(),
        };
        let owner = if row.owners.is_empty() {
            "no owner told"
        } else {
            &row.owners
        };
        let told = format!("{}\n{}, {strength}{owner}", row.text, plain(&row.kind));
        let status = format!("{}{}", row.status, mark(row.review));
        table.row(&[&row.id, &told, &row.due.as_deref().unwrap_or("—"), &status]);
    }
    table.printed() + &legend(rows.iter().map(|row| row.review))
}

pub(super) fn claims(rows: &[ClaimRow]) -> String {
    let mut table = Table::new(&["id", "claim", "period", "verdict"], &[]);
    for row in rows {
        let amount = row.amount.as_ref().map(|amount| {
            let operator = row.operator.as_deref().filter(|operator| *operator != "=");
            format!(
                "{}{} {}",
                operator.unwrap_or_default(),
                grouped(amount),
                row.unit.as_deref().unwrap_or_default()
            )
        });
        let figures: Vec<String> = [row.flow.clone(), amount, row.change.clone()]
            .into_iter()
            .flatten()
            .collect();
        let told = format!("{}\n{}", row.sentence, plain(&figures.join(", ")));
        let verdict = format!("{}{}", row.verdict.unwrap_or("not checked"), mark(row.review));
        table.row(&[&row.id, &told, &row.period.as_deref().unwrap_or("—"), &verdict]);
    }
    table.printed() + &legend(rows.iter().map(|row| row.review))
}

/// An amount with its thousands set apart, where it is a number of whole units.
fn grouped(amount: &str) -> String {
    let money = entente_trade::Money::parse(amount, 0);
    money
        .ok()
        .filter(|_| !amount.contains('.'))
        .map_or_else(|| amount.to_owned(), |money| format!("{money:#}"))
}

pub(super) fn institutions(rows: &[InstitutionRow]) -> String {
    let mut table = Table::new(&["institution", "instruments"], &[]);
    for row in rows {
        let mut lines = vec![row.en.clone(), row.id.clone()];
        lines.extend(row.succession.clone());
        table.row(&[&lines.join("\n"), &row.instruments.replace("instrument-", "")]);
    }
    table.printed()
}

pub(super) fn commissions(rows: &[CommissionRow]) -> String {
    let mut table = Table::new(&["id", "commission", "pair", "sessions"], &[]);
    for row in rows {
        let name = format!("{}{}", row.name, mark(row.review));
        table.row(&[&row.id, &name, &row.pair.as_deref().unwrap_or("—"), &row.sessions]);
    }
    table.printed() + &legend(rows.iter().map(|row| row.review))
}

pub(super) fn sessions(rows: &[SessionRow]) -> String {
    let mut table = Table::new(&["id", "commission", "number", "date", "place", "next due"], &[]);
    for row in rows {
        let id = format!("{}{}", row.id, mark(row.review));
        let told = [
            &row.commission,
            &row.ordinal,
            &row.date,
            &row.place,
            &row.next_due,
        ];
        let [commission, ordinal, date, place, due] = told.map(|text| text.as_deref().unwrap_or("—"));
        table.row(&[&id, &commission, &ordinal, &date, &place, &due]);
    }
    table.printed() + &legend(rows.iter().map(|row| row.review))
}

pub(super) fn people(rows: &[PersonRow]) -> String {
    let mut table = Table::new(&["id", "name", "side", "offices"], &[]);
    for row in rows {
        let name = format!("{}{}", row.name, mark(row.review));
        table.row(&[&row.id, &name, &row.side.as_deref().unwrap_or("—"), &row.offices]);
    }
    table.printed() + &legend(rows.iter().map(|row| row.review))
}

pub(super) fn sources(rows: &[SourceRow]) -> String {
    let mut table = Table::new(&["id", "file", "side", "language", "published", "lists"], &[5]);
    for row in rows {
        let [side, language, published] =
            [&row.side, &row.language, &row.published].map(|text| text.as_deref().unwrap_or("—"));
        let listed = match row.announced {
            Some(announced) => format!("{} of {announced}", row.listed),
            None => row.listed.to_string(),
        };
        table.row(&[&row.id, &row.file, &side, &language, &published, &listed]);
    }
    table.printed()
}

pub(super) fn entries(rows: &[EntryRow]) -> String {
    let mut table = Table::new(&["entry", "at", "by", "act"], &[0]);
    for row in rows {
        let counts = match (row.undone, row.idle) {
            (true, _) => " (undone)",
            (false, true) => " (what it speaks of was undone)",
            (false, false) => "",
        };
        table.row(&[&row.number, &row.at, &row.by, &format!("{}{counts}", row.act)]);
    }
    table.printed()
}
