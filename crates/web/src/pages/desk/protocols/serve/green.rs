//! One green channel.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use serde::Deserialize;
use xinqiao_app::protocols::{EntryView, GreenSide, GreenView};
use xinqiao_referrals::green_channel::{Parents, Stage, Step as Entry};
use xinqiao_referrals::{ChannelId, Rules};

use super::green_forms::forms;
use crate::fault::Fault;
use crate::i18n::Lang;
use crate::links;
use crate::page::show;
use crate::pages::desk::parts::PostForm;
use crate::pages::desk::protocols::{ProtocolPage, ProtocolView, StageLine, Standing, words};
use crate::pages::desk::serve::staff::shell;
use crate::pages::desk::serve::timing::{moment, sla};
use crate::parts::{Step, Timeline, TimelineEntry, Tone};
use crate::shell::Area;
use crate::site::Site;
use crate::visitor::Visitor;

/// What was just done.
#[derive(Deserialize)]
pub struct Done {
    pub done: Option<String>,
}

pub async fn page(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<ChannelId>,
    Query(query): Query<Done>,
) -> Result<Response, Fault> {
    let told = query.done.map(|_| visitor.preferences.lang.t("referral-done"));
    let page = build(&site, &visitor, id, None, |forms| forms).await?;
    Ok(show(&ProtocolPage { view: ProtocolView { told, ..page.view }, ..page }))
}

/// The page, with the forms as `fill` leaves them.
pub(super) async fn build(
    site: &Site,
    visitor: &Visitor,
    id: ChannelId,
    fault: Option<String>,
    fill: impl FnOnce(Vec<(String, PostForm)>) -> Vec<(String, PostForm)>,
) -> Result<ProtocolPage, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let found = site.app.green(caller, id).await.map_err(|fault| visitor.fault(fault))?;
    let rules = site.app.rules_of_referrals().map_err(|fault| visitor.fault(fault))?;
    let owed = found.channel.owed();
    let stage = words::stage(lang, owed.map_or("ended", |(stage, _)| stage.code()));
    let view = ProtocolView {
        title: lang.t1("green-title", "name", &found.row.name),
        back: (lang.t("nav-green"), links::greens()),
        state: match &found.owner {
            Some(owner) => lang.t2("protocol-owes", "stage", stage, "name", owner),
            None => stage,
        },
        sla: owed.map(|(_, open)| sla(lang, open.since, open.due_at, site.app.now())),
        stages: stages(site, lang, rules, &found),
        facts: facts(site, lang, rules, &found),
        // i18n: green-side-*
        sealed: Some(lang.t(&format!("green-side-{}", found.side))),
        timeline: Some(timeline(site, lang, &found)),
        forms: fill(forms(site, lang, rules, id, caller.account(), &found)),
        steps: steps(lang, &found),
        told: None,
        fault,
        foot: lang.t("staff-foot"),
    };
    Ok(ProtocolPage { shell: shell(site, visitor, caller, Area::Referrals, None).await?, view })
}

fn stages(site: &Site, lang: Lang, rules: &Rules, found: &GreenView) -> Vec<StageLine> {
    let now = found.channel.owed();
    let line = |stage: &Stage| {
        let standing = match now {
            Some((open, _)) if open == *stage => Standing::Now,
            Some((open, _)) if open < *stage => Standing::Later,
            Some(_) => Standing::Done,
            None if reached(found, *stage) => Standing::Done,
            None => Standing::Later,
        };
        StageLine {
            title: words::stage(lang, stage.code()),
            standing,
            word: lang.t(match standing {
                Standing::Done => "protocol-done",
                Standing::Now => "protocol-now",
                Standing::Later => "protocol-later",
            }),
            note: note(site, lang, rules, found, *stage),
            sla: None,
        }
    };
    Stage::ALL.iter().map(line).collect()
}

/// Was a stage behind it when it ended?
fn reached(found: &GreenView, stage: Stage) -> bool {
    let channel = &found.channel;
    match stage {
        Stage::Team => found.entries.iter().any(|entry| matches!(entry.step, Entry::Met { .. })),
        Stage::Parents => channel.parents().is_some(),
        Stage::Slot => channel.slot_at().is_some(),
        Stage::Treatment => channel.treatment().is_some(),
        Stage::Feedback => channel.result().is_some(),
        Stage::Plan => channel.plan().is_some(),
        Stage::Review => channel.reviewed().is_some(),
    }
}

