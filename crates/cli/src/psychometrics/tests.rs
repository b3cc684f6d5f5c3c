//! The command on small files.

use std::fs;
use std::process::ExitCode;

use clap::Parser;
use serde_json::Value;
use xinqiao_packs::Library;
use xinqiao_psychometrics::Alpha;

use super::{PsychometricsArgs, run};

#[derive(Parser)]
struct Command {
    #[command(flatten)]
    args: PsychometricsArgs,
}

const ONE: &str = include_str!("../../../factor/tests/data/one_factor.csv");
const FIRST: &str = include_str!("../../../factor/tests/data/first_time.csv");
const SECOND: &str = include_str!("../../../factor/tests/data/second_time.csv");

struct Ran {
    code: ExitCode,
    out: String,
    err: String,
    json: Option<Value>,
}

/// Runs `psychometrics in.csv …`; `SECOND` stands for a second file, `OUT` for `--out` and a file.
fn ran(text: &str, second: &str, rest: &str) -> Ran {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    fs::write(path("in.csv"), text).unwrap();
    fs::write(path("second.csv"), second).unwrap();
    let mut words = vec!["psychometrics".to_owned(), path("in.csv")];
    for word in rest.split_whitespace() {
        match word {
            "SECOND" => words.push(path("second.csv")),
            "OUT" => words.extend(["--out".to_owned(), path("out.json")]),
            word => words.push(word.to_owned()),
        }
    }
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let code = run(&Command::parse_from(words).args, &Library::embedded(), &mut out, &mut err).unwrap();
    let json = fs::read(path("out.json")).ok().map(|text| serde_json::from_slice(&text).unwrap());
    Ran { code, out: String::from_utf8(out).unwrap(), err: String::from_utf8(err).unwrap(), json }
}

fn refused(text: &str, rest: &str, expected: &[&str]) {
    let found = ran(text, SECOND, rest);
    assert_eq!(found.code, ExitCode::from(2), "{}", found.out);
    assert!(found.out.is_empty() && found.json.is_none());
    for part in expected {
        assert!(found.err.contains(part), "expected {part:?} in {}", found.err);
    }
}

#[test]
fn a_report_in_both_languages_and_as_json() {
    let found = ran(ONE, "", "--reverse q3 --range 0-4 --lang en OUT");
    assert_eq!(found.code, ExitCode::SUCCESS, "{}", found.err);
    for part in ["400 of 400 persons", "0.857  95 % 0.834–0.877", "q3 (reversed)", "One factor: CFI 1.00", "(scaled)"] {
        assert!(found.out.contains(part), "expected {part:?} in {}", found.out);
    }
    let json = found.json.unwrap();
    assert_eq!(json["sections"][0]["consistency"]["items"], 8);
    assert_eq!(json["sections"][0]["items"][2]["is_reversed"], true);
    let zh = ran(ONE, "", "--reverse q3");
    assert!(zh.out.contains("400 人中 400 人答全") && !zh.out.contains('⟦'), "{}", zh.out);
    assert!(!found.out.contains('⟦'));
}

// the streaming alpha of `score --summary` and this one are computed apart
#[test]
fn alpha_is_that_of_the_summary() {
    let mut stream = Alpha::new(8);
    for line in ONE.lines().skip(1) {
        stream.push(&line.split(',').skip(1).map(|cell| cell.parse().unwrap()).collect::<Vec<f64>>());
    }
    let json = ran(ONE, "", "--no-polychoric OUT").json.unwrap();
    let found = json["sections"][0]["consistency"]["alpha"].as_f64().unwrap();
    assert!((found - stream.value().unwrap()).abs() < 1e-12);
    assert!(json["sections"][0]["polychoric"].is_null());
}

