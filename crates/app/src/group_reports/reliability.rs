//! Reliability and structure of the questions of a campaign, worked out of its sheets; nothing of a single person is in it.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use uuid::Uuid;
use xinqiao_access::{Purpose, Resource, act};
use xinqiao_factor::{Conventions, Data, Item, Options, Report, report};
use xinqiao_kernel::id::CampaignId;
use xinqiao_packs::InstrumentPack;
use xinqiao_psychometrics::Accepts;
use xinqiao_store::campaigns::Campaign;
use xinqiao_store::group_reports::MOST_SHEETS;

use super::item_use::{ItemUse, Uses};
use crate::assessment::KeptOutcome;
use crate::audit::done;
use crate::{App, AppError, Caller, Result};

/// Most sheets that are looked at; whoever has more sees what the first of them say.
const MOST: usize = 100_000;
/// Most sheets of which polychoric correlations are worked out: they take the longest.
const MOST_POLYCHORIC: usize = 20_000;
/// Draws of chance data that eigenvalues are compared with, always the same ones: a page that is opened twice says the same.
const ROUNDS: usize = 100;
const SEED: u64 = 1;

/// Why nothing was worked out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotWorkedOut {
    /// Fewer sheets than are customary for such numbers.
    TooFew { sheets: usize, needed: usize },
    /// The program no longer holds these questions, or they have no ordered answers.
    NoQuestions,
}

/// What a psychologist asks of a campaign's data.
#[derive(Debug, Clone)]
pub struct Reliability {
    pub campaign: Campaign,
    /// sheets that were looked at
    pub sheets: usize,
    /// are there more?
    pub is_part: bool,
    /// sheets whose questions were chosen by the answers: not among those
    pub adaptive: usize,
    /// how often each question was asked in those; none of few sheets
    pub item_use: Option<ItemUse>,
    pub report: std::result::Result<Report, NotWorkedOut>,
}

/// One scale: the places of its questions, each with whether it counts the other way round.
type Scale = (String, Vec<(usize, bool)>);

impl App {
    /// Reliability and structure of a campaign's questions, as of now.
    ///
    /// Errors: `NotFound` for an unknown campaign and outside the scope, `Denied` without the right.
    pub async fn reliability(&self, caller: &Caller, id: CampaignId) -> Result<Reliability> {
        let campaign = self.inner.db.campaign(id).await?.ok_or(AppError::NotFound)?;
        let at = Resource::at(campaign.place.clone());
        let permit = self.permit::<act::ReadCampaign>(caller, &at, Purpose::Screening).await?;
        let mut rows: Vec<Vec<Option<i32>>> = Vec::new();
        let mut uses = Uses::default();
        let (mut after, mut is_part) = (Uuid::nil(), false);
        loop {
            let sheets = self.inner.db.campaign_sheets(&permit, &campaign, after).await?;
            let is_last = sheets.len() < MOST_SHEETS as usize;
            after = sheets.last().map_or(after, |sheet| sheet.id);
            for sheet in &sheets {
                // what was not asked is not missing at random: such sheets tell of the bank, not of the scale
                if !uses.take(&KeptOutcome::parse(&sheet.outcome)?) {
                    rows.push(answers(&sheet.answers));
                }
            }
            is_part = is_part || (MOST < rows.len());
            rows.truncate(MOST);
            if is_last || is_part {
                break;
            }
        }
        let sheets = rows.len();
        let report = match self.inner.library.instrument_version(&campaign.instrument, &campaign.version) {
            Some(pack) => worked_out(pack, rows).await?,
            None => Err(NotWorkedOut::NoQuestions),
        };
        let pack = self.inner.library.instrument_version(&campaign.instrument, &campaign.version);
        let needed = Conventions::default().persons.limit as usize;
        let adaptive = uses.sheets();
        let item_use = pack.and_then(|pack| uses.shares(pack, needed));
        let detail = format!("sheets={sheets} is_there={}", report.is_ok());
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&done(self, &permit, "reliability", Some(campaign.id.uuid()), detail), self.now()).await?;
        tx.commit().await?;
        Ok(Reliability { campaign, sheets, is_part, adaptive, item_use, report })
    }
}

/// Whole answers in the order of the questions; blank where there is none.
fn answers(text: &str) -> Vec<Option<i32>> {
    let found: Vec<serde_json::Value> = serde_json::from_str(text).unwrap_or_default();
    let whole = |value: &serde_json::Value| value.as_f64().filter(|value| value.fract() == 0.0 && value.abs() < 1e6);
    found.iter().map(|value| whole(value).map(|value| value as i32)).collect()
}

