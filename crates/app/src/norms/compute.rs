//! Norms computed from the own sheets: the first sheet of each person that counts and is complete, of campaigns at and below a place.

use std::collections::HashMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use xinqiao_factor::Norm;
use xinqiao_factor::reference::NormGroup;
use xinqiao_kernel::id::{LocalNormId, PersonId, ResponseId};
use xinqiao_kernel::place::PlacePath;
use xinqiao_psychometrics::{Alpha, Instrument};
use xinqiao_store::norms::{LocalNormRow, NormSheet};

use crate::assessment::KeptOutcome;
use crate::audit::by_system;
use crate::{App, AppError, Result};

/// Sheets that are read at once.
const PIECE: u32 = 1_000;

/// What a norm is to be computed of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocalNormAsked {
    /// campaigns of this place and of places below it
    pub place: PlacePath,
    /// code of the instrument
    pub instrument: String,
    /// none: the latest
    pub version: Option<String>,
    /// code of the score
    pub score: String,
}

/// The numbers of a norm as they are kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Numbers {
    /// mean, SD, shares in percent
    pub group: NormGroup,
    /// Cronbach's alpha of the same sheets; none where the score is made of other quantities
    pub alpha: Option<f64>,
    /// version of the rules by which it was computed
    pub rules: String,
}

/// A norm of the own sheets.
#[derive(Debug, Clone, PartialEq)]
pub struct LocalNorm {
    /// with version 0 while it is only tried
    pub row: LocalNormRow,
    pub mean: f64,
    pub sd: f64,
    pub alpha: Option<f64>,
    /// sheets that were left out, because they do not count or are not complete
    pub left_out: u64,
}

/// The first sheet of a person.
struct First {
    at: Timestamp,
    value: f64,
    items: Vec<f64>,
}

impl App {
    /// Computes a norm, and freezes it as a new version if it is to be kept. For operators.
    ///
    /// Errors: `NotFound` for an unknown instrument, `Invalid` on `score`, and on `persons` below the least number of the pack.
    pub async fn local_norm(&self, asked: &LocalNormAsked, is_kept: bool) -> Result<LocalNorm> {
        let pack = match &asked.version {
            Some(version) => self.inner.library.instrument_version(&asked.instrument, version),
            None => self.inner.library.instrument(&asked.instrument),
        };
        let instrument = pack.ok_or(AppError::NotFound)?.instrument();
        let index = instrument.score_index(&asked.score);
        let index = index.ok_or_else(|| AppError::field("score", "fault-norm-score", asked.score.clone()))?;
        let (firsts, left_out) = self.first_sheets(asked, instrument, index).await?;
        let rules = self.local_norm_rules()?;
        let persons = firsts.len() as u64;
        if persons < rules.least_persons {
            return Err(AppError::field("persons", "fault-norm-few", format!("{persons} < {}", rules.least_persons)));
        }
        let values: Vec<f64> = firsts.iter().map(|first| first.value).collect();
        let norm = Norm::of_scores(&values).map_err(|fault| AppError::field("persons", "fault-norm-even", fault.to_string()))?;
        let numbers = Numbers {
            group: NormGroup {
                sex: None,
                min_age: None,
                max_age: None,
                persons,
                mean: norm.mean(),
                sd: norm.sd(),
                shares: shares(&values),
                source: "own sheets".to_owned(),
            },
            alpha: alpha(&firsts),
            rules: rules.version.clone(),
        };
        let (from, until) = (firsts.iter().map(|one| one.at).min(), firsts.iter().map(|one| one.at).max());
        let now = self.now();
        let body = serde_json::to_string(&numbers)
            .map_err(|fault| AppError::Broken { what: "a norm cannot be written".to_owned(), source: Some(Box::new(fault)) })?;
        let mut row = LocalNormRow {
            id: LocalNormId::new(self.ids(), now),
            place: asked.place.clone(),
            instrument: instrument.code().to_owned(),
            instrument_version: instrument.version().to_owned(),
            score: asked.score.clone(),
            version: 0,
            persons: i64::try_from(persons).unwrap_or(i64::MAX),
            from: self.day(from.unwrap_or(now)),
            until: self.day(until.unwrap_or(now)),
            body,
            created_at: now,
        };
        if is_kept {
            row.version = self.freeze(&row).await?;
        }
        Ok(LocalNorm { row, mean: norm.mean(), sd: norm.sd(), alpha: numbers.alpha, left_out })
    }

