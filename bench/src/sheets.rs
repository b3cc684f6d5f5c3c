//! The answer sheets that are posted: PHQ-9 with low totals, and an answer above 0 to item 9 on one sheet in twelve.

use std::fmt::Write as _;

use xinqiao_kernel::id::{CampaignId, PersonId};

/// Items of the form; the tenth, on difficulty, may stay blank.
pub const ITEMS: usize = 10;
/// One sheet in so many raises a signal of the rules.
pub const SIGNAL_EVERY: u64 = 12;
/// Kinds of sheets that differ.
pub const KINDS: u64 = 24;

/// How the sheet is handed in, and so which rows it makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Sharing {
    /// mass screening: only the rules raise signals
    Campaign,
    /// with a wish for contact, which is a signal of its own on every sheet
    Contact,
}

impl Sharing {
    /// The word of the column.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Campaign => "campaign",
            Self::Contact => "contact",
        }
    }

    /// How many signals the first `sheets` sheets raise.
    pub const fn signals(self, sheets: u64) -> u64 {
        let of_rules = sheets.div_ceil(SIGNAL_EVERY);
        match self {
            Self::Campaign => of_rules,
            Self::Contact => of_rules + sheets,
        }
    }
}

/// Does sheet `number` answer item 9 with more than 0?
pub const fn is_critical(number: u64) -> bool {
    number.is_multiple_of(SIGNAL_EVERY)
}

/// The answers of sheet `number`: totals of 0 to 9, so that no band raises a signal and nobody gets worse.
pub fn answers(number: u64) -> [Option<f64>; ITEMS] {
    let kind = number % KINDS;
    let mut answers = [Some(0.0); ITEMS];
    for (item, answer) in answers.iter_mut().enumerate().take(8) {
        // one bit of the kind for each pair of items
        *answer = Some(if kind >> (item % 5) & 1 == 1 { 1.0 } else { 0.0 });
    }
    answers[8] = Some(if is_critical(number) { 1.0 } else { 0.0 });
    answers[9] = if kind.is_multiple_of(3) { None } else { Some(1.0) };
    answers
}

/// The key under which the program keeps the sheet: a campaign asks each person once.
pub fn kept_key(number: u64, person: PersonId, sharing: Sharing, campaign: CampaignId) -> String {
    let person = person.uuid().simple();
    match sharing {
        Sharing::Campaign => format!("{person}:campaign:{campaign}"),
        Sharing::Contact => format!("{person}:{}", key(number)),
    }
}

/// The key of sheet `number`, as the browser chooses it.
pub fn key(number: u64) -> String {
    format!("bench-sheet-{number:012}")
}

/// The body of the form.
pub fn form(number: u64, sharing: Sharing, campaign: CampaignId) -> String {
    let mut form = String::with_capacity(160);
    form.push_str("answers=");
    for (item, answer) in answers(number).into_iter().enumerate() {
        if 0 < item {
            form.push_str("%2C");
        }
        if let Some(value) = answer {
            let _ = write!(form, "{value}");
        }
    }
    let _ = write!(form, "&key={}", key(number));
    let _ = match sharing {
        Sharing::Campaign => write!(form, "&campaign={campaign}"),
        Sharing::Contact => write!(form, "&keep=contact"),
    };
    form
}

/// The whole request of sheet `number` of the holder of `token`.
pub fn request(number: u64, token: &str, sharing: Sharing, campaign: CampaignId, into: &mut Vec<u8>) {
    let body = form(number, sharing, campaign);
    let head = format!(
        "POST /self-tests/phq-9/submit HTTP/1.1\r\nhost: localhost\r\ncookie: xq_session={token}\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    into.extend_from_slice(head.as_bytes());
    into.extend_from_slice(body.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_item_9_can_raise_a_signal() {
        for number in 0..KINDS * SIGNAL_EVERY {
            let nine = &answers(number)[..9];
            assert!(nine.iter().flatten().sum::<f64>() < 10.0, "{number}");
            assert_eq!(nine[8] == Some(1.0), number % 12 == 0, "{number}");
        }
    }

    #[test]
    fn signals_are_counted_as_sheets_raise_them() {
        for sheets in 0..100 {
            let raised = (0..sheets).filter(|number| is_critical(*number)).count() as u64;
            assert_eq!(Sharing::Campaign.signals(sheets), raised);
            assert_eq!(Sharing::Contact.signals(sheets), raised + sheets);
        }
    }

    #[test]
    fn a_form_holds_ten_answers_and_the_key() {
        let campaign: CampaignId = "019aab12-0000-7000-8000-000000000001".parse().unwrap();
        assert_eq!(
            form(3, Sharing::Contact, campaign),
            "answers=1%2C1%2C0%2C0%2C0%2C1%2C1%2C0%2C0%2C&key=bench-sheet-000000000003&keep=contact"
        );
        assert!(form(1, Sharing::Campaign, campaign).ends_with(&format!("&campaign={campaign}")));
    }
}
