//! The columns of UN Comtrade's records, whose order both layouts share.
//!
//! The site of before 2023 named them otherwise and had three fewer. A column has one
//! number in both, so that what the two say alike is read by the same lines.

use super::row::{Column, needed, optional};

pub(super) const REPORTER: usize = 0;
pub(super) const FLOW: usize = 1;
pub(super) const PARTNER: usize = 2;
pub(super) const COMMODITY: usize = 3;
pub(super) const VALUE: usize = 4;
pub(super) const PERIOD: usize = 5;
pub(super) const YEAR: usize = 6;
pub(super) const EDITION: usize = 7;
pub(super) const SECOND_PARTNER: usize = 8;
pub(super) const PROCEDURE: usize = 9;
pub(super) const TRANSPORT: usize = 10;
pub(super) const UNIT: usize = 11;
pub(super) const QUANTITY: usize = 12;
pub(super) const NET_WEIGHT: usize = 13;
pub(super) const CIF: usize = 14;
pub(super) const FOB: usize = 15;
pub(super) const MONTH: usize = 16;
pub(super) const FREQUENCY: usize = 17;
pub(super) const TYPE: usize = 18;

/// Of the current API.
pub(super) const CURRENT: [Column; 19] = [
    needed("reporterCode"),
    needed("flowCode"),
    needed("partnerCode"),
    needed("cmdCode"),
    needed("primaryValue"),
    optional("period"),
    optional("refYear"),
    optional("classificationCode"),
    optional("partner2Code"),
    optional("customsCode"),
    optional("motCode"),
    optional("qtyUnitCode"),
    optional("qty"),
    optional("netWgt"),
    optional("cifvalue"),
    optional("fobvalue"),
    optional("refMonth"),
    optional("freqCode"),
    optional("typeCode"),
];

/// Of the API and site before 2023.
pub(super) const LEGACY: [Column; 16] = [
    needed("Reporter Code"),
    needed("Trade Flow Code"),
    needed("Partner Code"),
    needed("Commodity Code"),
    needed("Trade Value (US$)"),
    optional("Period"),
    needed("Year"),
    needed("Classification"),
    optional("2nd Partner Code"),
    optional("Customs Proc. Code"),
    optional("Mode of Transport Code"),
    optional("Qty Unit Code"),
    optional("Qty"),
    optional("Netweight (kg)"),
    optional("CIF Trade Value (US$)"),
    optional("FOB Trade Value (US$)"),
];
