//! One signal: reading it, confirming it as a warning, setting it aside.

use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use xinqiao_app::warnings::{Confirmation, SignalDetail, TakeUp};
use xinqiao_app::{AppError, Caller};
use xinqiao_kernel::id::{SignalId, WarningEventId};

use super::evidence::{Source, cards};
use super::rules_text::{Words, drawn, level, own_words};
use super::staff::shell;
use super::timing::{left, moment, sla};
use super::warning_parts::{Fields, asking, fault_words, owners, person_card, with_attention};
use crate::fault::Fault;
use crate::i18n::Lang;
use crate::links;
use crate::page::{go, show, show_with};
use crate::pages::desk::address::with;
use crate::pages::desk::parts::{PostForm, Receipt};
use crate::pages::desk::signal::{
    LevelOffer, OtherSignal, RunningWarning, SignalPage, SignalView, confirm_form, dismiss_form, take_up_form,
};
use crate::shell::Area;
use crate::site::Site;
use crate::visitor::Visitor;

/// What just happened.
#[derive(Debug, Default, Deserialize)]
pub struct Done {
    #[serde(default)]
    done: String,
}

pub async fn page(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<SignalId>,
    Query(query): Query<Done>,
) -> Result<Response, Fault> {
    let (_, mut page) = signal_page(&site, &visitor, id, None).await?;
    // i18n: done-reported done-identified
    let known = ["reported", "identified"].contains(&query.done.as_str());
    page.say(known.then(|| visitor.preferences.lang.t(&format!("done-{}", query.done))));
    Ok(show(&page))
}

/// A form that did not go through, or a search: its name, what was posted, why not.
pub(super) struct Retry<'a> {
    pub form: &'static str,
    pub fields: &'a Fields,
    pub why: Option<AppError>,
}

impl<'a> Retry<'a> {
    /// What was asked, nothing being wrong with it yet.
    pub const fn asked(form: &'static str, fields: &'a Fields) -> Self {
        Self { form, fields, why: None }
    }
}

pub async fn confirm(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<SignalId>,
    Form(fields): Form<Fields>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    match confirmation(&site, id, &fields) {
        Ok(input) => match site.app.confirm_warning(caller, &input).await {
            Ok(warning) => Ok(go(&with(&links::warning(warning), "done", "confirmed"))),
            Err(why) => again(&site, &visitor, id, Retry { form: "confirm", fields: &fields, why: Some(why) }).await,
        },
        Err(why) => again(&site, &visitor, id, Retry { form: "confirm", fields: &fields, why: Some(why) }).await,
    }
}

/// Takes the signal up into a warning that runs already.
pub async fn take_up(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<SignalId>,
    Form(fields): Form<Fields>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let outcome = match taking(&site, id, &fields) {
        Ok(input) => site.app.take_up_signals(caller, &input).await.map(|()| input.warning),
        Err(why) => Err(why),
    };
    match outcome {
        Ok(warning) => Ok(go(&with(&links::warning(warning), "done", "took-up"))),
        Err(why) => again(&site, &visitor, id, Retry { form: "take-up", fields: &fields, why: Some(why) }).await,
    }
}

fn taking(site: &Site, id: SignalId, fields: &Fields) -> Result<TakeUp, AppError> {
    let chosen = confirmation(site, id, fields)?;
    let warning = fields.parsed("warning").ok_or_else(|| AppError::field("warning", "fault-choose", fields.text("warning")))?;
    let Confirmation { signals, level, owner: second, note, event } = chosen;
    Ok(TakeUp { signals, warning, level, second, note, event })
}

fn confirmation(site: &Site, id: SignalId, fields: &Fields) -> Result<Confirmation, AppError> {
    let level = fields.parsed("level").ok_or_else(|| AppError::field("level", "fault-level", fields.text("level")))?;
    let mut signals = vec![id];
    signals.extend(fields.all("also").filter_map(|text| text.parse::<SignalId>().ok()).filter(|other| *other != id));
    Ok(Confirmation {
        signals,
        level,
        owner: fields.parsed("owner"),
        note: fields.note(),
        event: fields.parsed("event").unwrap_or_else(|| site.app.fresh_event()),
    })
}

