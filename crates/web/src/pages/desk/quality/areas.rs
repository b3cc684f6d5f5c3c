//! Notices about places: the numbers that made each, and what came of it.

use askama::Template;
use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use jiff::{Timestamp, ToSpan};
use serde::Deserialize;
use xinqiao_app::AppError;
use xinqiao_app::areas::{AreaAfter, AreaView};
use xinqiao_kernel::id::AreaNoticeId;
use xinqiao_warnings::quality::area::AreaRules;

use crate::fault::Fault;
use crate::i18n::Lang;
use crate::links;
use crate::page::{go, show, show_with};
use crate::pages::Samples;
use crate::pages::desk::address::with;
use crate::pages::desk::parts::{Entry, EntryKind, Pager, PostForm};
use crate::pages::desk::sample::{say, uuid};
use crate::pages::desk::serve::staff::shell;
use crate::pages::desk::serve::timing::moment;
use crate::pages::desk::serve::warning_parts::{Fields, fault_words};
use crate::parts::{Choice, Empty};
use crate::shell::{Area, StaffShell};
use crate::site::Site;
use crate::visitor::Visitor;

/// The form of one notice.
const NAME: &str = "area";

/// One notice.
#[derive(Debug, Clone)]
pub struct AreaCard {
    /// Of the heading.
    pub id: String,
    pub title: String,
    pub week: String,
    /// What there is more of.
    pub what: String,
    /// What was expected.
    pub why: String,
    pub past: Vec<(String, String)>,
    pub late: Option<String>,
    /// What came of it, when, in which words.
    pub settled: Vec<String>,
    pub form: Option<PostForm>,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/quality/areas.html")]
pub struct AreasPage {
    pub shell: StaffShell,
    tabs: Vec<(String, String, bool)>,
    cards: Vec<AreaCard>,
    empty: Option<Empty>,
    pager: Option<Pager>,
    told: Option<String>,
    how: Vec<String>,
}

impl AreasPage {
    /// Open notices, or settled ones.
    pub fn new(shell: StaffShell, is_settled: bool, cards: Vec<AreaCard>, pager: Option<Pager>, how: Vec<String>) -> Self {
        let lang = shell.lang;
        let settled = with(&links::areas(), "stage", "settled");
        let tabs = vec![(lang.t("areas-open"), links::areas(), !is_settled), (lang.t("areas-settled"), settled, is_settled)];
        let empty = cards.is_empty().then(|| Empty {
            icon: "check",
            title: lang.t("areas-empty"),
            text: lang.t("areas-empty-text"),
            step: None,
        });
        Self { shell, tabs, cards, empty, pager, told: None, how }
    }
}

/// Which notices, and what was just done.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    stage: String,
    #[serde(default)]
    done: String,
    at: Option<i64>,
    id: Option<AreaNoticeId>,
}

/// The list.
pub async fn page(State(site): State<Site>, visitor: Visitor, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let told = (!asked.done.is_empty()).then(|| visitor.preferences.lang.t("areas-done"));
    Ok(show(&build(&site, &visitor, &asked, told, None).await?))
}

/// Somebody has looked.
pub async fn settle(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<AreaNoticeId>,
    Form(fields): Form<Fields>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let note = Some(fields.text("note")).filter(|text| !text.is_empty());
    let why = match site.app.settle_area(caller, id, fields.text("reason"), note).await {
        Ok(()) => return Ok(go(&with(&links::areas(), "done", "settled"))),
        Err(why @ (AppError::Invalid(_) | AppError::Conflict { .. })) => why,
        Err(other) => return Err(visitor.fault(other)),
    };
    let status = match &why {
        AppError::Conflict { .. } => StatusCode::CONFLICT,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let told = matches!(why, AppError::Conflict { .. }).then(|| visitor.preferences.lang.t("conflict-area-settled"));
    let page = build(&site, &visitor, &Asked::default(), told, Some((id, &fields, &why))).await?;
    Ok(show_with(status, &page))
}

async fn build(
    site: &Site,
    visitor: &Visitor,
    asked: &Asked,
    told: Option<String>,
    wrong: Option<(AreaNoticeId, &Fields, &AppError)>,
) -> Result<AreasPage, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let is_settled = asked.stage == "settled";
    let after = asked.at.zip(asked.id).and_then(|(at, id)| Some(AreaAfter { at: Timestamp::from_microsecond(at).ok()?, id }));
    let found = site.app.area_notices(caller, is_settled, after).await.map_err(|fault| visitor.fault(fault))?;
    let rules = site.app.quality_rules().map_err(|fault| visitor.fault(fault))?.area();
    let mut cards = Vec::with_capacity(found.notices.len());
    for one in &found.notices {
        let mut card = card(site, lang, rules, found.floor, one);
        if let Some((id, fields, why)) = wrong
            && let Some(form) = card.form.take()
        {
            let mended = if id == one.row.id { fault_words(lang, form.filled(fields.pairs()), why) } else { form };
            card.form = Some(mended);
        }
        cards.push(card);
    }
    let base = if is_settled { with(&links::areas(), "stage", "settled") } else { links::areas() };
    let pager = found.next.map(|next| {
        let older = with(&with(&base, "at", next.at.as_microsecond()), "id", next.id);
        Pager { lang, text: lang.t1("audit-page", "count", cards.len()), newer: None, older: Some(older) }
    });
    let shell = shell(site, visitor, caller, Area::Aggregates, None).await?;
    Ok(AreasPage { told, ..AreasPage::new(shell, is_settled, cards, pager, how(lang, rules, found.floor)) })
}

