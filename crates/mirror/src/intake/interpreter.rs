//! What a layout has to do, whatever carries its rows.

use super::error::Problem;
use super::outlet::Outlet;
use super::row::{Column, Header, Row};
use super::{Layout, Options};
use super::{armenia, comtrade, comtrade_columns, comtrade_legacy, entente, eurostat, imf_dots, uzbekistan};

/// Makes observations of rows.
pub(super) trait Interpreter {
    /// Takes the next row.
    fn row(&mut self, row: &Row, out: &mut Outlet<'_>) -> Result<(), Problem>;

    /// Takes notice that no row follows.
    fn finish(&mut self, _out: &mut Outlet<'_>) -> Result<(), Problem> {
        Ok(())
    }
}

/// The columns of a layout; none for a workbook, whose header is not its first row, and for
/// messages, whose structure says what they are.
pub(super) const fn columns(layout: Layout) -> &'static [Column] {
    match layout {
        Layout::ComtradeCsv | Layout::ComtradeJson | Layout::ComtradeParquet => &comtrade_columns::CURRENT,
        Layout::ComtradeLegacyCsv => &comtrade_columns::LEGACY,
        Layout::KzBnsWorkbook | Layout::SdmxCsv | Layout::SdmxJson | Layout::SdmxMl => &[],
        Layout::EurostatCsv => &eurostat::COLUMNS,
        Layout::ImfDotsCsv => &imf_dots::COLUMNS,
        Layout::ArmeniaCsv => &armenia::COLUMNS,
        Layout::UzbekistanCsv => &uzbekistan::COLUMNS,
        Layout::EntenteCsv | Layout::EntenteParquet => &entente::COLUMNS,
    }
}

/// The interpreter of a layout for a table with this header.
pub(super) fn of(
    layout: Layout,
    header: &Header,
    options: &Options,
) -> Result<Box<dyn Interpreter>, Problem> {
    Ok(match layout {
        Layout::ComtradeCsv | Layout::ComtradeJson | Layout::ComtradeParquet => {
            Box::new(comtrade::Comtrade::new(layout, header)?)
        }
        Layout::ComtradeLegacyCsv => Box::new(comtrade_legacy::ComtradeLegacy::new(header)?),
        Layout::EurostatCsv => Box::new(eurostat::Eurostat::new(header)?),
        Layout::ImfDotsCsv => Box::new(imf_dots::ImfDots::new(header, options)?),
        Layout::ArmeniaCsv => Box::new(armenia::Armenia::new(header, options)?),
        Layout::UzbekistanCsv => Box::new(uzbekistan::Uzbekistan::new(header, options)?),
        Layout::EntenteCsv | Layout::EntenteParquet => Box::new(entente::Entente::new(layout, header)?),
        Layout::KzBnsWorkbook | Layout::SdmxCsv | Layout::SdmxJson | Layout::SdmxMl => {
            return Err(Problem::OtherLayout {
                asked: layout,
                found: "a table of text",
            });
        }
    })
}
