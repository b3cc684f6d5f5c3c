//! An unfinished or just finished test as a cookie of the visitor's own browser carries it. On its way it is sealed (`cookies.rs`): who looks
//! into the browser reads no answers. Unfinished answers of somebody with an account lie in the database (`pages/resident/serve/begun.rs`);
//! their cookie holds the submission key alone and says that this browser began or took them up.
//!
//! `<key>.<campaign or ->.<response or ->.<second of beginning or ->.<seconds taken or ->.<answers>`: the answers in item order, each a number
//! or `-` where blank, joined by `_`; an `a` before them where the questions are chosen by the answers.

use axum_extra::extract::CookieJar;
use jiff::Timestamp;
use xinqiao_kernel::TestForm;
use xinqiao_kernel::id::{CampaignId, PersonId, ResponseId};

/// How long an unfinished test can be taken up again.
pub const DAYS: i64 = 7;

/// Before the answers of a test whose questions are chosen by them.
const CHOSEN: &str = "a";

/// Answers so far.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// submission key: handing in twice keeps one sheet
    pub key: String,
    /// the campaign that asks, when it is not a self-test of one's own
    pub campaign: Option<CampaignId>,
    /// where it was kept, once it was
    pub kept: Option<ResponseId>,
    /// when answering began
    pub began: Option<Timestamp>,
    /// how long answering took from there, once everything is answered; in seconds
    pub seconds: Option<u32>,
    /// in item order
    pub answers: Vec<Option<f64>>,
    /// all questions, or those that the answers lead to
    pub form: TestForm,
}

impl Draft {
    /// A draft without answers.
    pub fn new(key: String, items: usize, campaign: Option<CampaignId>, now: Timestamp) -> Self {
        Self { key, campaign, kept: None, began: Some(now), seconds: None, answers: vec![None; items], form: TestForm::Fixed }
    }

    /// The draft that a cookie carries; anything that is not one is none.
    pub fn read(cookies: &CookieJar, name: &str, items: usize) -> Option<Self> {
        Self::from_text(cookies.get(name)?.value(), items)
    }

    /// The draft that a text carries.
    pub fn from_text(text: &str, items: usize) -> Option<Self> {
        let mut parts = text.splitn(6, '.');
        let key = parts.next().filter(|key| is_key(key))?;
        let campaign = optional(parts.next()?)?;
        let kept = optional(parts.next()?)?;
        let began: Option<i64> = optional(parts.next()?)?;
        let seconds = optional(parts.next()?)?;
        let answers = parts.next()?;
        let (form, answers) = match answers.strip_prefix(CHOSEN) {
            Some(answers) => (TestForm::Adaptive, answers),
            None => (TestForm::Fixed, answers),
        };
        let answers: Vec<Option<f64>> = answers.split('_').map(answer).collect::<Option<_>>()?;
        let began = began.map(Timestamp::from_second).transpose().ok()?;
        (answers.len() == items).then(|| Self { key: key.to_owned(), campaign, kept, began, seconds, answers, form })
    }

    /// The value of the cookie.
    pub fn text(&self) -> String {
        let answers: Vec<String> =
            self.answers.iter().map(|value| value.map_or_else(|| "-".to_owned(), |v| v.to_string())).collect();
        let campaign = or_blank(self.campaign);
        let kept = or_blank(self.kept);
        let (began, seconds) = (or_blank(self.began.map(Timestamp::as_second)), or_blank(self.seconds));
        // a decimal point inside an answer is the sixth dot and later, which `splitn` leaves alone
        let form = if self.form.is_adaptive() { CHOSEN } else { "" };
        format!("{}.{campaign}.{kept}.{began}.{seconds}.{form}{}", self.key, answers.join("_"))
    }

    /// Everything is answered, `ago` seconds before now: how long it took is known.
    #[must_use]
    pub fn ended(self, now: Timestamp, ago: u32) -> Self {
        let took = self.began.and_then(|began| u32::try_from((now - began).get_seconds()).ok());
        Self { seconds: took.map(|took| took.saturating_sub(ago)), ..self }
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

/// Is it a submission key as a browser may choose one?
pub fn is_key(text: &str) -> bool {
    (8..=64).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn or_blank(value: Option<impl std::fmt::Display>) -> String {
    value.map_or_else(|| "-".to_owned(), |value| value.to_string())
}

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
        let began = Timestamp::from_second(1_795_000_000).unwrap();
        let mut draft = Draft::new(KEY.to_owned(), 3, None, began);
        draft.answers = vec![Some(2.0), None, Some(7.5)];
        let draft = draft.ended(began + jiff::SignedDuration::from_secs(100), 40);
        assert_eq!(draft.seconds, Some(60), "what the network took is not counted");
        assert_eq!(Draft::from_text(&draft.text(), 3), Some(draft.clone()));
        let chosen = Draft { form: TestForm::Adaptive, answers: vec![None, None, Some(1.0)], ..draft };
        assert_eq!(Draft::from_text(&chosen.text(), 3), Some(chosen));
    }

    #[test]
    fn a_cookie_of_another_length_or_with_strange_answers_is_no_draft() {
        assert_eq!(Draft::from_text("0123456789abcdef.-.-.-.-.1_2", 3), None);
        assert_eq!(Draft::from_text("0123456789abcdef.-.-.-.-.1_x_3", 3), None);
        assert_eq!(Draft::from_text("0123456789abcdef.-.-.-.-.1_inf_3", 3), None);
        assert_eq!(Draft::from_text("short.-.-.-.-.1_2_3", 3), None);
        assert_eq!(Draft::from_text("0123456789abcdef.-.-.1_2_3", 3), None);
        assert_eq!(Draft::from_text("", 3), None);
    }
}