/// What came of a stage: whether, when and how, never why; of the parents the hospital learns no reason.
fn note(site: &Site, lang: Lang, rules: &Rules, found: &GreenView, stage: Stage) -> Option<String> {
    let channel = &found.channel;
    match stage {
        Stage::Team => None,
        Stage::Parents => match channel.parents() {
            Some(Parents::Informed { at }) => Some(lang.t1("green-parents-told", "at", moment(site, lang, *at))),
            Some(Parents::LeftOut { reason, .. }) if found.side != GreenSide::Hospital => {
                let offered = rules.raw().green_channel.not_told.iter().map(|one| (&one.code, &one.title));
                Some(lang.t1("green-parents-out-why", "reason", words::named(lang, offered, reason)))
            }
            Some(Parents::LeftOut { .. }) => Some(lang.t("green-parents-out")),
            None => channel.leave_out_asked().filter(|_| found.side != GreenSide::Hospital).map(|asked| {
                let offered = rules.raw().green_channel.not_told.iter().map(|one| (&one.code, &one.title));
                lang.t1("green-parents-asked", "reason", words::named(lang, offered, &asked.reason))
            }),
        },
        Stage::Slot => match (channel.slot_at(), &found.hospital) {
            (Some(at), _) => Some(lang.t1("green-slot-at", "at", moment(site, lang, at))),
            (None, Some(hospital)) => Some(lang.t1("green-sent-to", "name", hospital)),
            (None, None) => None,
        },
        Stage::Treatment => channel.treatment().map(|state| words::treatment(lang, state.code())),
        Stage::Feedback => channel.result().map(|code| words::result(lang, rules, code)),
        Stage::Plan => channel
            .plan()
            .map(|plan| lang.t2("green-plan-days", "back", lang.date(plan.back_on), "review", lang.date(plan.review_on))),
        Stage::Review => channel.reviewed().map(|review| words::review(lang, review.code())),
    }
}

fn facts(site: &Site, lang: Lang, rules: &Rules, found: &GreenView) -> Vec<(String, String)> {
    let mut facts = vec![
        (lang.t("green-school"), lang.t2("referral-account-at", "name", &found.lead, "place", &found.place)),
        (lang.t("protocol-opened"), moment(site, lang, found.row.opened_at)),
    ];
    if let Some((_, open)) = found.channel.owed() {
        facts.push((lang.t("referral-due"), moment(site, lang, open.due_at)));
    }
    if let Some(hospital) = &found.hospital {
        facts.push((lang.t("green-hospital"), hospital.clone()));
    }
    let Some(plan) = found.channel.plan() else { return facts };
    let offered = || rules.raw().green_channel.conditions.iter().map(|one| (&one.code, &one.title));
    let conditions: Vec<String> = plan.conditions.iter().map(|code| words::named(lang, offered(), code)).collect();
    facts.push((lang.t("green-conditions"), conditions.join(&lang.t("join-comma"))));
    facts.push((lang.t("green-support"), found.support.clone().unwrap_or_default()));
    if found.side != GreenSide::Hospital {
        let sentence = rules.wording(plan.teacher_wording.as_str()).map(|one| words::title(lang, &one.title));
        facts.push((lang.t("green-teacher"), sentence.unwrap_or_default()));
    }
    facts
}

fn timeline(site: &Site, lang: Lang, found: &GreenView) -> Timeline {
    let entry = |view: &EntryView| {
        let by = view.by.as_ref().map(|name| lang.t1("referral-by", "name", name));
        TimelineEntry {
            title: words::green_did(lang, view.step.word()),
            time: moment(site, lang, view.at),
            lines: view.note.clone().into_iter().chain(by).collect(),
            icon: "check",
            tone: Tone::Plain,
        }
    };
    Timeline { entries: found.entries.iter().rev().map(entry).collect() }
}

fn steps(lang: Lang, found: &GreenView) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    if found.side == GreenSide::School {
        steps.push(Step { label: lang.t("green-person"), href: links::person(found.row.person) });
        if found.channel.owed().is_some_and(|(stage, _)| stage == Stage::Slot) {
            steps.insert(0, Step { label: lang.t("green-write-referral"), href: links::referral_new(found.row.person) });
        }
    }
    if found.side != GreenSide::Above {
        steps.extend(found.referral.map(|id| Step { label: lang.t("green-referral"), href: links::referral(id) }));
    }
    steps
}
