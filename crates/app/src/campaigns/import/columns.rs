//! Which column of the file holds what.

use std::collections::BTreeSet;

use xinqiao_psychometrics::{Instrument, Item};

use super::{ImportOptions, Items};
use crate::{AppError, Result};

/// The columns that a corrected copy has behind the file's own; a file that has them is read without them.
pub const APPENDED: [&str; 3] = ["xq_outcome", "xq_reason", "xq_detail"];

/// How many names of columns a message lists.
const LISTED: usize = 80;

/// Indices of the columns.
#[derive(Debug, Clone)]
pub(super) struct Columns {
    pub id: usize,
    /// one for each item; `None` for an item that need not be answered and has no column
    pub items: Vec<Option<usize>>,
    pub name: Option<usize>,
    pub sex: Option<usize>,
    pub birth: Option<usize>,
    pub answered_on: Option<usize>,
}

impl Columns {
    /// Errors: `Invalid` on the option that names no column or two, or on `items`; what was found lists the columns.
    pub fn find(header: &[String], instrument: &Instrument, options: &ImportOptions) -> Result<Self> {
        let named = |field, name: &Option<String>| name.as_deref().map(|name| column(header, field, name)).transpose();
        Ok(Self {
            id: column(header, "id_column", &options.id_column)?,
            name: named("name_column", &options.name_column)?,
            sex: named("sex_column", &options.sex_column)?,
            birth: named("birth_column", &options.birth_column)?,
            answered_on: named("answered_on_column", &options.answered_on_column)?,
            items: match &options.items {
                Items::Columns(names) => listed(header, instrument, names)?,
                Items::Prefix(prefix) => prefixed(header, instrument, prefix)?,
                Items::Auto => guessed(header, instrument)?,
            },
        })
    }

    /// Item codes with the names of their columns.
    pub fn named(&self, header: &[String], instrument: &Instrument) -> Vec<(String, String)> {
        let found = instrument.items().iter().zip(&self.items);
        found.filter_map(|(item, column)| Some((item.code().to_owned(), header.get((*column)?)?.clone()))).collect()
    }
}

/// Is it needed for a complete form?
fn is_needed(item: &Item) -> bool {
    item.is_scored() && !item.is_optional()
}

/// The index of the only column of that name.
fn find(header: &[String], name: &str) -> Option<usize> {
    let mut found = (0..header.len()).filter(|index| header[*index] == name);
    found.next().filter(|_| found.next().is_none())
}

fn column(header: &[String], field: &'static str, name: &str) -> Result<usize> {
    let name = name.trim();
    find(header, name).ok_or_else(|| {
        let is_double = header.iter().any(|column| column == name);
        let expected = if is_double { "fault-import-column-twice" } else { "fault-import-column" };
        AppError::field(field, expected, format!("{name}: {}", names(header.iter())))
    })
}

fn names<T: AsRef<str>>(names: impl ExactSizeIterator<Item = T>) -> String {
    let more = if LISTED < names.len() { ", …" } else { "" };
    let listed: Vec<String> = names.take(LISTED).map(|name| name.as_ref().to_owned()).collect();
    format!("{}{more}", listed.join(", "))
}

fn listed(header: &[String], instrument: &Instrument, wanted: &[String]) -> Result<Vec<Option<usize>>> {
    let found = wanted.iter().map(|name| column(header, "items", name)).collect::<Result<Vec<_>>>()?;
    let mut seen = BTreeSet::new();
    if let Some(twice) = wanted.iter().find(|name| !seen.insert(name.trim())) {
        return Err(AppError::field("items", "fault-import-column-twice", twice.trim()));
    }
    let items = instrument.items();
    if found.len() == items.len() {
        return Ok(found.into_iter().map(Some).collect());
    }
    if found.len() == items.iter().filter(|item| is_needed(item)).count() {
        let mut rest = found.into_iter();
        return Ok(items.iter().map(|item| if is_needed(item) { rest.next() } else { None }).collect());
    }
    Err(AppError::field("items", "fault-import-item-count", format!("{} ≠ {}", found.len(), items.len())))
}

fn prefixed(header: &[String], instrument: &Instrument, prefix: &str) -> Result<Vec<Option<usize>>> {
    let prefix = prefix.trim();
    let mut items = Vec::with_capacity(instrument.items().len());
    for item in instrument.items() {
        let found = with_prefix(header, prefix, item.code());
        if found.is_none() && is_needed(item) {
            column(header, "items", &format!("{prefix}{}", item.code()))?;
        }
        items.push(found);
    }
    Ok(items)
}

/// `q1`, or `q01` and `q001` where the file pads its numbers.
fn with_prefix(header: &[String], prefix: &str, code: &str) -> Option<usize> {
    let is_number = code.starts_with(|first: char| first.is_ascii_digit());
    let zeros: &[&str] = if is_number { &["", "0", "00"] } else { &[""] };
    zeros.iter().find_map(|zeros| find(header, &format!("{prefix}{zeros}{code}")))
}

/// The columns whose names are the item codes, or the only set of columns with one prefix before them.
fn guessed(header: &[String], instrument: &Instrument) -> Result<Vec<Option<usize>>> {
    let items = instrument.items();
    let first = items.iter().find(|item| is_needed(item)).map_or("", Item::code);
    let prefixes: BTreeSet<&str> =
        header.iter().filter_map(|name| name.strip_suffix(first)).map(|name| name.trim_end_matches('0')).collect();
    let mut candidates = Vec::new();
    for prefix in prefixes {
        let found: Vec<Option<usize>> = items.iter().map(|item| with_prefix(header, prefix, item.code())).collect();
        if items.iter().zip(&found).all(|(item, column)| column.is_some() || !is_needed(item)) {
            candidates.push((prefix, found));
        }
    }
    if let Some(exact) = candidates.iter().position(|(prefix, _)| prefix.is_empty()) {
        return Ok(candidates.swap_remove(exact).1);
    }
    if 1 < candidates.len() {
        let is_alike = |prefix: &str| !letters(prefix).is_empty() && letters(instrument.code()).starts_with(&letters(prefix));
        if candidates.iter().filter(|(prefix, _)| is_alike(prefix)).count() == 1 {
            candidates.retain(|(prefix, _)| is_alike(prefix));
        }
    }
    match candidates.len() {
        1 => Ok(candidates.swap_remove(0).1),
        0 => Err(AppError::field("items", "fault-import-items", names(header.iter()))),
        _ => Err(AppError::field("items", "fault-import-items-many", names(candidates.iter().map(|(prefix, _)| *prefix)))),
    }
}

fn letters(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphabetic).map(|letter| letter.to_ascii_lowercase()).collect()
}
