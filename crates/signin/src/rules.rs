//! The numbers of signing in, as the pack `sign-in` gives them.

use std::collections::BTreeSet;

use serde::Deserialize;

use crate::{Holder, Lockout, PasswordRules, SessionRules};

/// All numbers of signing in. Each part names where it comes from; what no source fixes says so.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignInRules {
    /// first day on which they hold, `2026-11-22`
    pub from: jiff::civil::Date,
    /// where the duties come from, and what is the project's own choice
    pub source: String,
    /// failures of one login
    pub login: Lockout,
    /// failures from one address
    pub address: Lockout,
    pub sessions: SessionRules,
    pub passwords: Passwords,
    pub codes: CodeRules,
    /// what a message with a code says, by language
    pub code_texts: CodeTexts,
    pub reviews: ReviewRules,
    pub minors: MinorRules,
    /// a device that staff hand to somebody; without these rules there is none
    #[serde(default)]
    pub hand_over: Option<HandOverRules>,
}

/// A device that staff hand to somebody, who answers one campaign on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HandOverRules {
    /// minutes for which a code can be used, once
    pub code_min: u32,
    /// minutes without a request after which the device is free for the next person
    pub idle_min: u32,
    /// minutes in all
    pub absolute_min: u32,
}

/// Rules for each kind of account holder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Passwords {
    pub resident: PasswordRules,
    pub staff: PasswordRules,
    pub administrator: PasswordRules,
}

/// Codes that are sent to a phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodeRules {
    /// minutes for which a code counts
    pub minutes: u32,
    /// tries for one code
    pub tries: u32,
    /// codes for one number in an hour
    pub per_number: u32,
    /// codes asked for from one address in an hour
    pub per_address: u32,
}

/// What a message with a code says.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodeTexts {
    #[serde(rename = "zh-CN")]
    pub zh_cn: String,
    pub en: String,
}

impl CodeTexts {
    /// The message in a language, Chinese unless it is `en`, with the name under which the operator sends.
    pub fn message(&self, language: &str, signature: &str, code: &str, minutes: u32) -> String {
        let text = if language == "en" { &self.en } else { &self.zh_cn };
        format!("【{signature}】{}", text.replace("{code}", code).replace("{minutes}", &minutes.to_string()))
    }
}

/// Accounts that nobody uses, and looking through the rights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReviewRules {
    /// days without signing in after which the roles of a staff account end
    pub dormant_days: u32,
    /// days that a quarter's review may take
    pub deadline_days: u32,
}

/// Approvals that a role opens records of minors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MinorRules {
    /// days for which one approval holds at most
    pub approval_days: u32,
}

impl SignInRules {
    /// The password rules of a holder.
    pub const fn password(&self, holder: Holder) -> &PasswordRules {
        match holder {
            Holder::Resident => &self.passwords.resident,
            Holder::Staff => &self.passwords.staff,
            Holder::Administrator => &self.passwords.administrator,
        }
    }
}

/// Passwords that are guessed first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Common(BTreeSet<String>);

impl Common {
    /// The words, compared without digits and signs around them.
    pub fn of<S: AsRef<str>>(words: impl IntoIterator<Item = S>) -> Self {
        Self(words.into_iter().map(|word| word.as_ref().to_lowercase()).collect())
    }

    /// Is the password (in small letters) one of them, also with digits and signs around it or written with `0 1 3 4 5 7 @ $` for letters?
    pub fn holds(&self, password: &str) -> bool {
        let around = |text: &str| text.trim_matches(|sign: char| !sign.is_alphabetic()).to_owned();
        let plain: String = password.chars().map(letter).collect();
        [password.to_owned(), around(password), around(&plain), around(&around(password).chars().map(letter).collect::<String>())]
            .iter()
            .any(|found| self.0.contains(found))
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Is there no word?
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

const fn letter(sign: char) -> char {
    match sign {
        '0' => 'o',
        '1' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        other => other,
    }
}
