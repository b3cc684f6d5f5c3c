//! My information and consent.

// i18n: privacy-state-* privacy-basis-*

use axum::extract::{Form, Path, Query, State};
use axum::response::Response;
use jiff::SignedDuration;
use serde::Deserialize;
use xinqiao_app::AppError;
use xinqiao_app::consent::{ConsentItem, Said, Saying};
use xinqiao_app::rights::{DataRequest, Disclosure};
use xinqiao_consent::{Basis, Notice, NoticeText, Party, Purpose, RequestKind, RequestState, State as Standing, WordKind};
use xinqiao_kernel::id::PersonId;

use super::own::shown_look;
use xinqiao_app::groups::OwnGroup;

use crate::fault::Fault;
use crate::i18n::Lang;
use crate::links;
use crate::page::{go, show};
use crate::pages::resident::{ConsentForm, ConsentRow, NoticePage, PlainRow, PrivacyPage, RequestRow, WardRow, WardsPage};
use crate::site::Site;
use crate::visitor::Visitor;

/// Looks on the page; the others are behind "all".
const LOOKS: usize = 3;
/// Looks that are counted.
const COUNTED: u32 = 500;

/// What just happened.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Done {
    done: String,
    hidden: u64,
    dropped: u64,
    red: u64,
    running: u64,
}

pub async fn page(State(site): State<Site>, visitor: Visitor, Query(done): Query<Done>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let fault = |fault| visitor.fault(fault);
    let now = site.app.now() + SignedDuration::from_secs(1);
    let items = site.app.consents(caller, None).await.map_err(fault)?;
    let since = now - SignedDuration::from_hours(30 * 24);
    let looks = site.app.who_looked(caller, now, COUNTED).await.map_err(fault)?;
    let others: Vec<_> = looks.into_iter().filter(|look| !look.own && since <= look.at).collect();
    let mut people: Vec<&str> = others.iter().filter_map(|look| look.by.as_deref()).collect();
    people.sort_unstable();
    people.dedup();
    let people = people.len();
    let latest = site.app.grouped_looks(others).into_iter().take(LOOKS);
    let latest: Vec<_> = latest.map(|look| shown_look(&site, lang, look)).collect();
    let rows = items.into_iter().filter_map(|item| row(&site, lang, item)).collect();
    let plain = site.app.uses_without_consent().into_iter().filter_map(|one| {
        let text = text(&site, one.purpose, lang)?;
        Some(PlainRow {
            purpose: one.purpose.code(),
            title: text.title.clone(),
            brief: text.brief.clone(),
            basis: lang.t(if one.basis == Basis::Emergency { "privacy-basis-emergency" } else { "privacy-basis-duty" }),
        })
    });
    let due = site.app.request_due(RequestKind::Complain).map_err(fault)?;
    let plain = plain.collect();
    let mut page = PrivacyPage::new(site.resident_shell(&visitor), &latest, people, rows, plain, &lang.date(due));
    page.done = told(lang, &done);
    page.requests =
        site.app.own_requests(caller).await.map_err(fault)?.into_iter().map(|one| request(&site, lang, one)).collect();
    page.groups = site.app.own_groups(caller).await.map_err(fault)?.iter().map(|one| own_group(lang, one)).collect();
    page.given = site.app.own_disclosures(caller).await.map_err(fault)?.into_iter().map(|one| given(&site, lang, one)).collect();
    Ok(show(&page))
}

/// Kind words, and since when and by whom.
fn own_group(lang: Lang, one: &OwnGroup) -> (String, String) {
    let title = one.own.get(lang.tag()).or_else(|| one.own.get("zh-CN")).cloned().unwrap_or_default();
    let line = lang.t2("own-groups-line", "day", lang.date(one.since), "by", &one.recorded_by);
    let ended = one.ended.map(|on| format!("{}{}", lang.t("join-comma"), lang.t1("own-groups-ended", "day", lang.date(on))));
    (title, format!("{line}{}", ended.unwrap_or_default()))
}

