CREATE TABLE access_review (
    access_review_id blob primary key,
    quarter text not null unique,            -- 2026Q4
    due_on text not null,                    -- last day
    created_at integer not null
) strict;

CREATE TABLE access_review_line (
    access_review_line_id blob primary key,
    access_review_id blob not null references access_review,
    assignment_id blob not null references assignment,
    verdict text,                            -- kept, ended; null until somebody decides
    decided_by blob references account,
    decided_at integer,
    created_at integer not null
) strict;

CREATE UNIQUE INDEX access_review_line_of on access_review_line (access_review_id, assignment_id);

CREATE INDEX access_review_line_open on access_review_line (access_review_id, verdict, access_review_line_id);

CREATE TABLE account (
    account_id blob primary key,
    login text not null unique,  -- lower case
    name text not null,                      -- how the program addresses the person
    password_hash text not null,             -- argon2id, PHC string
    person_id blob references person,        -- the account holder's own record, for residents
    disabled_at integer,                      -- instant from which it cannot sign in
    created_at integer not null
, password_set_at integer not null default 0, must_change integer not null default 0, factors integer not null default 0, signed_in_at integer) strict;

CREATE INDEX account_signed_in on account (signed_in_at);

CREATE TABLE assignment (
    assignment_id blob primary key,
    account_id blob not null references account,
    role text not null,                      -- role code of the crate access
    place_path text not null,    -- at and below this place
    from_on text not null,                   -- first day
    until_on text,                           -- last day; null while open
    created_at integer not null
, given_by blob, credential_kind text, credential_number_sealed blob, credential_until text, minors_by blob, minors_until text, ended_at integer, ended_by blob, ended_why text) strict;

CREATE INDEX assignment_account on assignment (account_id);

CREATE INDEX assignment_role on assignment (role, place_path);

CREATE INDEX assignment_staff on assignment (account_id) where role not in ('resident', 'guardian');

CREATE TABLE audit (
    audit_id blob primary key,
    account_id blob,                         -- who; null for the program itself and for people without an account
    role text not null,                      -- the role that was used, or 'none', 'system'
    action text not null,                    -- action code of the crate access
    purpose text not null,                   -- purpose code of the crate access
    place_path text not null,    -- place of the record
    person_id blob,                          -- whose record
    record_kind text not null,               -- response, warning, signal, person, campaign, list, …
    record_id blob,                          -- which one; null for lists
    outcome text not null check (outcome in ('done', 'refused')),
    detail text not null,                    -- codes and counts; never a name, answer or note
    created_at integer not null
) strict;

CREATE INDEX audit_created on audit (created_at, audit_id);

CREATE INDEX audit_person on audit (person_id, created_at);

CREATE TABLE audit_entry (
    audit_id blob primary key references audit,
    seal_no integer not null references audit_seal,
    position integer not null,                -- 1, 2, 3, … inside the seal
    created_at integer not null,
    unique (seal_no, position)
) strict;

CREATE TABLE audit_seal (
    seal_no integer primary key,              -- 1, 2, 3, …
    row_count integer not null,
    previous_hash text not null,             -- hex SHA-256; zeros for the first
    hash text not null,                      -- hex SHA-256 over the previous hash and the rows in order
    created_at integer not null
) strict;

CREATE TABLE campaign (
    campaign_id blob primary key,
    place_path text not null,    -- the school or place whose people are asked
    title text not null,
    instrument text not null,                -- pack code
    instrument_version text not null,        -- pack version; answers stay tied to it
    consent_text text not null,              -- what people agree to, word for word
    opens_on text not null,                  -- first day
    closes_on text not null,                 -- last day
    created_by blob not null references account,
    created_at integer not null
) strict;

CREATE INDEX campaign_place on campaign (place_path, campaign_id);

CREATE TABLE campaign_member (
    campaign_id blob not null references campaign,
    person_id blob not null references person,
    declined_at integer,                      -- taking part is voluntary (精神卫生法 27)
    created_at integer not null,
    primary key (campaign_id, person_id)
) strict;

CREATE INDEX campaign_member_person on campaign_member (person_id);

