//! One sheet counted again: what the new version makes of the same answers, and what differs.

use std::collections::BTreeMap;

use xinqiao_kernel::person::age_on;
use xinqiao_packs::InstrumentPack;
use xinqiao_psychometrics::rescore::{Class, Difference, Result as Compared, difference};
use xinqiao_psychometrics::{Answers, Subject};
use xinqiao_store::rescores::{NewResult, RescoreRow, RescoreSheet};
use xinqiao_warnings::{Facts, Level, RuleSet, history_matters, signals_from};

use super::second::{Counted, Detail, Why};
use crate::assessment::{KeptOutcome, Scored};
use crate::{App, AppError, Result};

/// The two versions of a plan, both of which the program has to hold.
pub(super) struct Versions<'a> {
    before: &'a InstrumentPack,
    after: &'a InstrumentPack,
}

/// A sheet counted again.
pub(super) struct Again {
    pub class: Class,
    pub detail: Detail,
    /// none where the new version cannot count the sheet
    pub outcome: Option<KeptOutcome>,
    /// what the warning rules may look at
    pub facts: Option<Facts>,
    /// rules whose signal is raised more gravely than before
    pub graver: Vec<String>,
}

impl Again {
    /// The sheet cannot be counted.
    fn refused(sheet: &RescoreSheet, why: Why) -> Self {
        let detail = Detail {
            before: first(sheet),
            after: Counted { total: None, band: None, attention: 1 },
            difference: Difference::default(),
            why: Some(why),
        };
        Self { class: Class::NotScored, detail, outcome: None, facts: None, graver: Vec::new() }
    }

    /// The row of it.
    pub fn row(&self, plan: &RescoreRow, sheet: &RescoreSheet) -> Result<NewResult> {
        let detail = serde_json::to_string(&self.detail).map_err(unwritten)?;
        Ok(NewResult {
            rescore: plan.id,
            response: sheet.sheet.id,
            person: sheet.sheet.person,
            place: sheet.sheet.place.clone(),
            version: plan.to_version.clone(),
            class: self.class.code(),
            detail,
            outcome: self.outcome.as_ref().map(KeptOutcome::to_json).transpose()?,
        })
    }
}

fn unwritten(fault: serde_json::Error) -> AppError {
    AppError::Broken { what: "a second result cannot be written".to_owned(), source: Some(Box::new(fault)) }
}

/// The first result in short.
fn first(sheet: &RescoreSheet) -> Counted {
    let attention = u8::try_from(sheet.attention).unwrap_or(1);
    Counted { total: sheet.total, band: sheet.band.clone(), attention }
}

impl App {
    /// The versions of a plan. Errors: `Broken` when the program holds one of them no longer.
    pub(super) fn rescore_versions(&self, plan: &RescoreRow) -> Result<Versions<'_>> {
        let of = |version: &str| {
            let found = self.inner.library.instrument_version(&plan.instrument, version);
            found.ok_or_else(|| AppError::broken(format!("{} {version} is not among the packs", plan.instrument)))
        };
        Ok(Versions { before: of(&plan.from_version)?, after: of(&plan.to_version)? })
    }

    /// Counts a sheet again. Nothing is written.
    pub(super) async fn count_again(&self, versions: &Versions<'_>, sheet: &RescoreSheet) -> Result<Again> {
        let kept = &sheet.sheet;
        let Ok(before) = KeptOutcome::parse(&kept.outcome) else { return Ok(Again::refused(sheet, Why::Result)) };
        let Ok(values) = serde_json::from_str::<Vec<Option<f64>>>(&sheet.answers) else {
            return Ok(Again::refused(sheet, Why::Answers));
        };
        let Ok(answers) = Answers::from_values(versions.after.instrument(), &values) else {
            return Ok(Again::refused(sheet, Why::Answers));
        };
        let on = self.day(kept.answered_at);
        let subject = Subject { sex: sheet.sex, age: sheet.birth_on.and_then(|birth| age_on(birth, on)), setting: None };
        let scored = self.scored_and_judged(versions.after, answers, &subject, None)?;
        let (mut after, mut counted) = (KeptOutcome::of(&scored), counted(&scored));
        for flag in before.flags.iter().filter(|flag| flag.starts_with("general:")) {
            // how fast it was answered is not kept: what was noted of it stays noted
            if !after.flags.contains(flag) {
                after.flags.push(flag.clone());
            }
        }
        if !before.valid && after.valid && self.was_put_aside_otherwise(versions, &values, &subject)? {
            put_aside(&mut after, &before, versions.after);
            counted = Counted { total: None, band: None, attention: 1 };
        }
        let rules = self.rules_for(&kept.place);
        let then = self.rescore_facts(rules, sheet, versions.before.instrument().version(), &before).await?;
        let now = self.rescore_facts(rules, sheet, versions.after.instrument().version(), &after).await?;
        let (one, other) = (
            compared(&before, first(sheet).attention, raised(rules, &then)),
            compared(&after, counted.attention, raised(rules, &now)),
        );
        let (class, difference) = difference(&one, &other, has_other_words(versions, &after));
        let graver = difference.raised.iter().filter(|rule| one.signals.contains_key(*rule)).cloned().collect();
        let detail = Detail { before: first(sheet), after: counted, difference, why: None };
        Ok(Again { class, detail, outcome: Some(after), facts: Some(now), graver })
    }

    /// A sheet that was put aside, and that the old version counts when nothing is known but its answers: it was something else, such as its time.
    fn was_put_aside_otherwise(&self, versions: &Versions<'_>, values: &[Option<f64>], subject: &Subject<'_>) -> Result<bool> {
        let Ok(answers) = Answers::from_values(versions.before.instrument(), values) else { return Ok(false) };
        Ok(self.scored_and_judged(versions.before, answers, subject, None)?.outcome.valid)
    }

    /// The facts of one of the two results, with earlier sheets where a rule looks back.
    async fn rescore_facts(&self, rules: &RuleSet, sheet: &RescoreSheet, version: &str, outcome: &KeptOutcome) -> Result<Facts> {
        let kept = &sheet.sheet;
        let (heard, of) = (outcome.heard(), (kept.instrument.as_str(), version));
        let (on, asked) = (self.day(kept.answered_at), kept.sharing == "contact");
        let facts = self.facts(of, &heard, on, &[], asked)?;
        if !history_matters(rules, &facts) {
            return Ok(facts);
        }
        let rows = self.inner.db.outcomes_before(kept).await?;
        let mut earlier = rows.into_iter().map(|(text, at)| Ok((KeptOutcome::parse(&text)?, at))).collect::<Result<Vec<_>>>()?;
        earlier.retain(|(outcome, _)| outcome.valid);
        self.facts(of, &heard, on, &earlier, asked)
    }
}

