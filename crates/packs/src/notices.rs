//! Notices by purpose and version, with the operator's name, the retention rules and the deadlines of requests.

use std::borrow::Cow;
use std::collections::BTreeMap;

use jiff::civil::Date;
use xinqiao_consent::{
    Deadline, Fault, Kept, Notice, NoticeText, NoticeToml, OperatorText, Period, Purpose, RequestKind, RetentionRule,
    RetentionToml, RightsToml, check_text, compile_retention, compile_rights,
};

use crate::fault::{PackFault, parse};
use crate::files::PackFiles;
use crate::instrument::{LANGUAGES, Reading};

type Files = BTreeMap<String, Cow<'static, [u8]>>;

/// The pack of retention rules and of deadlines that is in force.
const DEFAULT: &str = "default";

/// Notices, retention rules and deadlines.
#[derive(Debug, Clone, Default)]
pub struct TrustPacks {
    /// versions of a notice, the earliest first
    notices: BTreeMap<Purpose, Vec<Notice>>,
    rules: Vec<RetentionRule>,
    rights: BTreeMap<RequestKind, Deadline>,
    operator: BTreeMap<String, OperatorText>,
}

impl TrustPacks {
    /// The notice about a purpose that is shown on a day: the latest that has come into force.
    pub fn notice(&self, purpose: Purpose, today: Date) -> Option<&Notice> {
        self.notices.get(&purpose)?.iter().rfind(|notice| notice.valid_from() <= today)
    }

    /// The notice that a person was shown, if it still is what it was.
    pub fn notice_shown(&self, purpose: Purpose, version: &str, digest: &str) -> Option<&Notice> {
        let versions = self.notices.get(&purpose)?;
        versions.iter().find(|notice| notice.version() == version && notice.digest() == digest)
    }

    /// All versions of the notice about a purpose, the earliest first.
    pub fn notices(&self, purpose: Purpose) -> &[Notice] {
        self.notices.get(&purpose).map_or(&[], Vec::as_slice)
    }

    /// The retention rules.
    pub fn rules(&self) -> &[RetentionRule] {
        &self.rules
    }

    /// The rules for one kind of record.
    pub fn rules_for(&self, kept: Kept) -> impl Iterator<Item = &RetentionRule> {
        self.rules.iter().filter(move |rule| rule.kept == kept)
    }

    /// By when a request is answered.
    pub fn deadline(&self, kind: RequestKind) -> Option<&Deadline> {
        self.rights.get(&kind)
    }

    /// Who runs the service, in a language.
    pub fn operator(&self, language: &str) -> Option<&OperatorText> {
        self.operator.get(language)
    }
}

/// Does the pack belong here?
pub(crate) fn is_one(pack: &str) -> bool {
    matches!(pack.split('/').collect::<Vec<_>>().as_slice(), ["operator"] | ["notices", _, _] | ["retention" | "rights", _])
}

/// Reads all packs of these kinds. A notice with a fault is left out.
pub(crate) fn load(files: &PackFiles) -> (TrustPacks, Vec<PackFault>) {
    let mut packs = TrustPacks::default();
    let mut faults = Vec::new();
    // notices name the operator and a retention rule: those come first
    for (pack, content) in &files.packs {
        match pack.split('/').collect::<Vec<_>>().as_slice() {
            ["operator"] => packs.operator = operator(pack, content, &mut faults),
            ["retention", id] => {
                let rules = retention(pack, id, content, &mut faults);
                if *id == DEFAULT {
                    packs.rules = rules;
                }
            }
            ["rights", id] => {
                let rights = rights(pack, id, content, &mut faults);
                if *id == DEFAULT {
                    packs.rights = rights;
                }
            }
            _ => {}
        }
    }
    for (pack, content) in &files.packs {
        if let ["notices", purpose, version] = pack.split('/').collect::<Vec<_>>().as_slice()
            && let Some(notice) = notice(pack, (purpose, version), content, &packs, &mut faults)
        {
            packs.notices.entry(notice.purpose()).or_default().push(notice);
        }
    }
    for versions in packs.notices.values_mut() {
        versions.sort_by_key(Notice::valid_from);
    }
    // one that is there and faulty has its own fault
    let told = |purpose: &Purpose| files.packs.keys().any(|pack| pack.starts_with(&format!("notices/{purpose}/")));
    for purpose in Purpose::ALL.iter().filter(|purpose| !told(purpose)) {
        faults.push(PackFault::new(
            &format!("notices/{purpose}"),
            "",
            "",
            "a notice: the program uses information for this",
            "none",
        ));
    }
    for (purpose, versions) in &packs.notices {
        for pair in versions.windows(2) {
            if let [one, other] = pair
                && one.valid_from() == other.valid_from()
            {
                let pack = format!("notices/{purpose}/{}", other.version());
                let expected = format!("a day on which version {} does not begin as well", one.version());
                faults.push(PackFault::new(&pack, "notice.toml", "valid_from", expected, other.valid_from().to_string()));
            }
        }
    }
    (packs, faults)
}

