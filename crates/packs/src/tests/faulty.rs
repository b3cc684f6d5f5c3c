//! Broken packs: each fault names pack, file, key, what was expected and what was found.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::{Library, PackFault, check};

/// A copy of one shipped pack in a folder of its own.
struct Copy {
    folder: TempDir,
    pack: PathBuf,
}

const SHIPPED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../packs");

impl Copy {
    fn of(pack: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let copy = folder.path().join(pack);
        fs::create_dir_all(&copy).unwrap();
        for entry in fs::read_dir(Path::new(SHIPPED).join(pack)).unwrap() {
            let entry = entry.unwrap();
            fs::copy(entry.path(), copy.join(entry.file_name())).unwrap();
        }
        Self { folder, pack: copy }
    }

    /// Writes `new` in the place of `old`, which must be there.
    fn replace(self, file: &str, old: &str, new: &str) -> Self {
        let path = self.pack.join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(old), "{file} does not hold {old:?}");
        fs::write(path, text.replacen(old, new, 1)).unwrap();
        self
    }

    fn write(self, file: &str, text: &str) -> Self {
        fs::write(self.pack.join(file), text).unwrap();
        self
    }

    fn remove(self, file: &str) -> Self {
        fs::remove_file(self.pack.join(file)).unwrap();
        self
    }

    fn faults(&self) -> Vec<PackFault> {
        check(Some(self.folder.path())).faults
    }

    /// The single fault.
    fn fault(&self) -> PackFault {
        let mut faults = self.faults();
        assert_eq!(faults.len(), 1, "{faults:#?}");
        faults.remove(0)
    }
}

fn phq() -> Copy {
    Copy::of("instruments/phq-9/1")
}

#[test]
fn an_untouched_copy_has_no_fault() {
    let report = check(Some(phq().folder.path()));
    assert_eq!((report.packs, report.faults), (1, Vec::new()));
    assert!(0 < report.cases);
}

#[test]
fn a_misspelt_key_is_named() {
    let fault = phq().replace("scoring.toml", "method =", "metod =").fault();
    assert_eq!((fault.pack.as_str(), fault.file.as_str()), ("instruments/phq-9/1", "scoring.toml"));
    assert!(fault.key.starts_with("score[1].metod (line "), "{fault}");
    assert!(fault.expected.contains("method") && fault.found == "metod", "{fault}");
}

#[test]
fn a_word_outside_the_vocabulary_is_named() {
    let fault = phq().replace("scoring.toml", "method = \"sum\"", "method = \"summ\"").fault();
    assert!(fault.key.starts_with("score[1].method"), "{fault}");
    assert!(fault.expected.contains("sum") && fault.found == "summ", "{fault}");
}

#[test]
fn a_missing_file_is_named() {
    let fault = phq().remove("text.en.toml").fault();
    assert_eq!((fault.file.as_str(), fault.expected.as_str(), fault.found.as_str()), ("text.en.toml", "this file", "nothing"));
}

#[test]
fn a_file_of_an_unknown_name_is_named() {
    let fault = phq().write("scorng.toml", "").fault();
    assert_eq!((fault.file.as_str(), fault.found.as_str()), ("scorng.toml", "a file of another name"));
}

#[test]
fn the_folder_must_bear_the_code() {
    let fault = phq().replace("pack.toml", "code = \"phq-9\"", "code = \"phq-8\"").fault();
    assert_eq!(
        (fault.key.as_str(), fault.expected.as_str(), fault.found.as_str()),
        ("code", "the name of the folder, phq-9", "phq-8")
    );
}

#[test]
fn a_case_that_comes_out_otherwise_is_named_with_both_values() {
    let case =
        "[[case]]\nname = \"all ones\"\nanswers = [1, 1, 1, 1, 1, 1, 1, 1, 1, \"\"]\n[case.expect]\nscores = { total = 8 }\n";
    let fault = phq().write("cases.toml", case).fault();
    assert_eq!(fault.to_string(), "instruments/phq-9/1/cases.toml case[1] \"all ones\" scores.total: expected 8, found 9");
}

#[test]
fn a_pack_without_cases_is_a_fault() {
    let fault = phq().write("cases.toml", "").fault();
    assert_eq!((fault.file.as_str(), fault.key.as_str()), ("cases.toml", "case"));
}

