//! The small JSON.

use serde_json::json;

use super::{faults, rules, sound};
use crate::read;

#[test]
fn a_sound_session_is_read_with_its_code_in_plain_letters() {
    let session = read(&sound(), &rules()).unwrap();
    assert_eq!(session.code.as_deref(), Some("ABCDEFGH"));
    assert_eq!(session.measurements[0].value, 72.0);
    assert_eq!(faults(&sound()), []);
}

#[test]
fn the_same_content_is_the_same_text_whatever_the_code() {
    let one = read(&sound(), &rules()).unwrap();
    let mut sent = sound();
    sent["code"] = json!("WXYZ-2345");
    assert_eq!(read(&sent, &rules()).unwrap().content(), one.content());
    sent["measurements"][0]["value"] = json!(73);
    assert_ne!(read(&sent, &rules()).unwrap().content(), one.content());
}

#[test]
fn a_field_of_no_format_is_refused_without_repeating_what_stands_in_it() {
    let mut sent = sound();
    sent["name"] = json!("李明");
    let found = read(&sent, &rules()).unwrap_err();
    assert_eq!((found[0].path.as_str(), found[0].expected.code()), ("name", "nothing"));
    assert!(!found[0].found.contains('李'));
}

#[test]
fn every_fault_names_its_path_at_once() {
    let sent = json!({
        "format": "other/1", "session": "short", "code": "?", "started_at": "yesterday",
        "ended_at": "2026-11-23T09:20:00", "measurements": [{"code": 1, "value": "high", "unit": "/min"}, 7], "ratings": {"before": 11, "after": 2.5}
    });
    let found = faults(&sent);
    let expected = [
        ("format", "text"),
        ("session", "session-id"),
        ("code", "session-code"),
        ("kind", "one-of"),
        ("started_at", "instant"),
        ("ended_at", "instant"),
        ("measurements[0].code", "text"),
        ("measurements[0].value", "number"),
        ("measurements[1]", "object"),
        ("ratings.before", "rating"),
        ("ratings.after", "rating"),
    ];
    assert_eq!(found, expected.map(|(path, code)| (path.to_owned(), code)));
}

#[test]
fn what_is_no_object_is_one_fault() {
    assert_eq!(faults(&json!([1, 2])), [(String::new(), "object")]);
}
