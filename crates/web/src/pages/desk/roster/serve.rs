//! Handlers of the roster.

use axum::Router;
use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use jiff::civil::{Date, DateTime};
use jiff::{Timestamp, ToSpan};
use serde::Deserialize;
use xinqiao_app::AppError;
use xinqiao_app::roster::{NewLine, Roster, RosterLine};
use xinqiao_kernel::id::RosterEntryId;
use xinqiao_kernel::place::PlacePath;
use xinqiao_warnings::Post;

use super::{DayRows, LineRow, RosterPage, RosterView, serve_shift};
use crate::fault::Fault;
use crate::i18n::Lang;
use crate::links::{self, pattern as at};
use crate::page::{go, show, show_with};
use crate::pages::desk::address::with;
use crate::pages::desk::parts::{Entry, EntryKind, Pick, PostForm};
use crate::pages::desk::serve::staff::shell;
use crate::pages::desk::serve::timing::moment;
use crate::pages::desk::serve::warning_parts::{Fields, fault_words, owners};
use crate::parts::Choice;
use crate::shell::Area;
use crate::site::Site;
use crate::visitor::Visitor;

/// Codes of what was just done.
const DONE: [&str; 2] = ["entered", "ended"];

/// The routes.
pub fn routes() -> Router<Site> {
    Router::new()
        .route(at::ROSTER, get(page).post(enter))
        .route(at::ROSTER_END, post(end))
        .route(at::SHIFT, get(serve_shift::page))
        .route(at::SHIFT_OFFER, post(serve_shift::offer))
        .route(at::SHIFT_ACCEPT, post(serve_shift::accept))
}

/// Which place and week, and what was just done.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    place: Option<PlacePath>,
    week: Option<Date>,
    done: String,
}

async fn page(State(site): State<Site>, visitor: Visitor, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let lang = visitor.preferences.lang;
    // i18n: roster-done-*
    let done = DONE.contains(&asked.done.as_str()).then(|| lang.t(&format!("roster-done-{}", asked.done)));
    Ok(show(&roster_page(&site, &visitor, asked.place, asked.week, done, None).await?))
}

async fn enter(State(site): State<Site>, visitor: Visitor, Form(fields): Form<Fields>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let (place, week): (Option<PlacePath>, Option<Date>) = (fields.parsed("place"), fields.parsed("week"));
    let why = match (place.as_ref(), line(&site, &fields)) {
        (Some(place), Ok(line)) => match site.app.enter_roster_line(caller, place, &line).await {
            Ok(()) => {
                let day = site.app.day(line.from).to_string();
                let to = with(&with(&links::roster(), "place", place.as_str()), "week", day);
                return Ok(go(&with(&to, "done", DONE[0])));
            }
            Err(why @ AppError::Invalid(_)) => why,
            Err(other) => return Err(visitor.fault(other)),
        },
        (None, _) => return Err(visitor.fault(AppError::NotFound)),
        (_, Err(why)) => why,
    };
    let page = roster_page(&site, &visitor, place, week, None, Some((&fields, &why))).await?;
    Ok(show_with(StatusCode::UNPROCESSABLE_ENTITY, &page))
}

async fn end(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<RosterEntryId>,
    Form(fields): Form<Fields>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let place: PlacePath = fields.parsed("place").ok_or_else(|| visitor.fault(AppError::NotFound))?;
    site.app.end_roster_line(caller, &place, id).await.map_err(|fault| visitor.fault(fault))?;
    let to = with(&with(&links::roster(), "place", place.as_str()), "week", fields.text("week"));
    Ok(go(&with(&to, "done", DONE[1])))
}

/// The line of a form. Errors: `Invalid` on the entry.
fn line(site: &Site, fields: &Fields) -> Result<NewLine, AppError> {
    let missing = |name: &'static str, key: &'static str| AppError::field(name, key, fields.text(name));
    Ok(NewLine {
        id: fields.parsed("line").unwrap_or_else(|| site.app.fresh_roster_line()),
        account: fields.parsed("account").ok_or_else(|| missing("account", "fault-roster-account"))?,
        post: fields.parsed("post").ok_or_else(|| missing("post", "fault-choose"))?,
        from: instant(site, fields.text("from")).ok_or_else(|| missing("from", "fault-roster-time"))?,
        until: instant(site, fields.text("until")).ok_or_else(|| missing("until", "fault-roster-time"))?,
    })
}

/// `2026-11-23T08:00` in local time.
fn instant(site: &Site, text: &str) -> Option<Timestamp> {
    text.parse::<DateTime>().ok().and_then(|local| site.app.instant_of(local))
}

