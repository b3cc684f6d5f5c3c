//! What several people answered about one person, side by side.

use jiff::Timestamp;
use xinqiao_access::act;
use xinqiao_consent::Purpose as Use;
use xinqiao_factor::informants::{Answered, FormNorm, Gap, ItemGap, View, gap, item_gaps};
use xinqiao_kernel::id::{AccountId, InformantRequestId, PersonId};
use xinqiao_kernel::person::{age_on, masked_name};
use xinqiao_packs::InstrumentPack;
use xinqiao_psychometrics::Accepts;
use xinqiao_psychometrics::definition::Informant;
use xinqiao_store::informants::InformantRow;

use super::ask::ToAsk;
use super::{InformantState, MOST};
use crate::assessment::KeptOutcome;
use crate::audit::done;
use crate::norms::Who;
use crate::{App, AppError, Caller, Result};

/// Sheets of a family that stand side by side at most.
const MOST_VIEWS: usize = 6;

/// One request as the counsellor sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InformantLine {
    pub id: InformantRequestId,
    pub informant: Informant,
    /// a guardian's is masked
    pub name: String,
    pub instrument: String,
    pub version: String,
    pub asked_at: Timestamp,
    pub expires_at: Timestamp,
    pub state: InformantState,
    pub settled_at: Option<Timestamp>,
}

/// What one person answered, without the answers.
#[derive(Debug, Clone, PartialEq)]
pub struct FormView {
    pub informant: Informant,
    pub name: String,
    pub at: Timestamp,
    pub instrument: String,
    pub version: String,
    /// false: too little to be counted, and not compared
    pub valid: bool,
    /// an answer that was reported to the duty desk at once
    pub danger: bool,
    /// whose view it is: an account, or the person
    whose: Option<AccountId>,
    answers: Vec<Option<f64>>,
    scores: std::collections::BTreeMap<String, f64>,
}

/// One score of all views.
#[derive(Debug, Clone, PartialEq)]
pub struct ScoreRow {
    pub code: String,
    /// by view; none where an answer is missing, or the form has no such score
    pub values: Vec<Option<f64>>,
    pub range: Option<[f64; 2]>,
    /// which two views, and how far apart
    pub gaps: Vec<(usize, usize, Gap)>,
}

/// Questions that two views answered alike or not, the widest apart first.
#[derive(Debug, Clone, PartialEq)]
pub struct ItemPair {
    pub views: (usize, usize),
    pub shared: usize,
    pub same: usize,
    /// those that reach the limit
    pub apart: Vec<ItemGap>,
}

/// The views of one family.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    pub family: String,
    pub views: Vec<FormView>,
    pub scores: Vec<ScoreRow>,
    /// only for whoever may read the person's answers
    pub items: Option<Vec<ItemPair>>,
}

/// Everything about the informants of one person.
#[derive(Debug, Clone, PartialEq)]
pub struct InformantPage {
    /// masked
    pub name: String,
    /// may others be asked, and what they answered be read?
    pub consent: bool,
    pub to_ask: Vec<ToAsk>,
    /// families with a form for somebody
    pub families: Vec<(String, Vec<Informant>)>,
    pub lines: Vec<InformantLine>,
    pub compared: Vec<Compared>,
}

impl App {
    /// May the caller see this page about anybody? For showing a link; leaves no trace.
    pub fn may_compare_informants(&self, caller: &Caller) -> bool {
        caller.actor().may(xinqiao_access::Action::CompareInformants, self.day(self.now()))
    }

