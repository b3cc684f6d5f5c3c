//! My messages.

use axum::extract;
use axum::response::Response;
use jiff::civil::Date;
use xinqiao_app::Notice;
use xinqiao_app::notify::{State, Way};

use super::staff::{areas, shell};
use super::timing::moment;
use crate::fault::Fault;
use crate::i18n::Lang;
use crate::links;
use crate::page::{go, show};
use crate::pages::desk::address;
use crate::pages::desk::notices::{NoticeRow, NoticesPage};
use crate::pages::desk::reached::way_name;
use crate::shell::Area;
use crate::site::Site;
use crate::visitor::Visitor;

/// Messages on the page.
const MOST: u32 = 100;

pub async fn list(extract::State(site): extract::State<Site>, visitor: Visitor) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    if areas(&site, caller).is_empty() {
        return Ok(go(&links::me()));
    }
    let notices = site.app.notices(caller, MOST).await.map_err(|fault| visitor.fault(fault))?;
    let lang = visitor.preferences.lang;
    let ways = site.app.own_ways(caller, MOST).await.map_err(|fault| visitor.fault(fault))?;
    let of = |notice: &Notice| ways.iter().filter(|way| way.notice == notice.id).map(|way| went(lang, way)).collect();
    let rows = notices.iter().map(|notice| NoticeRow { ways: of(notice), ..row(&site, lang, notice) }).collect();
    let shell = shell(&site, &visitor, caller, Area::Desk, None).await?;
    Ok(show(&NoticesPage::new(shell, rows, None)))
}

pub async fn read(extract::State(site): extract::State<Site>, visitor: Visitor) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    site.app.read_notices(caller).await.map_err(|fault| visitor.fault(fault))?;
    Ok(go(&address::notices()))
}

/// What became of a message by one way, in words.
fn went(lang: Lang, way: &Way) -> String {
    let key = match way.state {
        State::Queued { .. } => "went-queued",
        State::Sending { .. } => "went-sending",
        State::HandedOver { .. } => "went-handed-over",
        State::Delivered { .. } => "went-delivered",
        State::Read { .. } => "went-read",
        State::Failed { .. } => "went-failed",
        State::Superseded { .. } => "went-superseded",
    };
    // i18n: went-*
    lang.t1(key, "way", way_name(lang, way.channel.code()))
}

/// A message in words.
// i18n: notice-*
pub fn row(site: &Site, lang: Lang, notice: &Notice) -> NoticeRow {
    let params = serde_json::from_str::<serde_json::Value>(&notice.params).ok();
    let case = params.as_ref().and_then(|params| params.get("case")?.as_str()).map(links::case);
    let number = params.as_ref().and_then(|params| params.get("number")?.as_str()).unwrap_or_default().to_owned();
    NoticeRow {
        icon: if ["notice-escalated", "notice-emergency-opened", "notice-emergency-unreviewed", "notice-not-reached"]
            .contains(&notice.kind.as_str())
        {
            "alert"
        } else {
            "message"
        },
        text: lang.t1(&notice.kind, "number", number.parse::<Date>().map_or(number, |day| lang.date(day))),
        time: moment(site, lang, notice.at),
        ways: Vec::new(),
        href: match notice.kind.as_str() {
            "notice-emergency-opened" | "notice-emergency-unreviewed" => Some(links::emergency_reviews()),
            "notice-access-review" | "notice-access-review-late" => Some(links::access_review()),
            "notice-dispute-yours" | "notice-dispute-late" => {
                let id = params.as_ref().and_then(|params| params.get("dispute")?.as_str());
                Some(id.map_or_else(links::disputes, links::dispute))
            }
            "notice-reception-yours" | "notice-reception-late" => {
                let id = params.as_ref().and_then(|params| params.get("reception")?.as_str());
                Some(id.map_or_else(links::receptions, links::reception))
            }
            "notice-campaign-open" => Some(links::classes()),
            "notice-campaign-paused" => campaign(notice),
            "notice-second-wanted" | "notice-second-given" => second(notice),
            "notice-rules-bad" => Some(links::quality()),
            "notice-missed-advice" => Some(links::missed_advice()),
            kind if kind.starts_with("notice-missed-") => Some(links::missed()),
            kind if kind.starts_with("notice-area") => Some(links::areas()),
            "notice-person-asked-to-answer" => Some(links::asked_of_class()),
            kind if kind.starts_with("notice-retest-") => Some(links::retests()),
            "notice-emergency-reviewed" => Some(links::emergencies()),
            kind if kind.starts_with("notice-green-") => protocol(notice, "green").map(links::green),
            kind if kind.starts_with("notice-aid-") => protocol(notice, "aid").map(links::aid),
            kind if kind.starts_with("notice-referral-") => referral(notice),
            _ => notice.warning.map(links::warning).or(case),
        },
        unread: notice.read_at.is_none().then(|| lang.t("notice-unread")),
    }
}

/// Where the campaign of a message is run.
fn campaign(notice: &Notice) -> Option<String> {
    let params = serde_json::from_str::<serde_json::Value>(&notice.params).ok()?;
    let id = params.get("campaign")?.as_str()?.parse::<xinqiao_kernel::id::CampaignId>().ok()?;
    Some(links::campaign_manage(id))
}

/// What waits for a second person, or was answered by one.
fn second(notice: &Notice) -> Option<String> {
    let params = serde_json::from_str::<serde_json::Value>(&notice.params).ok()?;
    let id = |name: &str| params.get(name)?.as_str()?.parse::<uuid::Uuid>().ok();
    id("campaign")
        .map(links::campaign_manage)
        .or_else(|| id("questionnaire").map(links::questionnaire))
        .or_else(|| id("rescore").map(links::rescore))
}

/// The protocol that a message is about.
fn protocol(notice: &Notice, param: &str) -> Option<uuid::Uuid> {
    let params = serde_json::from_str::<serde_json::Value>(&notice.params).ok()?;
    params.get(param)?.as_str()?.parse().ok()
}

/// The referral that a message is about.
fn referral(notice: &Notice) -> Option<String> {
    let params = serde_json::from_str::<serde_json::Value>(&notice.params).ok()?;
    let id = params.get("referral")?.as_str()?.parse::<xinqiao_referrals::ReferralId>().ok()?;
    Some(links::referral(id))
}
