//! The one list of what is sealed: rotation, `doctor` and the tests go by it.
//!
//! Whoever seals a column names it `…_sealed` and enters it in [`SEALED`]; a column of keyed hashes is named `…_lookup` and entered in
//! [`LOOKUPS`]. A test compares both with the schema, so that a rotation forgets none.

use xinqiao_vault::{Class, Field};

use crate::fields;
use crate::sign_in::{CEREMONY_STATE, CREDENTIAL_NUMBER, IDENTITY_SUBJECT, PASSKEY_RECORD, TOTP_SECRET};

/// What opens the values of a column.
#[derive(Debug, Clone, Copy)]
pub enum By {
    /// The key of a person. The expression gives the person's id from a row of the table: a column, or a subquery in brackets.
    Person(&'static str),
    /// The keys of a class.
    Class(Class),
}

/// A sealed column.
#[derive(Debug, Clone, Copy)]
pub struct Sealed {
    pub field: Field,
    /// Columns of the primary key. One column of ids gives [`Field::of`]; anything else gives [`Field::of_key`] of the values in order:
    /// an id as its 16 bytes, a number as 8 bytes from the highest on, text as UTF-8.
    pub key: &'static [&'static str],
    pub by: By,
}

impl Sealed {
    /// A column of a table.
    pub const fn new(field: Field, key: &'static [&'static str], by: By) -> Self {
        Self { field, key, by }
    }
}

/// A person's own key.
pub const PERSON_KEY: Field = Field::new("person", "key_sealed");

/// Every sealed column.
pub const SEALED: &[Sealed] = &[
    Sealed::new(PERSON_KEY, &["person_id"], By::Class(Class::Person)),
    Sealed::new(fields::PERSON_NAME, &["person_id"], By::Person("person_id")),
    Sealed::new(fields::PERSON_PHONE, &["person_id"], By::Person("person_id")),
    Sealed::new(fields::IDENTIFIER, &["identifier_id"], By::Person("person_id")),
    Sealed::new(fields::ANSWERS, &["response_id"], By::Person("person_id")),
    Sealed::new(fields::OUTCOME, &["response_id"], By::Person("person_id")),
    Sealed::new(fields::EVIDENCE, &["signal_id"], By::Person("person_id")),
    Sealed::new(fields::DISMISS_NOTE, &["signal_id"], By::Person("person_id")),
    Sealed::new(
        fields::EVENT_BODY,
        &["warning_event_id"],
        By::Person("(select warning.person_id from warning where warning.warning_id = warning_event.warning_id)"),
    ),
    Sealed::new(
        fields::CASE_EVENT_BODY,
        &["case_event_id"],
        By::Person("(select case_file.person_id from case_file where case_file.case_id = case_event.case_id)"),
    ),
    Sealed::new(fields::LOGIN, &["account_id"], By::Class(Class::Account)),
    Sealed::new(fields::ACCOUNT_NAME, &["account_id"], By::Class(Class::Account)),
    Sealed::new(fields::FILE_NAME, &["import_id"], By::Class(Class::File)),
    Sealed::new(fields::FILE_OPTIONS, &["import_id"], By::Class(Class::File)),
    Sealed::new(fields::FILE_BYTES, &["import_id"], By::Class(Class::File)),
    Sealed::new(fields::ROW_ID, &["import_id", "row_no"], By::Class(Class::File)),
    Sealed::new(fields::ROW_DETAIL, &["import_id", "row_no"], By::Class(Class::File)),
    Sealed::new(crate::emergency::WORDS, &["emergency_id"], By::Class(Class::Account)),
    Sealed::new(crate::emergency::VERDICT_WORDS, &["emergency_id"], By::Class(Class::Account)),
    Sealed::new(crate::emergency::HOLD_REASON, &["emergency_id"], By::Class(Class::Account)),
    Sealed::new(TOTP_SECRET, &["account_id"], By::Class(Class::Account)),
    Sealed::new(PASSKEY_RECORD, &["passkey_id"], By::Class(Class::Account)),
    Sealed::new(CEREMONY_STATE, &["ceremony_id"], By::Class(Class::Account)),
    Sealed::new(IDENTITY_SUBJECT, &["linked_identity_id"], By::Class(Class::Account)),
    Sealed::new(CREDENTIAL_NUMBER, &["assignment_id"], By::Class(Class::Account)),
    Sealed::new(crate::addresses::ADDRESS, &["account_address_id"], By::Class(Class::Account)),
    Sealed::new(crate::webhooks::SECRET, &["webhook_id"], By::Class(Class::File)),
    Sealed::new(
        crate::duties::ABOUT,
        &["duty_entry_id"],
        By::Person("(select duty.person_id from duty where duty.duty_id = duty_entry.duty_id)"),
    ),
    Sealed::new(crate::duties::BODY, &["duty_entry_id"], By::Class(Class::Account)),
    Sealed::new(crate::disputes::ABOUT, &["dispute_event_id"], By::Person("person_id")),
    Sealed::new(crate::disputes::WORDS, &["dispute_event_id"], By::Class(Class::Account)),
    Sealed::new(crate::receptions::ABOUT, &["reception_event_id"], By::Person("person_id")),
    Sealed::new(crate::missed::ABOUT, &["missed_review_event_id"], By::Person("person_id")),
    Sealed::new(crate::campaigns::REASON, &["campaign_id", "seq"], By::Class(Class::Account)),
    Sealed::new(crate::missed::WORDS, &["missed_review_event_id"], By::Class(Class::Account)),
    Sealed::new(crate::groups::WORDS, &["group_event_id"], By::Person("person_id")),
    Sealed::new(crate::drafts::DRAFT_ANSWERS, &["answer_draft_id"], By::Person("person_id")),
    Sealed::new(crate::devices::BODY, &["device_result_id"], By::Person("person_id")),
    Sealed::new(crate::retests::NOTE, &["retest_task_id"], By::Person("person_id")),
    Sealed::new(crate::rescores::REASON, &["rescore_id"], By::Class(Class::Account)),
    Sealed::new(crate::rescores::NOTE, &["rescore_id"], By::Class(Class::Account)),
    Sealed::new(crate::rescores::DETAIL, &["rescore_id", "response_id"], By::Person("person_id")),
    Sealed::new(crate::rescores::OUTCOME, &["rescore_id", "response_id"], By::Person("person_id")),
    Sealed::new(crate::informants::ANSWERS, &["informant_request_id"], By::Person("person_id")),
    Sealed::new(crate::informants::OUTCOME, &["informant_request_id"], By::Person("person_id")),
    Sealed::new(crate::areas::NOTE, &["area_notice_id"], By::Class(Class::Account)),
    Sealed::new(
        crate::referrals::EVENT_BODY,
        &["referral_event_id"],
        By::Person("(select referral.person_id from referral where referral.referral_id = referral_event.referral_id)"),
    ),
    Sealed::new(
        crate::referrals::STEP_BODY,
        &["protocol_entry_id"],
        By::Person("(select protocol.person_id from protocol where protocol.protocol_id = protocol_entry.protocol_id)"),
    ),
];