#[test]
fn an_unknown_item_in_a_score_is_named() {
    let copy =
        phq().replace("scoring.toml", "[[score]]", "[[score]]\ncode = \"extra\"\nmethod = \"sum\"\nof = [\"77\"]\n\n[[score]]");
    let faults = copy.faults();
    assert!(faults.iter().any(|fault| fault.file == "scoring.toml" && fault.found.contains("77")), "{faults:#?}");
}

#[test]
fn a_follow_on_instrument_must_exist() {
    let faults = phq().replace("scoring.toml", "follow_on = [", "follow_on = [\"nobody\", ").faults();
    let [fault] = &faults[..] else { panic!("{faults:#?}") };
    assert_eq!((fault.key.as_str(), fault.found.as_str()), ("critical[1].follow_on", "nobody"));
}

#[test]
fn a_folder_without_packs_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let report = check(Some(folder.path()));
    assert_eq!(report.faults[0].found, "no pack");
    assert!(!check(Some(&folder.path().join("missing"))).faults.is_empty());
}

#[test]
fn a_folder_that_holds_no_kind_of_pack_is_told() {
    let copy = Copy::of("instruments/phq-9/1");
    fs::create_dir_all(copy.folder.path().join("instrument/phq-9")).unwrap();
    fs::write(copy.folder.path().join("instrument/phq-9/pack.toml"), "").unwrap();
    let fault = copy.fault();
    assert_eq!((fault.pack.as_str(), fault.found.as_str()), ("instrument/phq-9", "another folder"));
}

#[test]
fn a_shipped_version_may_not_score_otherwise_in_an_operators_folder() {
    let copy = phq().replace("scoring.toml", "attention = 1", "attention = 2");
    let library = Library::load(copy.folder.path());
    let [fault] = library.faults() else { panic!("{:#?}", library.faults()) };
    assert_eq!((fault.file.as_str(), fault.found.as_str()), ("scoring.toml", "other content"));
}

#[test]
fn a_faulty_pack_is_left_out_and_the_others_load() {
    let copy = phq().replace("pack.toml", "code = \"phq-9\"", "code = 9");
    let library = Library::load(copy.folder.path());
    assert!(library.instrument("phq-9").is_none());
    assert!(library.instrument("gad-7").is_some());
}

const PERMISSION: &str = "holder = \"某市卫生健康委\"\ndocument = \"授权书 2026-01\"\ndate = \"2026-05-01\"\n";

/// The shipped text of a withheld instrument with wording put in, as an operator would add it.
fn with_wording(permission: Option<&str>) -> (TempDir, String) {
    let shipped = Library::embedded();
    let pack = shipped.instruments().find(|pack| !pack.has_wording()).unwrap();
    let instrument = pack.instrument();
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("instruments").join(instrument.code()).join(instrument.version());
    fs::create_dir_all(&target).unwrap();
    for language in crate::LANGUAGES {
        let mut text = pack.text(language).unwrap().clone();
        text.instruction = Some("请回答".to_owned());
        for (scale, options) in instrument.scales() {
            let labels = xinqiao_psychometrics::definition::LabelsToml { labels: vec!["选项".to_owned(); options] };
            text.scale.insert(scale.to_owned(), labels);
        }
        for item in instrument.items() {
            text.item.insert(item.code().to_owned(), format!("题目 {}", item.code()));
        }
        fs::write(target.join(format!("text.{language}.toml")), toml::to_string(&text).unwrap()).unwrap();
    }
    if let Some(permission) = permission {
        fs::write(target.join("permission.toml"), permission).unwrap();
    }
    (folder, instrument.code().to_owned())
}

#[test]
fn withheld_wording_loads_with_a_recorded_permission() {
    let (folder, code) = with_wording(Some(PERMISSION));
    let library = Library::load(folder.path());
    assert_eq!(library.faults(), []);
    let pack = library.instrument(&code).unwrap();
    assert!(pack.has_wording());
    assert_eq!(pack.permission().unwrap().document, "授权书 2026-01");
    assert_eq!(check(Some(folder.path())).faults, []);
}

#[test]
fn withheld_wording_without_permission_does_not_load() {
    let (folder, code) = with_wording(None);
    let library = Library::load(folder.path());
    assert!(!library.instrument(&code).unwrap().has_wording());
    assert!(
        library.faults().iter().any(|fault| fault.key == "item" && fault.file == "text.zh-CN.toml"),
        "{:#?}",
        library.faults()
    );
}

