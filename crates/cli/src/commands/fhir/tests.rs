//! The commands, as somebody types them.

use std::process::ExitCode;

use clap::Parser;

use super::{FhirArgs, run};

#[derive(Parser)]
struct Command {
    #[command(flatten)]
    fhir: FhirArgs,
}

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.0.path().join(name)
    }

    /// Words that begin with `@` are files of the folder; `_` is a space.
    fn run(&self, words: &str) -> anyhow::Result<(ExitCode, String, String)> {
        let word = |word: &str| {
            word.strip_prefix('@').map_or_else(|| word.replace('_', " "), |name| self.path(name).display().to_string())
        };
        let args = Command::try_parse_from(["fhir".to_owned()].into_iter().chain(words.split(' ').map(word)))?;
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let code = run(&args.fhir, &mut out, &mut err)?;
        Ok((code, String::from_utf8(out)?, String::from_utf8(err)?))
    }

    fn fault(&self, words: &str) -> String {
        format!("{:#}", self.run(words).unwrap_err())
    }
}

const IMPORT: &str = "import @gad.json --dir @own --measures anxiety --class PD --source minutes_of_the_board --code our-anxiety";

#[test]
fn an_exported_instrument_comes_back_as_a_pack_that_is_sound_and_scores() {
    let folder = Folder::new();
    let (code, out, err) = folder.run("export gad-7 --lang en -o @gad.json").unwrap();
    assert_eq!((code, out.as_str()), (ExitCode::SUCCESS, ""));
    assert!(err.contains("scoring.toml bands.total: bands left out"), "{err}");
    let (code, out, err) = folder.run(IMPORT).unwrap();
    assert_eq!(code, ExitCode::SUCCESS, "{err}");
    assert!(out.ends_with("7 questions, 1 scores, 4 cases\n"), "{out}");
    let report = xinqiao_packs::check(Some(&folder.path("own")));
    assert_eq!((report.packs, report.cases, report.faults), (1, 4, Vec::new()));
    let (_, sheet, _) = folder.run("response our-anxiety 1,1,2,1,1,1,3 --packs @own").unwrap();
    let sheet: serde_json::Value = serde_json::from_str(&sheet).unwrap();
    assert_eq!(
        (&sheet["item"][7]["linkId"], &sheet["item"][7]["answer"][0]["valueDecimal"]),
        (&"score/total".into(), &10.into())
    );
    // the second time it is there
    assert!(folder.fault(IMPORT).contains("a changed instrument is a new version"));
}

#[test]
fn a_version_that_the_program_ships_is_not_written_again() {
    let folder = Folder::new();
    folder.run("export gad-7 -o @gad.json").unwrap();
    let said = folder.fault("import @gad.json --dir @own --measures anxiety --class PD --source minutes");
    assert!(said.contains("gad-7, version 1, is there already; name another --code or --version"), "{said}");
    assert!(!folder.path("own").exists());
}

#[test]
fn licence_and_source_and_measure_have_to_be_named() {
    let folder = Folder::new();
    folder.run("export gad-7 -o @gad.json").unwrap();
    for missing in [" --class PD", " --measures anxiety", " --source minutes_of_the_board"] {
        assert!(folder.fault(&IMPORT.replace(missing, "")).contains("required"), "{missing}");
    }
    assert!(folder.fault(&IMPORT.replace("PD", "GPL")).contains("PERM"), "the list is told");
    assert!(folder.fault(&IMPORT.replace("minutes_of_the_board", "_")).contains("document and clause"));
}

#[test]
fn wording_that_needs_a_permission_is_written_only_with_one() {
    let folder = Folder::new();
    folder.run("export gad-7 --lang en -o @gad.json").unwrap();
    let (_, _, err) = folder.run(&IMPORT.replace("PD", "PERM")).unwrap();
    assert!(err.contains("Questionnaire.copyright: permission left out"), "{err}");
    let text = std::fs::read_to_string(folder.path("own/instruments/our-anxiety/1/text.en.toml")).unwrap();
    assert!(!text.contains("Feeling nervous"), "{text}");
    let right = " --version 2 --holder City_hospital --document contract_7 --dated 2026-11-01";
    folder.run(&(IMPORT.replace("PD", "PERM") + right)).unwrap();
    let text = std::fs::read_to_string(folder.path("own/instruments/our-anxiety/2/text.en.toml")).unwrap();
    assert!(text.contains("Feeling nervous"), "{text}");
    assert!(xinqiao_packs::check(Some(&folder.path("own"))).faults.is_empty());
}

#[test]
fn answers_go_out_and_come_back() {
    let folder = Folder::new();
    folder.run("response phq-9 1,1,1,1,1,1,1,1,1, --lang en -o @sheet.json").unwrap();
    let (_, out, err) = folder.run("answers phq-9 @sheet.json").unwrap();
    assert_eq!((out.as_str(), err.as_str()), ("answers 1,1,1,1,1,1,1,1,1,\ntotal 9\n", ""));
    let (code, _, err) = folder.run("answers gad-7 @sheet.json").unwrap();
    assert_eq!(code, ExitCode::FAILURE);
    assert!(err.contains("expected urn:xinqiao:questionnaire:gad-7|1, found urn:xinqiao:questionnaire:phq-9|1"), "{err}");
}

#[test]
fn answers_that_do_not_fit_are_told_one_by_one() {
    let folder = Folder::new();
    let (code, out, err) = folder.run("response phq-9 1,2").unwrap();
    assert_eq!((code, out.as_str()), (ExitCode::FAILURE, ""));
    assert!(err.contains("expected 10 answers") && err.contains("found 2"), "{err}");
    let (_, _, err) = folder.run("response phq-9 9,1,x,1,1,1,1,1,1,").unwrap();
    assert!(err.contains("item 1: expected one of 0, 1, 2, 3, found 9") && err.contains("item 3:"), "{err}");
}

#[test]
fn a_form_that_is_refused_leaves_no_pack() {
    let folder = Folder::new();
    std::fs::write(folder.path("gad.json"), r#"{"resourceType": "Patient"}"#).unwrap();
    let (code, _, err) = folder.run(IMPORT).unwrap();
    assert_eq!(code, ExitCode::FAILURE);
    assert!(err.contains("resourceType: not-a-questionnaire refused: expected Questionnaire, found \"Patient\""), "{err}");
    assert!(!folder.path("own").exists());
}

#[test]
fn every_instrument_goes_out_with_its_worked_cases() {
    let folder = Folder::new();
    let (code, out, err) = folder.run("export --all @all").unwrap();
    assert_eq!(code, ExitCode::SUCCESS, "{err}");
    let count = std::fs::read_dir(folder.path("all")).unwrap().count();
    assert!(300 < count && out.contains("Questionnaires and"), "{count} {out}");
    assert!(folder.path("all/phq-9.zh-CN.json").exists() && folder.path("all/phq-9.en.case-1.response.json").exists());
    assert!(folder.fault("export nothing").contains("no instrument nothing; there are"));
}