    /// Who was asked about a person, and what they answered side by side. Leaves an audit row that the person can see. Without consent
    /// only who was asked is told. Errors: `NotFound` outside the scope, `Denied` without the right.
    pub async fn informants(&self, caller: &Caller, person: PersonId) -> Result<InformantPage> {
        let (permit, who, at) = self.comparing(caller, person).await?;
        let now = self.now();
        let consent = self.consent_holds(&permit, &who, (Use::AskOthers, None)).await?;
        let rows = self.inner.db.informants_of(&permit, MOST).await?;
        let mut lines = Vec::with_capacity(rows.len());
        for row in &rows {
            lines.push(line(row, now)?);
        }
        let mut compared = Vec::new();
        if consent {
            let may_read_answers = self.quiet_permit::<act::ReadAnswers>(caller, &at).is_ok();
            let today = self.day(now);
            let age = who.birth_on.and_then(|birth| age_on(birth, today));
            let about = Who { sex: who.sex.map(xinqiao_kernel::Sex::code), age, place: who.place.clone() };
            let shared = match self.quiet_permit::<act::ReadScores>(caller, &at) {
                Ok(permit) => self.inner.db.shared_responses(&permit, MOST).await?,
                Err(_) => Vec::new(),
            };
            let mut own = Vec::new();
            for sheet in shared {
                let pack = self.inner.library.instrument_version(&sheet.instrument, &sheet.version);
                let Some(family) = pack.and_then(|pack| pack.instrument().pack().family.clone()) else { continue };
                let of = (sheet.instrument, sheet.version, sheet.answered_at);
                own.push((family, view((Informant::Oneself, String::new(), None), of, &sheet.answers, &sheet.outcome)?));
            }
            for family in self.inner.library.families() {
                let mut views = views_of(&rows, family)?;
                views.extend(own.iter().filter(|(of, _)| of == family).map(|(_, view)| view.clone()));
                let views = latest(views);
                if !views.is_empty() {
                    compared.push(self.compared(family, views, &about, may_read_answers).await?);
                }
            }
        }
        let to_ask = if consent { self.to_ask(&permit, &who).await? } else { Vec::new() };
        let name = match self.quiet_permit::<act::ReadPerson>(caller, &at) {
            Ok(permit) => self.inner.db.person(&permit).await?.map(|person| person.name).unwrap_or_default(),
            Err(_) => String::new(),
        };
        let shown: usize = compared.iter().map(|one| one.views.len()).sum();
        let items = compared.iter().any(|one| one.items.is_some());
        let detail = format!("informants requests={} sheets={shown} items={items}", lines.len());
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&done(self, &permit, "informant_requests", None, detail), now).await?;
        tx.commit().await?;
        Ok(InformantPage { name, consent, to_ask, families: self.families_to_ask(), lines, compared })
    }

    fn families_to_ask(&self) -> Vec<(String, Vec<Informant>)> {
        let forms = |family: &str| {
            let forms = self.inner.library.forms_of(family).into_iter().filter(|pack| pack.has_wording());
            forms.filter_map(|pack| pack.instrument().pack().informant).collect()
        };
        self.inner.library.families().into_iter().map(|family| (family.to_owned(), forms(family))).collect()
    }

    async fn compared(&self, family: &str, views: Vec<FormView>, about: &Who, may_read_answers: bool) -> Result<Compared> {
        let limits = self.informant_rules()?.limits();
        let mut packs = Vec::with_capacity(views.len());
        for view in &views {
            packs.push(self.inner.library.instrument_version(&view.instrument, &view.version).ok_or(AppError::NotFound)?);
        }
        let pairs: Vec<(usize, usize)> =
            (0..views.len()).flat_map(|one| (one + 1..views.len()).map(move |other| (one, other))).collect();
        let mut codes: Vec<&str> = Vec::new();
        for score in packs.iter().flat_map(|pack| pack.instrument().scores()).filter(|score| score.is_reported()) {
            if !codes.contains(&score.code()) {
                codes.push(score.code());
            }
        }
        let mut scores = Vec::with_capacity(codes.len());
        for code in codes {
            let mut known: Vec<Option<View>> = Vec::with_capacity(views.len());
            for (view, pack) in views.iter().zip(&packs) {
                known.push(self.known(view, pack, code, about).await?);
            }
            let mut gaps = Vec::new();
            for (one, other) in &pairs {
                let is_counted = |at: usize| views.get(at).is_some_and(|view| view.valid);
                let at = |at: usize| known.get(at).copied().flatten();
                if let (Some(first), Some(second)) = (at(*one), at(*other))
                    && is_counted(*one)
                    && is_counted(*other)
                {
                    gaps.push((*one, *other, gap(&first, &second, limits).map_err(odd)?));
                }
            }
            let range = known.iter().flatten().find_map(|view| view.range);
            let values = known.iter().map(|view| view.map(|view| view.score)).collect();
            scores.push(ScoreRow { code: code.to_owned(), values, range, gaps });
        }
        let items = may_read_answers.then(|| {
            let pair = |(one, other): &(usize, usize)| {
                let gaps = item_gaps(&answered(&views, &packs, *one), &answered(&views, &packs, *other), limits);
                let same = gaps.iter().filter(|gap| gap.steps == 0).count();
                let shared = gaps.len();
                let apart = gaps.into_iter().filter(|gap| gap.differs).collect();
                ItemPair { views: (*one, *other), shared, same, apart }
            };
            let counted =
                pairs.iter().filter(|(one, other)| [one, other].iter().all(|at| views.get(**at).is_some_and(|v| v.valid)));
            counted.map(pair).collect()
        });
        Ok(Compared { family: family.to_owned(), scores, items, views })
    }

    /// A score of a view with what is known to judge it by.
    async fn known(&self, view: &FormView, pack: &InstrumentPack, code: &str, about: &Who) -> Result<Option<View>> {
        let Some(score) = view.scores.get(code).copied() else { return Ok(None) };
        let range = pack.instrument().scores().iter().find(|one| one.code() == code).and_then(|one| one.range());
        let norms = self.norms_for((&view.instrument, &view.version, code), about, score).await?;
        let norm = norms.first().map(|norm| FormNorm {
            mean: norm.mean,
            sd: norm.sd,
            persons: norm.latest.persons,
            reliability: norm.reliability.as_ref().map(|(is, _)| *is),
        });
        let error = self.informant_rules()?.error(&view.instrument, &view.version, code);
        Ok(Some(View { score, range, norm, error }))
    }
}

