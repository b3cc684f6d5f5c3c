//! The rules of signing in out of `sign-in/rules.toml`, and the passwords that are guessed first out of `sign-in/common.toml`.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Deserialize;
use xinqiao_signin::{Common, Lockout, SignInRules};

use crate::fault::{PackFault, parse};

const PACK: &str = "sign-in";
const RULES: &str = "rules.toml";
const COMMON: &str = "common.toml";

/// The rules and the words.
#[derive(Debug, Clone)]
pub struct SignInPack {
    pub rules: SignInRules,
    pub common: Common,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    source: String,
    words: Vec<String>,
}

pub(crate) fn load(files: &BTreeMap<String, Cow<'static, [u8]>>) -> (Option<SignInPack>, Vec<PackFault>) {
    let mut faults: Vec<PackFault> = files
        .keys()
        .filter(|file| ![RULES, COMMON].contains(&file.as_str()))
        .map(|file| PackFault::new(PACK, file, "", "rules.toml and common.toml", "another file"))
        .collect();
    let rules = read::<SignInRules>(files, RULES, &mut faults);
    let words = read::<Words>(files, COMMON, &mut faults);
    let (Some(rules), Some(words)) = (rules, words) else { return (None, faults) };
    faults.extend(
        wrong(&rules, &words).into_iter().map(|(file, key, expected, found)| PackFault::new(PACK, file, key, expected, found)),
    );
    let pack = SignInPack { rules, common: Common::of(&words.words) };
    (faults.is_empty().then_some(pack), faults)
}

fn read<T: serde::de::DeserializeOwned>(
    files: &BTreeMap<String, Cow<'static, [u8]>>,
    file: &str,
    faults: &mut Vec<PackFault>,
) -> Option<T> {
    let Some(bytes) = files.get(file) else {
        faults.push(PackFault::new(PACK, file, "", "the file", "nothing"));
        return None;
    };
    parse(PACK, file, bytes).map_err(|fault| faults.push(fault)).ok()
}

type Wrong = (&'static str, &'static str, &'static str, String);

/// Numbers that would lock everybody out, or nobody.
fn wrong(rules: &SignInRules, words: &Words) -> Vec<Wrong> {
    let mut found: Vec<Wrong> = Vec::new();
    let mut must = |holds: bool, file, key, expected, value: String| {
        if !holds {
            found.push((file, key, expected, value));
        }
    };
    must(!rules.source.trim().is_empty(), RULES, "source", "where the numbers come from", "nothing".to_owned());
    must(!words.source.trim().is_empty(), COMMON, "source", "where the words come from", "nothing".to_owned());
    let sound =
        |lock: &Lockout| lock.free >= 1 && lock.first_s >= 1 && lock.first_s <= lock.most_s && (1..=720).contains(&lock.window_h);
    for (key, lock) in [("login", &rules.login), ("address", &rules.address)] {
        must(sound(lock), RULES, key, "free, first_s and window_h from 1 on, first_s up to most_s", format!("{lock:?}"));
    }
    let sessions = &rules.sessions;
    for (key, span) in [
        ("sessions.resident", sessions.resident),
        ("sessions.staff", sessions.staff),
        ("sessions.administrator", sessions.administrator),
        ("sessions.unproved", sessions.unproved),
    ] {
        let sound = span.idle_min >= 1 && span.idle_min <= span.absolute_min && span.absolute_min <= 60 * 24 * 31;
        must(sound, RULES, key, "1 minute to 31 days, idle_min up to absolute_min", format!("{span:?}"));
    }
    let passwords = &rules.passwords;
    for (key, password) in [
        ("passwords.resident", passwords.resident),
        ("passwords.staff", passwords.staff),
        ("passwords.administrator", passwords.administrator),
    ] {
        let sound = (8..=64).contains(&password.shortest) && (1..=4).contains(&password.kinds) && password.history <= 24;
        must(sound, RULES, key, "8 to 64 characters, 1 to 4 kinds, a history of at most 24", format!("{password:?}"));
    }
    let codes = &rules.codes;
    let sound =
        (1..=30).contains(&codes.minutes) && (1..=10).contains(&codes.tries) && codes.per_number >= 1 && codes.per_address >= 1;
    must(sound, RULES, "codes", "1 to 30 minutes, 1 to 10 tries, at least one code in an hour", format!("{codes:?}"));
    for (key, text) in [("code_texts.zh-CN", &rules.code_texts.zh_cn), ("code_texts.en", &rules.code_texts.en)] {
        let sound = text.matches("{code}").count() == 1 && text.matches("{minutes}").count() == 1 && !text.contains(['【', '】']);
        must(sound, RULES, key, "a text with {code} and {minutes}, without 【 and 】", text.clone());
    }
    let reviews = &rules.reviews;
    must(
        reviews.dormant_days >= 7 && (1..=60).contains(&reviews.deadline_days),
        RULES,
        "reviews",
        "dormant_days from 7 on, deadline_days from 1 to 60",
        format!("{reviews:?}"),
    );
    let days = rules.minors.approval_days;
    must((1..=366).contains(&days), RULES, "minors", "approval_days from 1 to 366", days.to_string());
    found
}

#[cfg(test)]
mod tests {
    use crate::Library;
    use crate::files::PackFiles;

    #[test]
    fn the_shipped_rules_are_sound_and_know_the_first_guesses() {
        let library = Library::embedded();
        let pack = library.sign_in().unwrap();
        assert!(pack.common.len() > 100 && pack.common.holds("xinqiao2026!") && pack.common.holds("woaini"));
        assert!(pack.rules.passwords.resident.shortest <= pack.rules.passwords.staff.shortest);
    }

    #[test]
    fn rules_that_would_lock_everybody_out_are_a_fault() {
        let mut files = PackFiles::embedded();
        let rules = files.packs.get_mut("sign-in").unwrap().get_mut("rules.toml").unwrap();
        let text = String::from_utf8(rules.to_vec()).unwrap().replace("idle_min = 60", "idle_min = 0");
        *rules = text.into_bytes().into();
        let library = Library::of_files(&files, Vec::new());
        assert!(library.sign_in().is_none());
        assert_eq!(library.faults().iter().map(|fault| fault.key.as_str()).collect::<Vec<_>>(), ["sessions.staff"]);
    }
}