fn operator(pack: &str, files: &Files, faults: &mut Vec<PackFault>) -> BTreeMap<String, OperatorText> {
    let mut reading = Reading { pack, files, faults: Vec::new() };
    let found: BTreeMap<String, OperatorText> = reading.required("operator.toml").unwrap_or_default();
    for language in LANGUAGES {
        if !found.get(language).is_some_and(|text| !text.name.trim().is_empty() && !text.reach.trim().is_empty()) {
            reading.faults.push(PackFault::new(pack, "operator.toml", language, "name and reach (PIPL 17(1))", "nothing"));
        }
    }
    faults.append(&mut reading.faults);
    found
}

fn named(faults: &mut Vec<PackFault>, pack: &str, file: &str, key: &str, folder: &str, found: &str) {
    if folder != found {
        faults.push(PackFault::new(pack, file, key, format!("the name of the folder, {folder}"), found));
    }
}

fn take(faults: &mut Vec<PackFault>, pack: &str, file: &str, found: Vec<Fault>) {
    faults.extend(found.into_iter().map(|fault| PackFault::new(pack, file, fault.key, fault.expected, fault.found)));
}

fn retention(pack: &str, id: &str, files: &Files, faults: &mut Vec<PackFault>) -> Vec<RetentionRule> {
    let Some(raw) = only::<RetentionToml>(pack, "rules.toml", files, faults) else { return Vec::new() };
    named(faults, pack, "rules.toml", "id", id, &raw.id);
    take(faults, pack, "rules.toml", compile_retention(&raw));
    raw.rules
}

fn rights(pack: &str, id: &str, files: &Files, faults: &mut Vec<PackFault>) -> BTreeMap<RequestKind, Deadline> {
    let Some(raw) = only::<RightsToml>(pack, "rights.toml", files, faults) else { return BTreeMap::new() };
    named(faults, pack, "rights.toml", "id", id, &raw.id);
    take(faults, pack, "rights.toml", compile_rights(&raw));
    raw.request
}

/// The single file of a pack.
fn only<T: serde::de::DeserializeOwned>(pack: &str, file: &str, files: &Files, faults: &mut Vec<PackFault>) -> Option<T> {
    for stranger in files.keys().filter(|name| *name != file) {
        faults.push(PackFault::new(pack, stranger, "", format!("the file {file} and no other"), "a file of another name"));
    }
    let Some(bytes) = files.get(file) else {
        faults.push(PackFault::new(pack, file, "", "this file", "nothing"));
        return None;
    };
    parse(pack, file, bytes).map_err(|fault| faults.push(fault)).ok()
}

fn notice(
    pack: &str,
    (purpose, version): (&str, &str),
    files: &Files,
    packs: &TrustPacks,
    faults: &mut Vec<PackFault>,
) -> Option<Notice> {
    let mut reading = Reading { pack, files, faults: Vec::new() };
    reading.refuse_strangers(&["notice.toml"]);
    let head: Option<NoticeToml> = reading.required("notice.toml");
    let mut texts = BTreeMap::new();
    for language in LANGUAGES {
        let file = format!("text.{language}.toml");
        if let Some(text) = reading.required::<NoticeText>(&file) {
            take(&mut reading.faults, pack, &file, check_text(&text));
            texts.insert((*language).to_owned(), text);
        }
    }
    let Some(head) = head else {
        faults.append(&mut reading.faults);
        return None;
    };
    named(&mut reading.faults, pack, "notice.toml", "purpose", purpose, head.purpose.code());
    named(&mut reading.faults, pack, "notice.toml", "version", version, &head.version);
    take(&mut reading.faults, pack, "notice.toml", head.check());
    let rule = packs.rules.iter().find(|rule| rule.code == head.retention);
    if rule.is_none() {
        let expected = "the code of a rule of retention/default";
        reading.faults.push(PackFault::new(pack, "notice.toml", "retention", expected, head.retention.clone()));
    }
    let sound = reading.faults.is_empty();
    faults.append(&mut reading.faults);
    let grace: Option<Period> = packs.rules_for(Kept::PrivateResult).next().map(|rule| rule.keep);
    let keep = rule.map(|rule| rule.keep);
    sound.then(|| Notice::new(head, texts, &packs.operator, keep, grace))
}
