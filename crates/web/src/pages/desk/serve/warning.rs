//! One warning.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use serde::Deserialize;
use xinqiao_app::warnings::{Verb, WarningDetail};
use xinqiao_app::{AppError, Caller, Person};
use xinqiao_kernel::id::WarningId;
use xinqiao_warnings::{Level, Reviewing, State as Stand};

use super::evidence::{Source, cards};
use super::rules_text::{Words, drawn, own_words};
use super::staff::shell;
use super::timing::{left, moment, sla};
use super::warning_parts::{Fields, asking, fault_words, owners, person_card, with_attention, with_referral};
use super::workbench::done as done_words;
use crate::fault::Fault;
use crate::i18n::Lang;
use crate::page::show;
use crate::pages::desk::parts::{PostForm, Receipt};
use crate::pages::desk::signal::LevelOffer;
use crate::pages::desk::warning::{
    FormOf, Hearer, WarningPage, WarningView, acknowledge_form, close_form, feedback_form, hand_over_form, identity_form,
    intervene_form, note_form, raise_form, refuse_raise_form, review_form, second_close_form, second_form, second_raise_form,
    set_aside_form, verify_form,
};
use crate::parts::Choice;
use crate::shell::Area;
use crate::site::Site;
use crate::visitor::Visitor;

mod beside;
mod story;

/// A form that did not go through: its name, what was posted, why.
pub struct Retry<'a> {
    pub form: &'static str,
    pub fields: &'a Fields,
    pub why: AppError,
}

/// What a redirect carries.
#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    done: String,
}

pub async fn page(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<WarningId>,
    Query(query): Query<Asked>,
) -> Result<Response, Fault> {
    Ok(show(&warning_page(&site, &visitor, id, Some(&query.done), None, None).await?))
}

/// Opens name and phone of the person; they are on this one answer only, and its opening is on record.
pub async fn identity(State(site): State<Site>, visitor: Visitor, Path(id): Path<WarningId>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let person = site.app.warning_identity(caller, id).await.map_err(|fault| visitor.fault(fault))?;
    Ok(show(&warning_page(&site, &visitor, id, Some("identity"), None, Some(person)).await?))
}

/// The page of a warning.
pub async fn warning_page(
    site: &Site,
    visitor: &Visitor,
    id: WarningId,
    done: Option<&str>,
    retry: Option<Retry<'_>>,
    opened: Option<Person>,
) -> Result<WarningPage, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let detail = site.app.warning(caller, id).await.map_err(|fault| visitor.fault(fault))?;
    let words = Words::at(site, lang, detail.warning.place());
    let words = words.ok_or_else(|| visitor.fault(AppError::broken("the warning rules have no words")))?;
    let own = own_words(site, caller);
    let now = site.app.now();
    let (mut forms, mut more) = forms(site, lang, caller, &words, &detail);
    if let Some(retry) = retry {
        let mend = |form: PostForm| {
            if form.name == retry.form { fault_words(lang, form.filled(retry.fields.pairs()), &retry.why) } else { form }
        };
        forms = forms.into_iter().map(mend).collect();
        more = more.into_iter().map(|(title, form)| (title, mend(form))).collect();
        let shown = forms.iter().chain(more.iter().map(|(_, form)| form)).any(|form| form.name == retry.form);
        if !shown {
            // the step has moved on: the fault stands above a note form, so that what was written is not lost
            let text = retry.fields.note();
            let form = note_form(form_of(site, lang, &detail));
            let form = form.filled(text.iter().map(|note| ("note", note.as_str())));
            more.insert(0, (lang.t("more-note"), fault_words(lang, form, &retry.why)));
        }
    }
    let row = &detail.row;
    let open = detail.warning.state().open();
    let may_open = opened.is_none() && detail.may_identify;
    let shown = opened.as_ref().or(detail.person.as_ref());
    let person = person_card(site, visitor, shown, &row.place, may_open.then(|| identity_form(lang, id))).await?;
    let person = asking(lang, person, detail.needs_approval);
    let person = with_attention(lang, person, detail.may_see_attention.then_some(row.person));
    let person = with_referral(lang, person, (open.is_some() && detail.may_refer).then_some((row.person, id)));
    let mut evidence = Vec::new();
    for cited in &detail.signals {
        evidence.extend(cards(site, lang, &cited.evidence, &Source::cited(cited)));
    }
    let overdue = open.as_ref().is_some_and(|(_, open)| open.due_at <= now);
    let view = WarningView {
        id,
        number: row.number.clone(),
        name: row.name.clone(),
        level: drawn(detail.warning.level()),
        stages: story::stages(site, lang, &words, &detail),
        done: done.and_then(|code| {
            let code = match (code, detail.warning.state()) {
                ("confirmed", Stand::AwaitingSecond { .. }) => "proposed",
                ("closed", Stand::Close { proposal: Some(_), .. }) => "close-proposed",
                (other, _) => other,
            };
            done_words(lang, code)
        }),
        alert: overdue.then(|| lang.t("warning-overdue")),
        follows: detail.follows.as_ref().map(|(id, number)| (number.clone(), crate::links::warning(*id))),
        ended: story::ended(site, lang, &words, &detail),
        sla: open.as_ref().map(|(_, open)| sla(lang, open.since, open.due_at, now)),
        plan: story::plan(site, lang, &words, &detail),
        waits: (open.is_some() && forms.is_empty()).then(|| waits(lang, caller, &detail)),
        now: forms,
        more,
        reasons: detail.signals.iter().map(|cited| words.signal_of(&cited.row.rule_id, &cited.row.code)).collect(),
        evidence,
        caution: words.caution(),
        rule: rules_told(lang, &words, &detail),
        person,
        case: super::warning_parts::case_step(lang, &detail),
        record: story::record(site, lang, &words, own.as_ref(), &detail),
        owner: story::owner(site, lang, &words, &detail),
        own,
    };
    Ok(WarningPage::new(shell(site, visitor, caller, Area::Desk, None).await?, view))
}

