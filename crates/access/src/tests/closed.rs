use crate::{Action, CredentialKind, Fields, Purpose, Role, UnknownCode};

#[test]
fn every_code_is_read_back() {
    assert!(Role::ALL.iter().all(|role| role.code().parse() == Ok(*role)));
    assert!(Purpose::ALL.iter().all(|purpose| purpose.code().parse() == Ok(*purpose)));
    assert!(Action::ALL.iter().all(|action| action.code().parse() == Ok(*action)));
    assert!(CredentialKind::ALL.iter().all(|kind| kind.code().parse() == Ok(*kind)));
}

#[test]
fn an_unknown_code_is_refused() {
    let expected = UnknownCode { list: "role", code: "root".to_owned() };
    assert_eq!("root".parse::<Role>(), Err(expected));
}

#[test]
fn a_field_set_holds_what_was_put_in_and_nothing_else() {
    let fields = Fields::IDENTITY.and(Fields::NOTES);
    assert!(fields.contains(Fields::NOTES) && fields.contains(Fields::NONE));
    assert!(!fields.contains(Fields::NOTES.and(Fields::SCORES)));
    assert_eq!(fields.without(Fields::NOTES), Fields::IDENTITY);
    assert_eq!(fields.within(Fields::NOTES.and(Fields::SCORES)), Fields::NOTES);
    assert!(fields.names().all(|name| Fields::named(name).is_some_and(|field| fields.contains(field))));
    assert_eq!((fields.to_string(), Fields::NONE.to_string()), ("identity+notes".to_owned(), "-".to_owned()));
}
