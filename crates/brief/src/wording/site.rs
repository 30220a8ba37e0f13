//! The words of a site around its documents: its menu, its views and its forms.

use super::Term;

/// A word of the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SiteWord {
    /// Pages of trade.
    Trade,
    /// Pages of the register.
    Register,
    /// The board of commitments.
    Commitments,
    /// The claims.
    Claims,
    /// Lists of two sides, compared.
    Lists,
    /// The brief.
    Brief,
    /// Both reports of a pair.
    Mirror,
    /// What explains a difference.
    Parts,
    /// What changed between two periods.
    Growth,
    /// The largest products.
    Products,
    /// Products as areas.
    Treemap,
    /// One cell.
    Cell,
    /// Who exports.
    Exporter,
    /// Who imports.
    Importer,
    /// What is shown.
    View,
    /// How detailed goods are.
    Detail,
    /// Years or months.
    Frequency,
    /// Whose report.
    Side,
    /// Which goods.
    Commodity,
    /// Do what the form says.
    Show,
    /// Words to look for.
    Search,
    /// Whatever it is.
    Any,
}

impl SiteWord {
    /// Every word with its name.
    pub const NAMES: [(Self, &'static str); 22] = [
        (Self::Trade, "trade"),
        (Self::Register, "register"),
        (Self::Commitments, "commitments"),
        (Self::Claims, "claims"),
        (Self::Lists, "lists"),
        (Self::Brief, "brief"),
        (Self::Mirror, "mirror"),
        (Self::Parts, "parts"),
        (Self::Growth, "growth"),
        (Self::Products, "products"),
        (Self::Treemap, "treemap"),
        (Self::Cell, "cell"),
        (Self::Exporter, "exporter"),
        (Self::Importer, "importer"),
        (Self::View, "view"),
        (Self::Detail, "detail"),
        (Self::Frequency, "frequency"),
        (Self::Side, "side"),
        (Self::Commodity, "commodity"),
        (Self::Show, "show"),
        (Self::Search, "search"),
        (Self::Any, "any"),
    ];
}

impl Term for SiteWord {
    const LIST: &'static str = "site";

    fn name(self) -> &'static str {
        Self::NAMES[self as usize].1
    }
}
