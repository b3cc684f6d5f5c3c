//! Sending: kind and receiver, the words, the preview.

use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use xinqiao_app::AppError;
use xinqiao_app::referrals::{Choices, Desk, To as Target};
use xinqiao_kernel::id::PersonId;
use xinqiao_referrals::{Age, Code, Kind, Urgency};

use super::draft;
use crate::fault::Fault;
use crate::i18n::Lang;
use crate::links;
use crate::page::{go, show, show_with};
use crate::pages::desk::address::with;
use crate::pages::desk::referrals::compose::To;
use crate::pages::desk::referrals::{ChoosePage, FormPage, FormView, PreviewPage, words};
use crate::pages::desk::serve::staff::shell;
use crate::pages::desk::serve::warning_parts::{Fields, described};
use crate::parts::{Choice, Empty};
use crate::shell::Area;
use crate::site::Site;
use crate::visitor::Visitor;

/// What was chosen so far.
#[derive(Deserialize)]
pub struct Chosen {
    #[serde(default)]
    kind: String,
    #[serde(default)]
    to: String,
    #[serde(default)]
    warning: String,
}

pub async fn page(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<PersonId>,
    Query(chosen): Query<Chosen>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let kind: Kind = chosen.kind.parse().unwrap_or(Kind::Refer);
    let choices = site.app.referral_choices(caller, id, kind).await.map_err(|fault| visitor.fault(fault))?;
    if draft::target(kind, &chosen.to).and_then(|to| role_of(&choices, to)).is_some() {
        let fields = Fields::of([("to", chosen.to.as_str()), ("warning", chosen.warning.as_str()), ("urgency", "routine")]);
        return Ok(show(&form(&site, &visitor, (id, kind), &choices, &fields, true, Vec::new()).await?));
    }
    let here = links::referral_new(id);
    let at = |kind: Kind| with(&with(&here, "kind", kind.code()), "warning", &chosen.warning);
    let kinds = Kind::ALL.iter().map(|one| (words::kind(lang, one.code()), at(*one), *one == kind)).collect();
    let to = |label: String, note: String, value: String| To { label, note, href: with(&at(kind), "to", value) };
    let mut groups: Vec<(String, Vec<To>)> = Vec::new();
    for desk in &choices.desks {
        let line = to(desk.desk.name.clone(), desk.place.clone(), desk.desk.id.to_string());
        push(&mut groups, crate::words::role(lang, &desk.desk.role), line);
    }
    for one in &choices.colleagues {
        let line = to(one.name.clone(), crate::words::role(lang, one.role.code()), one.account.to_string());
        push(&mut groups, lang.t("referral-team"), line);
    }
    // i18n: referral-nobody-*
    let nobody = if kind == Kind::Assign { "referral-nobody-team" } else { "referral-nobody-desk" };
    let empty =
        groups.is_empty().then(|| Empty { icon: "users", title: lang.t("referral-nobody"), text: lang.t(nobody), step: None });
    Ok(show(&ChoosePage {
        back: (links::person(id), described(&site, lang, &choices.person)),
        title: lang.t("referral-new"),
        lead: words::lead(lang, kind),
        kinds,
        groups,
        empty,
        shell: shell(&site, &visitor, caller, Area::Referrals, None).await?,
    }))
}

pub(super) fn push(groups: &mut Vec<(String, Vec<To>)>, title: String, line: To) {
    match groups.iter_mut().find(|(known, _)| *known == title) {
        Some((_, lines)) => lines.push(line),
        None => groups.push((title, vec![line])),
    }
}

