//! Handlers of the register: the list, entering somebody, one entry and its steps.

use axum::Router;
use axum::extract::{DefaultBodyLimit, Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use jiff::civil::Date;
use serde::Deserialize;
use tower_http::timeout::TimeoutLayer;
use xinqiao_app::AppError;
use xinqiao_app::groups::{AfterEntry, EntryView, GroupInput, GroupStep, GroupWhom, NewEntry, Register, RegisterAsked};
use xinqiao_app::intake::Described;
use xinqiao_cases::register::Deed;
use xinqiao_kernel::id::{GroupEntryId, PersonId};
use xinqiao_kernel::person::age_on;

use super::new::{Blank, new_form};
use super::{GroupDetail, GroupEntryPage, GroupNewPage, GroupRow, GroupsPage, GroupsView, file, words};
use crate::fault::Fault;
use crate::i18n::Lang;
use crate::links::{self, pattern as at};
use crate::page::{go, show, show_with};
use crate::pages::desk::address::with;
use crate::pages::desk::parts::{Entry, EntryKind, Pager, Pick, PostForm};
use crate::pages::desk::serve::staff::{areas, shell};
use crate::pages::desk::serve::timing::moment;
use crate::pages::desk::serve::warning_parts::{Fields, described, fault_words};
use crate::parts::{Choice, Step, Timeline, TimelineEntry, Tone};
use crate::shell::{Area, StaffShell};
use crate::site::Site;
use crate::visitor::Visitor;

/// The routes of the register.
pub fn routes() -> Router<Site> {
    Router::new()
        .route(at::GROUPS, get(list).post(record))
        .route(at::GROUP_NEW, get(blank))
        .route(at::GROUP_ENTRY, get(page))
        .route(at::GROUP_STEP, post(step))
}

/// The routes that take files.
pub fn slow_routes() -> Router<Site> {
    let take = get(file::page).merge(post(file::hand_in).layer(DefaultBodyLimit::max(file::LARGEST + 64 * 1024)));
    Router::new()
        .route(at::GROUP_FILE, take)
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, file::PATIENCE))
}

/// The shell: the register is a part of the people where a role has that entry.
pub async fn page_shell(site: &Site, visitor: &Visitor) -> Result<StaffShell, Fault> {
    let caller = visitor.signed_in()?;
    let area = if areas(site, caller).contains(&Area::People) { Area::People } else { Area::Groups };
    shell(site, visitor, caller, area, None).await
}

/// What of the register.
#[derive(Debug, Default, Deserialize)]
pub struct Listed {
    #[serde(default)]
    place: String,
    #[serde(default)]
    group: String,
    #[serde(default)]
    due: String,
    #[serde(default)]
    after: String,
    person: Option<PersonId>,
}

async fn list(State(site): State<Site>, visitor: Visitor, Query(asked): Query<Listed>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    if !site.app.has_groups(caller) && site.app.may_record_groups(caller) {
        // a role that hands in and does not look back
        return Ok(go(&links::group_new()));
    }
    // a place that cannot be is none that anybody may see
    let place = match asked.place.as_str() {
        "" => None,
        text => Some(text.parse().map_err(|_| visitor.fault(AppError::NotFound))?),
    };
    let after = asked.person.map(|person| AfterEntry { place: asked.after.clone(), person });
    let group = Some(asked.group.clone()).filter(|code| !code.is_empty());
    let wish = RegisterAsked { place, group, due_only: !asked.due.is_empty(), after };
    let found = match site.app.register(caller, &wish).await {
        // a group that another place of the caller has: all of this place's are shown
        Err(AppError::Invalid(_)) => site.app.register(caller, &RegisterAsked { group: None, ..wish }).await,
        other => other,
    };
    let found = found.map_err(|fault| visitor.fault(fault))?;
    let view = view(visitor.preferences.lang, &found);
    Ok(show(&GroupsPage::new(page_shell(&site, &visitor).await?, view)))
}

