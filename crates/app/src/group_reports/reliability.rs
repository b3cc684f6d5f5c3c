//! Reliability and structure of the questions of a campaign, worked out of its sheets; nothing of a single person is in it.

use std::sync::Arc;

use jiff::Timestamp;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use uuid::Uuid;
use xinqiao_access::{Permit, Purpose, Resource, act};
use xinqiao_factor::{Conventions, Data, Item, Options, Report, report};
use xinqiao_kernel::id::CampaignId;
use xinqiao_packs::InstrumentPack;
use xinqiao_psychometrics::Accepts;
use xinqiao_store::campaigns::Campaign;
use xinqiao_store::group_reports::MOST_SHEETS;

use super::item_use::{ItemUse, Uses};
use super::workings::{Ending, Stand};
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

/// Readings of sheets that a look waits for; of more the numbers are worked out beside it.
const AT_ONCE: usize = 3;

/// Why nothing was worked out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotWorkedOut {
    /// Fewer sheets than are customary for such numbers.
    TooFew { sheets: usize, needed: usize },
    /// The program no longer holds these questions, or they have no ordered answers.
    NoQuestions,
    /// It takes longer than a look and is going on; so many sheets were read.
    Working { read: usize },
}

/// What a psychologist asks of a campaign's data.
#[derive(Debug, Clone)]
pub struct Reliability {
    pub campaign: Campaign,
    /// when the sheets were read
    pub at: Timestamp,
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

/// The same without the campaign.
#[derive(Debug, Clone)]
pub(crate) struct Judged {
    pub at: Timestamp,
    pub sheets: usize,
    pub is_part: bool,
    pub adaptive: usize,
    pub item_use: Option<ItemUse>,
    pub report: std::result::Result<Report, NotWorkedOut>,
}

/// Sheets that were read.
struct Gathered {
    rows: Vec<Vec<Option<i32>>>,
    uses: Uses,
    is_part: bool,
}

/// One scale: the places of its questions, each with whether it counts the other way round.
type Scale = (String, Vec<(usize, bool)>);

impl App {
    /// Reliability and structure of a campaign's questions. Of some thousands of sheets as of now; of more they are worked out beside the request,
    /// once for all who look, and kept for ten minutes.
    ///
    /// Errors: `NotFound` for an unknown campaign and outside the scope, `Denied` without the right, `Broken` when working them out broke off.
    pub async fn reliability(&self, caller: &Caller, id: CampaignId) -> Result<Reliability> {
        let campaign = self.inner.db.campaign(id).await?.ok_or(AppError::NotFound)?;
        let at = Resource::at(campaign.place.clone());
        let permit = self.permit::<act::ReadCampaign>(caller, &at, Purpose::Screening).await?;
        let judged = match self.inner.workings.stands(id, self.now()) {
            Some(Stand::Done(judged)) => Judged::clone(&judged),
            Some(Stand::Working(read)) => self.going_on(read),
            Some(Stand::Broken) => return Err(AppError::broken("working out the reliability of a campaign's data broke off")),
            None => match self.gathered(&permit, &campaign, AT_ONCE, |_| ()).await? {
                Some(gathered) => self.judged_of(&campaign, gathered).await?,
                None => {
                    self.begin_working(caller, &campaign);
                    self.going_on(0)
                }
            },
        };
        let detail = format!("sheets={} is_there={}", judged.sheets, judged.report.is_ok());
        let row = done(self, &permit, "reliability", Some(campaign.id.uuid()), detail);
        if matches!(judged.report, Err(NotWorkedOut::Working { .. })) {
            // the page asks again every other second
            self.list_refreshed(row).await?;
        } else {
            let mut tx = self.inner.db.begin().await?;
            tx.audit(&row, self.now()).await?;
            tx.commit().await?;
        }
        let Judged { at, sheets, is_part, adaptive, item_use, report } = judged;
        Ok(Reliability { campaign, at, sheets, is_part, adaptive, item_use, report })
    }

    fn going_on(&self, read: usize) -> Judged {
        let report = Err(NotWorkedOut::Working { read });
        Judged { at: self.now(), sheets: 0, is_part: false, adaptive: 0, item_use: None, report }
    }

    /// Works the numbers out beside the request; nothing where somebody else's look has begun it.
    fn begin_working(&self, caller: &Caller, campaign: &Campaign) {
        if !self.inner.workings.begin(campaign.id) {
            return;
        }
        let (app, caller, campaign) = (self.clone(), caller.clone(), campaign.clone());
        tokio::spawn(async move {
            let id = campaign.id;
            let mut ending = Ending { workings: &app.inner.workings, id, end: Stand::Broken };
            match app.worked_at(&caller, &campaign).await {
                Ok(judged) => ending.end = Stand::Done(Arc::new(judged)),
                Err(fault) => {
                    tracing::error!(campaign.id = %id, error = %fault, "the reliability of a campaign's data was not worked out")
                }
            }
        });
    }

    async fn worked_at(&self, caller: &Caller, campaign: &Campaign) -> Result<Judged> {
        let permit = self.quiet_permit::<act::ReadCampaign>(caller, &Resource::at(campaign.place.clone()));
        let permit = permit.map_err(|_| AppError::NotFound)?;
        let tell = |read| self.inner.workings.tell(campaign.id, Stand::Working(read));
        let gathered = self.gathered(&permit, campaign, usize::MAX, tell).await?;
        self.judged_of(campaign, gathered.ok_or_else(|| AppError::broken("the sheets of a campaign do not end"))?).await
    }

    /// Reads the sheets of a campaign; `None` when so many readings were not enough.
    async fn gathered(
        &self,
        permit: &Permit<act::ReadCampaign>,
        campaign: &Campaign,
        readings: usize,
        tell: impl Fn(usize),
    ) -> Result<Option<Gathered>> {
        let mut found = Gathered { rows: Vec::new(), uses: Uses::default(), is_part: false };
        let mut after = Uuid::nil();
        for _ in 0..readings {
            let sheets = self.inner.db.campaign_sheets(permit, campaign, after).await?;
            let is_last = sheets.len() < MOST_SHEETS as usize;
            after = sheets.last().map_or(after, |sheet| sheet.id);
            for sheet in &sheets {
                // what was not asked is not missing at random: such sheets tell of the bank, not of the scale
                if !found.uses.take(&KeptOutcome::parse(&sheet.outcome)?) {
                    found.rows.push(answers(&sheet.answers));
                }
            }
            found.is_part = MOST < found.rows.len();
            found.rows.truncate(MOST);
            if is_last || found.is_part {
                return Ok(Some(found));
            }
            tell(found.rows.len());
        }
        Ok(None)
    }

    async fn judged_of(&self, campaign: &Campaign, gathered: Gathered) -> Result<Judged> {
        let Gathered { rows, uses, is_part } = gathered;
        let (at, sheets) = (self.now(), rows.len());
        let pack = self.inner.library.instrument_version(&campaign.instrument, &campaign.version);
        let report = match pack {
            Some(pack) => worked_out(pack, rows).await?,
            None => Err(NotWorkedOut::NoQuestions),
        };
        let needed = Conventions::default().persons.limit as usize;
        let item_use = pack.and_then(|pack| uses.shares(pack, needed));
        Ok(Judged { at, sheets, is_part, adaptive: uses.sheets(), item_use, report })
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
