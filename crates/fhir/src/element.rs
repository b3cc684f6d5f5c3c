//! Data types of FHIR that questionnaires use. Elements that have no field here are kept in `rest`.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::Decimal;

/// Elements that a struct has no field for, as they came.
pub type Rest = Map<String, Value>;

/// A code of a code system.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Coding {
    /// Extensions.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub extension: Vec<Extension>,
    /// Code system.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub system: Option<String>,
    /// Code in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Words for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display: Option<String>,
    /// Everything else.
    #[serde(flatten)]
    pub rest: Rest,
}

/// An extension.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Extension {
    /// What it means.
    pub url: String,
    /// A number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value_decimal: Option<Decimal>,
    /// A whole number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value_integer: Option<i64>,
    /// An expression.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value_expression: Option<Expression>,
    /// Everything else.
    #[serde(flatten)]
    pub rest: Rest,
}

impl Extension {
    /// An extension that holds a number.
    pub fn number(url: &str, value: f64) -> Self {
        Self { url: url.to_owned(), value_decimal: Some(Decimal(value)), ..Self::default() }
    }

    /// An extension that holds a whole number.
    pub fn integer(url: &str, value: i64) -> Self {
        Self { url: url.to_owned(), value_integer: Some(value), ..Self::default() }
    }

    /// An extension that holds a FHIRPath expression.
    pub fn expression(url: &str, name: Option<String>, expression: String) -> Self {
        let value = Expression { name, language: FHIRPATH.to_owned(), expression: Some(expression), rest: Rest::new() };
        Self { url: url.to_owned(), value_expression: Some(value), ..Self::default() }
    }

    /// The number that it holds.
    pub fn value(&self) -> Option<f64> {
        self.value_decimal.map(|value| value.0).or(self.value_integer.map(|value| value as f64))
    }
}

/// The language of expressions that is read and written.
pub const FHIRPATH: &str = "text/fhirpath";

/// An expression.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Expression {
    /// Name under which other expressions find the result.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Media type.
    pub language: String,
    /// The text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expression: Option<String>,
    /// Everything else.
    #[serde(flatten)]
    pub rest: Rest,
}
