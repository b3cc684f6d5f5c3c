//! The story of a warning in words: the four stages, what is to do, what happened, who owes the next step.

use jiff::Timestamp;
use xinqiao_app::warnings::{TimelineEntry, WarningDetail};
use xinqiao_warnings::event::What;
use xinqiao_warnings::{Rise, State, Step};

use super::super::rules_text::Words;
use super::super::timing::duration;
use super::at;
use crate::i18n::Lang;
use crate::pages::desk::parts::{Record, RecordEntry, RecordNote};
use crate::pages::desk::warning::{OwnerCard, PlanLine, PlanState};
use crate::parts::{LoopStages, OwnWords, Stage, StageState, Tone};
use crate::site::Site;
use crate::words;

/// 监测, 预警, 干预, 反馈.
pub fn stages(site: &Site, lang: Lang, words: &Words<'_>, detail: &WarningDetail) -> LoopStages {
    let open = detail.warning.state().open();
    let now = |steps: &[Step]| open.as_ref().is_some_and(|(step, _)| steps.contains(step));
    let due = |steps: &[Step]| -> Vec<String> {
        let owed = open.as_ref().filter(|(step, _)| steps.contains(step));
        owed.map(|(step, open)| lang.t2("stage-due", "step", words.step(*step), "at", at(site, lang, open.due_at)))
            .into_iter()
            .collect()
    };
    let first = detail.signals.iter().map(|cited| cited.row.raised_at).min().unwrap_or(detail.row.opened_at);
    let confirmed = detail.warning.is_confirmed().then(|| confirmed_at(detail));
    let warn_steps = [Step::Second];
    let act_steps = [Step::Acknowledge, Step::Verify, Step::Intervene];
    let tell_steps = [Step::Feedback, Step::Close];
    let ended = open.is_none();
    let passed = |steps: &[Step]| open.as_ref().is_some_and(|(step, _)| steps.iter().all(|one| *one < *step)) || ended;
    let stage = |name: &str, lines: Vec<String>, steps: &[Step]| Stage {
        name: lang.t(name),
        lines,
        state: if now(steps) {
            StageState::Now
        } else if passed(steps) {
            StageState::Done
        } else {
            StageState::Todo
        },
    };
    let mut warn = due(&warn_steps);
    if let Some(when) = confirmed {
        warn = vec![lang.t("stage-confirmed"), took(site, lang, detail.row.opened_at, when)];
    }
    LoopStages {
        label: lang.t("stages-label"),
        stages: vec![
            Stage { name: lang.t("stage-watch"), lines: vec![at(site, lang, first)], state: StageState::Done },
            stage("stage-warn", warn, &warn_steps),
            stage("stage-act", due(&act_steps), &act_steps),
            stage("stage-tell", due(&tell_steps), &tell_steps),
        ],
    }
}

/// When enough people had confirmed.
fn confirmed_at(detail: &WarningDetail) -> Timestamp {
    let second = detail.timeline.iter().find(|entry| matches!(entry.what, What::Seconded { .. }));
    second.map_or(detail.row.opened_at, |entry| entry.at)
}

fn took(site: &Site, lang: Lang, from: Timestamp, to: Timestamp) -> String {
    if from == to {
        at(site, lang, to)
    } else {
        lang.t2("stage-took", "at", at(site, lang, to), "span", duration(lang, to.duration_since(from)))
    }
}

/// The steps in order: done by whom, due now, still to come.
pub fn plan(site: &Site, lang: Lang, words: &Words<'_>, detail: &WarningDetail) -> Vec<PlanLine> {
    let open = detail.warning.state().open();
    let ended = open.is_none();
    let two = detail.timeline.first().is_some_and(|entry| matches!(&entry.what, What::Opened(opened) if opened.two_to_confirm));
    let steps = [Step::Second, Step::Acknowledge, Step::Verify, Step::Intervene, Step::Feedback, Step::Close];
    steps
        .into_iter()
        .filter(|step| *step != Step::Second || two)
        .map(|step| {
            let did = detail.timeline.iter().rev().find(|entry| finishes(&entry.what, step));
            let present = open.as_ref().filter(|(now, _)| *now == step);
            match (present, did) {
                (Some((_, open)), _) => PlanLine {
                    text: words.step(step),
                    meta: lang.t1("plan-due", "at", at(site, lang, open.due_at)),
                    state: PlanState::Now,
                },
                (None, Some(entry)) => {
                    PlanLine { text: words.event(entry.what.word()), meta: who_when(site, lang, entry), state: PlanState::Done }
                }
                (None, None) => PlanLine {
                    text: words.step(step),
                    meta: String::new(),
                    state: if ended { PlanState::Done } else { PlanState::Todo },
                },
            }
        })
        .filter(|line| !ended || !line.meta.is_empty())
        .collect()
}

