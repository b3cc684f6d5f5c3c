//! Handlers of the search and of a person's file.

use axum::Router;
use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use serde::Deserialize;
use xinqiao_access::Purpose;
use xinqiao_app::groups::GroupLine;
use xinqiao_app::people::{FileSheet, FileWarning, Look, Offers, PeopleFound, PersonFile};
use xinqiao_app::{AppError, Caller, Person, SignalRow};
use xinqiao_duties::Kind as DutyKind;
use xinqiao_kernel::id::PersonId;

use super::file::{FilePage, FileView, SheetLine, SignalLine, WarningLine};
use super::search::{Hit, SearchPage, SearchView};
use super::{serve_guardians, serve_moved};
use crate::fault::Fault;
use crate::i18n::Lang;
use crate::links::{self, pattern as at};
use crate::page::{show, show_with};
use crate::pages::desk::address::{duty_new, with};
use crate::pages::desk::groups;
use crate::pages::desk::parts::{PostForm, SealedField};
use crate::pages::desk::rescores::second;
use crate::pages::desk::serve::rules_text::{Words, called, level, own_words};
use crate::pages::desk::serve::staff::shell;
use crate::pages::desk::serve::timing::moment;
use crate::pages::desk::serve::warning_parts::{described, person_card};
use crate::pages::desk::serve::workbench::ended_word;
use crate::parts::{Choice, LevelBadge, OwnWords, Step, Timeline, TimelineEntry, Tone};
use crate::shell::Area;
use crate::site::Site;
use crate::visitor::Visitor;
use crate::words;

/// People on a page.
const ON_A_PAGE: usize = 20;

/// The routes of people.
pub fn routes() -> Router<Site> {
    Router::new()
        .route(at::PEOPLE, get(form).post(search))
        .route(at::PERSON, get(file))
        .route(at::PERSON_SCORES, get(super::scores::page))
        .route(at::ATTENTION, get(super::attention::page))
        .route(at::PERSON_IDENTITY, post(identity))
        .route(at::MOVE, get(serve_moved::page).post(serve_moved::post))
        .route(at::GUARDIANS, get(serve_guardians::page).post(serve_guardians::post))
        .route(at::GUARDIAN_END, post(serve_guardians::end))
}

/// What was posted.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    purpose: String,
    #[serde(default)]
    page: u32,
}

/// What a file is opened for.
#[derive(Debug, Default, Deserialize)]
pub struct For {
    #[serde(default)]
    purpose: String,
    #[serde(default)]
    done: String,
}

async fn form(State(site): State<Site>, visitor: Visitor, Query(asked): Query<For>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    site.app.may_search(caller).await.map_err(|fault| visitor.fault(fault))?;
    let asked = Asked { purpose: asked.purpose, ..Asked::default() };
    Ok(show(&search_page(&site, &visitor, caller, &asked, None).await?))
}

async fn search(State(site): State<Site>, visitor: Visitor, Form(asked): Form<Asked>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let purpose = purpose(&site, caller, &asked.purpose);
    let found = site.app.search_people(caller, &asked.q, purpose).await;
    let status = match &found {
        Err(AppError::Invalid(_)) => StatusCode::UNPROCESSABLE_ENTITY,
        _ => StatusCode::OK,
    };
    Ok(show_with(status, &search_page(&site, &visitor, caller, &asked, Some(found)).await?))
}

/// The purpose that was chosen, else the usual one of the caller's role.
fn purpose(site: &Site, caller: &Caller, code: &str) -> Purpose {
    let possible = site.app.search_purposes(caller);
    let chosen = possible.iter().copied().find(|purpose| purpose.code() == code);
    chosen.or(possible.first().copied()).unwrap_or(Purpose::Service)
}

