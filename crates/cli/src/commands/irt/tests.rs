//! The commands, as somebody types them.

use std::process::ExitCode;

use clap::Parser;

use super::{IrtArgs, run};

#[derive(Parser)]
struct Command {
    #[command(flatten)]
    irt: IrtArgs,
}

/// Answers of 700 people who do not exist.
const GRADED: &str = include_str!("../../../../irt/src/tests/data/graded8.csv");

struct Folder(tempfile::TempDir);

impl Folder {
    fn new(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        files.iter().for_each(|(name, text)| std::fs::write(folder.path().join(name), text).unwrap());
        Self(folder)
    }

    /// Words that begin with `@` are files of the folder.
    fn run(&self, words: &str) -> anyhow::Result<(ExitCode, String, String)> {
        let word =
            |word: &str| word.strip_prefix('@').map_or(word.to_owned(), |name| self.0.path().join(name).display().to_string());
        let args = Command::try_parse_from(["irt"].into_iter().map(str::to_owned).chain(words.split(' ').map(word)))?;
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let code = run(&args.irt, &mut out, &mut err)?;
        Ok((code, String::from_utf8(out)?, String::from_utf8(err)?))
    }

    fn fault(&self, words: &str) -> String {
        format!("{:#}", self.run(words).unwrap_err())
    }
}

#[test]
fn a_file_is_calibrated_and_its_bank_is_simulated() {
    let folder = Folder::new(&[("a.csv", GRADED)]);
    let (code, out, err) = folder.run("calibrate @a.csv --without group --out @bank.json").unwrap();
    assert_eq!(code, ExitCode::SUCCESS, "{err}");
    assert!(out.contains("0.814 (0.100)"), "{out}");
    assert!(out.contains("log-likelihood -6225.418") && out.contains("converged: a further"), "{out}");
    let bank: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(folder.0.path().join("bank.json")).unwrap()).unwrap();
    assert_eq!((bank["format"].as_str(), bank["items"].as_array().unwrap().len()), (Some("xinqiao-irt-bank/1"), 8));
    assert_eq!(bank["calibration"]["items"][0]["codes"], serde_json::json!([0, 1, 2, 3]));

    let (code, out, _) = folder.run("simulate @bank.json --people 200 --most 6 --precise 0").unwrap();
    assert_eq!(code, ExitCode::SUCCESS);
    assert!(out.starts_with("people 200  questions 6.00 (6 to 6)\n") && out.contains("ended: most questions 200"), "{out}");
    assert_eq!(folder.run("simulate @bank.json --people 200 --most 6 --precise 0").unwrap().1, out, "the same seed");
    // six of eight questions cannot stay below a tenth
    let (code, _, err) = folder.run("simulate @bank.json --people 50 --most 6 --precise 0 --limit 0.1").unwrap();
    assert_eq!(code, ExitCode::FAILURE);
    assert!(err.contains("needs 0.75 at least"), "{err}");
}

#[test]
fn groups_are_compared() {
    let folder = Folder::new(&[("a.csv", GRADED)]);
    for matching in ["sum", "theta"] {
        let (code, out, _) = folder.run(&format!("dif @a.csv --group group --matching {matching}")).unwrap();
        assert_eq!(code, ExitCode::SUCCESS);
        let line = out.lines().find(|line| line.starts_with("g3")).unwrap();
        assert!(line.contains("e-8 ") || line.contains("e-9 ") || line.contains("e-10 "), "{out}");
    }
    let (_, out, _) = folder.run("dif @a.csv --group group --no-purify").unwrap();
    assert!(out.starts_with("groups: b 280, a 278 ") && out.contains("FLAGGED") && out.contains("flagged 1 of 8"), "{out}");
}

#[test]
fn what_is_wrong_is_told_with_line_column_and_a_way_out() {
    let folder = Folder::new(&[("a.csv", GRADED), ("bad.csv", "id,m1,m2\np1,0,1\np2,often,1\np3,1\n"), ("bank.json", "{}")]);
    let fault = folder.fault("calibrate @bad.csv");
    assert!(fault.contains("line 3, column m1: expected a whole number from -99 to 99 or a blank, found \"often\""), "{fault}");
    assert!(fault.contains("line 4: expected") && fault.contains("2 faults") && fault.contains("--without"), "{fault}");
    assert!(folder.fault("calibrate @a.csv").contains("line 2, column group"));
    let fault = folder.fault("calibrate @a.csv --without group --reverse g4");
    assert!(fault.contains("these items run against the others: g4"), "{fault}");
    assert!(folder.fault("calibrate @a.csv --without group --model 2pl").contains("item g1: the model 2pl expects two codes"));
    assert!(folder.fault("calibrate @a.csv --without sex").contains("expected a column named \"sex\""));
    assert!(folder.fault("calibrate @none.csv").contains("cannot open"));
    let fault = folder.fault("dif @a.csv --group id --without group");
    assert!(fault.contains("group p001: expected at least 50 persons with complete answers, found 1"), "{fault}");
    assert!(folder.fault("simulate @bank.json").contains("expected {\"format\""));
    assert!(folder.fault("simulate @a.csv").contains("expected {\"format\""));
}

#[test]
fn a_calibration_that_is_refused_writes_no_bank() {
    let few: Vec<&str> = GRADED.lines().take(40).collect();
    let folder = Folder::new(&[("few.csv", &few.join("\n"))]);
    let fault = folder.fault("calibrate @few.csv --without group --out @bank.json");
    assert!(fault.contains("expected answers of at least 100 persons, found 39"), "{fault}");
    assert!(!folder.0.path().join("bank.json").exists());
}