fn request(site: &Site, lang: Lang, one: DataRequest) -> RequestRow {
    // i18n: request-state-* ground-*
    let state = lang.t(&format!("request-state-{}", one.state.replace('_', "-")));
    let open = one.state == RequestState::Open.code();
    let due = lang.t1("privacy-request-due", "day", lang.date(one.due_on));
    RequestRow {
        what: crate::pages::desk::rights::what(lang, &one.kind, &one.target),
        line: lang.t2("privacy-request-line", "number", &one.number, "day", lang.date(site.app.day(one.at))),
        state: if open { format!("{state}{}{due}", lang.t("join-comma")) } else { state },
        ground: one.ground.map(|ground| lang.t(&format!("ground-{}", ground.replace('_', "-")))),
        take_back: open.then(|| links::privacy_take_back(one.id)),
    }
}

/// Recipient; what and on what ground; when.
fn given(site: &Site, lang: Lang, one: Disclosure) -> (String, String, String) {
    // i18n: data-*
    let fields: Vec<String> = one.fields.split(',').map(|field| lang.t(&format!("data-{field}"))).collect();
    // i18n: given-because-*
    let because = lang.t(&format!("given-because-{}", one.basis));
    let because = lang.t2("privacy-given-because", "because", because, "law", &one.law);
    let text = lang.t2("privacy-given-text", "fields", fields.join(&lang.t("join-comma")), "because", because);
    (one.recipient, text, lang.moment(site.app.local(one.given_at).datetime()))
}

/// What a guardian is asked about wards under 14.
pub async fn wards(State(site): State<Site>, visitor: Visitor, Query(done): Query<Done>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let found = site.app.ward_consents(caller).await.map_err(|fault| visitor.fault(fault))?;
    let wards = found.into_iter().map(|ward| WardRow {
        id: ward.person.to_string(),
        name: ward.name,
        consents: ward.consents.into_iter().filter(|item| item.by_guardian).filter_map(|item| row(&site, lang, item)).collect(),
    });
    let mut page = WardsPage::new(site.resident_shell(&visitor), wards.collect());
    page.done = told(lang, &done).into_iter().next();
    Ok(show(&page))
}

/// What the form posts.
#[derive(Deserialize)]
pub struct Word {
    #[serde(default)]
    purpose: String,
    #[serde(default)]
    subject: String,
    /// the person for whom a guardian speaks
    #[serde(default)]
    ward: String,
    #[serde(default)]
    word: String,
}

/// A yes, or taking it back: one tap each.
pub async fn say(State(site): State<Site>, visitor: Visitor, Form(form): Form<Word>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let unknown = || visitor.fault(AppError::NotFound);
    let purpose: Purpose = form.purpose.parse().map_err(|_| unknown())?;
    let kind: WordKind = form.word.parse().map_err(|_| unknown())?;
    let subject = match form.subject.as_str() {
        "" => None,
        id => Some(id.parse().map_err(|_| unknown())?),
    };
    let ward: Option<PersonId> = match form.ward.as_str() {
        "" => None,
        id => Some(id.parse().map_err(|_| unknown())?),
    };
    let said = site.app.say_consent(caller, ward, &Saying { purpose, subject, kind }).await;
    let said = said.map_err(|fault| visitor.fault(fault))?;
    if ward.is_some() {
        return Ok(go(&format!("{}?{}", links::wards(), query(kind, &said))));
    }
    Ok(go(&format!("{}?{}#allow", links::privacy(), query(kind, &said))))
}

fn query(kind: WordKind, said: &Said) -> String {
    let done = match (kind, said.state) {
        _ if said.again => "again",
        (WordKind::Given, state) if !state.allows() => "waits",
        (WordKind::Given, _) => "given",
        (WordKind::Refused | WordKind::Withdrawn, _) => "withdrawn",
    };
    let touched = said.touched;
    format!("done={done}&hidden={}&dropped={}&red={}&running={}", touched.results, touched.signals, touched.kept, said.warnings)
}

