//! The scores of one person over time, with their error, their change, and where they stand among the people of norms.

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::civil::Date;
use xinqiao_access::{Age, Purpose, Resource, act};
use xinqiao_factor::reference::{NormGroup, Standing, stand};
use xinqiao_factor::{Measured, history};
use xinqiao_kernel::id::{PersonId, ResponseId};
use xinqiao_kernel::person::age_on;
use xinqiao_kernel::place::PlacePath;
use xinqiao_store::assessment::KeptResponse;

use super::compute::Numbers;
use super::t_history::t_history;
use crate::assessment::KeptOutcome;
use crate::audit::done;
use crate::rescores::{SecondResult, by_sheet};
use crate::{App, AppError, Caller, Result};

/// Sheets of a person that are looked through, and points that are shown.
const MOST: u32 = 200;

/// Whom a norm is of.
#[derive(Debug, Clone, PartialEq)]
pub enum ScoreName {
    /// a table of the packs: in Chinese and in English, what to keep in mind, years
    Table { id: String, version: String, title: [String; 2], note: [String; 2], years: Option<(u16, u16)> },
    /// own sheets: name of the place, version, first and last day
    Own { place: String, version: i64, from: Date, until: Date },
}

/// A norm with what it says about the latest score.
#[derive(Debug, Clone, PartialEq)]
pub struct UsedNorm {
    pub name: ScoreName,
    pub mean: f64,
    pub sd: f64,
    /// with its kind
    pub reliability: Option<(f64, String)>,
    pub latest: Standing,
}

/// One score.
#[derive(Debug, Clone, PartialEq)]
pub struct HistoryPoint {
    pub at: Timestamp,
    pub score: f64,
    /// band and changes; none where no norm has a reliability
    pub measured: Option<Measured>,
}

/// The history of one score.
#[derive(Debug, Clone, PartialEq)]
pub struct ScoreHistory {
    /// masked; empty for one's own
    pub name: String,
    pub instrument: String,
    pub version: String,
    /// code of the score, and its range
    pub score: String,
    /// version of the bank, where T by it is told and not a score; each point has its own error then
    pub bank: Option<String>,
    pub range: Option<[f64; 2]>,
    /// the oldest first
    pub points: Vec<HistoryPoint>,
    /// own norms first; the first one with a reliability gives the error
    pub norms: Vec<UsedNorm>,
    /// standard error of measurement, in points of the score, and which of the norms it is from
    pub error: Option<(f64, usize)>,
    /// sheets that are not shown: they do not count, are not complete, or are of another version
    pub left_out: usize,
    /// what other versions made of the same answers, with the instant of the answers, the latest answers first
    pub again: Vec<(Timestamp, SecondResult)>,
}

/// What is known of whoever a score is about.
pub(crate) struct Who {
    pub sex: Option<&'static str>,
    pub age: Option<u8>,
    pub place: PlacePath,
}

impl App {
    /// The history of the main score of an instrument, of sheets that the person shared. Leaves an audit row that the person can see.
    ///
    /// Errors: `NotFound` outside the scope and without a sheet that counts, `Denied` without the right.
    pub async fn score_history(&self, caller: &Caller, person: PersonId, instrument: &str) -> Result<ScoreHistory> {
        let known = self.inner.db.whereabouts(person).await?.filter(|known| !known.lock.is_erased()).ok_or(AppError::NotFound)?;
        let today = self.day(self.now());
        let restricted = self.inner.db.restricted_at(person).await?.is_some();
        let at = Resource::at(known.place.clone()).of(person).aged(Age::of(known.birth_on, today)).restricted(restricted);
        let permit = self.staff_permit::<act::ReadScores>(caller, &at).await?;
        let sheets = self.inner.db.shared_responses(&permit, MOST).await?;
        let age = known.birth_on.and_then(|birth| age_on(birth, today));
        let who = Who { sex: known.sex.map(xinqiao_kernel::Sex::code), age, place: known.place };
        let again = again_of(&sheets, self.second_results(&permit).await?, instrument);
        let found = ScoreHistory { again, ..self.told_history(sheets, instrument, &who).await? };
        let name = match self.quiet_permit::<act::ReadPerson>(caller, &at) {
            Ok(permit) => self.inner.db.person(&permit).await?.map(|person| person.name).unwrap_or_default(),
            Err(_) => String::new(),
        };
        let mut tx = self.inner.db.begin().await?;
        tx.audit(
            &done(self, &permit, "responses", None, format!("history {instrument} rows={}", found.points.len())),
            self.now(),
        )
        .await?;
        tx.commit().await?;
        Ok(ScoreHistory { name, ..found })
    }

    /// The history of the caller's own main score of an instrument.
    pub async fn own_history(&self, caller: &Caller, instrument: &str) -> Result<ScoreHistory> {
        let (_, at) = self.own_record(caller)?;
        let permit = self.permit::<act::ReadOwnRecords>(caller, &at, Purpose::SelfService).await?;
        let known = caller.whereabouts().ok_or(AppError::NotFound)?;
        let before = self.now().saturating_add(jiff::SignedDuration::from_secs(1)).unwrap_or(Timestamp::MAX);
        let sheets = self.inner.db.own_responses(&permit, before, MOST).await?;
        let age = known.birth_on.and_then(|birth| age_on(birth, self.day(self.now())));
        let who = Who { sex: known.sex.map(xinqiao_kernel::Sex::code), age, place: known.place.clone() };
        let again = again_of(&sheets, by_sheet(self.inner.db.own_results(&permit).await?)?, instrument);
        let found = ScoreHistory { again, ..self.told_history(sheets, instrument, &who).await? };
        let mut tx = self.inner.db.begin().await?;
        tx.audit(
            &done(self, &permit, "responses", None, format!("history {instrument} rows={}", found.points.len())),
            self.now(),
        )
        .await?;
        tx.commit().await?;
        Ok(found)
    }

