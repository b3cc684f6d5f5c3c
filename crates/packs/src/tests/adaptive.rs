//! Adaptive forms: what a bank must be before anybody is asked from it.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::{Library, PackFault, check};

const TESTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../testkit/packs");
const PACK: &str = "instruments/nobody-10/1";

/// A copy of the test of nobody.
struct Copy {
    folder: TempDir,
    pack: PathBuf,
}

impl Copy {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let pack = folder.path().join(PACK);
        fs::create_dir_all(&pack).unwrap();
        for entry in fs::read_dir(Path::new(TESTS).join(PACK)).unwrap() {
            let entry = entry.unwrap();
            fs::copy(entry.path(), pack.join(entry.file_name())).unwrap();
        }
        Self { folder, pack }
    }

    fn with(self, file: &str, old: &str, new: &str) -> Self {
        let path = self.pack.join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(old), "{file} does not hold {old:?}");
        fs::write(path, text.replacen(old, new, 1)).unwrap();
        self
    }

    fn faults(&self) -> Vec<PackFault> {
        check(Some(self.folder.path())).faults
    }

    /// The single fault: file, key, part of what was expected, part of what was found.
    #[track_caller]
    fn told(&self, file: &str, key: &str, expected: &str, found: &str) {
        let faults = self.faults();
        assert_eq!(faults.len(), 1, "{faults:#?}");
        let fault = &faults[0];
        assert_eq!((fault.file.as_str(), fault.key.as_str()), (file, key), "{fault}");
        assert!(fault.expected.contains(expected) && fault.found.contains(found), "{fault}");
    }
}

#[test]
fn a_sound_form_chooses_estimates_and_grades() {
    let copy = Copy::new();
    assert_eq!(copy.faults(), []);
    let library = Library::load(copy.folder.path());
    let form = library.instrument("nobody-10").unwrap().adaptive().unwrap();
    assert_eq!((form.longest(), form.is_mandatory(9), form.is_mandatory(0)), (6, true, false));
    assert_eq!([54.9, 54.96, 65.0, 80.0].map(|t| form.band(t)), [Some("low"), Some("middle"), Some("high"), Some("high")]);
    let mut answers = vec![None; 11];
    assert_eq!(form.estimate(&answers).unwrap(), None);
    answers[0] = Some(3.0);
    assert!(0.0 < form.estimate(&answers).unwrap().unwrap().theta);
}

#[test]
fn a_critical_item_that_is_not_mandatory_or_not_in_the_bank_is_refused() {
    let mandatory = Copy::new().with("bank.json", r#", "mandatory": true"#, "");
    mandatory.told("bank.json", "items[10].mandatory", "critical item 10", "false");
    let other = r#""mood"},
  {"id": "10", "a": 1.8, "b": [1.3, 2.0, 2.6], "area": "mood", "mandatory": true}"#;
    let missing = Copy::new().with("bank.json", other, r#""mood"}"#);
    missing.told("bank.json", "items", "critical item 10", "no such item");
}

#[test]
fn a_bank_of_other_questions_is_refused() {
    Copy::new().with("bank.json", r#""id": "3""#, r#""id": "x3""#).told(
        "bank.json",
        "items[3].id",
        "an item of the instrument",
        "x3",
    );
    Copy::new().with("bank.json", "[-0.8, 0.4, 1.5]", "[-0.8, 0.4]").told("bank.json", "items[1].b", "4 categories", "3");
    Copy::new().with("bank.json", r#""id": "9""#, r#""id": "11""#).told(
        "bank.json",
        "items[9].id",
        "everybody answers",
        "may stay blank",
    );
    Copy::new().with("bank.json", "bank/1", "bank/2").told("bank.json", "format", "xinqiao-irt-bank/1", "xinqiao-irt-bank/2");
}

#[test]
fn a_form_without_bands_or_with_bands_out_of_order_is_refused() {
    Copy::new().with("adaptive.toml", "t_from = 65", "t_from = 50").told(
        "adaptive.toml",
        "band[3].t_from",
        "above that of the band before",
        "50",
    );
    Copy::new().with("adaptive.toml", "code = \"high\"", "code = \"hihg\"").told(
        "adaptive.toml",
        "band[3].code",
        "band of the total",
        "hihg",
    );
}

#[test]
fn rules_that_do_not_fit_and_a_case_that_differs_are_told() {
    Copy::new().with("adaptive.toml", "least = 3", "least = 9").told("adaptive.toml", "test", "rules that fit", "9 and 6");
    Copy::new().with("adaptive.toml", "error = 4.46", "error = 3.46").told(
        "adaptive.toml",
        "case[1] \"three answers in the middle\" error",
        "3.46",
        "4.46",
    );
    Copy::new().with("adaptive.toml", "by = \"nobody", "by = \"\" # ").told(
        "adaptive.toml",
        "calibration.by",
        "words",
        "nothing",
    );
}

#[test]
fn a_bank_without_rules_names_the_file_that_is_missing() {
    let copy = Copy::new();
    fs::remove_file(copy.pack.join("adaptive.toml")).unwrap();
    copy.told("adaptive.toml", "", "this file", "nothing");
}

#[test]
fn no_shipped_instrument_has_parameters() {
    let library = Library::embedded();
    assert!(library.instruments().all(|pack| pack.adaptive().is_none()));
}
