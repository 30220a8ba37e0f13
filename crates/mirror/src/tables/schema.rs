//! The columns of the two tables.
//!
//! Amounts are thousandths. Columns of the same name begin both; behind what a reader asks for
//! stands how much of an estimate was a CIF value over a factor, so that sums can be taken up
//! where they were left.

use std::sync::Arc;

use parquet::basic::{ConvertedType, Repetition, Type as Physical};
use parquet::errors::Result as ParquetResult;
use parquet::schema::types::{SchemaDescPtr, SchemaDescriptor, Type, TypePtr};

const OPTIONAL: Repetition = Repetition::OPTIONAL;
const REQUIRED: Repetition = Repetition::REQUIRED;

/// One row a cell, both sides beside each other.
pub(super) fn matched() -> ParquetResult<SchemaDescPtr> {
    use ConvertedType::{INT_8, NONE, UTF8};
    described(
        "matched",
        vec![
            field("exporter", Physical::INT32, REQUIRED, NONE)?,
            field("importer", Physical::INT32, REQUIRED, NONE)?,
            field("cmdCode", Physical::BYTE_ARRAY, REQUIRED, UTF8)?,
            field("period", Physical::INT32, REQUIRED, NONE)?,
            decimal("exp_value", OPTIONAL)?,
            decimal("imp_value", OPTIONAL)?,
            decimal("imp_fob", OPTIONAL)?,
            decimal("exp_wgt", OPTIONAL)?,
            decimal("imp_wgt", OPTIONAL)?,
            field("n_exp", Physical::INT32, REQUIRED, NONE)?,
            field("n_imp", Physical::INT32, REQUIRED, NONE)?,
            decimal("diff", OPTIONAL)?,
            field("rel", Physical::DOUBLE, OPTIONAL, NONE)?,
            field("status", Physical::INT32, REQUIRED, INT_8)?,
            field("fob_basis", Physical::INT32, REQUIRED, INT_8)?,
            decimal("imp_cif", OPTIONAL)?,
        ],
    )
}

/// One row a pair, chapter and year.
pub(super) fn cube() -> ParquetResult<SchemaDescPtr> {
    use ConvertedType::{NONE, UTF8};
    let mut fields = vec![
        field("exporter", Physical::INT32, REQUIRED, NONE)?,
        field("importer", Physical::INT32, REQUIRED, NONE)?,
        field("chapter", Physical::BYTE_ARRAY, REQUIRED, UTF8)?,
        field("year", Physical::INT32, REQUIRED, NONE)?,
    ];
    for name in ["keys", "within", "beyond", "only_exp", "only_imp"] {
        fields.push(field(name, Physical::INT64, REQUIRED, NONE)?);
    }
    for name in ["exp_value", "imp_fob", "abs_diff", "imp_cif", "abs_cif"] {
        fields.push(decimal(name, REQUIRED)?);
    }

    described("asymmetry", fields)
}

fn field(
    name: &str,
    physical: Physical,
    repetition: Repetition,
    word: ConvertedType,
) -> ParquetResult<TypePtr> {
    Type::primitive_type_builder(name, physical)
        .with_repetition(repetition)
        .with_converted_type(word)
        .build()
        .map(Arc::new)
}

/// An exact amount of thousandths.
fn decimal(name: &str, repetition: Repetition) -> ParquetResult<TypePtr> {
    Type::primitive_type_builder(name, Physical::INT64)
        .with_repetition(repetition)
        .with_converted_type(ConvertedType::DECIMAL)
        .with_precision(18)
        .with_scale(3)
        .build()
        .map(Arc::new)
}

fn described(name: &str, fields: Vec<TypePtr>) -> ParquetResult<SchemaDescPtr> {
    let root = Type::group_type_builder(name).with_fields(fields).build()?;
    Ok(Arc::new(SchemaDescriptor::new(Arc::new(root))))
}
