//! My messages.

use axum::extract::State;
use axum::response::Response;
use jiff::civil::Date;
use xinqiao_app::Notice;

use super::staff::{areas, shell};
use super::timing::moment;
use crate::fault::Fault;
use crate::i18n::Lang;
use crate::links;
use crate::page::{go, show};
use crate::pages::desk::address;
use crate::pages::desk::notices::{NoticeRow, NoticesPage};
use crate::shell::Area;
use crate::site::Site;
use crate::visitor::Visitor;

/// Messages on the page.
const MOST: u32 = 100;

pub async fn list(State(site): State<Site>, visitor: Visitor) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    if areas(&site, caller).is_empty() {
        return Ok(go(&links::me()));
    }
    let notices = site.app.notices(caller, MOST).await.map_err(|fault| visitor.fault(fault))?;
    let rows = notices.iter().map(|notice| row(&site, visitor.preferences.lang, notice)).collect();
    let shell = shell(&site, &visitor, caller, Area::Desk, None).await?;
    Ok(show(&NoticesPage::new(shell, rows, None)))
}

pub async fn read(State(site): State<Site>, visitor: Visitor) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    site.app.read_notices(caller).await.map_err(|fault| visitor.fault(fault))?;
    Ok(go(&address::notices()))
}

/// A message in words.
// i18n: notice-*
pub fn row(site: &Site, lang: Lang, notice: &Notice) -> NoticeRow {
    let number = serde_json::from_str::<serde_json::Value>(&notice.params).ok();
    let number = number.as_ref().and_then(|params| params.get("number")?.as_str()).unwrap_or_default().to_owned();
    NoticeRow {
        icon: if ["notice-escalated", "notice-emergency-opened", "notice-emergency-unreviewed"].contains(&notice.kind.as_str()) {
            "alert"
        } else {
            "message"
        },
        text: lang.t1(&notice.kind, "number", number.parse::<Date>().map_or(number, |day| lang.date(day))),
        time: moment(site, lang, notice.at),
        href: match notice.kind.as_str() {
            "notice-emergency-opened" | "notice-emergency-unreviewed" => Some(links::emergency_reviews()),
            "notice-access-review" | "notice-access-review-late" => Some(links::access_review()),
            "notice-emergency-reviewed" => Some(links::emergencies()),
            _ => notice.warning.map(links::warning),
        },
        unread: notice.read_at.is_none().then(|| lang.t("notice-unread")),
    }
}