fn view(lang: Lang, found: &Register) -> GroupsView {
    let places = found.places.iter().map(|(path, name)| Choice::new(path.as_str(), name).chosen_if(*path == found.place));
    let all = Choice::new("", lang.t("groups-any"));
    let groups = found.groups.iter().map(|group| {
        let code = group.code.as_str();
        Choice::new(code, words::of(lang, &group.title, code)).chosen_if(found.group.as_deref() == Some(code))
    });
    let due = Pick { chosen: found.due_only, ..Pick::new("1", lang.t("groups-due-only")) };
    let title = |code: &str| found.groups.iter().find(|group| group.code.as_str() == code);
    let rows = found.rows.iter().map(|row| {
        let age = row.birth_on.and_then(|birth| age_on(birth, found.today));
        let age = age.map(|age| format!("{}{}", lang.t("join-comma"), lang.t1("age-years", "age", age)));
        GroupRow {
            name: format!("{}{}", row.name, age.unwrap_or_default()),
            href: links::group_entry(row.id),
            group: title(&row.group).map_or_else(|| row.group.clone(), |group| words::of(lang, &group.title, &row.group)),
            place: found.names.get(&row.place).cloned().unwrap_or_default(),
            since: lang.date(row.since),
            confirm: lang.date(row.confirm_by),
            is_due: row.confirm_by <= found.today,
        }
    });
    let pager = found.next.as_ref().map(|next| {
        let older = with(&with(&links::groups(), "place", &found.place), "after", &next.place);
        let older = with(&older, "person", next.person);
        let older = found.group.iter().fold(older, |older, group| with(&older, "group", group));
        let older = if found.due_only { with(&older, "due", 1) } else { older };
        Pager { lang, text: lang.t1("audit-page", "count", found.rows.len()), newer: None, older: Some(older) }
    });
    GroupsView {
        filters: vec![
            Entry::new("groups", "place", lang.t("group-place"), EntryKind::Select(places.collect())),
            Entry::new("groups", "group", lang.t("group-group"), EntryKind::Select(std::iter::once(all).chain(groups).collect())),
            Entry::new("groups", "due", lang.t("groups-due"), EntryKind::Checks(vec![due])),
        ],
        count: lang.t2("groups-count", "count", found.count, "due", found.due),
        rows: rows.collect(),
        pager,
        may_record: found.may_record,
        is_filtered: found.group.is_some() || found.due_only,
    }
}

/// About whom, and what became of the last one.
#[derive(Debug, Default, Deserialize)]
pub struct About {
    person: Option<PersonId>,
    #[serde(default)]
    done: String,
}

async fn blank(State(site): State<Site>, visitor: Visitor, Query(asked): Query<About>) -> Result<Response, Fault> {
    let lang = visitor.preferences.lang;
    let told = match asked.done.as_str() {
        "recorded" => Some(lang.t("group-done-recorded")),
        "known" => Some(lang.t("group-done-known")),
        _ => None,
    };
    answer_new(&site, &visitor, StatusCode::OK, (asked.person, told), |form| form).await
}

async fn answer_new(
    site: &Site,
    visitor: &Visitor,
    status: StatusCode,
    (person, told): (Option<PersonId>, Option<String>),
    fill: impl FnOnce(PostForm) -> PostForm,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let fault = |why| visitor.fault(why);
    let lang = visitor.preferences.lang;
    site.app.may_enter_groups(caller).await.map_err(fault)?;
    let chosen = match person {
        Some(person) => Some(described(site, lang, &site.app.group_candidate(caller, person).await.map_err(fault)?)),
        None => None,
    };
    let places = site.app.recording_places(caller).await.map_err(fault)?;
    let form = new_form(Blank {
        lang,
        rules: site.app.group_rules().map_err(fault)?,
        groups: &site.app.own_kept_groups(caller).map_err(fault)?,
        ids: (site.app.fresh_group_entry(), site.app.fresh_group_event()),
        person,
        places: places.into_iter().map(|(path, name)| Choice::new(path.as_str(), name)).collect(),
        today: site.app.day(site.app.now()),
    });
    let has_list = site.app.has_groups(caller);
    Ok(show_with(status, &GroupNewPage::new(page_shell(site, visitor).await?, chosen, told, has_list, fill(form))))
}