fn form_of(site: &Site, lang: Lang, detail: &WarningDetail) -> FormOf {
    let receipt = Receipt { event: site.app.fresh_event(), version: Some(detail.row.state.version) };
    FormOf { lang, id: detail.row.id, receipt }
}

/// The forms of the present step, and what else can be done.
fn forms(
    site: &Site,
    lang: Lang,
    caller: &Caller,
    words: &Words<'_>,
    detail: &WarningDetail,
) -> (Vec<PostForm>, Vec<(String, PostForm)>) {
    // each form has an event of its own, so that two different forms of one page are two events
    let of = || form_of(site, lang, detail);
    let (mut now, mut more) = (Vec::new(), Vec::new());
    for verb in &detail.verbs {
        match verb {
            Verb::Second => {
                let deciding: Vec<_> = detail.candidates.iter().filter(|one| one.may_decide()).cloned().collect();
                let candidates = owners(lang, &deciding, caller.account(), Some(caller.account()));
                now.push(second_form(of(), &offers(site, lang, caller, detail), candidates));
                now.push(set_aside_form(of(), words.dismissals()));
            }
            Verb::Acknowledge => now.push(acknowledge_form(of())),
            Verb::Verify => now.push(verify_form(of(), words.findings())),
            Verb::Intervene => now.push(intervene_form(of(), words.actions(), true)),
            Verb::Feedback => {
                if detail.warning.person_heard().is_none() {
                    now.push(feedback_form(of(), Hearer::Person, words.hearings()));
                }
                if detail.warning.has_reporter() && detail.warning.reporter_heard().is_none() {
                    now.push(feedback_form(of(), Hearer::Reporter, words.hearings()));
                }
                more.push((lang.t("more-support"), intervene_form(of(), words.actions(), false)));
            }
            Verb::Close => {
                now.push(close_form(of(), words.outcomes(), detail.warning.needs_two_to_close()));
                more.push((lang.t("more-support"), intervene_form(of(), words.actions(), false)));
            }
            Verb::SecondClose => now.push(second_close_form(of(), proposal(lang, words, detail))),
            Verb::HandOver => {
                let present = detail.row.state.owed.as_ref().map(|(owner, _, _)| *owner);
                let others: Vec<_> = detail.candidates.iter().filter(|one| Some(one.account) != present).cloned().collect();
                if !others.is_empty() {
                    more.push((lang.t("more-hand-over"), hand_over_form(of(), owners(lang, &others, caller.account(), None))));
                }
            }
            Verb::Review => more.push((lang.t("more-review"), review_form(of(), reviewings(lang)))),
            Verb::Raise => {
                let deciding: Vec<_> = detail.candidates.iter().filter(|one| one.may_decide()).cloned().collect();
                let seconds = owners(lang, &deciding, caller.account(), None);
                more.push((lang.t("more-raise"), raise_form(of(), &graver(site, lang, caller, detail), seconds)));
            }
            Verb::SecondRaise => {
                now.insert(0, second_raise_form(of(), risen(lang, detail)));
                more.push((lang.t("more-refuse-raise"), refuse_raise_form(of())));
            }
            Verb::Note => more.push((lang.t("more-note"), note_form(of()))),
            other => match beside::form(site, lang, caller, words, detail, *other) {
                Some(beside::Placed::Now(form)) => now.insert(0, form),
                Some(beside::Placed::More(title, form)) => more.push((title, form)),
                None => {}
            },
        }
    }
    (now, more)
}