const fn finishes(what: &What, step: Step) -> bool {
    match step {
        Step::Decide => matches!(what, What::Opened(_)),
        Step::Second => matches!(what, What::Seconded { .. } | What::Dismissed { .. }),
        Step::Acknowledge => matches!(what, What::Acknowledged { .. }),
        Step::Verify => matches!(what, What::Verified { .. }),
        Step::Intervene => matches!(what, What::Intervened { .. }),
        Step::Feedback => matches!(what, What::Heard { .. }),
        Step::Close => matches!(what, What::Closed { .. } | What::CloseSeconded),
        // beside the steps of the plan
        Step::Review | Step::Accept | Step::Answer => false,
    }
}

fn who(lang: Lang, entry: &TimelineEntry) -> String {
    entry.by.clone().unwrap_or_else(|| lang.t("who-program"))
}

fn who_when(site: &Site, lang: Lang, entry: &TimelineEntry) -> String {
    format!("{} {}", at(site, lang, entry.at), who(lang, entry))
}

/// How it ended, a line each; empty while it is open.
pub fn ended(site: &Site, lang: Lang, words: &Words<'_>, detail: &WarningDetail) -> Vec<String> {
    let name = |account| {
        detail.timeline.iter().find(|entry| entry.account == Some(account)).and_then(|entry| entry.by.clone()).unwrap_or_default()
    };
    match detail.warning.state() {
        State::Closed { outcome, at: when, by, proposed_by } => {
            let mut lines = vec![words.outcome(*outcome), at(site, lang, *when)];
            match proposed_by {
                Some(first) => lines.push(lang.t2("ended-by-two", "first", name(*first), "second", name(*by))),
                None => lines.push(lang.t1("ended-by", "name", name(*by))),
            }
            lines
        }
        State::Dismissed { reason, at: when, by } => {
            vec![
                lang.t("ended-set-aside"),
                words.dismissal(*reason),
                at(site, lang, *when),
                lang.t1("ended-by", "name", name(*by)),
            ]
        }
        State::Merged { at: when, by, .. } => {
            vec![lang.t("ended-merged"), at(site, lang, *when), lang.t1("ended-by", "name", name(*by))]
        }
        State::AwaitingSecond { .. }
        | State::Acknowledge { .. }
        | State::Verify { .. }
        | State::Intervene { .. }
        | State::Feedback { .. }
        | State::Close { .. } => Vec::new(),
    }
}

/// What happened, newest first.
pub fn record(site: &Site, lang: Lang, words: &Words<'_>, own: Option<&OwnWords>, detail: &WarningDetail) -> Record {
    let entries = detail.timeline.iter().rev().map(|entry| RecordEntry {
        title: words.event(entry.what.word()),
        time: at(site, lang, entry.at),
        who: who(lang, entry),
        details: details(lang, (words, own), detail, &entry.what),
        note: match &entry.note {
            None => RecordNote::None,
            Some(Some(text)) => RecordNote::Text(text.clone()),
            Some(None) => RecordNote::Sealed(lang.t("note-sealed")),
        },
        icon: icon(&entry.what),
        tone: match entry.what {
            What::Escalated { .. } => Tone::Warm,
            What::Opened(_) | What::Seconded { .. } | What::Closed { .. } | What::CloseSeconded => Tone::Primary,
            _ => Tone::Plain,
        },
    });
    Record { entries: entries.collect() }
}