    async fn told_history(&self, sheets: Vec<KeptResponse>, code: &str, who: &Who) -> Result<ScoreHistory> {
        let mut of_it: Vec<KeptResponse> = sheets.into_iter().filter(|sheet| sheet.instrument == code).collect();
        of_it.sort_by_key(|sheet| (sheet.answered_at, sheet.id));
        let version = of_it.last().map(|sheet| sheet.version.clone()).ok_or(AppError::NotFound)?;
        let pack = self.inner.library.instrument_version(code, &version).ok_or(AppError::NotFound)?;
        if let Some(found) = t_history(&of_it, (code, &version), self.local_norm_rules()?.level)? {
            return Ok(found);
        }
        let score =
            pack.instrument().total().and_then(|index| pack.instrument().scores().get(index)).ok_or(AppError::NotFound)?;
        let all = of_it.len();
        let mut scores: Vec<(Timestamp, f64)> = Vec::with_capacity(all);
        for sheet in of_it.into_iter().filter(|sheet| sheet.version == version) {
            let outcome = KeptOutcome::parse(&sheet.outcome)?;
            if let Some(value) = sheet.total.filter(|_| outcome.valid && outcome.complete) {
                scores.push((sheet.answered_at, value));
            }
        }
        let latest = scores.last().map(|(_, value)| *value).ok_or(AppError::NotFound)?;
        let norms = self.norms_for((code, &version, score.code()), who, latest).await?;
        let error = norms.iter().enumerate().find_map(|(at, norm)| norm.latest.error.map(|error| (error, at)));
        let values: Vec<f64> = scores.iter().map(|(_, value)| *value).collect();
        let level = self.local_norm_rules()?.level;
        let measured = match error {
            Some((error, _)) => history(&values, error, level).map_err(odd)?.into_iter().map(Some).collect(),
            None => vec![None; values.len()],
        };
        let left_out = all - scores.len();
        let points = scores.into_iter().zip(measured).map(|((at, score), measured)| HistoryPoint { at, score, measured });
        Ok(ScoreHistory {
            name: String::new(),
            instrument: code.to_owned(),
            version,
            score: score.code().to_owned(),
            bank: None,
            range: score.range(),
            points: points.collect(),
            norms,
            error,
            left_out,
            again: Vec::new(),
        })
    }

    /// Own norms of the nearest places, the newest version of each, then the tables of the packs.
    pub(crate) async fn norms_for(&self, of: (&str, &str, &str), who: &Who, latest: f64) -> Result<Vec<UsedNorm>> {
        let level = self.local_norm_rules()?.level;
        let mut found: Vec<UsedNorm> = Vec::new();
        let mut seen: Vec<PlacePath> = Vec::new();
        for row in self.inner.db.local_norms(&who.place, of).await? {
            if seen.contains(&row.place) {
                continue;
            }
            seen.push(row.place.clone());
            let numbers: Numbers = serde_json::from_str(&row.body)
                .map_err(|fault| AppError::Broken { what: "a norm cannot be read".to_owned(), source: Some(Box::new(fault)) })?;
            let place = self.place_name(&row.place).await?;
            let name = ScoreName::Own { place, version: row.version, from: row.from, until: row.until };
            found.push(used(name, &numbers.group, numbers.alpha.map(|alpha| (alpha, "alpha".to_owned())), latest, level)?);
        }
        for norm in self.inner.library.norms(of.0, of.1).filter(|norm| norm.raw().score == of.2) {
            let Some(group) = norm.group(who.sex, who.age) else { continue };
            let raw = norm.raw();
            let name = ScoreName::Table {
                id: raw.id.clone(),
                version: raw.version.clone(),
                title: [raw.title.zh_cn.clone(), raw.title.en.clone()],
                note: [raw.note.zh_cn.clone(), raw.note.en.clone()],
                years: raw.from_year.zip(raw.to_year),
            };
            let reliability = raw.reliability.as_ref().map(|reliability| (reliability.is, reliability.kind.clone()));
            found.push(used(name, group, reliability, latest, level)?);
        }
        Ok(found)
    }
}

/// The second results of the sheets of an instrument, the latest answers first.
fn again_of(
    sheets: &[KeptResponse],
    mut found: HashMap<ResponseId, Vec<SecondResult>>,
    code: &str,
) -> Vec<(Timestamp, SecondResult)> {
    let mut all: Vec<(Timestamp, SecondResult)> = Vec::new();
    for sheet in sheets.iter().filter(|sheet| sheet.instrument == code) {
        let seconds = found.remove(&sheet.id).unwrap_or_default();
        all.extend(seconds.into_iter().map(|second| (sheet.answered_at, second)));
    }
    all.sort_by_key(|(at, second)| std::cmp::Reverse((*at, second.at)));
    all
}

fn used(name: ScoreName, group: &NormGroup, reliability: Option<(f64, String)>, latest: f64, level: f64) -> Result<UsedNorm> {
    let latest = stand(group, reliability.as_ref().map(|(is, _)| *is), latest, level).map_err(odd)?;
    Ok(UsedNorm { name, mean: group.mean, sd: group.sd, reliability, latest })
}

pub(super) fn odd(fault: xinqiao_factor::Fault) -> AppError {
    AppError::Broken { what: "a norm gives no number".to_owned(), source: Some(Box::new(fault)) }
}