async fn search_page(
    site: &Site,
    visitor: &Visitor,
    caller: &Caller,
    asked: &Asked,
    found: Option<Result<PeopleFound, AppError>>,
) -> Result<SearchPage, Fault> {
    let lang = visitor.preferences.lang;
    let chosen = purpose(site, caller, &asked.purpose);
    let purposes = site.app.search_purposes(caller).into_iter();
    let purposes = purposes
        .map(|each| Choice::new(each.code(), words::staff_purpose(lang, each.code())).chosen_if(each == chosen))
        .collect();
    let mut view = SearchView {
        typed: asked.q.clone(),
        error: None,
        purposes,
        hits: None,
        count: String::new(),
        is_cut: false,
        has_groups: site.app.has_groups(caller),
        newer: None,
        older: None,
    };
    match found {
        None => {}
        // i18n: fault-search-*
        Some(Err(AppError::Invalid(faults))) => view.error = faults.first().map(|fault| lang.t(fault.expected)),
        Some(Err(other)) => return Err(visitor.fault(other)),
        Some(Ok(found)) => {
            let all = found.people.len();
            let pages = all.div_ceil(ON_A_PAGE).max(1);
            let page = (asked.page as usize).min(pages - 1);
            let mut hits = Vec::with_capacity(ON_A_PAGE);
            for (person, _) in found.people.iter().skip(page * ON_A_PAGE).take(ON_A_PAGE) {
                hits.push(hit(site, visitor, person, chosen).await?);
            }
            view.count = match (found.is_cut, pages) {
                (true, _) => lang.t1("people-count-cut", "count", all),
                (false, 1) => lang.t1("people-count", "count", all),
                (false, _) => lang.t2("people-count-page", "count", all, "page", page + 1),
            };
            view.is_cut = found.is_cut;
            view.newer = page.checked_sub(1).and_then(|page| u32::try_from(page).ok());
            view.older = if page + 1 < pages { u32::try_from(page + 1).ok() } else { None };
            view.hits = Some(hits);
        }
    }
    Ok(SearchPage::new(shell(site, visitor, caller, Area::People, None).await?, view))
}

pub(in crate::pages::desk) async fn hit(site: &Site, visitor: &Visitor, person: &Person, purpose: Purpose) -> Result<Hit, Fault> {
    let lang = visitor.preferences.lang;
    Ok(Hit {
        name: described(site, lang, person),
        initial: person.name.chars().take(1).collect(),
        place: site.app.place_name(&person.place).await.map_err(|fault| visitor.fault(fault))?,
        phone: person.phone.clone(),
        href: with(&links::person(person.id), "purpose", purpose.code()),
    })
}

async fn file(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<PersonId>,
    Query(asked): Query<For>,
) -> Result<Response, Fault> {
    let mut page = file_page(&site, &visitor, id, &asked.purpose, None).await?;
    if asked.done == "disclosure" {
        page.say(visitor.preferences.lang.t("disclosure-done"));
    }
    Ok(show(&page))
}

/// Opens name and phone; they are on this one answer only, and its opening is on record.
async fn identity(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<PersonId>,
    Form(asked): Form<For>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let purpose = file_purpose(&site, caller, &asked.purpose);
    let person = site.app.person_identity(caller, id, purpose).await.map_err(|fault| visitor.fault(fault))?;
    Ok(show(&file_page(&site, &visitor, id, &asked.purpose, Some(person)).await?))
}

fn file_purpose(site: &Site, caller: &Caller, code: &str) -> Purpose {
    let possible = site.app.file_purposes(caller);
    let chosen = possible.iter().copied().find(|purpose| purpose.code() == code);
    chosen.or(possible.first().copied()).unwrap_or(Purpose::Service)
}