#[test]
fn a_scale_brings_its_items_reversals_and_sub_scales() {
    let header = (1..=21).map(|item| format!("Q{item}")).collect::<Vec<_>>().join(",");
    let row = |person: usize| {
        (0..21).map(|item| (1 + (person * 7 + item * (person % 5)) % 4).to_string()).collect::<Vec<_>>().join(",")
    };
    let rows = (0..60).map(|person| format!("{person},{}\n", row(person))).collect::<String>();
    let found = ran(&format!("id,{header}\n{rows}"), "", "--scale dass-21 --prefix Q --shift -1 --lang en OUT");
    assert_eq!(found.code, ExitCode::SUCCESS, "{}", found.err);
    let json = found.json.unwrap();
    let codes: Vec<&str> = json["sections"].as_array().unwrap().iter().map(|section| section["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["dass-21", "depression", "anxiety", "stress"]);
    let items: Vec<&str> =
        json["sections"][1]["items"].as_array().unwrap().iter().map(|item| item["code"].as_str().unwrap()).collect();
    assert_eq!(items, ["3", "5", "10", "13", "16", "17", "21"]);
}

#[test]
fn the_same_persons_twice_are_matched_by_id() {
    let found = ran(FIRST, SECOND, "--retest SECOND --lang en OUT");
    assert_eq!(found.code, ExitCode::SUCCESS, "{}", found.err);
    let retest = &found.json.unwrap()["sections"][0]["retest"];
    assert_eq!(retest["persons"], 54);
    assert!((retest["correlation"].as_f64().unwrap() - 0.912_177_219_771_225).abs() < 1e-12);
    assert!(found.out.contains("ICC(A,1)  0.843"), "{}", found.out);
}

#[test]
fn bad_cells_are_named_with_line_and_column() {
    refused(
        "id,a,b\n1,0,1\n2,x,1\n3,1,2.5\n",
        "",
        &[
            "2 bad cells",
            "in.csv: row 2 (line 3) column a: expected a whole number or nothing, found x",
            "column b",
            "leave them blank",
        ],
    );
    refused(
        "id,a,b\n1,0,1\n2,7,1\n",
        "--range 0-3",
        &["row 2 (line 3) column a: expected a whole number from 0 to 3 or nothing, found 7"],
    );
    refused("id,a,b\n1,0\n", "", &["row 1 (line 2): expected 3 cells, found 2 cells"]);
}

#[test]
fn commands_that_do_not_fit_the_file_are_refused() {
    refused("id,a\n1,0\n", "", &["expected at least 2 items, found 1"]);
    refused("id,a,b\n1,0,1\n", "--reverse c", &["a column named \"c\"", "id, a, b"]);
    refused("id,a,b\n1,0,1\n", "--reverse id", &["--reverse: expected columns of items, found \"id\""]);
    refused("id,a,b\n1,0,1\n", "--range 3", &["--range: expected the lowest and the highest answer, such as 0-3, found \"3\""]);
    refused("id,a,b\n1,0,1\n", "--scale nobody", &["expected the code of an instrument, found \"nobody\"", "phq-9"]);
    refused("id,a,b\n1,0,1\n", "--retest SECOND", &["expected the columns a, b, found q1, q2, q3, q4"]);
    refused(
        "id,q1,q2,q3,q4\n50,0,1,1,0\n50,1,1,1,0\n",
        "--retest SECOND",
        &["expected each person once, found the id \"50\" in rows 1 and 2"],
    );
    refused("id,q1,q2,q3,q4\nx,0,1,1,0\n", "--retest SECOND", &["found none of its ids"]);
    refused("", "", &["expected a header row, found nothing"]);
}

#[test]
fn too_few_persons_are_told_and_nothing_is_made_up() {
    let found = ran("id,a,b,c\n1,0,1,1\n2,1,1,0\n", "", "--lang en");
    assert_eq!(found.code, ExitCode::SUCCESS);
    assert!(found.out.contains("2 persons without blanks: fewer than 100"), "{}", found.out);
    assert!(
        found.out.contains("Not computed") && found.out.contains("Alpha: alpha: expected at least 3 persons"),
        "{}",
        found.out
    );
}
