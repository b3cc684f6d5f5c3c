//! Writing a letter.

use std::collections::BTreeSet;

use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use crate::pack::{Filling, MOST_COUNT};
use crate::{Channel, Language, Letter, Notice, Rules, Subject, Wording};

/// The longest form of a due time.
pub(crate) const LONGEST_DUE: &str = "12月31日 23:59";

/// To whom a letter goes.
#[derive(Clone, Copy)]
pub struct Recipient<'a> {
    /// Address for the way of the letter.
    pub address: &'a str,
    pub language: Language,
    /// The clock on the recipient's wall.
    pub zone: &'a TimeZone,
}

/// Notices that do not fit into one letter.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    #[error("there is nothing to tell")]
    Nothing,
    #[error("notices of several accounts do not go in one letter")]
    Mixed,
    #[error("a red notice goes alone")]
    RedAmongOthers,
    #[error("what is told inside the program needs no letter")]
    Inside,
    #[error("the pack of messages has no kind {0:?}")]
    UnknownKind(String),
}

/// Writes the letter of a parcel ([`crate::parcels`]): the text of the one thing it is about, or how many there are and when the first is due.
///
/// The same notices give the same id. A due time that has passed is not named. Errors: [`Unfit`].
pub fn compose(
    rules: &Rules,
    wording: &Wording,
    channel: Channel,
    notices: &[&Notice],
    to: Recipient<'_>,
    now: Timestamp,
) -> Result<Letter, Unfit> {
    let first = notices.iter().min_by_key(|notice| (notice.made_at, notice.id)).ok_or(Unfit::Nothing)?;
    let last = notices.iter().max_by_key(|notice| (notice.made_at, notice.id)).ok_or(Unfit::Nothing)?;
    if notices.iter().any(|notice| notice.account != first.account) {
        return Err(Unfit::Mixed);
    }
    let things: BTreeSet<_> = notices.iter().map(|notice| notice.about).collect();
    if 1 < things.len() && notices.iter().any(|notice| notice.is_red()) {
        return Err(Unfit::RedAmongOthers);
    }
    let kind = rules.kind(&last.kind).ok_or_else(|| Unfit::UnknownKind(last.kind.clone()))?;
    let subject = if things.len() == 1 { kind.subject } else { Subject::Digest };
    let text = rules.text(to.language, subject, channel).ok_or(Unfit::Inside)?;
    let due_at = notices.iter().filter_map(|notice| notice.due_at).filter(|due_at| now < *due_at).min();
    let shown = due_at.map(|due_at| due(due_at, now, to.language, to.zone));
    let count = u32::try_from(things.len()).unwrap_or(MOST_COUNT).min(MOST_COUNT);
    let filling = Filling { count, due: shown.as_deref().unwrap_or_default(), link: wording.link(), service: wording.service() };
    let form = text.due.as_ref().filter(|_| shown.is_some()).unwrap_or(&text.open);
    Ok(Letter {
        id: format!("{}-{channel}-{}", first.id, notices.len()),
        at: now,
        channel,
        language: to.language,
        to: to.address.to_owned(),
        subject: text.title.as_ref().map(|title| title.fill(&filling)),
        text: form.fill(&filling),
        count,
        due: shown,
        link: wording.link().to_owned(),
        service: wording.service().to_owned(),
    })
}

/// The letter with a code with which somebody shows that an address is theirs.
///
/// Takes the id of the letter and the instant, the code and the minutes for which it counts. Errors: [`Unfit::Inside`].
pub fn confirmation(
    rules: &Rules,
    wording: &Wording,
    channel: Channel,
    to: Recipient<'_>,
    (id, now): (String, Timestamp),
    (code, minutes): (&str, u32),
) -> Result<Letter, Unfit> {
    let words = rules.confirm(to.language).filter(|_| channel != Channel::InApp).ok_or(Unfit::Inside)?;
    Ok(Letter {
        id,
        at: now,
        channel,
        language: to.language,
        to: to.address.to_owned(),
        subject: (channel != Channel::Sms).then(|| words.title.clone()),
        text: words.text.replace("{code}", code).replace("{minutes}", &minutes.to_string()),
        count: 1,
        due: None,
        link: wording.link().to_owned(),
        service: wording.service().to_owned(),
    })
}

/// A letter for trying a way out: the text of something to read, which it is.
///
/// Takes the id of the letter and the instant. Errors: [`Unfit::Inside`].
pub fn trial(
    rules: &Rules,
    wording: &Wording,
    channel: Channel,
    to: Recipient<'_>,
    (id, now): (String, Timestamp),
) -> Result<Letter, Unfit> {
    let text = rules.text(to.language, Subject::News, channel).ok_or(Unfit::Inside)?;
    let filling = Filling { count: 1, due: "", link: wording.link(), service: wording.service() };
    Ok(Letter {
        id,
        at: now,
        channel,
        language: to.language,
        to: to.address.to_owned(),
        subject: text.title.as_ref().map(|title| title.fill(&filling)),
        text: text.open.fill(&filling),
        count: 1,
        due: None,
        link: wording.link().to_owned(),
        service: wording.service().to_owned(),
    })
}

/// `15:30` today, `11月23日 15:30` or `23 Nov 15:30` on another day.
fn due(due_at: Timestamp, now: Timestamp, language: Language, zone: &TimeZone) -> String {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let at: Zoned = due_at.to_zoned(zone.clone());
    let time = format!("{:02}:{:02}", at.hour(), at.minute());
    if at.date() == now.to_zoned(zone.clone()).date() {
        return time;
    }
    let month = usize::try_from(at.month()).unwrap_or(1);
    match language {
        Language::Chinese => format!("{month}月{}日 {time}", at.day()),
        Language::English => format!("{} {} {time}", at.day(), MONTHS.get(month.saturating_sub(1)).copied().unwrap_or_default()),
    }
}
