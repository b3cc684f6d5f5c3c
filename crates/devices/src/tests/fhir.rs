//! FHIR.

use serde_json::{Value, json};

use super::{faults, rules, sound};
use crate::{LOINC, OWN_KIND, OWN_MEASUREMENT, SESSION_CODE, UCUM, read};

fn observation(system: &str, code: &str, value: f64, unit: &str) -> Value {
    json!({
        "resourceType": "Observation", "status": "final",
        "code": {"coding": [{"system": system, "code": code}]},
        "subject": {"identifier": {"system": SESSION_CODE, "value": "ABCD-EFGH"}},
        "effectivePeriod": {"start": "2026-11-23T09:00:00+08:00", "end": "2026-11-23T09:20:00+08:00"},
        "valueQuantity": {"value": value, "system": UCUM, "code": unit}
    })
}

fn bundle() -> Value {
    let mut rate = observation(LOINC, "8867-4", 72.0, "/min");
    rate.as_object_mut().unwrap().shift_remove("effectivePeriod");
    rate["effectiveDateTime"] = json!("2026-11-23T09:05:00+08:00");
    json!({
        "resourceType": "Bundle", "type": "collection",
        "identifier": {"system": "urn:example:band", "value": "band-000123"},
        "meta": {"tag": [{"system": OWN_KIND, "code": "wearable"}]},
        "entry": [
            {"resource": {"resourceType": "Device", "manufacturer": "Example"}},
            {"resource": rate},
            {"resource": observation(OWN_MEASUREMENT, "oxygen-saturation", 97.5, "%")}
        ]
    })
}

#[test]
fn a_bundle_and_the_small_json_of_the_same_session_are_the_same_result() {
    let (one, other) = (read(&bundle(), &rules()).unwrap(), read(&sound(), &rules()).unwrap());
    assert_eq!(one, other);
    assert_eq!(one.content(), other.content());
}

#[test]
fn one_observation_alone_is_a_session() {
    let mut sent = observation(LOINC, "8867-4", 72.0, "/min");
    sent["identifier"] = json!([{"value": "band-000124"}]);
    sent["meta"] = json!({"tag": [{"system": OWN_KIND, "code": "wearable"}]});
    assert_eq!(faults(&sent), []);
}

#[test]
fn ratings_are_observations_with_whole_numbers() {
    let mut sent = bundle();
    let rating = |code: &str, value: i64| {
        let mut one = observation(OWN_MEASUREMENT, code, 0.0, "1");
        one.as_object_mut().unwrap().shift_remove("valueQuantity");
        one["valueInteger"] = json!(value);
        json!({"resource": one})
    };
    sent["entry"].as_array_mut().unwrap().push(rating("rating-before", 7));
    assert_eq!(faults(&sent), [("entry".to_owned(), "both-ratings")]);
    sent["entry"].as_array_mut().unwrap().push(rating("rating-after", 3));
    let ratings = read(&sent, &rules()).unwrap().ratings.unwrap();
    assert_eq!((ratings.before, ratings.after), (7, 3));
}

#[test]
fn a_subject_with_a_name_is_refused_without_repeating_it() {
    let mut sent = bundle();
    sent["entry"][1]["resource"]["subject"]["display"] = json!("李明");
    let found = read(&sent, &rules()).unwrap_err();
    assert_eq!(found[0].path, "entry[1].resource.subject.display");
    assert!(!found[0].found.contains('李'));
}

#[test]
fn one_session_is_about_one_person() {
    let mut sent = bundle();
    sent["entry"][2]["resource"]["subject"]["identifier"]["value"] = json!("WXYZ-2345");
    assert_eq!(faults(&sent), [("entry[2].resource.subject.identifier.value".to_owned(), "session-code")]);
}

#[test]
fn what_is_not_final_unknown_or_no_observation_is_named() {
    let mut sent = bundle();
    sent["entry"][1]["resource"]["status"] = json!("preliminary");
    sent["entry"][2]["resource"]["code"]["coding"][0]["code"] = json!("mystery");
    sent["entry"].as_array_mut().unwrap().push(json!({"resource": {"resourceType": "Patient"}}));
    let paths: Vec<String> = faults(&sent).into_iter().map(|(path, _)| path).collect();
    let expected = ["entry[3].resource.resourceType", "entry[1].resource.status", "entry[2].resource.code.coding"];
    assert_eq!(paths, expected);
    assert_eq!(faults(&json!({"resourceType": "Patient"})), [("resourceType".to_owned(), "observations")]);
}