async fn worked_out(pack: &InstrumentPack, rows: Vec<Vec<Option<i32>>>) -> Result<std::result::Result<Report, NotWorkedOut>> {
    let conventions = Conventions::default();
    let needed = conventions.persons.limit as usize;
    if rows.len() < needed {
        return Ok(Err(NotWorkedOut::TooFew { sheets: rows.len(), needed }));
    }
    let items: Vec<Option<Item>> = (0..pack.instrument().items().len()).map(|at| item(pack, at)).collect();
    let scales = scales(pack, &items);
    let options = Options { polychoric: rows.len() <= MOST_POLYCHORIC, rounds: ROUNDS, conventions, ..Options::default() };
    let work = move || -> Result<Option<Report>, xinqiao_factor::Fault> {
        let mut whole: Option<Report> = None;
        for (code, questions) in scales {
            let chosen =
                questions.iter().filter_map(|(at, is_reversed)| Some(Item { is_reversed: *is_reversed, ..items[*at].clone()? }));
            let answered: Vec<Vec<Option<i32>>> =
                rows.iter().map(|row| questions.iter().map(|(at, _)| row.get(*at).copied().flatten()).collect()).collect();
            let data = Data::new(chosen.collect(), answered.iter().map(Vec::as_slice))?;
            let found = report(&data, &code, &[], &options, &mut ChaCha8Rng::seed_from_u64(SEED))?;
            match &mut whole {
                Some(whole) => whole.sections.extend(found.sections),
                None => whole = Some(found),
            }
        }
        Ok(whole)
    };
    // it takes seconds: it must not keep others waiting
    let broken = |source: Box<dyn std::error::Error + Send + Sync>| AppError::Broken {
        what: "the reliability of a campaign's data could not be worked out".to_owned(),
        source: Some(source),
    };
    let found = tokio::task::spawn_blocking(work).await.map_err(|fault| broken(Box::new(fault)))?;
    Ok(found.map_err(|fault| broken(Box::new(fault)))?.ok_or(NotWorkedOut::NoQuestions))
}

/// A question with ordered answers.
fn item(pack: &InstrumentPack, at: usize) -> Option<Item> {
    let item = &pack.instrument().items()[at];
    let Accepts::Choice(options) = item.accepts() else { return None };
    let ends = options.iter().min().zip(options.iter().max()).map(|(low, high)| (*low as i32, *high as i32));
    Some(Item { code: item.code().to_owned(), ends, is_reversed: false })
}

/// All questions of the total, then those of each score that is told.
fn scales(pack: &InstrumentPack, items: &[Option<Item>]) -> Vec<Scale> {
    let instrument = pack.instrument();
    let is_fit = |questions: &Vec<(usize, bool)>| 2 <= questions.len() && questions.iter().all(|(at, _)| items[*at].is_some());
    let total = instrument.total().and_then(|total| instrument.scores()[total].items());
    let whole = total.unwrap_or_else(|| {
        let scored = (0..items.len()).filter(|at| instrument.items()[*at].is_scored() && items[*at].is_some());
        scored.map(|at| (at, pack.reversed_items().contains(&at))).collect()
    });
    let mut found: Vec<Scale> =
        Some(whole).filter(is_fit).map(|whole| (instrument.code().to_owned(), whole)).into_iter().collect();
    for score in instrument.scores().iter().filter(|score| score.is_reported()) {
        if let Some(questions) = score.items().filter(is_fit)
            && found.iter().all(|(_, known)| *known != questions)
        {
            found.push((score.code().to_owned(), questions));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_that_are_no_whole_numbers_are_blank() {
        assert_eq!(answers("[1,0,null,2.5,\"23:30\"]"), [Some(1), Some(0), None, None, None]);
        assert_eq!(answers("what"), []);
    }

    #[test]
    fn the_questions_of_the_total_come_first_and_no_scale_twice() {
        let library = xinqiao_packs::Library::embedded();
        let pack = library.instrument("phq-9").unwrap();
        let items: Vec<Option<Item>> = (0..pack.instrument().items().len()).map(|at| item(pack, at)).collect();
        let found = scales(pack, &items);
        assert_eq!((found[0].0.as_str(), found[0].1.len()), ("phq-9", 9));
        for (at, (_, questions)) in found.iter().enumerate() {
            assert!(found[..at].iter().all(|(_, earlier)| earlier != questions));
        }
    }
}
