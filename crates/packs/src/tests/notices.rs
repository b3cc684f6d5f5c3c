//! Notices, retention rules and deadlines: those that the program carries, and broken ones.

use std::fs;
use std::path::Path;

use jiff::civil::date;
use tempfile::TempDir;
use xinqiao_consent::{Basis, Childrens, Effect, Kept, Period, Purpose, RequestKind};

use crate::{LANGUAGES, Library, PackFault, check};

const SHIPPED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../packs");

/// A folder with one shipped pack in which `old` stands replaced by `new`.
fn with(pack: &str, file: &str, old: &str, new: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join(pack);
    fs::create_dir_all(&copy).unwrap();
    for entry in fs::read_dir(Path::new(SHIPPED).join(pack)).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), copy.join(entry.file_name())).unwrap();
    }
    let text = fs::read_to_string(copy.join(file)).unwrap();
    assert!(text.contains(old), "{file} does not hold {old:?}");
    fs::write(copy.join(file), text.replacen(old, new, 1)).unwrap();
    folder
}

fn faults(pack: &str, file: &str, old: &str, new: &str) -> Vec<PackFault> {
    check(Some(with(pack, file, old, new).path())).faults
}

fn keys(faults: &[PackFault]) -> Vec<&str> {
    faults.iter().map(|fault| fault.key.as_str()).collect()
}

#[test]
fn every_purpose_has_a_complete_notice_in_both_languages() {
    let library = Library::embedded();
    for purpose in Purpose::ALL {
        let notice = library.trust().notice(*purpose, date(2026, 11, 22)).unwrap();
        for language in LANGUAGES {
            let text = notice.text(language).unwrap();
            for (key, words) in text.parts() {
                assert!(!words.contains(['{', '}']), "{purpose} {language} {key}: {words}");
            }
            assert!(text.who.contains(&library.trust().operator(language).unwrap().name));
        }
        let consent = notice.terms().basis == Basis::Consent;
        assert_eq!(
            consent,
            [Purpose::KeepResult, Purpose::Contact, Purpose::AskOthers, Purpose::Screening, Purpose::Devices].contains(purpose)
        );
        assert!(!consent || notice.does(Effect::StopNew));
    }
    assert!(library.trust().notice(Purpose::Contact, date(2021, 10, 31)).is_none());
}

#[test]
fn the_periods_of_the_law_are_those_of_the_list_of_norms() {
    let library = Library::embedded();
    let least = |kept| library.trust().rules_for(kept).next().unwrap().at_least;
    assert_eq!(least(Kept::MedicalRecord), Some(Period::Years(30)));
    assert_eq!(least(Kept::HelplineForm), Some(Period::Years(3)));
    assert_eq!(least(Kept::Disclosure), Some(Period::Years(3)));
    assert_eq!(least(Kept::Audit), Some(Period::Months(6)));
    for kind in RequestKind::ALL {
        assert!(library.trust().deadline(*kind).is_some(), "{kind}");
    }
    let contact = library.trust().notice(Purpose::Contact, date(2026, 11, 22)).unwrap();
    assert_eq!(contact.terms().minors, Childrens::HelpFirst);
    assert!(contact.text("zh-CN").unwrap().retention.contains("3年"));
}

#[test]
fn a_new_version_of_a_notice_comes_into_force_on_its_day() {
    let folder = with("notices/contact/1", "notice.toml", "version = \"1\"", "version = \"2\"");
    let (old, new) = (folder.path().join("notices/contact/1"), folder.path().join("notices/contact/2"));
    fs::rename(&old, &new).unwrap();
    let text = fs::read_to_string(new.join("notice.toml")).unwrap();
    assert_eq!(keys(&check(Some(folder.path())).faults), ["valid_from"]);
    fs::write(new.join("notice.toml"), text.replace("2021-11-01", "2027-01-01")).unwrap();
    let library = Library::load(folder.path());
    assert_eq!(library.faults(), []);
    let version = |day| library.trust().notice(Purpose::Contact, day).unwrap().version().to_owned();
    assert_eq!((version(date(2026, 12, 31)).as_str(), version(date(2027, 1, 1)).as_str()), ("1", "2"));
}

#[test]
fn a_missing_content_a_joint_consent_and_an_unknown_rule_are_faults() {
    let of = |file, old, new| faults("notices/contact/1", file, old, new);
    assert_eq!(keys(&of("notice.toml", "separate = true", "separate = false")), ["separate"]);
    assert_eq!(keys(&of("notice.toml", "\"shared-result\"", "\"for-ever\"")), ["retention"]);
    assert_eq!(keys(&of("text.zh-CN.toml", "{operator}", "我们")), ["who"]);
    let lacking = of("text.en.toml", "retention =", "kept =");
    assert!(lacking[0].key.starts_with("kept (line "), "{:?}", lacking[0]);
}

#[test]
fn a_period_shorter_than_the_law_and_a_right_without_deadline_are_faults() {
    let short = faults("retention/default", "rules.toml", "keep = { months = 12 }\nat_least", "keep = { months = 5 }\nat_least");
    assert_eq!(keys(&short), ["rule login-attempt.keep"]);
    let gone = faults("rights/default", "rights.toml", "[request.explain]", "[request.transfer2]");
    assert_eq!(gone.len(), 1, "{gone:?}");
    assert_eq!(keys(&faults("operator", "operator.toml", "[en]", "[fr]")), ["en"]);
}

#[test]
fn an_operator_may_not_change_the_words_of_a_version_that_people_agreed_to() {
    let folder = with("notices/contact/1", "text.zh-CN.toml", "值班人员", "所有人");
    let library = Library::load(folder.path());
    assert_eq!(library.faults().len(), 1);
    assert_eq!(library.faults()[0].pack, "notices/contact/1");
}