CREATE TABLE ceremony (
    ceremony_id blob primary key,
    account_id blob references account,      -- null while nobody is known
    kind text not null,
    key_hash blob not null unique,          -- SHA-256 of what the browser brings back
    state_sealed blob not null,
    created_at integer not null,
    expires_at integer not null
) strict;

CREATE INDEX ceremony_expires on ceremony (expires_at);

CREATE TABLE data_key (
    data_key_no integer primary key,          -- 1, 2, 3, … over all classes
    class text not null check (class in ('person', 'account', 'file', 'index')),
    suite text not null check (suite in ('aes-256-gcm-siv', 'sm4-gcm')),
    state text not null check (state in ('coming', 'active', 'retiring', 'retired')),
    wrapped blob not null,
    master_check text not null,              -- which master key wrapped it: its check value
    version integer not null,                 -- counts the changes of this row; the sum over all rows is the version of the ring
    active_at integer,                        -- since when it seals
    retired_at integer,                       -- since when no row needs it
    created_at integer not null
) strict;

CREATE UNIQUE INDEX data_key_active on data_key (class) where state = 'active';

CREATE UNIQUE INDEX data_key_coming on data_key (class) where state = 'coming';

CREATE TABLE import_batch (
    import_id blob primary key,
    campaign_id blob not null references campaign,
    file_name text not null,
    file_sha256 text not null,
    options text not null,                   -- JSON: column mapping
    state text not null check (state in ('checked', 'imported')),
    created_rows integer not null,
    updated_rows integer not null,
    skipped_rows integer not null,
    failed_rows integer not null,
    created_by blob not null references account,
    imported_at integer,
    created_at integer not null
) strict;

CREATE INDEX import_batch_campaign on import_batch (campaign_id, import_id);

CREATE TABLE import_file (
    import_id blob primary key references import_batch,
    bytes blob not null,
    forget_at integer not null,
    created_at integer not null
) strict;

CREATE TABLE import_row (
    import_id blob not null references import_batch,
    row_no integer not null,                  -- 1-based, without the header
    external_id text,                        -- what the file calls the person
    outcome text not null check (outcome in ('created', 'updated', 'skipped', 'failed')),
    reason text not null,                    -- reason code
    detail text not null,                    -- column, expected, found
    response_id blob references response,
    created_at integer not null,
    primary key (import_id, row_no)
) strict;

CREATE TABLE job (
    job_id blob primary key,
    kind text not null,                      -- sweep, seal_audit, forget_uploads, …
    body text not null,                      -- JSON
    due_at integer not null,                  -- not before
    leased_until integer,                     -- a worker has it until then
    attempts integer not null,
    failure text,                            -- last failure, without personal data
    done_at integer,
    created_at integer not null
) strict;

CREATE INDEX job_due on job (done_at, due_at);

CREATE INDEX job_kind on job (kind, created_at);

CREATE TABLE linked_identity (
    linked_identity_id blob primary key,
    account_id blob not null references account,
    provider text not null,                  -- code of the provider in the operator's file
    subject_sealed blob not null,           -- issuer and subject
    subject_lookup blob not null unique,
    created_at integer not null,
    used_at integer
) strict;

CREATE INDEX linked_identity_account on linked_identity (account_id, created_at);

CREATE TABLE login_attempt (
    login_attempt_id blob primary key,
    login text not null,         -- what was typed, lower case, at most 64 characters
    address text not null,       -- peer address
    succeeded integer not null check (succeeded in (0, 1)),
    created_at integer not null
) strict;

CREATE INDEX login_attempt_address on login_attempt (address, created_at);

CREATE INDEX login_attempt_login on login_attempt (login, created_at);

CREATE TABLE migration (name text primary key, checksum text not null, applied_at integer not null) strict;

CREATE TABLE notice (
    notice_id blob primary key,
    account_id blob not null references account, -- to whom
    kind text not null,                      -- text key
    warning_id blob references warning,
    params text not null,                    -- JSON, no names
    read_at integer,
    created_at integer not null
) strict;

CREATE INDEX notice_account on notice (account_id, created_at);