/// What is hashed in a column of keyed hashes.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// Always the same.
    Fixed(&'static str),
    /// What another column of the row says.
    Column(&'static str),
}

/// A column of keyed hashes, and the sealed column of the same row that it is computed from.
#[derive(Debug, Clone, Copy)]
pub struct Lookup {
    pub field: Field,
    /// Columns of the primary key, which the look-up itself may be among.
    pub key: &'static [&'static str],
    pub kind: Kind,
    /// The sealed column of the same table with the value.
    pub from: Field,
    /// From the value to the bytes that are hashed.
    pub normalise: fn(&[u8]) -> Vec<u8>,
}

/// Every column of keyed hashes.
pub const LOOKUPS: &[Lookup] = &[
    Lookup {
        field: fields::IDENTIFIER_LOOKUP,
        key: &["identifier_id"],
        kind: Kind::Column("system"),
        from: fields::IDENTIFIER,
        normalise: <[u8]>::to_vec,
    },
    Lookup {
        field: fields::LOGIN_LOOKUP,
        key: &["account_id"],
        kind: Kind::Fixed(fields::LOOKUP_LOGIN),
        from: fields::LOGIN,
        normalise: <[u8]>::to_vec,
    },
    Lookup {
        field: Field::new("linked_identity", "subject_lookup"),
        key: &["linked_identity_id"],
        kind: Kind::Fixed(crate::sign_in::LOOKUP_IDENTITY),
        from: IDENTITY_SUBJECT,
        normalise: <[u8]>::to_vec,
    },
];
