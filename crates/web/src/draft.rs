//! An unfinished or just finished self-test, kept in a cookie of the visitor's own browser and nowhere else. On its way it is sealed
//! (`cookies.rs`): who looks into the browser reads no answers.
//!
//! `<key>.<campaign or ->.<response or ->.<answers>`: the answers in item order, each a number or `-` where blank, joined by `_`.

use axum_extra::extract::CookieJar;
use xinqiao_kernel::id::{CampaignId, PersonId, ResponseId};

/// How long an unfinished test can be taken up again.
pub const DAYS: i64 = 7;

/// Answers so far.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// submission key: handing in twice keeps one sheet
    pub key: String,
    /// the campaign that asks, when it is not a self-test of one's own
    pub campaign: Option<CampaignId>,
    /// where it was kept, once it was
    pub kept: Option<ResponseId>,
    /// in item order
    pub answers: Vec<Option<f64>>,
}

impl Draft {
    /// A draft without answers.
    pub fn new(key: String, items: usize, campaign: Option<CampaignId>) -> Self {
        Self { key, campaign, kept: None, answers: vec![None; items] }
    }

    /// The draft that a cookie carries; anything that is not one is none.
    pub fn read(cookies: &CookieJar, name: &str, items: usize) -> Option<Self> {
        Self::from_text(cookies.get(name)?.value(), items)
    }

    /// The draft that a text carries.
    pub fn from_text(text: &str, items: usize) -> Option<Self> {
        let mut parts = text.splitn(4, '.');
        let key = parts.next().filter(|key| (8..=64).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_alphanumeric()))?;
        let campaign = optional(parts.next()?)?;
        let kept = optional(parts.next()?)?;
        let answers: Vec<Option<f64>> = parts.next()?.split('_').map(answer).collect::<Option<_>>()?;
        (answers.len() == items).then(|| Self { key: key.to_owned(), campaign, kept, answers })
    }

    /// The value of the cookie.
    pub fn text(&self) -> String {
        let answers: Vec<String> =
            self.answers.iter().map(|value| value.map_or_else(|| "-".to_owned(), |v| v.to_string())).collect();
        let campaign = self.campaign.map_or_else(|| "-".to_owned(), |id| id.to_string());
        let kept = self.kept.map_or_else(|| "-".to_owned(), |id| id.to_string());
        // a decimal point inside an answer is the fifth dot and later, which `splitn` leaves alone
        format!("{}.{campaign}.{kept}.{}", self.key, answers.join("_"))
    }

    /// How many items have an answer.
    pub fn answered(&self) -> usize {
        self.answers.iter().flatten().count()
    }
}

/// Name of the cookie of an unfinished test: one for each person who is signed in, because people share devices.
pub fn draft_cookie(code: &str, person: Option<PersonId>) -> String {
    match person {
        Some(person) => format!("xq_draft_{code}_{}", mark(person)),
        None => format!("xq_draft_{code}"),
    }
}

/// Tells the people of one browser apart and is of no other use.
pub fn mark(person: PersonId) -> String {
    person.uuid().simple().to_string().split_off(16)
}

/// Name of the cookie of the test just finished; its value begins with the code.
pub const DONE_COOKIE: &str = "xq_done";

fn optional<T: std::str::FromStr>(text: &str) -> Option<Option<T>> {
    if text == "-" { Some(None) } else { text.parse().ok().map(Some) }
}

fn answer(text: &str) -> Option<Option<f64>> {
    if text == "-" {
        return Some(None);
    }
    text.parse().ok().filter(|value: &f64| value.is_finite()).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "0123456789abcdef";

    #[test]
    fn a_draft_survives_the_way_through_the_cookie() {
        let draft = Draft { campaign: None, key: KEY.to_owned(), kept: None, answers: vec![Some(2.0), None, Some(7.5)] };
        assert_eq!(Draft::from_text(&draft.text(), 3), Some(draft));
    }

    #[test]
    fn a_cookie_of_another_length_or_with_strange_answers_is_no_draft() {
        assert_eq!(Draft::from_text("0123456789abcdef.-.-.1_2", 3), None);
        assert_eq!(Draft::from_text("0123456789abcdef.-.-.1_x_3", 3), None);
        assert_eq!(Draft::from_text("0123456789abcdef.-.-.1_inf_3", 3), None);
        assert_eq!(Draft::from_text("short.-.-.1_2_3", 3), None);
        assert_eq!(Draft::from_text("", 3), None);
    }
}