CREATE TABLE outbox (
    outbox_id blob primary key,
    topic text not null,                     -- warning.opened, response.received, …
    body text not null,                      -- JSON: ids and codes only
    attempts integer not null,
    delivered_at integer,                     -- null while it waits
    created_at integer not null
) strict;

CREATE INDEX outbox_waiting on outbox (delivered_at, created_at);

CREATE TABLE passkey (
    passkey_id blob primary key,
    account_id blob not null references account,
    credential_hash blob not null unique,   -- SHA-256 of the credential's id, which is random
    record_sealed blob not null,            -- public key, counter, flags
    label text not null,                     -- what its owner calls it
    created_at integer not null,
    used_at integer
) strict;

CREATE INDEX passkey_account on passkey (account_id, created_at);

CREATE TABLE password_past (
    password_past_id blob primary key,
    account_id blob not null references account,
    password_hash text not null,             -- argon2id, PHC string
    replaced_at integer not null
) strict;

CREATE INDEX password_past_account on password_past (account_id, replaced_at);

CREATE TABLE person (
    person_id blob primary key,
    place_path text not null,   -- where the person lives or studies
    name text not null,                     -- full name; masked on every page that does not need it
    sex text check (sex in ('female', 'male')),
    birth_on text,                          -- day, YYYY-MM-DD
    phone text,
    created_at integer not null
, key_sealed blob, erased_at integer) strict;

CREATE INDEX person_place on person (place_path, person_id);

CREATE TABLE person_identifier (
    system text not null,                   -- gb11643, or 'campaign-place:<path>': the numbers of a place's files
    value text not null,
    person_id blob not null references person,
    created_at integer not null,
    primary key (system, value)
) strict;

CREATE INDEX person_identifier_person on person_identifier (person_id);

CREATE TABLE phone_code (
    phone_code_id blob primary key,
    phone_hash blob not null,               -- keyed hash of the number
    address text not null,       -- range of the address that asked
    code_hash blob not null,                -- keyed hash over number and code
    tries integer not null,
    created_at integer not null,
    expires_at integer not null,
    used_at integer
) strict;

CREATE INDEX phone_code_address on phone_code (address, created_at);

CREATE INDEX phone_code_phone on phone_code (phone_hash, created_at);

CREATE TABLE place (
    place_id blob primary key,              -- id
    path text not null unique,  -- codes from the root down, each followed by '/'
    parent_id blob references place,        -- the unit above; null for a province
    name text not null,                     -- official name
    level text not null check (level in ('province', 'city', 'county', 'township', 'village', 'unit')),
    kind text,                              -- street, town, village, school, … as the source says
    created_at integer not null              -- instant, microseconds UTC
) strict;

CREATE TABLE place_code (
    system text not null,                   -- nbs2023, mca2026
    code text not null,                     -- the code as text
    place_id blob not null references place,
    created_at integer not null,
    primary key (system, code)
) strict;

CREATE INDEX place_code_place on place_code (place_id);

CREATE TABLE recovery_code (
    recovery_code_id blob primary key,
    account_id blob not null references account,
    code_hash blob not null unique,         -- SHA-256 over account and code of 80 bits
    created_at integer not null,
    used_at integer
) strict;

CREATE INDEX recovery_code_account on recovery_code (account_id, used_at);

CREATE TABLE response (
    response_id blob primary key,
    submission_key text not null unique, -- the same sheet sent twice is one sheet
    person_id blob not null references person,
    campaign_id blob references campaign,
    place_path text not null,    -- where the person lives or studies at that time
    instrument text not null,
    instrument_version text not null,
    source text not null check (source in ('self', 'campaign', 'import')),
    sharing text not null check (sharing in ('private', 'contact', 'campaign')), -- private: the person alone
    answers text not null,                   -- JSON array in item order; null where blank
    outcome text not null,                   -- JSON: scores, bands, critical items, flags
    total real,                  -- null where the instrument's rule gives none
    band text,                               -- band code
    attention integer not null check (attention between 1 and 4),
    answered_at integer not null,             -- instant of the answers
    created_at integer not null               -- instant of receipt
) strict;

CREATE INDEX response_campaign on response (campaign_id, response_id);

CREATE INDEX response_person on response (person_id, instrument, answered_at);