fn odd(fault: xinqiao_factor::Fault) -> AppError {
    AppError::Broken { what: "two views give no number".to_owned(), source: Some(Box::new(fault)) }
}

fn informant(code: &str) -> Result<Informant> {
    Informant::from_code(code).ok_or_else(|| AppError::broken(format!("a request has the informant {code}")))
}

/// As the counsellor reads it: teachers by name, relatives masked.
fn shown_name(row: &InformantRow) -> Result<String> {
    Ok(match informant(&row.informant)? {
        Informant::Oneself => String::new(),
        Informant::Parent => masked_name(&row.account_name),
        Informant::Teacher => row.account_name.clone(),
    })
}

fn line(row: &InformantRow, now: Timestamp) -> Result<InformantLine> {
    Ok(InformantLine {
        id: row.id,
        informant: informant(&row.informant)?,
        name: shown_name(row)?,
        instrument: row.instrument.clone(),
        version: row.version.clone(),
        asked_at: row.asked_at,
        expires_at: row.expires_at,
        state: InformantState::of(row, now)?,
        settled_at: row.settled.as_ref().map(|settled| settled.1),
    })
}

fn views_of(rows: &[InformantRow], family: &str) -> Result<Vec<FormView>> {
    let mut found = Vec::new();
    for row in rows.iter().filter(|row| row.family == family) {
        if let (Some(answers), Some(outcome), Some((_, at, _))) = (&row.answers, &row.outcome, &row.settled) {
            let of = (row.instrument.clone(), row.version.clone(), *at);
            let who = informant(&row.informant)?;
            let whose = (who != Informant::Oneself).then_some(row.account);
            found.push(view((who, shown_name(row)?, whose), of, answers, outcome)?);
        }
    }
    Ok(found)
}

fn view(
    (informant, name, whose): (Informant, String, Option<AccountId>),
    (instrument, version, at): (String, String, Timestamp),
    answers: &str,
    outcome: &str,
) -> Result<FormView> {
    let outcome = KeptOutcome::parse(outcome)?;
    let answers = serde_json::from_str(answers)
        .map_err(|fault| AppError::Broken { what: "kept answers cannot be read".to_owned(), source: Some(Box::new(fault)) })?;
    let danger = !outcome.critical.is_empty();
    Ok(FormView {
        informant,
        name,
        at,
        instrument,
        version,
        valid: outcome.valid,
        danger,
        whose,
        answers,
        scores: outcome.scores,
    })
}

/// The latest sheet of each informant, the person first.
fn latest(mut views: Vec<FormView>) -> Vec<FormView> {
    views.sort_by_key(|view| std::cmp::Reverse(view.at));
    let mut kept: Vec<FormView> = Vec::new();
    for view in views {
        if !kept.iter().any(|known| (known.informant, known.whose) == (view.informant, view.whose)) {
            kept.push(view);
        }
    }
    kept.truncate(MOST_VIEWS);
    kept.sort_by_key(|view| view.informant);
    kept
}

/// The answered questions of a view, with their steps.
fn answered<'a>(views: &[FormView], packs: &[&'a InstrumentPack], at: usize) -> Vec<Answered<'a>> {
    let (Some(view), Some(pack)) = (views.get(at), packs.get(at)) else { return Vec::new() };
    let items = pack.instrument().items().iter().zip(&view.answers);
    let choices = items.filter_map(|(item, answer)| match item.accepts() {
        Accepts::Choice(steps) => Some(Answered { item: item.code(), value: (*answer)?, steps }),
        _ => None,
    });
    choices.collect()
}