fn told(lang: Lang, done: &Done) -> Vec<String> {
    let first = match done.done.as_str() {
        "given" => "privacy-done-given",
        "waits" => "privacy-done-waits",
        "withdrawn" => "privacy-done-withdrawn",
        "again" => "privacy-done-again",
        "asked" => "privacy-done-asked",
        "taken-back" => "privacy-done-taken-back",
        _ => return Vec::new(),
    };
    let counts = [
        ("privacy-done-hidden", done.hidden),
        ("privacy-done-dropped", done.dropped),
        ("privacy-done-red", done.red),
        ("privacy-done-running", done.running),
    ];
    let more = counts.into_iter().filter(|(_, count)| *count > 0).map(|(key, count)| lang.t1(key, "count", count));
    std::iter::once(lang.t(first)).chain(more).collect()
}

/// A notice in full, in the version asked for or in the one in force.
pub async fn notice(
    State(site): State<Site>,
    visitor: Visitor,
    Path(purpose): Path<String>,
    Query(query): Query<Version>,
) -> Result<Response, Fault> {
    visitor.signed_in()?;
    let unknown = || visitor.fault(AppError::NotFound);
    let purpose: Purpose = purpose.parse().map_err(|_| unknown())?;
    let lang = visitor.preferences.lang;
    let all = site.app.notices_about(purpose);
    let today = site.app.day(site.app.now());
    let now = || site.app.notice(purpose).ok();
    let of_version = |version: &String| all.iter().find(|one| one.version() == version && one.valid_from() <= today);
    let notice = query.version.as_ref().map_or_else(now, of_version).ok_or_else(unknown)?;
    let words = of(notice, lang).ok_or_else(unknown)?;
    let earlier: Vec<&Notice> =
        all.iter().filter(|other| other.version() != notice.version() && other.valid_from() <= today).collect();
    Ok(show(&NoticePage::new(site.resident_shell(&visitor), notice, words, &earlier)))
}

/// Which version.
#[derive(Deserialize)]
pub struct Version {
    version: Option<String>,
}

fn of(notice: &Notice, lang: Lang) -> Option<&NoticeText> {
    notice.text(lang.tag()).or_else(|| notice.text(Lang::ZhCn.tag()))
}

fn text(site: &Site, purpose: Purpose, lang: Lang) -> Option<&NoticeText> {
    of(site.app.notice(purpose).ok()?, lang)
}

fn row(site: &Site, lang: Lang, item: ConsentItem) -> Option<ConsentRow> {
    let text = text(site, item.purpose, lang)?;
    let state = lang.t(match item.state {
        Standing::WithoutConsent | Standing::Given => "privacy-state-given",
        Standing::NotAsked => "privacy-state-not-asked",
        Standing::Refused => "privacy-state-refused",
        Standing::Withdrawn => "privacy-state-withdrawn",
        Standing::Superseded => "privacy-state-superseded",
        Standing::Awaits(Party::Own) => "privacy-state-awaits-own",
        Standing::Awaits(Party::Guardian) => "privacy-state-awaits-guardian",
    });
    let state = match item.since {
        Some(since) => lang.t2("privacy-state-since", "state", state, "day", lang.date(site.app.day(since))),
        None => state,
    };
    let subject = item.subject.as_ref().map(|(id, _)| id.to_string()).unwrap_or_default();
    let give = if item.state.allows() { Some(false) } else { item.can_give.then_some(true) };
    Some(ConsentRow {
        purpose: item.purpose.code(),
        title: item.subject.map_or_else(|| text.title.clone(), |(_, title)| title),
        brief: text.brief.clone(),
        state,
        form: give.map(|give| ConsentForm { purpose: item.purpose.code(), subject, give }),
    })
}