fn details(lang: Lang, (words, own): (&Words<'_>, Option<&OwnWords>), detail: &WarningDetail, what: &What) -> Vec<String> {
    let owner = |account| {
        let known = detail.candidates.iter().find(|one| one.account == account).map(|one| one.name.clone());
        known
            .or_else(|| detail.timeline.iter().find(|entry| entry.account == Some(account)).and_then(|entry| entry.by.clone()))
            .unwrap_or_default()
    };
    match what {
        What::Opened(opened) => {
            vec![
                lang.t1("record-level", "level", super::drawn(opened.level).name_with(lang, own)),
                lang.t1("record-owner", "name", owner(opened.owner.account)),
            ]
        }
        What::Seconded { level, owner: to, .. } => {
            vec![
                lang.t1("record-level", "level", super::drawn(*level).name_with(lang, own)),
                lang.t1("record-owner", "name", owner(to.account)),
            ]
        }
        What::Dismissed { reason } => vec![words.dismissal(*reason)],
        What::Verified { finding, .. } => vec![words.finding(*finding)],
        What::Intervened { action, .. } => vec![words.action(*action)],
        What::Heard { party, hearing, .. } => {
            vec![lang.t2("record-heard", "party", words.party(*party), "hearing", words.hearing(*hearing))]
        }
        What::CloseProposed { outcome } | What::Closed { outcome } => vec![words.outcome(*outcome)],
        What::Reviewed { finding, .. } => vec![lang.t(&format!("reviewing-{}", finding.code()))],
        What::Raised { rise: Rise::Given { level, .. } | Rise::Proposed { level, .. } } => {
            vec![lang.t1("record-level", "level", super::drawn(*level).name_with(lang, own))]
        }
        What::LowerProposed { level, .. } => vec![lang.t1("record-level", "level", super::drawn(*level).name_with(lang, own))],
        What::Reopened { owner: to, .. } | What::Offered { to, .. } | What::Reassigned { to, .. } | What::PassedOn { to, .. } => {
            vec![lang.t1("record-owner", "name", owner(to.account))]
        }
        What::Objected { owner: to, .. } => vec![lang.t1("record-owner", "name", owner(to.account))],
        What::HandedOver { to } => vec![lang.t1("record-owner", "name", owner(to.account))],
        What::Escalated { to, .. } => match to {
            Some(to) => vec![lang.t1("record-owner", "name", owner(to.account))],
            None => vec![lang.t("record-nobody-above")],
        },
        What::Acknowledged { .. }
        | What::CloseSeconded
        | What::Noted
        | What::RaiseSeconded { .. }
        | What::RaiseRefused
        | What::LowerSigned { .. }
        | What::TookUp { .. }
        | What::Absorbed(_)
        | What::MergedInto { .. }
        | What::Accepted
        | What::ObjectionAnswered { .. }
        | What::ObjectionSeconded => Vec::new(),
    }
}

const fn icon(what: &What) -> &'static str {
    match what {
        What::Opened(_) | What::Seconded { .. } => "users",
        What::Escalated { .. } | What::Raised { .. } | What::Objected { .. } => "alert",
        What::RaiseSeconded { .. } | What::LowerSigned { .. } => "users",
        What::Reviewed { .. } => "eye",
        What::Verified { .. } | What::Heard { .. } => "message",
        What::Acknowledged { .. } | What::Closed { .. } | What::CloseSeconded | What::CloseProposed { .. } => "check",
        _ => "edit",
    }
}

/// Who owes the next step; none when it has ended.
pub fn owner(site: &Site, lang: Lang, words: &Words<'_>, detail: &WarningDetail) -> Option<OwnerCard> {
    let (step, open) = detail.warning.state().open()?;
    let name = detail.row.owner_name.clone().unwrap_or_default();
    let role =
        detail.candidates.iter().find(|one| one.account == open.owner.account).map(|one| words::role(lang, one.role.code()));
    let mut lines = vec![words.step(step)];
    if detail.warning.escalations() > 0 {
        lines.push(lang.t1("owner-escalated", "count", detail.warning.escalations()));
    }
    Some(OwnerCard {
        initial: name.chars().take(1).collect(),
        name,
        role: role.unwrap_or_default(),
        due: lang.t1("plan-due", "at", at(site, lang, open.due_at)),
        lines,
    })
}