async fn file_page(site: &Site, visitor: &Visitor, id: PersonId, asked: &str, opened: Option<Person>) -> Result<FilePage, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let purpose = file_purpose(site, caller, asked);
    let file = site.app.person_file(caller, id, purpose).await.map_err(|fault| visitor.fault(fault))?;
    let words = Words::of(site, lang).ok_or_else(|| visitor.fault(AppError::broken("the warning rules have no words")))?;
    let own = own_words(site, caller);
    let may_open = opened.is_none() && file.may_identify;
    let form = may_open.then(|| {
        PostForm::new("identity", links::person_identity(id), lang.t("identity-do"))
            .with_intro(lang.t("identity-text"))
            .with_hidden("purpose", file.purpose.code())
    });
    let mut person = person_card(site, visitor, Some(opened.as_ref().unwrap_or(&file.person)), &file.person.place, form).await?;
    person.sealed.clear();
    let view = FileView {
        title: described(site, lang, &file.person),
        opened: lang.t2(
            "file-opened",
            "role",
            words::role(lang, file.role.code()),
            "purpose",
            words::staff_purpose(lang, file.purpose.code()),
        ),
        person,
        sheets: file
            .sheets
            .as_ref()
            .map(|sheets| sheets.iter().map(|sheet| sheet_line(site, lang, file.person.id, sheet)).collect()),
        signals: file
            .signals
            .as_ref()
            .map(|rows| rows.iter().map(|row| signal_line(site, lang, (&words, own.as_ref()), row)).collect()),
        warnings: file.warnings.iter().map(|warning| warning_line(site, lang, (&words, own.as_ref()), warning)).collect(),
        groups: file.groups.as_ref().map(|groups| groups.iter().map(|one| group_line(lang, one)).collect()),
        looks: looks(site, lang, &file.looks),
        sealed: sealed(lang, &file),
        steps: steps(lang, id, &file.offers, (site.app.may_review_missed(caller), site.app.may_compare_informants(caller))),
        restricted: file.restricted_at.map(|since| lang.t1("file-restricted", "at", moment(site, lang, since))),
        done: opened.is_some().then(|| lang.t("done-identity")),
    };
    Ok(FilePage::new(shell(site, visitor, caller, Area::People, None).await?, view))
}

/// What may be begun from the file.
fn steps(lang: Lang, id: PersonId, offers: &Offers, (may_review, may_compare): (bool, bool)) -> Vec<Step> {
    let about = |kind| with(&duty_new(kind), "person", id);
    let all = [
        (offers.referral, "file-step-referral", links::referral_new(id)),
        (offers.green, "file-step-green", links::green_new(id)),
        (offers.aid, "file-step-aid", links::aid_new(id)),
        (offers.report, "file-step-report", about(DutyKind::MinorReport)),
        (offers.minor_access, "file-step-access", about(DutyKind::MinorAccess)),
        (offers.attention, "file-step-attention", links::attention(id)),
        (may_compare, "file-step-informants", links::informants(id)),
        (offers.case && offers.case_there.is_none(), "file-step-case", links::case_new(id)),
        (offers.devices, "file-step-devices", links::person_devices(id)),
        (offers.group, "file-step-group", with(&links::group_new(), "person", id)),
        (offers.guardians, "file-step-guardians", links::guardians(id)),
        (offers.guardians, "file-step-move", links::move_person(id)),
        (offers.disclosure, "file-step-disclosure", links::disclosure_new(id)),
        (may_review, "file-step-missed", with(&links::missed_new(), "person", id)),
    ];
    // i18n: file-step-*
    let there = offers.case_there.map(|case| Step { label: lang.t("file-step-case-there"), href: links::case(case) });
    let begun = all.into_iter().filter(|(may, ..)| *may).map(|(_, key, href)| Step { label: lang.t(key), href });
    there.into_iter().chain(begun).collect()
}

/// Title, since when and until when, address.
fn group_line(lang: Lang, line: &GroupLine) -> (String, String, String) {
    let since = lang.t1("group-since-day", "day", lang.date(line.since));
    let text = match (line.ended, line.due) {
        (Some(on), _) => format!("{since}{}{}", lang.t("join-comma"), lang.t1("group-ended-day", "day", lang.date(on))),
        (None, true) => format!("{since}{}{}", lang.t("join-comma"), lang.t("group-due")),
        (None, false) => since,
    };
    (groups::title(lang, &line.title, ""), text, links::group_entry(line.id))
}

