//! What belongs to the person: my page, my kept results, who looked.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use xinqiao_kernel::id::ResponseId;

use crate::fault::Fault;
use crate::i18n::Lang;
use crate::links;
use crate::page::{go, show};
use crate::pages::resident::{Look, MePage, Message, RecordRow, RecordsPage, WhoLookedPage};
use crate::site::Site;
use crate::visitor::Visitor;
use crate::words;

/// Messages on my page.
const MESSAGES: u32 = 20;
/// Rows on one page.
const ROWS: u32 = 50;

pub async fn me(State(site): State<Site>, visitor: Visitor) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let now = site.app.now();
    let (mut records, mut looks) = (0, 0);
    if caller.person().is_some() {
        records = site.app.records(caller, now, 200).await.map_err(|fault| visitor.fault(fault))?.len();
        let since = now - SignedDuration::from_hours(90 * 24);
        let seen = site.app.who_looked(caller, now, 200).await.map_err(|fault| visitor.fault(fault))?;
        looks = seen.iter().filter(|look| !look.own && since <= look.at).count();
    }
    let phone = site.app.own_phone(caller).await.map_err(|fault| visitor.fault(fault))?;
    let lang = visitor.preferences.lang;
    let notices = site.app.notices(caller, MESSAGES).await.map_err(|fault| visitor.fault(fault))?;
    // i18n: notice-person-*
    let own = notices.iter().filter(|notice| notice.kind.starts_with("notice-person-"));
    let messages = own
        .map(|notice| Message { text: lang.t(&notice.kind), time: lang.moment(site.app.local(notice.at).datetime()) })
        .collect();
    if !caller.is_staff() && notices.iter().any(|notice| notice.read_at.is_none()) {
        site.app.read_notices(caller).await.map_err(|fault| visitor.fault(fault))?;
    }
    let mut page = MePage::new(
        site.resident_shell(&visitor),
        caller.name().to_owned(),
        phone.as_deref(),
        records as u64,
        looks as u64,
        messages,
    );
    page.own = caller.person().is_some();
    page.guardian = caller.holds(xinqiao_access::Role::Guardian);
    Ok(show(&page))
}

pub async fn records(State(site): State<Site>, visitor: Visitor, Query(query): Query<Done>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    // a sheet that was handed in within this very moment is to be seen
    let now = site.app.now() + SignedDuration::from_secs(1);
    let found = site.app.records(caller, now, ROWS).await.map_err(|fault| visitor.fault(fault))?;
    let rows = found.into_iter().map(|record| {
        let sheet = &record.response;
        let pack = site.app.library().instrument_version(&sheet.instrument, &sheet.version);
        let text = pack.and_then(|pack| words::text_of(pack, lang));
        RecordRow {
            title: text.map_or_else(|| sheet.instrument.clone(), |text| text.title.clone()),
            day: lang.date(site.app.day(sheet.answered_at)),
            level: u8::try_from(sheet.attention)
                .ok()
                .filter(|_| record.outcome.valid && (record.outcome.complete || !record.outcome.critical.is_empty())),
            seen: words::sharing(lang, &sheet.sharing),
            history: (sheet.total.is_some() || record.outcome.estimate.is_some())
                .then_some(())
                .filter(|()| record.outcome.valid && record.outcome.complete)
                .map(|()| links::own_history(&sheet.instrument)),
            again: record.again.first().filter(|one| one.outcome.valid && one.outcome.complete).map(|one| {
                let day = lang.date(site.app.day(one.at));
                (day, one.after.attention)
            }),
            private: (sheet.sharing == "private").then_some(sheet.id),
        }
    });
    let mut page = RecordsPage::new(site.resident_shell(&visitor), rows.collect());
    page.done = match query.done.as_str() {
        "contact" => Some(lang.t("record-contact-done")),
        "forgotten" => Some(lang.t("record-forget-done")),
        _ => None,
    };
    Ok(show(&page))
}

/// What just happened.
#[derive(Deserialize)]
pub struct Done {
    #[serde(default)]
    done: String,
}

/// Opens a kept result to the people on duty: the person changed their mind.
pub async fn record_contact(State(site): State<Site>, visitor: Visitor, Path(id): Path<ResponseId>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    site.app.share_record(caller, id).await.map_err(|fault| visitor.fault(fault))?;
    Ok(go(&format!("{}?done=contact", links::records())))
}

/// Forgets a kept result.
pub async fn record_forget(State(site): State<Site>, visitor: Visitor, Path(id): Path<ResponseId>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    site.app.forget_record(caller, id).await.map_err(|fault| visitor.fault(fault))?;
    Ok(go(&format!("{}?done=forgotten", links::records())))
}

/// Which page of the list.
#[derive(Deserialize)]
pub struct Before {
    before: Option<i64>,
}

pub async fn who_looked(State(site): State<Site>, visitor: Visitor, Query(query): Query<Before>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let now = site.app.now();
    let before = query.before.and_then(|micros| Timestamp::from_microsecond(micros).ok()).unwrap_or(now);
    let found = site.app.who_looked(caller, before, ROWS).await.map_err(|fault| visitor.fault(fault))?;
    let older = (found.len() == ROWS as usize)
        .then(|| found.last().map(|look| links::who_looked_before(look.at.as_microsecond())))
        .flatten();
    let looks: Vec<Look> = site.app.grouped_looks(found).into_iter().map(|look| shown_look(&site, lang, look)).collect();
    Ok(show(&WhoLookedPage::new(site.resident_shell(&visitor), &looks, older)))
}

/// A look in words.
pub(super) fn shown_look(site: &Site, lang: Lang, look: xinqiao_app::people::Look) -> Look {
    let what = words::action(lang, &look.action, look.refused);
    Look {
        at: site.app.local(look.at).datetime(),
        who: if look.own { lang.t("who-yourself") } else { look.by.clone().unwrap_or_else(|| lang.t("who-program")) },
        role: words::role(lang, &look.role),
        what: if look.times < 2 { what } else { lang.t2("looked-times", "what", what, "count", look.times) },
        purpose: words::purpose(lang, &look.purpose),
        emergency: look.purpose == "emergency",
    }
}