pub async fn dismiss(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<SignalId>,
    Form(fields): Form<Fields>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let outcome = match fields.parsed("reason") {
        Some(reason) => site.app.dismiss_signal(caller, id, reason, fields.note()).await,
        None => Err(AppError::field("reason", "fault-reason", fields.text("reason"))),
    };
    match outcome {
        Ok(()) => Ok(go(&with(&links::desk(), "done", "dismissed"))),
        Err(why) => again(&site, &visitor, id, Retry { form: "dismiss", fields: &fields, why: Some(why) }).await,
    }
}

async fn again(site: &Site, visitor: &Visitor, id: SignalId, retry: Retry<'_>) -> Result<Response, Fault> {
    let status = match retry.why {
        Some(AppError::Invalid(_)) => StatusCode::UNPROCESSABLE_ENTITY,
        Some(AppError::Conflict { .. }) => StatusCode::CONFLICT,
        Some(other) => return Err(visitor.fault(other)),
        None => StatusCode::OK,
    };
    let (_, page) = signal_page(site, visitor, id, Some(retry)).await?;
    Ok(show_with(status, &page))
}

/// The page, and the status that a search on it answers with.
pub(super) async fn signal_page(
    site: &Site,
    visitor: &Visitor,
    id: SignalId,
    retry: Option<Retry<'_>>,
) -> Result<(StatusCode, SignalPage), Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let detail = site.app.signal(caller, id).await.map_err(|fault| visitor.fault(fault))?;
    let row = &detail.row;
    let words = Words::at(site, lang, &row.place);
    let words = words.ok_or_else(|| visitor.fault(AppError::broken("the warning rules have no words")))?;
    let now = site.app.now();
    let mut ended = ended(site, visitor, &words, &detail);
    let open = ended.is_none();
    let mut confirm = (open && detail.may_confirm).then(|| confirm_for(site, visitor, caller, &words, &detail));
    let receipt = Receipt { event: site.app.fresh_event(), version: None };
    let mut dismiss = (open && detail.may_dismiss).then(|| dismiss_form(lang, id, receipt, words.dismissals()));
    let who = super::identify::who(site, visitor, &detail, retry.as_ref()).await?;
    let status =
        if who.as_ref().is_some_and(|(_, is_wrong)| *is_wrong) { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let mut take_up =
        (open && detail.may_confirm && !detail.running.is_empty()).then(|| take_up_for(site, visitor, caller, &words, &detail));
    if let Some(Retry { form: form @ ("confirm" | "dismiss" | "take-up"), fields, why: Some(why) }) = &retry {
        if let Some(stand) = ended.take() {
            // a colleague was faster: say so, and give back what was written
            let note = fields.note().map(|note| lang.t1("conflict-your-note", "note", note));
            ended = Some(
                [Some(lang.t("conflict-signal-not-open")), Some(stand), note].into_iter().flatten().collect::<Vec<_>>().join(" "),
            );
        }
        let target = match *form {
            "confirm" => &mut confirm,
            "take-up" => &mut take_up,
            _ => &mut dismiss,
        };
        *target = target.take().map(|form| fault_words(lang, form.filled(fields.pairs()), why));
    }
    let source = Source {
        instrument: detail.instrument.as_ref(),
        at: row.raised_at,
        code: &row.source,
        handed_in: detail.handed_in.as_ref(),
    };
    let mut evidence = cards(site, lang, &detail.evidence, &source);
    if let (Some(wish), Some(card)) = (&detail.wish, evidence.last_mut()) {
        // i18n: time-*
        let time = serde_json::to_value(wish.time).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default();
        card.foot.insert(0, lang.t1("evidence-contact-time", "time", lang.t(&format!("time-{time}"))));
    }
    if let Some(card) = evidence.last_mut() {
        card.foot.extend(detail.rescore.map(|_| lang.t("signal-from-rescore")));
        card.foot.extend(
            detail
                .no_longer
                .as_ref()
                .map(|second| lang.t2("signal-no-longer", "version", &second.to_version, "at", moment(site, lang, second.at))),
        );
    }
    let person = person_card(site, visitor, detail.person.as_ref(), &row.place, None).await?;
    let person = asking(lang, person, detail.needs_approval);
    let person = with_attention(lang, person, detail.may_see_attention.then_some(row.person));
    let view = SignalView {
        id,
        name: row.name.clone(),
        proposed: level(&row.level),
        reason: words.signal_of(&row.rule_id, &row.code),
        own: own_words(site, caller),
        rule: vec![words.name_of(lang, &row.rule_id, &row.rule_version), row.code.clone()],
        caution: words.caution(),
        times: vec![
            lang.t1("signal-raised", "at", moment(site, lang, row.raised_at)),
            lang.t1("signal-expires", "at", moment(site, lang, row.expires_at)),
        ],
        decide: open.then(|| sla(lang, row.raised_at, row.due_at, now)),
        ended,
        evidence,
        person,
        who: who.map(|(who, _)| who),
        done: None,
        confirm,
        take_up,
        dismiss,
    };
    Ok((status, SignalPage::new(shell(site, visitor, caller, Area::Desk, None).await?, view)))
}