#[test]
fn a_new_version_becomes_the_latest_and_the_old_one_stays() {
    let copy = Copy::of("instruments/phq-9/1").replace("pack.toml", "version = \"1\"", "version = \"10\"");
    fs::rename(&copy.pack, copy.pack.with_file_name("10")).unwrap();
    let library = Library::load(copy.folder.path());
    assert_eq!(library.faults(), []);
    assert_eq!(library.instrument("phq-9").unwrap().instrument().version(), "10");
    assert!(library.instrument_version("phq-9", "1").is_some());
}

#[test]
fn an_operator_adds_a_year_to_the_calendar() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("calendars")).unwrap();
    let year = "year = 2031\ntitle = \"x\"\nissued = \"2030-11-04\"\nsource = \"x\"\n\
        [[off]]\nname = \"元旦\"\nfrom = \"2031-01-01\"\nto = \"2031-01-01\"\n";
    let path = folder.path().join("calendars/cn-2031.toml");
    fs::write(&path, year).unwrap();
    let library = Library::load(folder.path());
    assert_eq!(library.faults(), []);
    assert!(!library.calendar().is_provisional(2031));
    assert!(!library.calendar().is_provisional(2026));
    fs::write(path, year.replace("to = \"2031-01-01\"", "to = \"2030-12-01\"")).unwrap();
    let library = Library::load(folder.path());
    assert_eq!(library.faults()[0].file, "cn-2031.toml");
    assert!(!library.calendar().is_provisional(2026));
}

#[test]
fn a_rule_that_names_an_unknown_instrument_is_told() {
    let copy = Copy::of("warnings/assessment-default").replace("rule.toml", "\"c-ssrs\"", "\"c-ssrz\"");
    let faults = copy.faults();
    assert!(faults.iter().any(|fault| fault.file == "rule.toml" && fault.found == "c-ssrz"), "{faults:#?}");
}

#[test]
fn floors_of_an_operator_replace_the_shipped_ones_and_none_hold_when_they_are_faulty() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("disclosure")).unwrap();
    let file = folder.path().join("disclosure/floors.toml");
    let day = jiff::civil::date(2026, 11, 22);
    let floors = |persons: u32| {
        let floor = format!("purposes = ['statistics']\npersons = {persons}\nsource = 'order 7 §2'\nfrom = '2026-01-01'\n");
        fs::write(&file, format!("title = 't'\n[[floor]]\n{floor}")).unwrap();
        Library::load(folder.path())
    };
    assert_eq!(floors(20).floors().at("statistics", "city", day), Some(20));
    let library = floors(1);
    assert_eq!(library.floors().at("statistics", "city", day), None);
    assert!(library.faults().iter().any(|fault| fault.to_string().contains("protect nobody")), "{:?}", library.faults());
}

#[test]
fn a_pack_of_cases_names_the_file_of_each_fault() {
    let copy =
        Copy::of("cases/default").replace("seats.toml", "sees = [\"tasks\", \"meetings\"]", "sees = [\"tasks\", \"notes\"]");
    let fault = copy.fault();
    assert_eq!(
        (fault.pack.as_str(), fault.file.as_str(), fault.key.as_str()),
        ("cases/default", "seats.toml", "seat.employment.sees")
    );
    let copy = Copy::of("cases/default").write("more.toml", "").replace("rules.toml", "id = \"default\"", "id = \"other\"");
    let files: Vec<String> = copy.faults().into_iter().map(|fault| fault.file).collect();
    assert_eq!(files, ["more.toml", "rules.toml"]);
}

#[test]
fn a_receiver_that_is_no_role_of_the_access_policy_is_told() {
    let copy = Copy::of("referrals/default");
    let path = copy.pack.join("packets.toml");
    let text = fs::read_to_string(&path).unwrap().replace("\"village_doctor\"", "\"village_healer\"");
    let copy = copy.write("packets.toml", &text);
    let fault = copy.fault();
    assert_eq!((fault.key.as_str(), fault.expected.as_str()), ("receiver.village_healer.role", "a role of the access policy"));
}

#[test]
fn health_opened_to_a_class_teacher_is_a_fault_of_the_pack() {
    let copy = Copy::of("referrals/default").replace(
        "packets.toml",
        "[\"identity\", \"advice\"]",
        "[\"identity\", \"advice\", \"clinical\"]",
    );
    assert_eq!(copy.fault().key, "receiver.class_teacher.opens");
}

#[test]
fn a_fault_of_the_disputes_pack_names_its_key() {
    let copy = Copy::of("disputes/default").replace("rules.toml", "every_days = 30", "every_days = 0");
    assert_eq!(copy.fault().key, "watch.every_days");
}
