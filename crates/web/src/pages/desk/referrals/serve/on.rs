//! A way on: another receiver after a refusal or silence, or back and down with the result.

use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use xinqiao_app::AppError;
use xinqiao_app::referrals::{Move, MoveInput, OnForm, To as Target};
use xinqiao_referrals::{Code, Kind, ReferralId, Side, Urgency};

use super::compose::{follows, push, role_of_desk};
use super::draft;
use crate::fault::Fault;
use crate::links;
use crate::page::{go, show, show_with};
use crate::pages::desk::address::with;
use crate::pages::desk::referrals::compose::To;
use crate::pages::desk::referrals::{ChoosePage, FormPage, FormView, PreviewPage, words};
use crate::pages::desk::serve::staff::shell;
use crate::pages::desk::serve::warning_parts::Fields;
use crate::parts::{Choice, Empty};
use crate::shell::Area;
use crate::site::Site;
use crate::visitor::Visitor;

/// What was chosen so far.
#[derive(Deserialize)]
pub struct Chosen {
    #[serde(default)]
    to: String,
}

pub async fn page(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<ReferralId>,
    Query(chosen): Query<Chosen>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let form = site.app.referral_on(caller, id).await.map_err(|fault| visitor.fault(fault))?;
    if let Some(Target::Desk(desk)) = draft::target(form.kind, &chosen.to)
        && role_of_desk(&form.desks, desk).is_some()
    {
        let fields = Fields::of([("to", chosen.to.as_str()), ("urgency", form.urgency.code())]);
        return Ok(show(&filled(&site, &visitor, id, &form, &fields, true, Vec::new()).await?));
    }
    let mut groups: Vec<(String, Vec<To>)> = Vec::new();
    for desk in &form.desks {
        let href = with(&links::referral_on(id), "to", desk.desk.id);
        let line = To { label: desk.desk.name.clone(), note: desk.place.clone(), href };
        push(&mut groups, crate::words::role(lang, &desk.desk.role), line);
    }
    let empty = groups.is_empty().then(|| Empty {
        icon: "users",
        title: lang.t("referral-nobody"),
        text: lang.t("referral-nobody-desk"),
        step: None,
    });
    Ok(show(&ChoosePage {
        back: (links::referral(id), lang.t("referral-one")),
        title: title(lang, &form),
        lead: words::lead(lang, form.kind),
        kinds: Vec::new(),
        groups,
        empty,
        shell: shell(&site, &visitor, caller, Area::Referrals, None).await?,
    }))
}

fn title(lang: crate::i18n::Lang, form: &OnForm) -> String {
    lang.t(if form.side == Side::Receiver { "referral-do-down-refer" } else { "referral-do-send-on" })
}