/// Parts that exist and that the role does not open.
fn sealed(lang: Lang, file: &PersonFile) -> Vec<SealedField> {
    let field = |label: &str| SealedField { label: lang.t(label), reason: lang.t("sealed-role") };
    let mut fields = Vec::new();
    if file.sheets.is_none() {
        fields.push(field("file-sheets"));
    }
    if file.signals.is_none() {
        fields.push(field("file-signals"));
    }
    fields
}

fn sheet_line(site: &Site, lang: Lang, person: PersonId, sheet: &FileSheet) -> SheetLine {
    let (code, version) = &sheet.instrument;
    let pack = site.app.library().instrument_version(code, version);
    let text = pack.and_then(|pack| words::text_of(pack, lang));
    // the bands of all scores in the words of the instrument
    let bands: Vec<String> = sheet
        .outcome
        .bands
        .iter()
        .map(|(score, (band, _))| {
            let known = text.and_then(|text| text.band.get(score)?.get(band));
            known.cloned().unwrap_or_else(|| band.clone())
        })
        .collect();
    SheetLine {
        day: moment(site, lang, sheet.answered_at),
        title: text.map_or_else(|| code.clone(), |text| text.name.clone()),
        band: if sheet.outcome.valid { bands.join(&lang.t("join-comma")) } else { lang.t("file-sheet-aside") },
        total: match (&sheet.outcome.estimate, sheet.total) {
            (Some(found), None) => {
                lang.t2("file-sheet-t", "t", format!("{:.1}", found.t()), "error", format!("{:.1}", found.t_error()))
            }
            (_, total) => total.map(words::number).unwrap_or_default(),
        },
        again: sheet.again.iter().map(|one| second(lang, &site.app, one, &lang.date(site.app.day(one.at)))).collect(),
        history: (sheet.total.is_some() || sheet.outcome.estimate.is_some()).then(|| links::person_scores(person, code)),
        sharing: words::sharing(lang, &sheet.sharing),
    }
}

fn signal_line(site: &Site, lang: Lang, (words, own): (&Words<'_>, Option<&OwnWords>), row: &SignalRow) -> SignalLine {
    let state = if row.warning.is_some() {
        lang.t("file-signal-warning")
    } else if row.expires_at <= site.app.now() {
        lang.t("file-signal-expired")
    } else {
        lang.t("file-signal-open")
    };
    SignalLine {
        at: moment(site, lang, row.raised_at),
        level: LevelBadge::plain(lang, level(&row.level)).called(lang, called(own, &row.level).as_deref()),
        reason: words.signal_of(&row.rule_id, &row.code),
        state,
        href: links::signal(row.id),
    }
}

fn warning_line(site: &Site, lang: Lang, (words, own): (&Words<'_>, Option<&OwnWords>), warning: &FileWarning) -> WarningLine {
    let row = &warning.row;
    let state = match row.state.step.parse() {
        Ok(step) => words.step(step),
        Err(_) => ended_word(lang, &row.state.step),
    };
    let entries = warning.steps.iter().rev().map(|(when, by, what)| TimelineEntry {
        title: words.event(what.word()),
        time: moment(site, lang, *when),
        lines: vec![by.clone().unwrap_or_else(|| lang.t("who-program"))],
        icon: "check",
        tone: Tone::Plain,
    });
    WarningLine {
        number: row.number.clone(),
        level: LevelBadge::plain(lang, level(&row.state.level)).called(lang, called(own, &row.state.level).as_deref()),
        state,
        href: links::warning(row.id),
        steps: Timeline { entries: entries.collect() },
    }
}

fn looks(site: &Site, lang: Lang, looks: &[Look]) -> Timeline {
    let entries = looks.iter().map(|look| TimelineEntry {
        title: words::staff_action(lang, &look.action, look.refused),
        time: moment(site, lang, look.at),
        lines: vec![
            look.by.clone().unwrap_or_else(|| lang.t("who-program")),
            format!("{}{}{}", words::role(lang, &look.role), lang.t("join-comma"), words::staff_purpose(lang, &look.purpose)),
        ],
        icon: "eye",
        tone: Tone::Plain,
    });
    Timeline { entries: entries.collect() }
}
