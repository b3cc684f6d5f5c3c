CREATE TABLE account (
    account_id blob primary key,
    login_lookup blob not null unique,       -- keyed hash of the login in lower case
    login_sealed blob not null,              -- it may be a phone
    name_sealed blob not null,               -- how the program addresses the person
    password_hash text not null,             -- argon2id, PHC string
    person_id blob references person,        -- the account holder's own record, for residents
    disabled_at integer,                      -- instant from which it cannot sign in
    created_at integer not null
) strict;

CREATE TABLE assignment (
    assignment_id blob primary key,
    account_id blob not null references account,
    role text not null,                      -- role code of the crate access
    place_path text not null,    -- at and below this place
    from_on text not null,                   -- first day
    until_on text,                           -- last day; null while open
    created_at integer not null
) strict;

CREATE INDEX assignment_account on assignment (account_id);

CREATE INDEX assignment_role on assignment (role, place_path);

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
    file_name_sealed blob not null,          -- people name files after people
    file_sha256 text not null,
    options_sealed blob not null,            -- JSON: column mapping, for a file without a header has people in it
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
    bytes_sealed blob not null,
    forget_at integer not null,
    created_at integer not null
) strict;

CREATE TABLE import_row (
    import_id blob not null references import_batch,
    row_no integer not null,                  -- 1-based, without the header
    external_id_sealed blob,                 -- what the file calls the person
    outcome text not null check (outcome in ('created', 'updated', 'skipped', 'failed')),
    reason text not null,                    -- reason code
    detail_sealed blob,                      -- column, expected, found; null where nothing is wrong
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

CREATE TABLE login_attempt (
    login_attempt_id blob primary key,
    login_hash blob not null,    -- keyed hash of what was typed, lower case, at most 64 characters
    address text not null,       -- peer address
    succeeded integer not null check (succeeded in (0, 1)),
    created_at integer not null
) strict;

CREATE INDEX login_attempt_address on login_attempt (address, created_at);

CREATE INDEX login_attempt_login on login_attempt (login_hash, created_at);

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

CREATE TABLE person (
    person_id blob primary key,
    place_path text not null,   -- where the person lives or studies
    name_sealed blob not null,              -- full name; masked on every page that does not need it
    sex text check (sex in ('female', 'male')),
    birth_on text,                          -- day, YYYY-MM-DD
    phone_sealed blob,
    created_at integer not null
, key_sealed blob, erased_at integer) strict;

CREATE INDEX person_place on person (place_path, person_id);

CREATE TABLE person_identifier (
    identifier_id blob primary key,         -- names the row where the value must not stand
    system text not null,                   -- gb11643, or 'campaign-place:<path>': the numbers of a place's files
    value_lookup blob not null,             -- keyed hash of the value, by which it is looked up
    value_sealed blob not null,
    person_id blob not null references person,
    created_at integer not null,
    unique (system, value_lookup)
) strict;

CREATE INDEX person_identifier_person on person_identifier (person_id);

CREATE TABLE person_token (
    token integer not null,                  -- 20 bits of a keyed hash
    place_path text not null,   -- place of the person: a look-up below a place is one range
    person_id blob not null,
    primary key (token, place_path, person_id)
) strict, without rowid;

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
    answers_sealed blob not null,            -- JSON array in item order; null where blank
    outcome_sealed blob not null,            -- JSON: scores, bands, critical items, flags
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
) strict;

CREATE INDEX session_account on session (account_id, expires_at);

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
    evidence_sealed blob not null,           -- JSON
    reporter_id blob references account,     -- who hears back
    raised_at integer not null,
    due_at integer not null,                  -- by when a person should have looked
    expires_at integer not null,
    told_above_at integer,                  -- since when the level above knows that nobody has decided
    dismissed_at integer,
    dismissed_by blob references account,
    dismiss_reason text,                     -- reason code
    dismiss_note_sealed blob,                -- free words of staff about it
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
    body_sealed blob not null,               -- JSON of the event
    happened_at integer not null,
    created_at integer not null,
    unique (warning_id, seq)
) strict;

CREATE TABLE webhook (
    webhook_id blob primary key,
    url text not null,
    topics text not null,                     -- JSON: beginnings of topics; none means every event
    secret_sealed blob not null,              -- signs what is sent
    removed_at integer,
    created_at integer not null
) strict;

CREATE INDEX webhook_live on webhook (removed_at, created_at);

CREATE TABLE webhook_delivery (
    webhook_id blob not null references webhook (webhook_id),
    outbox_id blob not null references outbox (outbox_id),
    state text not null check (state in ('waiting', 'delivered', 'dead')),
    attempts integer not null,
    due_at integer not null,                  -- not before
    status integer,                           -- of the last answer
    failure text,                             -- word for what went wrong last
    changed_at integer not null,
    primary key (webhook_id, outbox_id)
) strict;

CREATE INDEX webhook_delivery_due on webhook_delivery (state, due_at);

CREATE INDEX webhook_delivery_event on webhook_delivery (outbox_id);

