//! The file of 156 students that travels with the program (MIT): numbers computed independently.

use std::process::ExitCode;

use super::Desk;

fn students() -> Desk {
    Desk::with(
        &std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/responses/ukm_phq9_gad7_pss10.csv")).unwrap(),
    )
}

#[test]
fn the_students_phq_9_has_the_published_figures() {
    let ran = students().score("phq-9", "--prefix phq --id id --summary");
    let lines: Vec<&str> = ran.out.lines().collect();
    assert_eq!(lines[1], "n 156, complete 156");
    assert_eq!(lines[2], "total: n 156, mean 8.7115, sd 5.8827, min 0, max 27, alpha 0.8906");
    assert!(lines[3].starts_with("  bands 41/61/32/10/12: "), "{}", lines[3]);
    assert!(lines.contains(&"critical 9: 43"), "{}", ran.out);
    assert_eq!(ran.code, ExitCode::SUCCESS);
}

#[test]
fn the_summary_for_programs_has_all_digits() {
    let ran = students().score("phq-9", "--prefix phq --summary json");
    let found: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!((found["n"].as_u64(), found["complete"].as_u64(), found["bad_rows"].as_u64()), (Some(156), Some(156), Some(0)));
    for (key, expected) in [("mean", 8.7115384615), ("sd", 5.8827353912), ("min", 0.0), ("max", 27.0), ("alpha", 0.890602985)] {
        let value = found[key].as_f64().unwrap();
        assert!((value - expected).abs() < 1e-9, "{key}: {value}");
        assert_eq!(found["scores"]["total"][key], found[key]);
    }
    let bands: Vec<u64> = found["bands"].as_object().unwrap().values().map(|count| count.as_u64().unwrap()).collect();
    assert_eq!(bands, [41, 61, 32, 10, 12]);
    assert_eq!(found["critical"]["9"], 43);
}

#[test]
fn rows_and_summary_come_from_one_pass() {
    let ran = students().score("pss-10", "--id id --keep gender OUT --summary");
    assert_eq!(ran.rows.len(), 157);
    assert_eq!(ran.rows[0], "row,id,gender,total,band,complete,critical,flags");
    assert!(ran.rows[1].starts_with("1,2,female,"), "{}", ran.rows[1]);
    assert!(ran.out.contains("mean 15.5577, sd 6.9014, min 0, max 40, alpha 0.8276"), "{}", ran.out);
    assert!(ran.out.contains("bands 55/96/5"), "{}", ran.out);
}

#[test]
fn the_students_gad_7_is_found_without_being_told() {
    let ran = students().score("gad-7", "--summary");
    assert!(ran.out.contains("mean 5.8526, sd 5.3168, min 0, max 21, alpha 0.9433"), "{}", ran.out);
    assert!(ran.out.contains("bands 80/47/17/12"), "{}", ran.out);
}