async fn roster_page(
    site: &Site,
    visitor: &Visitor,
    place: Option<PlacePath>,
    week: Option<Date>,
    done: Option<String>,
    wrong: Option<(&Fields, &AppError)>,
) -> Result<RosterPage, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let own = site.app.roster_places(caller);
    let place = place.or_else(|| own.first().cloned()).unwrap_or_else(|| site.app.place().clone());
    let day = week.unwrap_or_else(|| site.app.day(site.app.now()));
    let roster = site.app.roster(caller, &place, day).await.map_err(|fault| visitor.fault(fault))?;
    let mut places = Vec::new();
    for one in &own {
        let name = site.app.place_name(one).await.map_err(|fault| visitor.fault(fault))?;
        places.push(Choice { chosen: *one == place, ..Choice::new(one.as_str(), name) });
    }
    let week = |days: i64| {
        let to = roster.monday.checked_add(days.days()).unwrap_or(roster.monday);
        with(&with(&links::roster(), "place", place.as_str()), "week", to.to_string())
    };
    let last = roster.monday.checked_add(6.days()).unwrap_or(roster.monday);
    let mut form = roster.may_keep.then(|| form(site, lang, caller.account(), &roster));
    if let Some((fields, why)) = wrong {
        form = form.map(|form| fault_words(lang, form.filled(fields.pairs()), why));
    }
    let view = RosterView {
        place: site.app.place_name(&place).await.map_err(|fault| visitor.fault(fault))?,
        path: place.to_string(),
        places: if places.len() < 2 { Vec::new() } else { places },
        week: roster.monday.to_string(),
        title: lang.t2("roster-week", "from", lang.date(roster.monday), "until", lang.date(last)),
        earlier: week(-7),
        later: week(7),
        days: (0..7).map(|at| day_rows(site, lang, &roster, at)).collect(),
        gaps: gaps(site, lang, &roster),
        is_empty: roster.lines.is_empty(),
        form,
        done,
    };
    Ok(RosterPage::new(shell(site, visitor, caller, Area::Roster, None).await?, view))
}

fn day_rows(site: &Site, lang: Lang, roster: &Roster, at: i64) -> DayRows {
    let day = roster.monday.checked_add(at.days()).unwrap_or(roster.monday);
    let now = site.app.now();
    let lines = roster.lines.iter().filter(|line| site.app.day(line.from).max(roster.monday) == day);
    // i18n: post-duty post-standby
    let rows = lines.map(|line| LineRow {
        hours: hours(site, lang, line),
        name: line.name.clone(),
        post: lang.t(&format!("post-{}", line.post.code())),
        is_now: line.from <= now && now < line.until,
        end: (roster.may_keep && now < line.until).then(|| links::roster_end(line.id)),
    });
    DayRows { title: lang.day(day), is_today: site.app.day(now) == day, lines: rows.collect() }
}

/// `08:00–20:00`, with the day where it begins or ends on another one.
fn hours(site: &Site, lang: Lang, line: &RosterLine) -> String {
    let (from, until) = (site.app.local(line.from), site.app.local(line.until));
    if from.date() == until.date() {
        format!("{}–{}", from.strftime("%H:%M"), until.strftime("%H:%M"))
    } else {
        lang.t2("roster-hours-over", "from", from.strftime("%H:%M").to_string(), "until", moment(site, lang, line.until))
    }
}

fn gaps(site: &Site, lang: Lang, roster: &Roster) -> Vec<String> {
    let words = |gap: &xinqiao_app::roster::GapSeen| {
        let (from, until) = (moment(site, lang, gap.from), moment(site, lang, gap.until));
        match &gap.instead {
            Some(name) => lang.t3("roster-gap-instead", [("from", &from), ("until", &until), ("name", name)]),
            None => lang.t2("roster-gap", "from", from, "until", until),
        }
    };
    roster.gaps.iter().map(words).collect()
}

fn form(site: &Site, lang: Lang, me: xinqiao_kernel::id::AccountId, roster: &Roster) -> PostForm {
    let name = "roster";
    let longest = site.app.rules_for(&roster.place).roster().longest.as_hours();
    let posts = Post::ALL
        .iter()
        .map(|post| Pick { chosen: *post == Post::Duty, ..Pick::new(post.code(), lang.t(&format!("post-{}", post.code()))) });
    let span =
        |entry: &'static str, label: &str| Entry::new(name, entry, lang.t(label), EntryKind::Line("datetime-local")).required();
    PostForm::new(name, links::roster(), lang.t("roster-enter-do"))
        .primary()
        .with_hidden("place", roster.place.to_string())
        .with_hidden("week", roster.monday.to_string())
        .with_hidden("line", site.app.fresh_roster_line().to_string())
        .with_entry(
            Entry::new(name, "account", lang.t("roster-who"), EntryKind::Select(owners(lang, &roster.candidates, me, Some(me))))
                .required(),
        )
        .with_entry(Entry::new(name, "post", lang.t("roster-post"), EntryKind::Radios(posts.collect())).required())
        .with_entry(span("from", "roster-from"))
        .with_entry(span("until", "roster-until").with_hint(lang.t1("roster-until-hint", "hours", longest)))
}