    async fn freeze(&self, row: &LocalNormRow) -> Result<i64> {
        let now = self.now();
        let mut tx = self.inner.db.begin().await?;
        let version = tx.latest_norm(&row.place, (&row.instrument, &row.instrument_version, &row.score)).await? + 1;
        tx.add_local_norm(&LocalNormRow { version, ..row.clone() }, now).await?;
        let detail = format!("{} {} {} version={version} n={}", row.instrument, row.instrument_version, row.score, row.persons);
        tx.audit(&by_system(self, "freeze_norm", &row.place, None, "local_norm", row.id.uuid(), detail), now).await?;
        tx.commit().await?;
        Ok(version)
    }

    /// The first sheet of each person that counts, is complete and has the score; how many sheets were left out for that.
    async fn first_sheets(&self, asked: &LocalNormAsked, instrument: &Instrument, score: usize) -> Result<(Vec<First>, u64)> {
        let items = instrument.scores().get(score).and_then(|score| score.items());
        let mut firsts: HashMap<PersonId, First> = HashMap::new();
        let mut left_out = 0;
        for campaign in self.inner.db.norm_campaigns(&asked.place, instrument.code(), instrument.version()).await? {
            let mut after = ResponseId::from_uuid(uuid::Uuid::nil());
            loop {
                let piece = self.inner.db.norm_sheets(campaign, after, PIECE).await?;
                let Some(last) = piece.last() else { break };
                after = last.id;
                for sheet in piece {
                    let Some(first) = read(&sheet, &asked.score, items.as_deref())? else {
                        left_out += 1;
                        continue;
                    };
                    match firsts.get(&sheet.person) {
                        Some(known) if known.at <= first.at => {}
                        _ => drop(firsts.insert(sheet.person, first)),
                    }
                }
            }
        }
        Ok((firsts.into_values().collect(), left_out))
    }
}

/// The score and the items that it is made of, those that it reverses with a minus; none for a sheet that does not count.
fn read(sheet: &NormSheet, score: &str, items: Option<&[(usize, bool)]>) -> Result<Option<First>> {
    let outcome = KeptOutcome::parse(&sheet.outcome)?;
    let Some(value) = outcome.scores.get(score).copied().filter(|_| outcome.valid && outcome.complete) else { return Ok(None) };
    let answers: Vec<Option<f64>> = serde_json::from_str(&sheet.answers)
        .map_err(|fault| AppError::Broken { what: "kept answers cannot be read".to_owned(), source: Some(Box::new(fault)) })?;
    let part = |(item, turned): &(usize, bool)| {
        let answer = answers.get(*item).copied().flatten()?;
        Some(if *turned { -answer } else { answer })
    };
    let items: Option<Vec<f64>> = items.unwrap_or_default().iter().map(part).collect();
    Ok(Some(First { at: sheet.at, value, items: items.unwrap_or_default() }))
}

/// Percent of the persons with each value, by rising value.
fn shares(values: &[f64]) -> Vec<(f64, f64)> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let mut counts: Vec<(f64, u64)> = Vec::new();
    for value in sorted {
        match counts.last_mut() {
            Some(last) if last.0 == value => last.1 += 1,
            _ => counts.push((value, 1)),
        }
    }
    counts.into_iter().map(|(value, count)| (value, 100.0 * count as f64 / values.len() as f64)).collect()
}

/// Cronbach's alpha of the sheets that have all items.
fn alpha(firsts: &[First]) -> Option<f64> {
    let width = firsts.iter().map(|first| first.items.len()).max()?;
    let mut alpha = Alpha::new(width);
    firsts.iter().for_each(|first| alpha.push(&first.items));
    alpha.value().filter(|value| 0.0 < *value && *value < 1.0)
}