fn ended(site: &Site, visitor: &Visitor, words: &Words<'_>, detail: &SignalDetail) -> Option<String> {
    let lang = visitor.preferences.lang;
    let row = &detail.row;
    if row.warning.is_some() {
        return Some(lang.t("signal-ended-warning"));
    }
    if let Some(at) = row.dismissed_at {
        let reason = row.dismiss_reason.as_deref().and_then(|code| code.parse().ok()).map(|reason| words.dismissal(reason));
        return Some(lang.t2("signal-ended-dismissed", "at", moment(site, lang, at), "reason", reason.unwrap_or_default()));
    }
    (row.expires_at <= site.app.now()).then(|| lang.t("signal-ended-expired"))
}

fn level_offers(site: &Site, lang: Lang, caller: &Caller, detail: &SignalDetail) -> Vec<LevelOffer> {
    let now = site.app.now();
    let own = own_words(site, caller);
    detail
        .due_if
        .iter()
        .map(|(level, needs_two, due)| LevelOffer {
            level: drawn(*level),
            own: own.as_ref().map(|own| own.of(drawn(*level)).to_owned()),
            limits: lang.t1(
                if *needs_two { "limit-second" } else { "limit-acknowledge" },
                "span",
                left(lang, due.duration_since(now)),
            ),
            needs_two: *needs_two,
            chosen: level.code() == detail.row.level,
        })
        .collect()
}

fn other_signals(site: &Site, lang: Lang, words: &Words<'_>, detail: &SignalDetail) -> Vec<OtherSignal> {
    detail
        .others
        .iter()
        .map(|other| OtherSignal {
            id: other.id,
            level: level(&other.level),
            reason: words.signal_of(&other.rule_id, &other.code),
            raised: moment(site, lang, other.raised_at),
            chosen: true,
        })
        .collect()
}

fn take_up_for(site: &Site, visitor: &Visitor, caller: &Caller, words: &Words<'_>, detail: &SignalDetail) -> PostForm {
    let lang = visitor.preferences.lang;
    let running: Vec<RunningWarning> = detail
        .running
        .iter()
        .map(|one| RunningWarning {
            id: one.id,
            number: one.number.clone(),
            level: drawn(one.level),
            step: one.step.parse().map(|step| words.step(step)).unwrap_or_default(),
        })
        .collect();
    let (offers, others) = (level_offers(site, lang, caller, detail), other_signals(site, lang, words, detail));
    let receipt = Receipt { event: site.app.fresh_event(), version: None };
    let seconds = owners(lang, &detail.candidates, caller.account(), None);
    take_up_form(lang, detail.row.id, receipt, &running, &offers, seconds, &others)
}

fn confirm_for(site: &Site, visitor: &Visitor, caller: &Caller, words: &Words<'_>, detail: &SignalDetail) -> PostForm {
    let lang = visitor.preferences.lang;
    let (offers, others) = (level_offers(site, lang, caller, detail), other_signals(site, lang, words, detail));
    let receipt = Receipt { event: WarningEventId::from_uuid(site.app.fresh_event().uuid()), version: None };
    // a level that needs two is best looked at by somebody else next
    let others_first = detail.due_if.iter().any(|(level, two, _)| *two && level.code() == detail.row.level);
    let preferred = if others_first { None } else { Some(caller.account()) };
    confirm_form(lang, detail.row.id, receipt, &offers, owners(lang, &detail.candidates, caller.account(), preferred), &others)
}
