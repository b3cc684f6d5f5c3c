//! Codes of a file become categories without holes.

use std::collections::{BTreeMap, BTreeSet};

use crate::calibrate::fault::{CalibrationFault, Warning};
use crate::calibrate::responses::Responses;
use crate::calibrate::settings::{Model, Settings};
use crate::item::MOST_CATEGORIES;

/// A category with fewer answers is named.
const RARE: usize = 10;
/// With fewer people a warning is due.
const FEW: usize = 500;
/// No answer.
pub(crate) const NONE: u8 = u8::MAX;

/// An item that takes part.
#[derive(Debug, Clone)]
pub(crate) struct CodedItem {
    pub id: String,
    /// the code of each category, rising
    pub codes: Vec<i32>,
    /// how often each was given
    pub counts: Vec<usize>,
}

/// Items that take part, and people who answered any of them.
#[derive(Debug, Clone)]
pub(crate) struct Coded {
    pub items: Vec<CodedItem>,
    /// categories, or [`NONE`]
    pub rows: Vec<Vec<u8>>,
}

impl Coded {
    /// Leaves out what says nothing, and tells.
    pub(crate) fn of(responses: &Responses, settings: &Settings) -> Result<(Self, Vec<Warning>), CalibrationFault> {
        let mut warnings = Vec::new();
        let (mut items, mut columns) = (Vec::new(), Vec::new());
        for (column, id) in responses.ids().iter().enumerate() {
            let mut counts: BTreeMap<i32, usize> = BTreeMap::new();
            responses.rows().iter().filter_map(|row| row[column]).for_each(|code| *counts.entry(code).or_default() += 1);
            if counts.len() < 2 {
                warnings.push(Warning::LeftOut { item: id.clone(), code: counts.keys().next().copied() });
                continue;
            }
            if counts.len() > MOST_CATEGORIES {
                return Err(CalibrationFault::TooManyCategories { item: id.clone(), most: MOST_CATEGORIES, found: counts.len() });
            }
            let (codes, counts): (Vec<i32>, Vec<usize>) = counts.into_iter().unzip();
            if settings.model == Model::TwoPl && codes.len() != 2 {
                return Err(CalibrationFault::NotTwo { item: id.clone(), codes });
            }
            items.push(CodedItem { id: id.clone(), codes, counts });
            columns.push(column);
        }
        if items.len() < 3 {
            return Err(CalibrationFault::TooFewItems { found: items.len() });
        }
        warnings.extend(odd_codes(&items));
        let mut rows: Vec<Vec<u8>> = responses
            .rows()
            .iter()
            .map(|row| items.iter().zip(&columns).map(|(item, column)| item.category(row[*column])).collect::<Vec<u8>>())
            .filter(|row| row.iter().any(|category| *category != NONE))
            .collect();
        // sums of floats depend on their order: the order of a file shall change nothing
        rows.sort_unstable();
        let silent = responses.rows().len() - rows.len();
        if silent > 0 {
            warnings.push(Warning::NoAnswers { count: silent });
        }
        if rows.len() < settings.least_persons {
            return Err(CalibrationFault::TooFewPersons { needed: settings.least_persons, found: rows.len() });
        }
        if rows.len() < FEW {
            warnings.push(Warning::FewPersons { found: rows.len() });
        }
        Ok((Self { items, rows }, warnings))
    }
}

impl CodedItem {
    fn category(&self, code: Option<i32>) -> u8 {
        let found = code.and_then(|code| self.codes.binary_search(&code).ok());
        found.and_then(|category| u8::try_from(category).ok()).unwrap_or(NONE)
    }
}

/// Codes that other items have and this one has not, and categories that few chose.
fn odd_codes(items: &[CodedItem]) -> Vec<Warning> {
    let all: BTreeSet<i32> = items.iter().flat_map(|item| item.codes.iter().copied()).collect();
    let mut warnings = Vec::new();
    for item in items {
        let codes: Vec<i32> = all.iter().copied().filter(|code| !item.codes.contains(code)).collect();
        if !codes.is_empty() {
            warnings.push(Warning::Unused { item: item.id.clone(), codes });
        }
        for (code, count) in item.codes.iter().zip(&item.counts).filter(|(_, count)| **count < RARE) {
            warnings.push(Warning::Rare { item: item.id.clone(), code: *code, count: *count });
        }
    }
    warnings
}
