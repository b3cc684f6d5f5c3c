//! `text.<language>.toml` and `permission.toml`: wording, and the right to show it.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The whole of one `text.<language>.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TextToml {
    /// Name for staff.
    pub name: String,
    /// Title that residents see.
    pub title: String,
    /// What the person is asked to do; absent when the wording is withheld.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instruction: Option<String>,
    /// Labels of each scale.
    #[serde(default)]
    pub scale: BTreeMap<String, LabelsToml>,
    /// Question by item code.
    #[serde(default)]
    pub item: BTreeMap<String, String>,
    /// Labels of an item that differ from those of its scale.
    #[serde(default)]
    pub item_scale: BTreeMap<String, Vec<String>>,
    /// Name of each reported score and decision (rules, screens and steps may have one).
    #[serde(default)]
    pub score: BTreeMap<String, String>,
    /// Name of each band by score, and of each level by decision.
    #[serde(default)]
    pub band: BTreeMap<String, BTreeMap<String, String>>,
}

/// Labels of a scale in the order of its values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LabelsToml {
    /// Labels in order.
    pub labels: Vec<String>,
}

/// `permission.toml`: the right of an operator to show withheld wording.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PermissionToml {
    /// Who holds the right.
    pub holder: String,
    /// The document that gives it.
    pub document: String,
    /// Day of the document.
    pub date: Date,
    /// Last day of the right, where it ends: later nobody new is asked with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}
