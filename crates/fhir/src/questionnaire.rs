//! Questionnaire of FHIR R4.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::Decimal;
use crate::element::{Coding, Extension, Rest};

/// A form: <http://hl7.org/fhir/R4/questionnaire.html>.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Questionnaire {
    /// Always `Questionnaire`.
    pub resource_type: String,
    /// Id on a server.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Language of the words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Resources inside.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub contained: Vec<Value>,
    /// Extensions.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub extension: Vec<Extension>,
    /// Canonical address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// Name for programs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Name for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// draft, active, retired or unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// What answers are about.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub subject_type: Vec<String>,
    /// Day of the last change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Description.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Who may use it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub copyright: Option<String>,
    /// Codes of the whole.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub code: Vec<Coding>,
    /// Questions.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub item: Vec<Item>,
    /// Everything else.
    #[serde(flatten)]
    pub rest: Rest,
}

/// A question, a group, a text or a score.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Item {
    /// Extensions.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub extension: Vec<Extension>,
    /// Unique in the form.
    pub link_id: String,
    /// Codes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub code: Vec<Coding>,
    /// Words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Kind.
    #[serde(rename = "type")]
    pub kind: String,
    /// When it is asked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub enable_when: Vec<EnableWhen>,
    /// all or any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enable_behavior: Option<String>,
    /// Must be answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub required: Option<bool>,
    /// Takes several answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repeats: Option<bool>,
    /// Nobody types it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read_only: Option<bool>,
    /// Options in a value set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer_value_set: Option<String>,
    /// Options.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub answer_option: Vec<AnswerOption>,
    /// Items below.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub item: Vec<Item>,
    /// Everything else.
    #[serde(flatten)]
    pub rest: Rest,
}

/// One condition of a question.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct EnableWhen {
    /// linkId of another question.
    pub question: String,
    /// exists, =, !=, >, <, >= or <=.
    pub operator: String,
    /// Compared with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer_boolean: Option<bool>,
    /// Compared with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer_decimal: Option<Decimal>,
    /// Compared with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer_integer: Option<i64>,
    /// Compared with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer_coding: Option<Coding>,
    /// Everything else.
    #[serde(flatten)]
    pub rest: Rest,
}

/// One option.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct AnswerOption {
    /// Extensions, the score among them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub extension: Vec<Extension>,
    /// A code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value_coding: Option<Coding>,
    /// A whole number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value_integer: Option<i64>,
    /// A text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value_string: Option<String>,
    /// Everything else.
    #[serde(flatten)]
    pub rest: Rest,
}
