//! The register of receiving desks.

use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use xinqiao_app::AppError;
use xinqiao_app::referrals::{DeskChange, DeskDetail, NewDesk};
use xinqiao_referrals::ReceiverId;

use super::step::with_faults;
use crate::fault::Fault;
use crate::links;
use crate::page::{go, show, show_with};
use crate::pages::desk::address::with;
use crate::pages::desk::parts::{Entry, EntryKind, Pager, PostForm};
use crate::pages::desk::referrals::{DeskLine, DeskPage, DesksPage, words};
use crate::pages::desk::serve::staff::shell;
use crate::pages::desk::serve::warning_parts::Fields;
use crate::parts::{Choice, Empty};
use crate::shell::Area;
use crate::site::Site;
use crate::visitor::Visitor;

/// Which page, and what was just done.
#[derive(Deserialize)]
pub struct Asked {
    after: Option<String>,
    done: Option<String>,
}

pub async fn list(State(site): State<Site>, visitor: Visitor, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let after = asked.after.and_then(|id| id.parse().ok());
    let told = asked.done.map(|_| visitor.preferences.lang.t("receivers-done"));
    Ok(show(&listed(&site, &visitor, after, told, |form| form).await?))
}

async fn listed(
    site: &Site,
    visitor: &Visitor,
    after: Option<ReceiverId>,
    told: Option<String>,
    fill: impl FnOnce(PostForm) -> PostForm,
) -> Result<DesksPage, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let (found, next) = site.app.desks(caller, after).await.map_err(|fault| visitor.fault(fault))?;
    let lines: Vec<DeskLine> = found
        .iter()
        .map(|one| {
            let names: Vec<&str> = one.members.iter().map(|member| member.name.as_str()).collect();
            DeskLine {
                href: links::receiver(one.desk.id),
                name: one.desk.name.clone(),
                note: note(lang, one),
                members: match names.is_empty() {
                    true => lang.t("receiver-members-none"),
                    false => names.join(&lang.t("join-comma")),
                },
                closed: one.desk.closed_at.map(|_| lang.t("receiver-closed")),
            }
        })
        .collect();
    let empty = lines.is_empty().then(|| Empty {
        icon: "users",
        title: lang.t("receivers-empty"),
        text: lang.t("receivers-empty-text"),
        step: None,
    });
    let pager = next.map(|next| Pager {
        lang,
        text: lang.t1("audit-page", "count", lines.len()),
        newer: None,
        older: Some(with(&links::receivers(), "after", next)),
    });
    let form = fill(new_form(site, visitor)?);
    Ok(DesksPage { shell: shell(site, visitor, caller, Area::Receivers, None).await?, told, lines, empty, form, pager })
}

fn note(lang: crate::i18n::Lang, one: &DeskDetail) -> String {
    [crate::words::role(lang, &one.desk.role), one.place.clone()].join(&lang.t("join-comma"))
}

fn new_form(site: &Site, visitor: &Visitor) -> Result<PostForm, Fault> {
    let lang = visitor.preferences.lang;
    let rules = site.app.rules_of_referrals().map_err(|fault| visitor.fault(fault))?;
    let roles = rules.raw().receivers.iter().map(|one| {
        let label = crate::words::role(lang, one.role.as_str());
        let choice = Choice::new(one.role.as_str(), label.clone());
        if one.takes_emergencies {
            Choice { label: lang.t1("receiver-takes-emergencies", "role", label), ..choice }
        } else {
            choice
        }
    });
    let name = "desk";
    let line = |field: &'static str, label: &str| Entry::new(name, field, lang.t(label), EntryKind::Line("text")).required();
    Ok(PostForm::new(name, links::receivers(), lang.t("receivers-add"))
        .primary()
        .with_hidden("id", site.app.new_desk_id().to_string())
        .with_entry(line("name", "receiver-name").with_hint(lang.t("receiver-name-hint")))
        .with_entry(Entry::new(name, "role", lang.t("receiver-role"), EntryKind::Select(roles.collect())).required())
        .with_entry(line("place", "receiver-place").with_hint(lang.t("receiver-place-hint"))))
}

