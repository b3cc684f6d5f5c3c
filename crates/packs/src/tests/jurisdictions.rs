//! Which rules hold where: what the program carries, and what is wrong in a table of an operator.

use std::fs;

use tempfile::TempDir;

use crate::{Library, PackFault, check, places};

const SHIPPED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../packs");
const ROOT: &str = "[[place]]\npath = \"\"\nrules = \"assessment-default\"\nsource = \"a decision\"\n";

fn folder(table: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("jurisdictions")).unwrap();
    fs::write(folder.path().join("jurisdictions/places.toml"), table).unwrap();
    folder
}

/// A copy of the example under a name of its own, changed.
fn with_rules(folder: &TempDir, id: &str, change: impl Fn(&str, String) -> String) {
    let pack = folder.path().join("warnings").join(id);
    fs::create_dir_all(&pack).unwrap();
    for file in ["rule.toml", "cases.toml", "text.zh-CN.toml", "text.en.toml"] {
        let text = fs::read_to_string(format!("{SHIPPED}/warnings/school-example/{file}")).unwrap();
        let text = text.replace("id = \"school-example\"", &format!("id = \"{id}\""));
        fs::write(pack.join(file), change(file, text)).unwrap();
    }
}

fn line(path: &str, rules: &str) -> String {
    format!("[[place]]\npath = \"{path}\"\nrules = \"{rules}\"\nsource = \"a decision\"\n")
}

fn told(faults: &[PackFault]) -> Vec<(&str, &str, &str)> {
    faults.iter().map(|fault| (fault.pack.as_str(), fault.key.as_str(), fault.found.as_str())).collect()
}

#[test]
fn the_shipped_table_gives_the_default_everywhere_and_colours_only() {
    let library = Library::embedded();
    let table = library.jurisdictions().unwrap();
    let place = "620000/620700/".parse().unwrap();
    assert_eq!(table.rules_for(&place, jiff::civil::date(2020, 1, 1)).id().as_str(), "assessment-default");
    assert!(table.words_at(&place).is_none());
    let lines: Vec<String> = places(&library).iter().map(ToString::to_string).collect();
    assert_eq!(lines, ["everywhere: rules assessment-default, words plain"]);
}

#[test]
fn a_table_of_an_operator_replaces_the_shipped_one_and_the_check_says_what_holds_where() {
    let county = "[[place]]\npath = \"62/6207/\"\nrules = \"school-example\"\nwords = \"plain\"\nsource = \"a decision\"\n";
    let folder = folder(&format!("{ROOT}{county}"));
    let report = check(Some(folder.path()));
    assert_eq!((report.packs, report.faults), (1, Vec::new()));
    let lines: Vec<String> = report.places.iter().map(ToString::to_string).collect();
    let expected =
        ["everywhere: rules assessment-default, words plain", "62/6207/: rules school-example from 2026-09-01, words plain"];
    assert_eq!(lines, expected);
}

#[test]
fn an_unknown_pack_a_wrong_path_and_a_place_twice_are_told_with_how_to_mend_them() {
    let folder = folder(&format!(
        "{ROOT}{}{}{}",
        line("62/6207", "assessment-default"),
        line("63/", "nowhere"),
        line("63/", "school-example")
    ));
    let library = Library::load(folder.path());
    assert!(library.jurisdictions().is_none());
    let expected = [
        ("jurisdictions", "place[2].path", "\"62/6207\""),
        ("jurisdictions", "place[3].rules", "nowhere"),
        ("jurisdictions", "place[4].path", "\"63/\" a second time"),
    ];
    assert_eq!(told(library.faults()), expected);
    let said = library.faults()[1].to_string();
    assert!(said.contains("assessment-default, school-example") && said.contains("warnings/nowhere"), "{said}");
}

#[test]
fn a_word_of_the_file_that_is_misspelt_is_told_with_its_line() {
    let folder = folder(&ROOT.replace("rules", "rule"));
    let library = Library::load(folder.path());
    let fault = &library.faults()[0];
    assert!(fault.key.contains("line 3") && fault.expected.contains("rules"), "{fault}");
    assert_eq!(library.faults().len(), 1);
}

#[test]
fn rules_that_a_place_uses_and_that_lack_what_the_default_has_are_told_and_others_are_not() {
    let folder = folder(&format!("{ROOT}{}", line("62/", "poorer")));
    let poorer = |file: &str, text: String| match file {
        "rule.toml" => text.replace("\"duplicate\", \"test_entry\"", "\"duplicate\""),
        "cases.toml" => text,
        _ => text.lines().filter(|line| !line.starts_with("test_entry")).map(|line| format!("{line}\n")).collect(),
    };
    with_rules(&folder, "poorer", poorer);
    let library = Library::load(folder.path());
    assert_eq!(told(library.faults()), [("warnings/poorer", "dismissals", "no such word")]);
    assert!(library.jurisdictions().is_none());
    // installed and used nowhere, it may be as it likes
    fs::write(folder.path().join("jurisdictions/places.toml"), ROOT).unwrap();
    assert_eq!(Library::load(folder.path()).faults(), []);
}

#[test]
fn quiet_hours_that_leave_no_hours_for_letters_are_told() {
    let folder = folder(&format!("{ROOT}{}", line("62/", "silent")));
    with_rules(&folder, "silent", |_, text| text.replace("from = \"21:00:00\"", "from = \"11:00:00\""));
    let library = Library::load(folder.path());
    // the pack messages is quiet until half past seven
    assert_eq!(told(library.faults()), [("warnings/silent", "quiet", "210 minutes")]);
}

#[test]
fn rules_with_faults_of_their_own_are_told_once() {
    let folder = folder(&format!("{ROOT}{}", line("62/", "broken")));
    with_rules(&folder, "broken", |_, text| text.replace("ends = \"18:00:00\"", "ends = \"18:00:00\"\nbegins = \"9:00\""));
    let library = Library::load(folder.path());
    let packs: Vec<&str> = library.faults().iter().map(|fault| fault.pack.as_str()).collect();
    assert_eq!(packs, ["warnings/broken"], "{:?}", library.faults());
}