fn counted(scored: &Scored<'_>) -> Counted {
    let instrument = scored.pack.instrument();
    let band = Some(scored.outcome.band_column(instrument).into_owned()).filter(|band| !band.is_empty());
    Counted { total: scored.outcome.total(instrument), band, attention: scored.attention() }
}

/// What stays of a sheet that is put aside: critical answers and subscales (docs/validity.md).
fn put_aside(outcome: &mut KeptOutcome, before: &KeptOutcome, pack: &InstrumentPack) {
    let instrument = pack.instrument();
    if let Some(total) = instrument.total().and_then(|index| instrument.scores().get(index)) {
        outcome.scores.remove(total.code());
    }
    outcome.bands.clear();
    outcome.decisions.clear();
    outcome.flags.retain(|flag| !flag.starts_with("screen:"));
    outcome.valid = false;
    outcome.removed_by.clone_from(&before.removed_by);
}

/// By rule how grave its signal is.
fn raised(rules: &RuleSet, facts: &Facts) -> BTreeMap<String, u8> {
    let weight = |level: Level| {
        let place = Level::ALL.iter().position(|known| *known == level).unwrap_or(0);
        u8::try_from(Level::ALL.len() - place).unwrap_or(u8::MAX)
    };
    signals_from(rules, facts).into_iter().map(|draft| (draft.rule.rule.to_string(), weight(draft.proposed))).collect()
}

fn compared(outcome: &KeptOutcome, attention: u8, signals: BTreeMap<String, u8>) -> Compared {
    let bands = outcome.bands.iter().map(|(score, (band, attention))| (score.clone(), (band.clone(), Some(*attention))));
    let levels = outcome.decisions.iter().map(|(decision, level)| (decision.clone(), (level.clone(), None)));
    let critical = outcome.critical.iter().map(|hit| (hit.item.clone(), hit.kind.clone(), hit.strength.clone()));
    Compared {
        scores: outcome.scores.clone(),
        bands: bands.chain(levels).collect(),
        critical: critical.collect(),
        flags: outcome.flags.iter().cloned().collect(),
        is_valid: outcome.valid,
        is_complete: outcome.complete,
        attention,
        signals,
    }
}

/// Does the new version name a band or level of the result otherwise, in any language?
fn has_other_words(versions: &Versions<'_>, outcome: &KeptOutcome) -> bool {
    let bands = outcome.bands.iter().map(|(score, (band, _))| (score, band));
    let mut hits = bands.chain(outcome.decisions.iter());
    hits.any(|(score, band)| {
        xinqiao_packs::LANGUAGES.iter().any(|language| {
            let word = |pack: &InstrumentPack| pack.text(language).and_then(|text| text.band.get(score)?.get(band)).cloned();
            word(versions.before) != word(versions.after)
        })
    })
}