pub async fn add(State(site): State<Site>, visitor: Visitor, Form(fields): Form<Fields>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let read = || {
        let id = fields.parsed("id").unwrap_or_else(|| site.app.new_desk_id());
        let role = fields.parsed("role").ok_or_else(|| AppError::field("role", "fault-desk-role", fields.text("role")))?;
        let place = fields.parsed("place").filter(|_| !fields.text("place").is_empty());
        let place = place.ok_or_else(|| AppError::field("place", "fault-desk-place", fields.text("place")))?;
        Ok::<_, AppError>(NewDesk { id, name: fields.text("name").to_owned(), role, place })
    };
    let done = match read() {
        Ok(new) => site.app.add_desk(caller, &new).await,
        Err(why) => Err(why),
    };
    // a place beyond one's own is as unknown as one that nobody knows
    let done = match done {
        Err(AppError::NotFound) => Err(AppError::field("place", "fault-desk-place", fields.text("place"))),
        other => other,
    };
    match done {
        Ok(id) => Ok(go(&with(&links::receiver(id), "done", "added"))),
        Err(why @ AppError::Invalid(_)) => {
            let again = |form: PostForm| with_faults(lang, form.filled(fields.pairs()), &why);
            Ok(show_with(StatusCode::UNPROCESSABLE_ENTITY, &listed(&site, &visitor, None, None, again).await?))
        }
        Err(other) => Err(visitor.fault(other)),
    }
}

pub async fn one(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<ReceiverId>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let told = asked.done.map(|_| visitor.preferences.lang.t("receivers-done"));
    Ok(show(&shown(&site, &visitor, id, told, |forms| forms).await?))
}

async fn shown(
    site: &Site,
    visitor: &Visitor,
    id: ReceiverId,
    told: Option<String>,
    fill: impl FnOnce(Vec<(String, PostForm)>) -> Vec<(String, PostForm)>,
) -> Result<DeskPage, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let found = site.app.desk(caller, id).await.map_err(|fault| visitor.fault(fault))?;
    let title = |word: &str| words::desk(lang, word);
    let form = |name: &'static str| PostForm::new(name, links::receiver(id), title(name)).with_hidden("do", name);
    let line = |name: &'static str, field: &'static str, label: &str| {
        Entry::new(name, field, lang.t(label), EntryKind::Line("text")).required()
    };
    let mut forms =
        vec![form("add").primary().with_entry(line("add", "login", "receiver-login").with_hint(lang.t("receiver-login-hint")))];
    if !found.members.is_empty() {
        let members = found.members.iter().map(|one| Choice::new(one.account.to_string(), &one.name)).collect();
        forms.push(
            form("remove")
                .with_entry(Entry::new("remove", "account", lang.t("receiver-member"), EntryKind::Select(members)).required()),
        );
    }
    let mut name = line("rename", "name", "receiver-name");
    name.fill(&found.desk.name);
    forms.push(form("rename").with_entry(name));
    forms.push(match found.desk.closed_at {
        None => form("close").with_intro(lang.t("receiver-close-intro")),
        Some(_) => form("reopen"),
    });
    let forms = forms.into_iter().map(|form| (title(form.name), form)).collect();
    Ok(DeskPage {
        shell: shell(site, visitor, caller, Area::Receivers, None).await?,
        told,
        note: note(lang, &found),
        name: found.desk.name,
        members: found.members.into_iter().map(|member| member.name).collect(),
        forms: fill(forms),
    })
}

pub async fn change(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<ReceiverId>,
    Form(fields): Form<Fields>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let wanted = match fields.text("do") {
        "add" => Some(DeskChange::Add(fields.text("login").to_owned())),
        "remove" => fields.parsed("account").map(DeskChange::Remove),
        "rename" => Some(DeskChange::Rename(fields.text("name").to_owned())),
        "close" => Some(DeskChange::Close),
        "reopen" => Some(DeskChange::Reopen),
        _ => None,
    };
    let done = match &wanted {
        Some(change) => site.app.change_desk(caller, id, change).await,
        None => Err(AppError::NotFound),
    };
    match done {
        Ok(()) => Ok(go(&with(&links::receiver(id), "done", "changed"))),
        Err(why @ (AppError::Invalid(_) | AppError::Conflict { .. })) => {
            let told = matches!(why, AppError::Conflict { .. }).then(|| lang.t("conflict-referral-changed"));
            let again = |forms: Vec<(String, PostForm)>| {
                let mend = |(title, form): (String, PostForm)| match form.name == fields.text("do") {
                    true => (title, with_faults(lang, form.filled(fields.pairs()), &why)),
                    false => (title, form),
                };
                forms.into_iter().map(mend).collect()
            };
            Ok(show_with(StatusCode::UNPROCESSABLE_ENTITY, &shown(&site, &visitor, id, told, again).await?))
        }
        Err(other) => Err(visitor.fault(other)),
    }
}