async fn record(State(site): State<Site>, visitor: Visitor, Form(fields): Form<Fields>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let person: Option<PersonId> = fields.parsed("person");
    let outcome = match new_entry(&fields, person) {
        Ok(new) => site.app.record_group(caller, &new).await,
        Err(why) => site.app.may_enter_groups(caller).await.and(Err(why)),
    };
    match outcome {
        Ok(done) => {
            let word = if done.is_new { "recorded" } else { "known" };
            let next = if done.may_open { links::group_entry(done.entry) } else { links::group_new() };
            Ok(go(&with(&next, "done", word)))
        }
        Err(why @ (AppError::Invalid(_) | AppError::Conflict { .. })) => {
            let again = |form: PostForm| fault_words(lang, form.filled(fields.pairs()), &why);
            answer_new(&site, &visitor, StatusCode::UNPROCESSABLE_ENTITY, (person, None), again).await
        }
        Err(other) => Err(visitor.fault(other)),
    }
}

fn new_entry(fields: &Fields, person: Option<PersonId>) -> Result<NewEntry, AppError> {
    let text = |name: &str| Some(fields.text(name).to_owned()).filter(|text| !text.is_empty());
    let day = |name: &'static str, expected: &'static str| -> Result<Option<Date>, AppError> {
        match fields.text(name) {
            "" => Ok(None),
            typed => typed.parse().map(Some).map_err(|_| AppError::field(name, expected, typed)),
        }
    };
    let whom = match person {
        Some(person) => GroupWhom::Person(person),
        None => GroupWhom::Described(Described {
            place: text("place").and_then(|text| text.parse().ok()),
            name: text("name"),
            number: text("number"),
            birth_on: day("birth_on", "fault-person-birth")?,
            ..Described::default()
        }),
    };
    let missing = || AppError::field("group", "fault-group-choice", "");
    Ok(NewEntry {
        id: fields.parsed("entry").ok_or_else(missing)?,
        event: fields.parsed("event").ok_or_else(missing)?,
        whom,
        group: fields.text("group").to_owned(),
        origin: fields.text("origin").to_owned(),
        since: day("day", "fault-group-day")?.ok_or_else(|| AppError::field("day", "fault-group-day", ""))?,
        note: fields.note(),
    })
}

async fn page(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<GroupEntryId>,
    Query(asked): Query<About>,
) -> Result<Response, Fault> {
    let lang = visitor.preferences.lang;
    // i18n: group-done-*
    let told = ["recorded", "known", "confirmed", "ended"].contains(&asked.done.as_str());
    let told = told.then(|| lang.t(&format!("group-done-{}", asked.done)));
    answer(&site, &visitor, StatusCode::OK, id, told, |form| form).await
}

async fn answer(
    site: &Site,
    visitor: &Visitor,
    status: StatusCode,
    id: GroupEntryId,
    told: Option<String>,
    fill: impl Fn(PostForm) -> PostForm,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let found = site.app.group_entry(caller, id).await.map_err(|fault| visitor.fault(fault))?;
    let mut view = detail(site, visitor, &found)?;
    view.forms = view.forms.into_iter().map(|(title, form)| (title, fill(form))).collect();
    view.told = told;
    Ok(show_with(status, &GroupEntryPage::new(page_shell(site, visitor).await?, view)))
}