CREATE TABLE session (
    session_id blob primary key,
    token_hash blob not null unique,        -- SHA-256 of the token
    account_id blob not null references account,
    created_at integer not null,
    expires_at integer not null,              -- absolute end
    ended_at integer                          -- signed out
, seen_at integer not null default 0, idle_s integer not null default 0, device text not null default '', network text not null default '', proof text not null default 'password', proved_at integer) strict;

CREATE INDEX session_account on session (account_id, expires_at);

CREATE INDEX session_open on session (ended_at, expires_at);

CREATE TABLE signal (
    signal_id blob primary key,
    dedupe_key text not null unique, -- the same rule on the same source raises one signal
    person_id blob not null references person,
    place_path text not null,
    response_id blob references response,    -- the answer sheet, when it came from one
    rule_id text not null,                   -- rule pack
    rule_version text not null,
    code text not null,                      -- signal code in the pack
    level text not null check (level in ('red', 'yellow', 'blue')), -- proposed
    evidence text not null,                  -- JSON
    reporter_id blob references account,     -- who hears back
    raised_at integer not null,
    due_at integer not null,                  -- by when a person should have looked
    expires_at integer not null,
    told_above_at integer,                  -- since when the level above knows that nobody has decided
    dismissed_at integer,
    dismissed_by blob references account,
    dismiss_reason text,                     -- reason code
    dismiss_note text,                       -- free words of staff about it
    warning_id blob,                         -- the warning that took it up
    created_at integer not null,
    check ((dismissed_at is null) = (dismissed_by is null)),
    check (dismissed_at is null or warning_id is null)
) strict;

CREATE INDEX signal_late on signal (due_at) where dismissed_at is null and warning_id is null and told_above_at is null;

CREATE INDEX signal_open on signal (place_path, due_at) where dismissed_at is null and warning_id is null;

CREATE INDEX signal_person on signal (person_id, raised_at);

CREATE INDEX signal_warning on signal (warning_id);

CREATE TABLE site (
    site_id blob primary key,
    place_path text not null,   -- where it stands
    name text not null,
    kind text not null check (kind in ('centre', 'counselling_room', 'clinic', 'school_room', 'hospital')),
    address text not null,
    phone text,
    hours text not null,                    -- opening hours as people read them
    created_at integer not null
) strict;

CREATE INDEX site_place on site (place_path, site_id);

CREATE TABLE totp (
    account_id blob primary key references account,
    secret_sealed blob not null,
    last_step integer not null,               -- the last 30-second step whose code was used
    confirmed_at integer,                     -- null until the first right code
    created_at integer not null
) strict;

CREATE TABLE warning (
    warning_id blob primary key,
    number text not null unique, -- W20261122-0003
    person_id blob not null references person,
    place_path text not null,
    level text not null check (level in ('red', 'yellow', 'blue')),
    step text not null,                      -- step code of the crate warnings
    owner_id blob references account,        -- who owes the next step
    owner_path text,             -- for which place
    due_at integer,                           -- by when
    step_at integer not null,                 -- since when this step is owed
    escalations integer not null,
    version integer not null,                 -- optimistic lock: number of events applied
    opened_at integer not null,
    closed_at integer,
    created_at integer not null,
    check ((closed_at is null) = (owner_id is not null)),
    check ((closed_at is null) = (owner_path is not null)),
    check ((closed_at is null) = (due_at is not null))
) strict;

CREATE INDEX warning_open_due on warning (due_at) where closed_at is null;

CREATE INDEX warning_open_owner on warning (owner_id, due_at) where closed_at is null;

CREATE INDEX warning_open_place on warning (place_path, due_at) where closed_at is null;

CREATE INDEX warning_person on warning (person_id, opened_at);

CREATE TABLE warning_event (
    warning_event_id blob primary key,
    warning_id blob not null references warning,
    seq integer not null,                     -- 1, 2, 3, …
    account_id blob references account,      -- who; null for the program
    kind text not null,                      -- event code
    body text not null,                      -- JSON of the event
    happened_at integer not null,
    created_at integer not null,
    unique (warning_id, seq)
) strict;

