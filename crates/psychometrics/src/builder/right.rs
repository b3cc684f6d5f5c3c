//! Whose the wording is: the gate before anybody is asked with it.

use jiff::civil::Date;

use super::{Draft, DraftFault};
use crate::definition::{LicenceClass, PermissionToml};

/// A questionnaire whose wording is not free, by the names that it is known under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Licensed {
    /// What it is called; short names match as whole words only.
    pub names: Vec<String>,
    /// Where it is written that it is not free.
    pub source: String,
}

/// The class of the right, the permission where there is one, and what is missing.
pub(super) fn right(draft: &Draft, today: Date) -> (LicenceClass, Option<PermissionToml>, Vec<DraftFault>) {
    let mut faults = Vec::new();
    let mut needed = |name: &str| {
        if draft.text(name).is_empty() {
            faults.push(DraftFault::new(name, "text", ""));
        }
    };
    let class = match draft.text("whose") {
        "own" => LicenceClass::Own,
        "public" => {
            needed("note");
            LicenceClass::PublicDomain
        }
        "free" => {
            ["note", "citation"].into_iter().for_each(&mut needed);
            LicenceClass::FreeWithCitation
        }
        "permission" => {
            ["holder", "document", "dated", "until"].into_iter().for_each(&mut needed);
            LicenceClass::PermissionNeeded
        }
        other => {
            return (LicenceClass::PermissionNeeded, None, vec![DraftFault::new("whose", "whose", other)]);
        }
    };
    if class != LicenceClass::PermissionNeeded {
        return (class, None, faults);
    }
    let mut day = |name: &str| {
        let typed = draft.text(name);
        let day: Option<Date> = typed.parse().ok();
        if day.is_none() && !typed.is_empty() {
            faults.push(DraftFault::new(name, "day", typed));
        }
        day
    };
    let (dated, until) = (day("dated"), day("until"));
    if let Some(until) = until.filter(|until| *until < today) {
        faults.push(DraftFault::new("until", "expired", until));
    }
    let permission = dated.map(|date| PermissionToml {
        holder: draft.text("holder").to_owned(),
        document: draft.text("document").to_owned(),
        date,
        until,
    });
    (class, permission, faults)
}

/// Names of questionnaires that are not free: each is refused until a permission is named and somebody says that it was looked at.
pub(super) fn licensed(draft: &Draft, known: &[Licensed]) -> Vec<DraftFault> {
    let shown = draft.text("whose") == "permission" && draft.is_on("proof") && !draft.text("document").is_empty();
    if shown {
        return Vec::new();
    }
    let fields = ["name_zh", "name_en", "title_zh", "title_en", "citation", "note", "source"];
    let mut faults = Vec::new();
    for field in fields {
        let text = draft.text(field).to_lowercase();
        for one in known {
            if let Some(name) = one.names.iter().find(|name| is_named(&text, &name.to_lowercase())) {
                faults.push(DraftFault::new(field, "licensed", format!("{name} ({})", one.source)));
                break;
            }
        }
    }
    faults
}

/// Does a text name it? A name of Latin letters stands by itself: `ais` is not in `raise`.
fn is_named(text: &str, name: &str) -> bool {
    let is_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find(name)).map(|at| at + from) {
        let (before, after) = (text.get(..at).unwrap_or(""), text.get(at + name.len()..).unwrap_or(""));
        let latin = name.is_ascii();
        if !latin || (!is_word(before.chars().next_back()) && !is_word(after.chars().next())) {
            return true;
        }
        from = at + name.len();
    }
    false
}