/// The levels that the second person may confirm: the proposed one and milder ones.
fn offers(site: &Site, lang: Lang, caller: &Caller, detail: &WarningDetail) -> Vec<LevelOffer> {
    let now = site.app.now();
    let time = site.app.timetable_for(detail.warning.place());
    let own = own_words(site, caller);
    let proposed = detail.warning.level();
    Level::ALL
        .iter()
        .filter(|level| proposed <= **level)
        .map(|level| {
            let due = time.due(*level, xinqiao_warnings::Step::Acknowledge, now);
            let limits = lang.t1("limit-acknowledge", "span", left(lang, due.duration_since(now)));
            let own = own.as_ref().map(|own| own.of(drawn(*level)).to_owned());
            LevelOffer { level: drawn(*level), own, limits, needs_two: false, chosen: *level == proposed }
        })
        .collect()
}

/// The graver levels, with the clock that each would set.
fn graver(site: &Site, lang: Lang, caller: &Caller, detail: &WarningDetail) -> Vec<LevelOffer> {
    let now = site.app.now();
    let time = site.app.timetable_for(detail.warning.place());
    let own = own_words(site, caller);
    let two = |level| time.rules.confirm_needs_two(level);
    Level::ALL
        .iter()
        .filter(|level| **level < detail.warning.level())
        .map(|level| {
            let step = if two(*level) { xinqiao_warnings::Step::Second } else { xinqiao_warnings::Step::Verify };
            let span = left(lang, time.due(*level, step, now).duration_since(now));
            let key = if two(*level) { "limit-second" } else { "limit-verify" };
            let own = own.as_ref().map(|own| own.of(drawn(*level)).to_owned());
            LevelOffer { level: drawn(*level), own, limits: lang.t1(key, "span", span), needs_two: two(*level), chosen: false }
        })
        .collect()
}

/// The rules under which it began; and, where others hold at its place by now, that what begins from now on follows those.
fn rules_told(lang: Lang, words: &Words<'_>, detail: &WarningDetail) -> Vec<String> {
    let (pack, version) = detail.warning.rules();
    let mut told = vec![words.name_of(lang, pack.as_str(), version.as_str())];
    if (pack, version) != (words.rules.id(), words.rules.version()) {
        told.push(lang.t1("rule-changed", "name", words.name(lang)));
    }
    told
}

// i18n: reviewing-*
fn reviewings(lang: Lang) -> Vec<Choice> {
    let word = |one: &Reviewing| Choice::new(one.code(), lang.t(&format!("reviewing-{}", one.code())));
    Reviewing::ALL.iter().map(word).collect()
}

/// Who proposed which graver level.
fn risen(lang: Lang, detail: &WarningDetail) -> String {
    let Some(rise) = detail.warning.rise() else { return String::new() };
    let by = detail.timeline.iter().find(|entry| entry.account == Some(rise.by)).and_then(|entry| entry.by.clone());
    lang.t2("raise-proposed-by", "name", by.unwrap_or_default(), "level", drawn(rise.level).name(lang))
}

fn proposal(lang: Lang, words: &Words<'_>, detail: &WarningDetail) -> String {
    let Stand::Close { proposal: Some(proposal), .. } = detail.warning.state() else { return String::new() };
    let by = detail.timeline.iter().find(|entry| entry.account == Some(proposal.by)).and_then(|entry| entry.by.clone());
    lang.t2("close-proposed-by", "name", by.unwrap_or_default(), "outcome", words.outcome(proposal.outcome))
}

/// Why the caller has no form of the present step.
fn waits(lang: Lang, caller: &Caller, detail: &WarningDetail) -> String {
    let mine = match detail.warning.state() {
        Stand::AwaitingSecond { proposed_by, .. } => *proposed_by == caller.account(),
        Stand::Close { proposal: Some(proposal), .. } => proposal.by == caller.account(),
        _ => false,
    };
    if mine {
        return lang.t("waits-second");
    }
    let owner = detail.row.owner_name.clone().unwrap_or_default();
    lang.t1("waits-owner", "name", owner)
}

/// A moment in words, for the parts of the story.
fn at(site: &Site, lang: Lang, instant: jiff::Timestamp) -> String {
    moment(site, lang, instant)
}
