//! One referral.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use serde::Deserialize;
use xinqiao_app::referrals::{EventView, ReferralView, Verb};
use xinqiao_referrals::{Code, Giver, ReferralId, Returned, Rules, State as Standing, What};

use crate::fault::Fault;
use crate::i18n::Lang;
use crate::links;
use crate::page::show;
use crate::pages::desk::parts::{Entry, EntryKind, PostForm};
use crate::pages::desk::referrals::{DetailPage, DetailView, words};
use crate::pages::desk::serve::staff::shell;
use crate::pages::desk::serve::timing::{moment, sla};
use crate::parts::{Choice, Step, Timeline, TimelineEntry, Tone};
use crate::shell::Area;
use crate::site::Site;
use crate::visitor::Visitor;

/// What was just done.
#[derive(Deserialize)]
pub struct Done {
    done: Option<String>,
}

pub async fn page(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<ReferralId>,
    Query(query): Query<Done>,
) -> Result<Response, Fault> {
    let told = query.done.map(|_| visitor.preferences.lang.t("referral-done"));
    Ok(show(&build(&site, &visitor, id, told, |forms| forms).await?))
}

/// The page, with the forms as `fill` leaves them.
pub(super) async fn build(
    site: &Site,
    visitor: &Visitor,
    id: ReferralId,
    told: Option<String>,
    fill: impl FnOnce(Vec<(String, PostForm)>) -> Vec<(String, PostForm)>,
) -> Result<DetailPage, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let found = site.app.referral(caller, id).await.map_err(|fault| visitor.fault(fault))?;
    let rules = site.app.rules_of_referrals().map_err(|fault| visitor.fault(fault))?;
    let kind = words::kind(lang, &found.row.kind);
    let title = match found.row.name.is_empty() {
        true => kind,
        false => lang.t2("referral-title", "kind", kind, "name", &found.row.name),
    };
    let open = found.referral.state().open();
    let now = site.app.now();
    let packet = found.packet.as_ref().map(|packet| {
        let fields = packet.fields().iter();
        fields.map(|one| (words::field(lang, rules, &one.code), words::value(lang, rules, &one.code, &one.value))).collect()
    });
    let view = DetailView {
        title,
        state: state(lang, rules, &found),
        sla: open.map(|open| sla(lang, open.since, open.due_at, now)),
        facts: facts(site, lang, &found),
        packet,
        sight: words::sight(lang, found.sight.code()),
        timeline: timeline(site, lang, rules, &found),
        forms: fill(forms(lang, rules, id, &found)),
        steps: steps(lang, id, &found),
        told,
    };
    Ok(DetailPage { shell: shell(site, visitor, caller, Area::Referrals, None).await?, view })
}

/// Where it stands, why, and who owes what.
fn state(lang: Lang, rules: &Rules, found: &ReferralView) -> String {
    let stands = words::state(lang, found.referral.state().word());
    let why = match found.referral.state() {
        Standing::Returned { why: Returned::Rejected { reason }, .. } => Some(words::rejection(lang, rules, reason)),
        Standing::Returned { why: Returned::Silence { .. }, .. } => Some(lang.t("referral-silence")),
        Standing::Reported { outcome, .. } => Some(words::result(lang, rules, &outcome.result)),
        Standing::Ended { end, .. } => match end {
            xinqiao_referrals::End::Moved => Some(lang.t("referral-moved")),
            xinqiao_referrals::End::Done { outcome } => Some(words::result(lang, rules, &outcome.result)),
            xinqiao_referrals::End::Revoked { reason } => Some(words::revocation(lang, rules, reason)),
        },
        Standing::Sent { .. } | Standing::Asked { .. } | Standing::Accepted { .. } | Standing::Begun { .. } => None,
    };
    let stands = match why {
        Some(why) => lang.t2("referral-state-why", "state", stands, "why", why),
        None => stands,
    };
    match &found.owes {
        Some((name, _)) => lang.t2("referral-state-owes", "state", stands, "name", name),
        None => stands,
    }
}

fn facts(site: &Site, lang: Lang, found: &ReferralView) -> Vec<(String, String)> {
    let row = &found.row;
    let fact = |key: &str, text: String| (lang.t(key), text);
    let mut facts = vec![
        fact("referral-sent-by", lang.t2("referral-account-at", "name", &found.sender.0, "place", &found.sender.1)),
        fact("referral-sent-to", found.receiver.clone()),
        fact("referral-urgency", words::urgency(lang, &row.urgency)),
        fact("referral-ground", words::basis(lang, &row.state.basis)),
        fact("referral-sent-at", moment(site, lang, row.sent_at)),
    ];
    if found.referral.is_accepted() && found.receiver != found.receiver_account {
        facts.push(fact("referral-taken-by", found.receiver_account.clone()));
    }
    facts.extend(found.owes.as_ref().map(|(_, due)| fact("referral-due", moment(site, lang, *due))));
    facts
}