pub async fn post(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<ReferralId>,
    Form(fields): Form<Fields>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let form = site.app.referral_on(caller, id).await.map_err(|fault| visitor.fault(fault))?;
    let rules = site.app.rules_of_referrals().map_err(|fault| visitor.fault(fault))?;
    let read = draft::read(rules, form.row.person, form.kind, &fields);
    let lang = visitor.preferences.lang;
    let why = match (read, fields.text("go")) {
        (Ok(draft), "send") => match sending(&form, &fields, draft) {
            Ok(input) => match site.app.referral_step(caller, id, &input).await {
                Ok(()) => return Ok(go(&with(&links::referral(id), "done", "sent"))),
                Err(why) => why,
            },
            Err(why) => why,
        },
        (_, "edit") => return Ok(show(&filled(&site, &visitor, id, &form, &fields, false, Vec::new()).await?)),
        (Ok(draft), _) => match site.app.referral_on_preview(caller, id, &draft).await {
            Ok(view) => {
                let told = draft::packet(lang, rules, &view);
                let emergency = draft.urgency == Urgency::Emergency;
                let obstacle = view.obstacle.map(|key| lang.t1(key, "found", ""));
                let can_send = obstacle.is_none() && (told.lacking.is_empty() || emergency);
                return Ok(show(&PreviewPage {
                    back: (links::referral(id), lang.t("referral-one")),
                    title: lang.t("referral-preview"),
                    receiver: view.receiver.clone(),
                    action: links::referral_on(id),
                    hidden: draft::hidden(&fields),
                    shown: told.shown,
                    left_out: told.left_out,
                    lacking: told.lacking,
                    obstacle,
                    follows: follows(lang, form.kind, emergency),
                    can_send,
                    shell: shell(&site, &visitor, caller, Area::Referrals, None).await?,
                }));
            }
            Err(why) => why,
        },
        (Err(why), _) => why,
    };
    match why {
        AppError::Invalid(_) | AppError::Conflict { .. } => {
            let faults = draft::told(&site, lang, &why);
            let page = filled(&site, &visitor, id, &form, &fields, false, faults).await?;
            Ok(show_with(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
        other => Err(visitor.fault(other)),
    }
}

fn sending(form: &OnForm, fields: &Fields, draft: xinqiao_app::referrals::Draft) -> Result<MoveInput, AppError> {
    let (referral, second) = draft::ids(fields)?;
    let id = fields.parsed("event").ok_or_else(|| AppError::field("fields", "fault-referral-form", ""))?;
    let draft = Box::new(draft);
    let step = match form.side {
        Side::Sender => Move::SendOn { draft },
        Side::Receiver => {
            let result = fields.parsed("result").ok_or_else(|| AppError::field("choice", "fault-referral-choice", ""))?;
            Move::DownRefer { result, draft, referral, second }
        }
    };
    Ok(MoveInput { id, note: None, step })
}

async fn filled(
    site: &Site,
    visitor: &Visitor,
    id: ReferralId,
    form: &OnForm,
    fields: &Fields,
    fresh: bool,
    faults: Vec<String>,
) -> Result<FormPage, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let rules = site.app.rules_of_referrals().map_err(|fault| visitor.fault(fault))?;
    let target = match draft::target(form.kind, fields.text("to")) {
        Some(Target::Desk(desk)) => role_of_desk(&form.desks, desk),
        _ => None,
    };
    let withheld: Vec<String> = fields.all("withheld").map(str::to_owned).collect();
    let value = |code: &Code| match fresh {
        true => form.known.get(code).cloned().unwrap_or_default(),
        false => fields.text(&format!("f-{code}")).to_owned(),
    };
    let lines =
        target.as_ref().map(|(role, _)| draft::lines(lang, rules, (form.kind, role), value, &withheld)).unwrap_or_default();
    let (referral, step) = match draft::ids(fields) {
        Ok(ids) if !fresh => ids,
        _ => (form.ids.0, form.ids.1),
    };
    let event = fields.parsed("event").filter(|_| !fresh).unwrap_or(form.ids.2);
    let hidden = [
        ("kind", form.kind.code().to_owned()),
        ("to", fields.text("to").to_owned()),
        ("referral", referral.to_string()),
        ("step", step.to_string()),
        ("event", event.to_string()),
    ];
    let chosen = fields.text("result");
    let back = form.side == Side::Receiver;
    let offered = rules.raw().results.iter().filter(|one| back && !one.interim && one.kinds.contains(&Kind::Refer));
    let results =
        offered.map(|one| Choice::new(one.code.as_str(), words::title(lang, &one.title)).chosen_if(one.code.as_str() == chosen));
    let guardian = form.guardian_consents;
    let view = FormView {
        back: (links::referral(id), lang.t("referral-one")),
        title: title(lang, form),
        receiver: target.map(|(_, name)| lang.t1("referral-to", "name", name)).unwrap_or_default(),
        lead: lang.t("referral-packet-lead"),
        action: links::referral_on(id),
        hidden: hidden.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
        faults,
        warnings: Vec::new(),
        results: results.collect(),
        urgency: draft::urgencies(lang, fields.text("urgency")),
        grounds: draft::grounds(lang, rules, form.kind, guardian, fields.text("ground")),
        until: fields.text("until").to_owned(),
        fields: lines,
        harm: None,
    };
    Ok(FormPage { shell: shell(site, visitor, caller, Area::Referrals, None).await?, view })
}