fn detail(site: &Site, visitor: &Visitor, found: &EntryView) -> Result<GroupDetail, Fault> {
    let lang = visitor.preferences.lang;
    let rules = site.app.group_rules().map_err(|fault| visitor.fault(fault))?;
    let entry = &found.entry;
    let mut facts = vec![
        (lang.t("group-place"), found.place.clone()),
        (lang.t("group-since"), lang.date(entry.since)),
        (lang.t("group-origin"), words::origin(lang, rules, entry.origin.as_str())),
    ];
    match &entry.ended {
        None => facts.push((lang.t("group-confirm-by"), lang.date(entry.confirm_by))),
        Some(ending) => {
            facts.push((lang.t("group-ended"), lang.date(ending.on)));
            facts.push((lang.t("group-reason"), words::reason(lang, rules, ending.reason.as_str())));
        }
    }
    // i18n: group-did-*
    let history = found.events.iter().rev().map(|event| {
        let lines = [Some(event.by.clone()), event.words.clone()];
        TimelineEntry {
            title: lang.t(&format!("group-did-{}", event.deed.word())),
            time: moment(site, lang, event.at),
            lines: lines.into_iter().flatten().filter(|line| !line.is_empty()).collect(),
            icon: if matches!(event.deed, Deed::Ended { .. }) { "x" } else { "check" },
            tone: Tone::Plain,
        }
    });
    let person =
        found.may_open_person.then(|| Step { label: lang.t("group-open-person"), href: links::person(found.row.person) });
    Ok(GroupDetail {
        name: found.row.name.clone(),
        group: words::of(lang, &found.group.title, found.group.code.as_str()),
        facts,
        history: Timeline { entries: history.collect() },
        forms: if found.may_record { forms(site, lang, found, rules) } else { Vec::new() },
        person,
        told: None,
    })
}

fn forms(site: &Site, lang: Lang, found: &EntryView, rules: &xinqiao_cases::register::Groups) -> Vec<(String, PostForm)> {
    let form = |verb: &'static str, label: &str| {
        PostForm::new(verb, links::group_step(found.row.id, verb), lang.t(label))
            .with_hidden("step", site.app.fresh_group_event().to_string())
    };
    let confirm = form("confirm", "group-confirm").primary().with_intro(lang.t("group-confirm-text"));
    let reasons =
        rules.raw().reason.iter().map(|term| Choice::new(term.code.as_str(), words::of(lang, &term.title, term.code.as_str())));
    let mut day = Entry::new("end", "day", lang.t("group-ended"), EntryKind::Line("date")).required();
    day.value = found.today.to_string();
    let end = form("end", "group-end")
        .with_intro(lang.t("group-end-text"))
        .with_entry(Entry::new("end", "reason", lang.t("group-reason"), EntryKind::Select(reasons.collect())).required())
        .with_entry(day)
        .with_entry(Entry::new("end", "note", lang.t("group-end-note"), EntryKind::Lines));
    vec![(lang.t("group-confirm"), confirm), (lang.t("group-end"), end)]
}

async fn step(
    State(site): State<Site>,
    visitor: Visitor,
    Path((id, verb)): Path<(GroupEntryId, String)>,
    Form(fields): Form<Fields>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let (outcome, done) = match read_step(&verb, &fields) {
        Ok(step) => {
            let done = if matches!(step.input, GroupInput::Confirm) { "confirmed" } else { "ended" };
            (site.app.group_step(caller, id, &step).await, done)
        }
        Err(why) => (Err(why), ""),
    };
    match outcome {
        Ok(()) => Ok(go(&with(&links::group_entry(id), "done", done))),
        Err(why @ (AppError::Invalid(_) | AppError::Conflict { .. })) => {
            let again = |form: PostForm| match form.name == verb {
                true => fault_words(lang, form.filled(fields.pairs()), &why),
                false => form,
            };
            answer(&site, &visitor, StatusCode::UNPROCESSABLE_ENTITY, id, None, again).await
        }
        Err(other) => Err(visitor.fault(other)),
    }
}

fn read_step(verb: &str, fields: &Fields) -> Result<GroupStep, AppError> {
    let input = match verb {
        "confirm" => GroupInput::Confirm,
        "end" => {
            let typed = fields.text("day");
            let on = typed.parse().map_err(|_| AppError::field("day", "fault-group-day", typed))?;
            GroupInput::End { on, reason: fields.text("reason").to_owned() }
        }
        _ => return Err(AppError::NotFound),
    };
    let id = fields.parsed("step").ok_or_else(|| AppError::field("day", "fault-group-day", ""))?;
    Ok(GroupStep { id, note: fields.note(), input })
}