fn timeline(site: &Site, lang: Lang, rules: &Rules, found: &ReferralView) -> Timeline {
    let entry = |view: &EventView| {
        let by = view.by.as_ref().map(|name| lang.t1("referral-by", "name", name));
        TimelineEntry {
            title: words::did(lang, view.what.word()),
            time: moment(site, lang, view.at),
            lines: said(lang, rules, &view.what).into_iter().chain(view.note.clone()).chain(by).collect(),
            icon: "check",
            tone: Tone::Plain,
        }
    };
    Timeline { entries: found.events.iter().rev().map(entry).collect() }
}

/// What an event says beside its words.
fn said(lang: Lang, rules: &Rules, what: &What) -> Option<String> {
    match what {
        What::Rejected { reason, .. } => Some(words::rejection(lang, rules, reason)),
        What::Revoked { reason } => Some(words::revocation(lang, rules, reason)),
        What::Interim { result, .. } | What::Reported { result, .. } | What::DownReferred { result, .. } => {
            Some(words::result(lang, rules, result))
        }
        // i18n: referral-told-*
        What::Informed { told } => Some(lang.t(&format!("referral-told-{told}"))),
        _ => None,
    }
}

fn steps(lang: Lang, id: ReferralId, found: &ReferralView) -> Vec<Step> {
    let mut steps = Vec::new();
    for (verb, key) in [(Verb::DownRefer, "referral-do-down-refer"), (Verb::SendOn, "referral-do-send-on")] {
        if found.verbs.contains(&verb) {
            steps.push(Step { label: lang.t(key), href: links::referral_on(id) });
        }
    }
    steps.extend(found.cites.map(|cited| Step { label: lang.t("referral-cites"), href: links::referral(cited) }));
    steps
}

/// A form for each thing that may be done, in the order of the state.
fn forms(lang: Lang, rules: &Rules, id: ReferralId, found: &ReferralView) -> Vec<(String, PostForm)> {
    let mut all = Vec::new();
    for verb in &found.verbs {
        let Some(name) = name(*verb) else { continue };
        let title = words::to_do(lang, name);
        let form = PostForm::new(name, links::referral_step(id, name), &title).with_hidden("step", found.step.to_string());
        let form = if all.is_empty() { form.primary() } else { form };
        all.push((title, entries(lang, rules, *verb, name, form, found)));
    }
    all
}

/// The word of a verb in addresses; none for those with a page of their own.
const fn name(verb: Verb) -> Option<&'static str> {
    match verb {
        Verb::Accept => Some("accept"),
        Verb::Reject => Some("reject"),
        Verb::AskBack => Some("ask"),
        Verb::Answer => Some("answer"),
        Verb::Begin => Some("begin"),
        Verb::Report => Some("report"),
        Verb::Done => Some("done"),
        Verb::Revoke => Some("revoke"),
        Verb::Inform => Some("inform"),
        Verb::CiteReport => Some("cite"),
        Verb::SendOn | Verb::DownRefer => None,
    }
}

fn entries(lang: Lang, rules: &Rules, verb: Verb, name: &'static str, form: PostForm, found: &ReferralView) -> PostForm {
    let choice = |label: &str, list: Vec<(&Code, String)>| {
        let choices = list.into_iter().map(|(code, title)| Choice::new(code.as_str(), title)).collect();
        Entry::new(name, "choice", lang.t(label), EntryKind::Select(choices)).required()
    };
    let note = |label: &str| Entry::new(name, "note", lang.t(label), EntryKind::Lines);
    match verb {
        Verb::Reject => {
            let reasons = rules.raw().rejections.iter().map(|one| (&one.code, words::title(lang, &one.title))).collect();
            form.with_entry(choice("referral-reason", reasons)).with_entry(note("referral-note"))
        }
        Verb::Revoke => {
            let begun = matches!(found.referral.state(), Standing::Begun { .. });
            let offered = rules.raw().revocations.iter().filter(|one| !begun || one.after_begin);
            let reasons = offered.map(|one| (&one.code, words::title(lang, &one.title))).collect();
            form.with_entry(choice("referral-reason", reasons)).with_entry(note("referral-note"))
        }
        Verb::Report => {
            let kind = found.referral.kind();
            let offered = rules.raw().results.iter().filter(|one| one.kinds.contains(&kind));
            let results = offered.map(|one| (&one.code, words::title(lang, &one.title))).collect();
            form.with_intro(lang.t("referral-report-intro"))
                .with_entry(choice("referral-result", results))
                .with_entry(note("referral-note"))
        }
        Verb::AskBack => form.with_entry(note("referral-question").required()),
        Verb::Answer => form.with_entry(note("referral-answer").required()),
        Verb::Inform => {
            // i18n: referral-told-*
            let picks = Giver::ALL.iter().map(|one| Choice::new(one.code(), lang.t(&format!("referral-told-{one}")))).collect();
            form.with_intro(lang.t("referral-inform-intro"))
                .with_entry(Entry::new(name, "choice", lang.t("referral-told"), EntryKind::Select(picks)).required())
        }
        Verb::CiteReport => form.with_intro(lang.t("referral-cite-intro")),
        Verb::Accept => form.with_intro(lang.t("referral-accept-intro")),
        Verb::Begin => form.with_intro(lang.t("referral-begin-intro")),
        Verb::Done | Verb::SendOn | Verb::DownRefer => form,
    }
}
