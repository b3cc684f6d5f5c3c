//! What a password must be.

use serde::Deserialize;

use crate::Common;

/// Longest password, in characters: more would only cost time to hash.
pub const LONGEST: usize = 200;
/// A login of fewer characters is contained in too much by accident.
const SHORTEST_LOGIN: usize = 3;

/// The rules for one kind of account holder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PasswordRules {
    /// fewest characters
    pub shortest: usize,
    /// fewest kinds of signs out of small letters, capital letters, digits and others
    pub kinds: usize,
    /// how many of the last passwords may not come again
    pub history: u32,
    /// days after which a new one is asked for; 0 never
    pub rotate_days: u32,
}

/// Why a password is not taken. The texts are keys of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordFault {
    /// Fewer characters than the rules ask for.
    #[error("fault-password-short")]
    Short,
    /// More than [`LONGEST`] characters.
    #[error("fault-password-long")]
    Long,
    /// Too few kinds of signs.
    #[error("fault-password-kinds")]
    Kinds,
    /// It holds the login, or the login holds it.
    #[error("fault-password-login")]
    Login,
    /// It is among those that are guessed first, or one sign again and again, or a run of neighbours.
    #[error("fault-password-common")]
    Common,
    /// It was used before.
    #[error("fault-password-used")]
    Used,
}

impl PasswordFault {
    /// The text key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Short => "fault-password-short",
            Self::Long => "fault-password-long",
            Self::Kinds => "fault-password-kinds",
            Self::Login => "fault-password-login",
            Self::Common => "fault-password-common",
            Self::Used => "fault-password-used",
        }
    }
}

/// Is the password one that this login may have? Errors: the first rule that it breaks; [`PasswordFault::Used`] is decided by whoever has the old hashes.
pub fn check_password(rules: &PasswordRules, common: &Common, login: &str, password: &str) -> Result<(), PasswordFault> {
    let length = password.chars().count();
    if length < rules.shortest {
        return Err(PasswordFault::Short);
    }
    if LONGEST < length {
        return Err(PasswordFault::Long);
    }
    let lower = password.to_lowercase();
    let login = login.trim().to_lowercase();
    if SHORTEST_LOGIN <= login.chars().count() && (lower.contains(&login) || login.contains(&lower)) {
        return Err(PasswordFault::Login);
    }
    if common.holds(&lower) || is_run(&lower) {
        return Err(PasswordFault::Common);
    }
    if kinds(password) < rules.kinds { Err(PasswordFault::Kinds) } else { Ok(()) }
}

fn kinds(password: &str) -> usize {
    let has = |test: fn(char) -> bool| usize::from(password.chars().any(test));
    let other = |sign: char| !sign.is_lowercase() && !sign.is_uppercase() && !sign.is_numeric();
    has(char::is_lowercase) + has(char::is_uppercase) + has(char::is_numeric) + has(other)
}

/// One sign repeated, or neighbours all the way: `aaaaaaaa`, `12345678`, `hgfedcba`.
fn is_run(password: &str) -> bool {
    let signs: Vec<u32> = password.chars().map(u32::from).collect();
    let steps: Vec<i64> = signs.windows(2).map(|two| i64::from(two[1]) - i64::from(two[0])).collect();
    let digits = "01234567890123456789012345678901234567890";
    let counts = |text: &str| digits.contains(text) || digits.contains(&text.chars().rev().collect::<String>());
    [-1, 0, 1].iter().any(|step| steps.iter().all(|found| found == step)) || counts(password)
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: PasswordRules = PasswordRules { shortest: 10, kinds: 2, history: 5, rotate_days: 90 };

    fn check(login: &str, password: &str) -> Result<(), PasswordFault> {
        check_password(&RULES, &Common::of(["password", "qwertyuiop", "iloveyou"]), login, password)
    }

    #[test]
    fn a_long_one_of_two_kinds_is_taken() {
        assert_eq!(check("qian", "correct horse"), Ok(()));
        assert_eq!(check("qian", "三只黄鹂鸣翠柳一行白鹭 7"), Ok(()));
    }

    #[test]
    fn each_rule_names_itself() {
        assert_eq!(check("qian", "short 1"), Err(PasswordFault::Short));
        assert_eq!(check("qian", &"long 1".repeat(40)), Err(PasswordFault::Long));
        assert_eq!(check("qian", "meine-QIAN-2026"), Err(PasswordFault::Login));
        assert_eq!(check("qian.zhou.2026", "zhou.2026."), Ok(()));
        assert_eq!(check("qian", "onlysmallletters"), Err(PasswordFault::Kinds));
        for known in ["1234567890", "zzzzzzzzzz", "jihgfedcba", "Password2026", "password!!", "2026iloveyou", "p@ssw0rd123"] {
            assert_eq!(check("qian", known), Err(PasswordFault::Common), "{known}");
        }
    }
}