/// How it is worked out, so that anybody can do it again.
fn how(lang: Lang, rules: &AreaRules, floor: u64) -> Vec<String> {
    let deviations = format!("{:.2}", rules.deviations);
    let weeks = [("weeks", rules.baseline_weeks.to_string()), ("gap", rules.gap_weeks.to_string()), ("deviations", deviations)];
    let weeks = weeks.each_ref().map(|(name, value)| (*name, value.as_str()));
    vec![
        lang.t("areas-how-place"),
        lang.t3("areas-how-limit", weeks),
        lang.t2("areas-how-least", "least", rules.least_persons, "floor", floor),
        lang.t("areas-how-measures"),
    ]
}

fn card(site: &Site, lang: Lang, rules: &AreaRules, floor: u64, one: &AreaView) -> AreaCard {
    let few = lang.t1("areas-few", "floor", floor);
    let shown = |persons: Option<u64>| persons.map_or_else(|| few.clone(), |persons| lang.count(persons));
    let row = &one.row;
    // i18n: areas-of-*
    let what = lang.t1(&format!("areas-of-{}", row.measure), "count", lang.count(row.persons.unsigned_abs()));
    let why = lang.t2("areas-why", "mean", shown(one.mean), "limit", lang.count(one.limit));
    let below = (0 < one.below).then(|| lang.t1("areas-below", "count", shown(Some(one.below).filter(|count| floor <= *count))));
    let past = one.past.iter().map(|(week, persons)| (lang.t1("areas-week", "day", lang.date(*week)), shown(*persons)));
    let mut settled = Vec::new();
    if let Some((at, _, reason)) = &row.settled {
        let words = rules.reason(reason).map_or_else(|| reason.clone(), |reason| title(lang, reason));
        settled.push(lang.t2("areas-was-settled", "at", moment(site, lang, *at), "reason", words));
        settled.extend(row.note.clone());
    }
    let last = row.week.saturating_add(6.days());
    AreaCard {
        id: format!("area-{}", row.id),
        title: one.place.clone(),
        week: lang.t2("areas-week-of", "first", lang.date(row.week), "last", lang.date(last)),
        what,
        why: [Some(why), below].into_iter().flatten().collect::<Vec<_>>().join(" "),
        past: past.collect(),
        late: one.is_late.then(|| lang.t("areas-late")),
        settled,
        form: row.settled.is_none().then(|| form(lang, rules, row.id)),
    }
}

fn title(lang: Lang, reason: &xinqiao_warnings::quality::area::AreaReason) -> String {
    if lang == Lang::En { reason.title.en.clone() } else { reason.title.zh_cn.clone() }
}

/// Posts `reason`, `note`.
fn form(lang: Lang, rules: &AreaRules, id: AreaNoticeId) -> PostForm {
    let reasons = rules.reasons.iter().map(|reason| Choice::new(reason.code.as_str(), title(lang, reason))).collect();
    let entry = |name: &'static str, key: &str, kind| Entry::new(NAME, name, lang.t(key), kind);
    // i18n: areas-reason areas-note
    PostForm::new(NAME, links::area(id), lang.t("areas-settle"))
        .with_entry(entry("reason", "areas-reason", EntryKind::Select(reasons)).required())
        .with_entry(entry("note", "areas-note", EntryKind::Lines).with_hint(lang.t("areas-note-hint")))
}

impl Samples for AreasPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let shell = || StaffShell::sample(lang, Area::Aggregates);
        let how = || vec![lang.t("areas-how-place"), lang.t2("areas-how-least", "least", 10, "floor", 10)];
        let id = AreaNoticeId::from_uuid(uuid(51));
        let reasons = vec![Choice::new("chance", say(lang, "看过，暂未发现共同原因", "looked at, no common cause found"))];
        let reason = Entry::new(NAME, "reason", lang.t("areas-reason"), EntryKind::Select(reasons)).required();
        let form = PostForm::new(NAME, links::area(id), lang.t("areas-settle")).with_entry(reason);
        let card = AreaCard {
            id: "area-1".to_owned(),
            title: say(lang, "东街街道", "Dongjie sub-district"),
            week: lang.t2("areas-week-of", "first", "2026-11-16", "last", "2026-11-22"),
            what: lang.t1("areas-of-tests", "count", "31"),
            why: lang.t2("areas-why", "mean", "14", "limit", "26"),
            past: vec![(lang.t1("areas-week", "day", "2026-09-14"), lang.t1("areas-few", "floor", 10))],
            late: Some(lang.t("areas-late")),
            settled: Vec::new(),
            form: Some(form.with_error("reason", lang.t("fault-area-reason"))),
        };
        let words = lang.t2("areas-was-settled", "at", "2026-11-23", "reason", say(lang, "看过", "looked at"));
        let settled = AreaCard { settled: vec![words], form: None, late: None, ..card.clone() };
        let open = Self { told: Some(lang.t("areas-done")), ..Self::new(shell(), false, vec![card], None, how()) };
        vec![
            ("open", open),
            ("settled", Self::new(shell(), true, vec![settled], None, how())),
            ("empty", Self::new(shell(), false, Vec::new(), None, how())),
        ]
    }
}