pub async fn post(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<PersonId>,
    Form(fields): Form<Fields>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let kind: Kind = fields.parsed("kind").unwrap_or(Kind::Refer);
    let choices = site.app.referral_choices(caller, id, kind).await.map_err(|fault| visitor.fault(fault))?;
    let rules = site.app.rules_of_referrals().map_err(|fault| visitor.fault(fault))?;
    let read = draft::read(rules, id, kind, &fields);
    let why = match (read, fields.text("go")) {
        (Ok(draft), "send") => {
            let sent = match draft::ids(&fields) {
                Ok(ids) => site.app.send_referral(caller, &draft, ids).await,
                Err(why) => Err(why),
            };
            match sent {
                Ok(id) => return Ok(go(&with(&links::referral(id), "done", "sent"))),
                Err(why) => why,
            }
        }
        (_, "edit") => return Ok(show(&form(&site, &visitor, (id, kind), &choices, &fields, false, Vec::new()).await?)),
        (Ok(draft), _) => match site.app.referral_preview(caller, &draft).await {
            Ok(view) => {
                let lang = visitor.preferences.lang;
                let told = draft::packet(lang, rules, &view);
                let emergency = draft.urgency == Urgency::Emergency;
                let obstacle = view.obstacle.map(|key| lang.t1(key, "found", ""));
                let can_send = obstacle.is_none() && (told.lacking.is_empty() || emergency);
                let page = PreviewPage {
                    back: (links::person(id), described(&site, lang, &choices.person)),
                    title: lang.t("referral-preview"),
                    receiver: view.receiver.clone(),
                    action: links::referral_new(id),
                    hidden: draft::hidden(&fields),
                    shown: told.shown,
                    left_out: told.left_out,
                    lacking: told.lacking,
                    obstacle,
                    follows: follows(lang, kind, emergency),
                    can_send,
                    shell: shell(&site, &visitor, caller, Area::Referrals, None).await?,
                };
                return Ok(show(&page));
            }
            Err(why) => why,
        },
        (Err(why), _) => why,
    };
    match why {
        AppError::Invalid(_) | AppError::Conflict { .. } => {
            let faults = draft::told(&site, visitor.preferences.lang, &why);
            let page = form(&site, &visitor, (id, kind), &choices, &fields, false, faults).await?;
            Ok(show_with(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
        other => Err(visitor.fault(other)),
    }
}

/// What follows from sending, by kind.
// i18n: referral-follows-*
pub(super) fn follows(lang: Lang, kind: Kind, emergency: bool) -> Vec<String> {
    let mut all = vec![lang.t(&format!("referral-follows-{}", kind.code())), lang.t("referral-follows-person")];
    if emergency {
        all.push(lang.t("referral-follows-emergency"));
    }
    all
}

/// The role whose packet a receiver gets.
fn role_of(choices: &Choices, to: Target) -> Option<(Code, String)> {
    match to {
        Target::Desk(id) => role_of_desk(&choices.desks, id),
        Target::Colleague(account) => {
            let one = choices.colleagues.iter().find(|one| one.account == account)?;
            Some((one.role.code().parse().ok()?, one.name.clone()))
        }
    }
}

pub(super) fn role_of_desk(desks: &[Desk], id: xinqiao_referrals::ReceiverId) -> Option<(Code, String)> {
    let desk = desks.iter().find(|desk| desk.desk.id == id)?;
    Some((desk.desk.role.parse().ok()?, desk.desk.name.clone()))
}

/// The form with what was typed; `fresh` fills in what is known.
async fn form(
    site: &Site,
    visitor: &Visitor,
    (id, kind): (PersonId, Kind),
    choices: &Choices,
    fields: &Fields,
    fresh: bool,
    faults: Vec<String>,
) -> Result<FormPage, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let rules = site.app.rules_of_referrals().map_err(|fault| visitor.fault(fault))?;
    let target = draft::target(kind, fields.text("to")).and_then(|to| role_of(choices, to));
    let withheld: Vec<String> = fields.all("withheld").map(str::to_owned).collect();
    let value = |code: &Code| match fresh {
        true => choices.known.get(code).cloned().unwrap_or_default(),
        false => fields.text(&format!("f-{code}")).to_owned(),
    };
    let lines = target.as_ref().map(|(role, _)| draft::lines(lang, rules, (kind, role), value, &withheld)).unwrap_or_default();
    let warning = fields.text("warning");
    let none = Choice::new("", lang.t("referral-warning-none")).chosen_if(warning.is_empty());
    let known = choices.warnings.iter().map(|(id, number)| {
        let id = id.to_string();
        let is_chosen = id == warning;
        Choice::new(id, number).chosen_if(is_chosen)
    });
    let (referral, step) = match draft::ids(fields) {
        Ok(ids) if !fresh => ids,
        _ => choices.ids,
    };
    let guardian = xinqiao_referrals::needs_guardian(rules, choices.age);
    let hidden = [
        ("kind", kind.code().to_owned()),
        ("to", fields.text("to").to_owned()),
        ("referral", referral.to_string()),
        ("step", step.to_string()),
    ];
    let view = FormView {
        back: (links::person(id), described(site, lang, &choices.person)),
        title: words::kind(lang, kind.code()),
        receiver: target.map(|(_, name)| lang.t1("referral-to", "name", name)).unwrap_or_default(),
        lead: lang.t("referral-packet-lead"),
        action: links::referral_new(id),
        hidden: hidden.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
        faults,
        warnings: if choices.warnings.is_empty() { Vec::new() } else { std::iter::once(none).chain(known).collect() },
        results: Vec::new(),
        urgency: draft::urgencies(lang, fields.text("urgency")),
        grounds: draft::grounds(lang, rules, kind, guardian, fields.text("ground")),
        until: fields.text("until").to_owned(),
        fields: lines,
        harm: (choices.age != Age::Adult).then(|| fields.text("harm") == "yes"),
    };
    Ok(FormPage { shell: shell(site, visitor, caller, Area::Referrals, None).await?, view })
}
