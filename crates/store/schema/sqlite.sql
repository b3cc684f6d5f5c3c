CREATE TABLE access_review (
    access_review_id blob primary key,
    quarter text not null unique,            -- 2026Q4
    due_on text not null,                    -- last day
    created_at integer not null
, told_at integer, late_told_at integer) strict;

CREATE TABLE access_review_line (
    access_review_line_id blob primary key,
    access_review_id blob not null references access_review,
    assignment_id blob not null references assignment,
    verdict text,                            -- kept, ended; null until somebody decides
    decided_by blob references account,
    decided_at integer,
    created_at integer not null
, place_path text not null default '/') strict;

CREATE UNIQUE INDEX access_review_line_of on access_review_line (access_review_id, assignment_id);

CREATE INDEX access_review_line_open on access_review_line (access_review_id, verdict, access_review_line_id);

CREATE INDEX access_review_line_place on access_review_line (access_review_id, place_path, access_review_line_id);

CREATE INDEX access_review_line_role on access_review_line (assignment_id);

CREATE TABLE account (
    account_id blob primary key,
    login_lookup blob not null unique,       -- keyed hash of the login in lower case
    login_sealed blob not null,              -- it may be a phone
    name_sealed blob not null,               -- how the program addresses the person
    password_hash text not null,             -- argon2id, PHC string
    person_id blob references person,        -- the account holder's own record, for residents
    disabled_at integer,                      -- instant from which it cannot sign in
    created_at integer not null
, password_set_at integer not null default 0, must_change integer not null default 0, factors integer not null default 0, signed_in_at integer) strict;

CREATE INDEX account_person on account (person_id) where person_id is not null;

CREATE INDEX account_signed_in on account (signed_in_at);

CREATE TABLE account_address (
    account_address_id blob primary key,
    account_id blob not null references account,
    channel text not null check (channel in ('email', 'sms', 'wechat')),
    address_sealed blob not null,
    language text not null,                   -- of letters
    confirmed_at integer not null,            -- when its holder typed the code that was sent there
    off_at integer,                           -- since when nothing is sent there
    created_at integer not null,
    unique (account_id, channel)
) strict;

CREATE TABLE answer_draft (
    answer_draft_id blob primary key,
    person_id blob not null references person,
    slot text not null,                      -- which test: the campaign that asks or self, and the code of the instrument
    campaign_id blob references campaign,    -- null: a self-test of one's own
    instrument text not null,
    instrument_version text not null,        -- answers of another version are not taken up
    answers_sealed blob not null,          -- submission key and answers in item order, sealed with the key of the person
    version integer not null,                -- optimistic lock: two devices of one person
    begun_at integer not null,
    saved_at integer not null,               -- the last answer: from here the days of the schedule run
    created_at integer not null,
    unique (person_id, slot)
) strict;

CREATE INDEX answer_draft_saved on answer_draft (saved_at, answer_draft_id);

CREATE TABLE area_notice (
    area_notice_id blob primary key,
    place_path text not null,
    measure text not null check (measure in ('warnings', 'words', 'tests')),
    week_on text not null,
    persons integer not null,
    body text not null,                      -- JSON: the numbers that made it
    due_at integer not null,                 -- by when somebody has looked
    told_above_at integer,                   -- since when the level above knows that nobody has
    settled_at integer,
    settled_by blob references account,
    reason text,                             -- code of the pack
    note_sealed blob,                        -- free words of staff, about the place
    created_at integer not null,
    unique (place_path, measure, week_on),
    check ((settled_at is null) = (settled_by is null)),
    check ((settled_at is null) = (reason is null))
) strict;

CREATE INDEX area_notice_late on area_notice (due_at) where settled_at is null and told_above_at is null;

CREATE INDEX area_notice_open on area_notice (place_path, due_at) where settled_at is null;

CREATE INDEX area_notice_settled on area_notice (place_path, settled_at) where settled_at is not null;

CREATE TABLE area_week (
    place_path text not null,
    measure text not null check (measure in ('warnings', 'words', 'tests')),
    week_on text not null,                   -- its Monday
    persons integer not null,
    created_at integer not null,
    primary key (place_path, measure, week_on)
) strict;

CREATE INDEX area_week_week on area_week (week_on);

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

CREATE INDEX assignment_staff_id on assignment (assignment_id) where role not in ('resident', 'guardian');

CREATE TRIGGER audit_is_kept before delete on audit
when not exists (select 1 from audit_gone where audit_gone.audit_id = old.audit_id)
begin select raise(abort, 'audit rows are append-only'); end;

CREATE TRIGGER audit_is_not_changed before update on audit
begin select raise(abort, 'audit rows are append-only'); end;

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

CREATE INDEX audit_account on audit (account_id, created_at, audit_id) where account_id is not null;

CREATE INDEX audit_action on audit (action, created_at, audit_id);

CREATE INDEX audit_created on audit (created_at, audit_id);

CREATE INDEX audit_person on audit (person_id, created_at, audit_id) where person_id is not null;

CREATE INDEX audit_record on audit (record_id, created_at, audit_id) where record_id is not null;

CREATE INDEX audit_refused on audit (created_at, audit_id) where outcome = 'refused';

CREATE TABLE audit_anchor (
    audit_anchor_id blob primary key,
    seal_no integer not null,
    line text not null,                      -- as it was written
    created_at integer not null
) strict;

CREATE INDEX audit_anchor_at on audit_anchor (created_at);

CREATE TABLE audit_check (
    audit_check_id blob primary key,
    first_seal integer not null,
    last_seal integer not null,
    row_count integer not null,
    unsealed integer not null,
    head text not null,                      -- hash of the last seal
    fault_count integer not null,
    fault text,                              -- the first thing that does not fit
    created_at integer not null
) strict;

CREATE INDEX audit_check_at on audit_check (created_at);

CREATE TRIGGER audit_entry_is_kept before delete on audit_entry
when not exists (select 1 from audit_gone where audit_gone.audit_id = old.audit_id)
begin select raise(abort, 'audit rows are append-only'); end;

CREATE TRIGGER audit_entry_is_not_changed before update on audit_entry
begin select raise(abort, 'audit rows are append-only'); end;

CREATE TABLE audit_entry (
    audit_id blob primary key references audit,
    seal_no integer not null references audit_seal,
    position integer not null,                -- 1, 2, 3, … inside the seal
    created_at integer not null, link text not null default '',
    unique (seal_no, position)
) strict;

CREATE TRIGGER audit_gone_is_kept before delete on audit_gone
when exists (select 1 from audit_entry where audit_entry.seal_no = old.seal_no)
begin select raise(abort, 'audit rows are append-only'); end;

CREATE TRIGGER audit_gone_is_not_changed before update on audit_gone
begin select raise(abort, 'audit rows are append-only'); end;

CREATE TABLE audit_gone (
    audit_id blob primary key,
    seal_no integer not null references audit_seal,
    position integer not null,
    link text not null,
    created_at integer not null,
    unique (seal_no, position)
) strict;

CREATE TABLE audit_hint (
    audit_hint_id blob primary key,
    dedupe_key text not null unique,         -- rule, account and local day
    rule text not null,
    account_id blob not null,
    from_at integer not null,
    until_at integer not null,
    hit_count integer not null,
    finding text,                            -- expected, unclear, misuse: what the person who looked found
    found_by blob,
    found_at integer,
    created_at integer not null
) strict;

CREATE INDEX audit_hint_open on audit_hint (created_at) where finding is null;

CREATE TABLE audit_prune_mark (
    days integer primary key,
    seal_no integer not null,
    created_at integer not null
) strict;

CREATE TRIGGER audit_seal_is_kept before delete on audit_seal
begin select raise(abort, 'audit rows are append-only'); end;

CREATE TRIGGER audit_seal_is_not_changed before update on audit_seal
begin select raise(abort, 'audit rows are append-only'); end;

CREATE TABLE audit_seal (
    seal_no integer primary key,              -- 1, 2, 3, …
    row_count integer not null,
    previous_hash text not null,             -- hex SHA-256; zeros for the first
    hash text not null,                      -- hex SHA-256 over the previous hash and the rows in order
    created_at integer not null
, root text not null default '', total integer not null default 0, suite text not null default 'sha256') strict;

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
, stage text not null default 'planned' check (stage in ('planned', 'sent_back', 'running', 'paused', 'closed')), steps integer not null default 0) strict;

CREATE INDEX campaign_closed on campaign (closes_on);

CREATE INDEX campaign_place on campaign (place_path, campaign_id);

CREATE INDEX campaign_stage on campaign (stage, closes_on, campaign_id);

CREATE TABLE campaign_event (
    campaign_id blob not null references campaign,
    seq integer not null check (seq > 0),
    account_id blob references account,      -- null: the program itself
    word text not null,                      -- planned, signed_off, paused, …
    body text not null,                      -- JSON of the act
    reason_sealed blob,                      -- why, in words
    happened_at integer not null,
    created_at integer not null,
    primary key (campaign_id, seq)
) strict;

CREATE TABLE campaign_member (
    campaign_id blob not null references campaign,
    person_id blob not null references person,
    declined_at integer,                      -- taking part is voluntary (精神卫生法 27)
    created_at integer not null, unit_path text not null default '', part integer not null default 0, finished_at integer, signalled_at integer,
    primary key (campaign_id, person_id)
) strict;

CREATE INDEX campaign_member_finished on campaign_member (campaign_id, finished_at) where finished_at is not null;

CREATE INDEX campaign_member_person on campaign_member (person_id);

CREATE INDEX campaign_member_signal on campaign_member (campaign_id, signalled_at) where signalled_at is not null;

CREATE INDEX campaign_member_unit on campaign_member (campaign_id, unit_path, finished_at, declined_at);

CREATE TABLE campaign_part (
    campaign_id blob not null references campaign,
    position integer not null check (position >= 0),
    instrument text not null,                -- pack code
    instrument_version text not null,        -- pack version, tied when the campaign was planned
    only_after integer,                      -- asked only after this earlier part …
    total_from real, form text not null default 'fixed' check (form in ('fixed', 'adaptive')),                         -- … gave at least this total
    primary key (campaign_id, position),
    check ((only_after is null) = (total_from is null)),
    check (only_after is null or only_after < position)
) strict;

CREATE TABLE campaign_reminder (
    campaign_id blob not null references campaign,
    unit_path text not null,
    reminded_at integer not null,
    account_id blob references account,      -- null: the program itself
    created_at integer not null,
    primary key (campaign_id, unit_path, reminded_at)
) strict;

CREATE TABLE campaign_sitting (
    sitting_id blob primary key,
    campaign_id blob not null references campaign,
    unit_path text not null,
    begins_at integer not null,
    room text not null,                      -- computer room 2
    created_by blob not null references account,
    created_at integer not null
) strict;

CREATE INDEX campaign_sitting_of on campaign_sitting (campaign_id, unit_path, begins_at);

CREATE TABLE case_event (
    case_event_id blob primary key,
    case_id blob not null references case_file,
    seq integer not null,            -- 1, 2, 3, …
    account_id blob not null references account, -- who
    kind text not null,              -- event code
    body_sealed blob not null,       -- JSON of the event
    happened_at integer not null,
    created_at integer not null,
    unique (case_id, seq)
) strict;

CREATE TABLE case_file (
    case_id blob primary key,
    number text not null unique,     -- C20261123-0001
    person_id blob not null references person,
    place_path text not null,
    kind text not null,              -- code of the pack of cases
    status text not null check (status in ('intake', 'assessed', 'planned', 'in_progress', 'to_close', 'closed')), -- as of the last event
    responsible_id blob not null references account, -- who answers for it, or last did
    next_due_on text,                -- the first day by which somebody owes something
    version integer not null,        -- optimistic lock: number of events applied
    opened_at integer not null,
    closed_at integer,
    created_at integer not null,
    check ((closed_at is null) = (next_due_on is not null)),
    check ((closed_at is null) = (status <> 'closed'))
) strict;

CREATE INDEX case_file_closed on case_file (closed_at) where closed_at is not null;

CREATE INDEX case_file_open on case_file (case_id) where closed_at is null;

CREATE UNIQUE INDEX case_file_open_person on case_file (person_id) where closed_at is null;

CREATE INDEX case_file_person on case_file (person_id, opened_at);

CREATE TABLE case_guided (
    case_id blob not null references case_file,
    guided_on text not null,
    created_at integer not null,
    primary key (case_id, guided_on)
) strict;

CREATE TABLE case_reach (
    case_id blob primary key references case_file,
    person_id blob not null references person,
    opened_on text not null,
    closed_on text,                          -- the last day, of a closed case
    planned_on text,                         -- the day on which a plan was first agreed
    is_read integer not null check (is_read in (0, 1)), -- 0: the events of an older case are still to be read
    created_at integer not null
) strict;

CREATE INDEX case_reach_person on case_reach (person_id);

CREATE INDEX case_reach_unread on case_reach (case_id) where is_read = 0;

CREATE TABLE case_seat (
    case_id blob not null references case_file,
    account_id blob not null references account,
    owes_on text,                    -- the first day by which the account owes something
    told_until text,                 -- until which day of what it owes the account was told
    tell_on text,                    -- when it is told next
    created_at integer not null,
    primary key (case_id, account_id)
) strict;

CREATE INDEX case_seat_account on case_seat (account_id, owes_on);

CREATE INDEX case_seat_tell on case_seat (tell_on) where tell_on is not null;

CREATE TABLE case_warning (
    case_id blob not null references case_file,
    warning_id blob not null references warning,
    created_at integer not null,
    primary key (case_id, warning_id)
) strict;

CREATE INDEX case_warning_warning on case_warning (warning_id);

CREATE TABLE ceremony (
    ceremony_id blob primary key,
    account_id blob references account,      -- null while nobody is known
    kind text not null,
    key_hash blob not null unique,          -- SHA-256 of what the browser brings back
    state_sealed blob not null,
    created_at integer not null,
    expires_at integer not null
) strict;

CREATE INDEX ceremony_account on ceremony (account_id);

CREATE INDEX ceremony_expires on ceremony (expires_at);

CREATE TABLE consent_event (
    consent_event_id blob primary key,
    person_id blob not null references person,
    purpose text not null,                   -- purpose of use, code of the crate consent
    subject_id blob references campaign,     -- the campaign, where each is asked for by itself
    party text not null check (party in ('own', 'guardian')),
    kind text not null check (kind in ('given', 'refused', 'withdrawn')),
    version text not null,                   -- of the notice
    digest text not null,                    -- hex SHA-256 over the notice of the pack
    shown text not null references consent_text,
    how text not null check (how in ('page', 'sheet', 'paper')),
    account_id blob references account,      -- who said it, or wrote it down
    said_at integer not null,
    created_at integer not null
) strict;

CREATE INDEX consent_event_person on consent_event (person_id, said_at);

CREATE INDEX consent_event_withdrawn on consent_event (said_at, person_id) where kind = 'withdrawn';

CREATE TABLE consent_text (
    shown text primary key,                  -- hex SHA-256 over terms and words as shown
    purpose text not null,                   -- purpose of use, code of the crate consent
    version text not null,                   -- of the notice
    body text not null,                      -- JSON: words by language
    created_at integer not null
) strict;

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

CREATE TABLE data_request (
    data_request_id blob primary key,
    number text not null unique,             -- D20261122-0003
    person_id blob not null references person,
    place_path text not null,
    asked_by blob not null references account,
    kind text not null,                      -- copy, correct, delete, transfer, explain, complain
    target text not null,                    -- which information, as a code
    target_id blob,                          -- which record, where it is about one
    state text not null check (state in ('open', 'fulfilled', 'restricted', 'refused', 'taken_back')),
    due_on text not null,                    -- last day for an answer
    ground text,                             -- why not, or not wholly
    decided_by blob references account,
    decided_at integer,
    created_at integer not null,
    check ((state = 'open') = (decided_at is null))
) strict;

CREATE INDEX data_request_decided on data_request (decided_at) where state <> 'open';

CREATE INDEX data_request_open on data_request (place_path, due_on) where state = 'open';

CREATE INDEX data_request_person on data_request (person_id, created_at);

CREATE INDEX data_request_restricted on data_request (place_path, due_on) where state = 'restricted';

CREATE TABLE device (
    device_id blob primary key,
    place_path text not null,            -- the site that answers for it
    name text not null,                      -- what staff call it; names nobody
    kinds text not null check (kinds <> ''), -- codes of the kinds that it may send, separated by spaces
    state text not null check (state in ('active', 'locked', 'withdrawn')),
    key_hash blob not null unique,         -- SHA-256 of its key of 256 random bits; the key itself is kept nowhere
    key_set_at integer not null,
    seen_at integer,                         -- the last result that it sent
    created_by blob not null references account,
    created_at integer not null
) strict;

CREATE INDEX device_place on device (place_path, device_id);

CREATE TABLE device_refusal (
    device_id blob not null references device,
    on_day text not null,
    reason text not null check (reason in ('unknown_code', 'ended_code', 'foreign_code', 'no_consent', 'changed', 'faulty')),
    refusals integer not null check (refusals > 0),
    last_at integer not null,
    created_at integer not null,
    primary key (device_id, on_day, reason)
) strict;

CREATE TABLE device_result (
    device_result_id blob primary key,
    device_id blob references device,      -- null: the page of relaxation
    external_id text not null,               -- the device's own id of the session; of the page: the key of its form
    person_id blob not null references person,
    place_path text not null,            -- where the person belonged
    kind text not null,                      -- code of the pack
    started_at integer not null,
    ended_at integer not null,
    way text not null check (way in ('json', 'fhir', 'file', 'page')),
    body_sealed blob not null,             -- measurements and ratings, by the key of the person
    created_at integer not null,
    unique (device_id, external_id),
    check ((device_id is null) = (way = 'page')),
    check (started_at <= ended_at)
) strict;

CREATE INDEX device_result_created on device_result (created_at, device_result_id);

CREATE UNIQUE INDEX device_result_page on device_result (person_id, external_id) where device_id is null;

CREATE INDEX device_result_person on device_result (person_id, started_at, device_result_id);

CREATE TABLE device_session (
    device_session_id blob primary key,
    person_id blob not null references person,
    place_path text not null,            -- where the person belonged
    device_id blob references device,      -- the only device that may use the code; null: whichever the person gives it to
    opened_by blob not null references account,
    code_hash text not null unique,          -- keyed hash of the code
    code_until integer not null,
    created_at integer not null
) strict;

CREATE INDEX device_session_created on device_session (created_at, device_session_id);

CREATE INDEX device_session_person on device_session (person_id);

CREATE TABLE disclosure (
    disclosure_id blob primary key,
    person_id blob not null references person,
    place_path text not null,
    recipient text not null,                 -- the organisation, never a natural person
    basis text not null check (basis in ('consent', 'duty', 'emergency')),
    law text not null,                       -- the clause, or the notice that was agreed to
    purpose text not null,                   -- purpose code of the crate access
    fields text not null,                    -- codes of kinds of information, joined by commas
    withheld text,                           -- why the person is not told, by law; null: the person sees it
    given_at integer not null,
    recorded_by blob not null references account,
    created_at integer not null
) strict;

CREATE INDEX disclosure_given on disclosure (given_at, disclosure_id);

CREATE INDEX disclosure_person on disclosure (person_id, given_at);

CREATE INDEX disclosure_place on disclosure (place_path, recipient);

CREATE TABLE dispatch (
    notice_id blob not null references notice on delete cascade,
    channel text not null check (channel in ('email', 'sms', 'wechat')),
    account_id blob not null references account,
    state text not null check (state in ('queued', 'sending', 'handed_over', 'delivered', 'read', 'failed', 'superseded')),
    next_at integer,                          -- when it is looked at again; null when it has ended
    body text not null,                       -- JSON: the fold
    letter_id text,                           -- of the letter that it went with last
    version integer not null,                 -- optimistic lock: number of events applied
    changed_at integer not null,
    created_at integer not null,
    primary key (notice_id, channel),
    check ((next_at is null) = (state not in ('queued', 'sending')))
) strict;

CREATE INDEX dispatch_account on dispatch (account_id);

CREATE INDEX dispatch_due on dispatch (next_at) where next_at is not null;

CREATE INDEX dispatch_failed on dispatch (changed_at) where state = 'failed';

CREATE TABLE dispatch_event (
    notice_id blob not null,
    channel text not null,
    seq integer not null,                     -- 1, 2, 3, …
    body text not null,                       -- JSON
    happened_at integer not null,
    primary key (notice_id, channel, seq),
    foreign key (notice_id, channel) references dispatch on delete cascade
) strict;

CREATE TABLE dispute (
    dispute_id blob primary key,
    number text not null unique,             -- D20261122-0003
    place_path text not null,
    kind text not null,                      -- code of the pack
    stage text not null check (stage in ('registered', 'mediating', 'joint', 'watched', 'closed')),
    owner_id blob references account,        -- who owes the next step
    owner_path text,                         -- for which place
    due_at integer,                          -- by when
    reference text unique,                   -- what another system calls it
    registered_by blob not null references account,
    registered_at integer not null,
    closed_at integer,
    version integer not null,                -- optimistic lock: number of events applied
    created_at integer not null,
    check ((closed_at is null) = (stage <> 'closed')),
    check ((closed_at is null) = (owner_id is not null)),
    check ((closed_at is null) = (owner_path is not null)),
    check ((closed_at is null) = (due_at is not null))
) strict;

CREATE INDEX dispute_closed on dispute (closed_at) where closed_at is not null;

CREATE INDEX dispute_due on dispute (due_at) where closed_at is null;

CREATE INDEX dispute_open on dispute (place_path, due_at) where closed_at is null;

CREATE INDEX dispute_place on dispute (place_path, registered_at);

CREATE TABLE dispute_event (
    dispute_event_id blob primary key,
    dispute_id blob not null references dispute,
    seq integer not null,                    -- 1, 2, 3, …
    account_id blob references account,      -- who; null for the program
    word text not null,                      -- what was done, as a code
    body text not null,                      -- JSON of the step: codes and ids, no words
    person_id blob references person,        -- the party by whose key the words are sealed
    about_sealed blob,                       -- the words, by that key
    words_sealed blob,                       -- the words, where no party is of the index
    worded integer not null,                 -- there were words; gone when a party was erased
    happened_at integer not null,
    created_at integer not null,
    unique (dispute_id, seq),
    check (about_sealed is null or person_id is not null),
    check (about_sealed is null or words_sealed is null)
) strict;

CREATE TABLE dispute_exchange (
    dispute_exchange_id blob primary key,
    direction text not null check (direction in ('out', 'in')),
    place_path text not null,
    account_id blob not null references account,
    file_sha256 text not null,
    from_on text,                            -- of a file that went out: the first day of registration
    until_on text,                           -- and the last
    rows integer not null,
    registered integer not null,             -- of a file that came in: disputes that it brought
    results text not null,                   -- JSON: what became of each row, in codes, no names
    created_at integer not null
) strict;

CREATE INDEX dispute_exchange_place on dispute_exchange (place_path, created_at);

CREATE TABLE dispute_party (
    dispute_id blob not null references dispute,
    person_id blob not null references person,
    created_at integer not null,
    primary key (dispute_id, person_id)
) strict;

CREATE INDEX dispute_party_person on dispute_party (person_id);

CREATE TABLE duty (
    duty_id blob primary key,
    kind text not null check (kind in ('incident', 'impact', 'minor_report', 'minor_access')),
    place_path text not null,
    person_id blob references person,        -- the minor, for reports and approvals
    account_id blob not null references account, -- who opened it; for an approval who asked
    due_at integer,                            -- by when something is owed
    until_on text,                           -- last day of an approval
    decided_by blob references account,      -- who granted an approval
    entries integer not null,                  -- optimistic lock: how many there are
    opened_at integer not null,
    ended_at integer,                          -- nothing can be added any more
    created_at integer not null,
    check ((person_id is null) = (kind in ('incident', 'impact')))
) strict;

CREATE INDEX duty_access on duty (account_id, kind, until_on);

CREATE INDEX duty_person on duty (person_id, kind);

CREATE INDEX duty_place on duty (kind, place_path, opened_at);

CREATE TABLE duty_entry (
    duty_entry_id blob primary key,
    duty_id blob not null references duty,
    seq integer not null,                      -- 1, 2, 3, …
    account_id blob not null references account,
    word text not null,                      -- what was done, as a code
    about_sealed blob,                        -- JSON of the entry, by the key of the duty's person
    body_sealed blob,                         -- JSON of the entry, where the duty is about nobody
    happened_at integer not null,
    created_at integer not null,
    unique (duty_id, seq),
    check ((about_sealed is null) <> (body_sealed is null))
) strict;

CREATE TABLE emergency (
    emergency_id blob primary key,
    account_id blob not null references account,  -- who opened it
    role text not null,
    person_id blob not null references person,
    place_path text not null,                -- where the person belonged then
    reason text not null,                    -- code of the pack
    words_sealed blob not null,                     -- the opener's words, without names
    opened_at integer not null,
    until_at integer not null,
    seen_at integer not null,                -- newest instant at which it was seen open: a clock set back is noticed
    ended_at integer,
    ended_by text,                           -- opener, time, clock
    review_due_at integer not null,
    escalated_at integer,
    verdict text,                            -- justified, not_justified
    verdict_words_sealed blob,
    reviewed_by blob references account,
    reviewed_at integer,
    hold_reason_sealed blob,                        -- why telling the person waits
    hold_by blob references account,
    hold_until integer,
    told_at integer,
    told_how text,                           -- message, in_person
    created_at integer not null
) strict;

CREATE INDEX emergency_account on emergency (account_id, opened_at);

CREATE INDEX emergency_justified on emergency (opened_at, emergency_id) where verdict = 'justified';

CREATE INDEX emergency_live on emergency (until_at) where ended_at is null;

CREATE INDEX emergency_person on emergency (person_id, opened_at);

CREATE INDEX emergency_place on emergency (place_path, opened_at);

CREATE INDEX emergency_review on emergency (review_due_at) where verdict is null;

CREATE INDEX emergency_untold on emergency (ended_at) where told_at is null;

CREATE TABLE erasure (
    erasure_id blob primary key,
    rule text not null,                      -- code of the retention rule, or 'request'
    kept text not null,                      -- kind of record
    record_id blob,                          -- which one; null where only the number is kept
    number_of integer not null,               -- how many records
    run_id blob not null,
    created_at integer not null
) strict;

CREATE INDEX erasure_run on erasure (created_at, erasure_id);

CREATE TABLE group_entry (
    group_entry_id blob primary key,
    person_id blob not null references person,
    group_code text not null,                -- code of the pack: G-22
    place_path text not null,                -- where the person belonged when it was entered
    since_on text not null,                  -- since when the person belongs to the group
    confirm_by text not null,                -- by when somebody says again that it holds
    ended_on text,                           -- the last day
    reason text,                             -- why it ended: code of the pack
    recorded_by blob not null references account,
    version integer not null,                -- optimistic lock: number of events applied
    closed_at integer,                       -- when the end was written down
    created_at integer not null,
    check ((ended_on is null) = (reason is null)),
    check ((ended_on is null) = (closed_at is null))
) strict;

CREATE INDEX group_entry_closed on group_entry (closed_at) where closed_at is not null;

CREATE INDEX group_entry_counted on group_entry (group_code, since_on);

CREATE INDEX group_entry_list on group_entry (group_code, place_path, person_id) where ended_on is null;

CREATE UNIQUE INDEX group_entry_open on group_entry (person_id, group_code) where ended_on is null;

CREATE INDEX group_entry_person on group_entry (person_id);

CREATE TABLE group_event (
    group_event_id blob primary key,
    group_entry_id blob not null references group_entry,
    person_id blob not null references person, -- by whose key the words are sealed
    seq integer not null,                    -- 1, 2, 3, …
    account_id blob not null references account, -- who
    word text not null,                      -- what was done, as a code
    body text not null,                      -- JSON of the event: codes and days, no words
    words_sealed blob,                       -- what it rests on, or why it ended, in words
    happened_at integer not null,
    created_at integer not null,
    unique (group_entry_id, seq)
) strict;

CREATE TABLE group_mean (
    publication_id blob not null references publication,
    node text not null,                      -- as in publication_cell: the path below the campaign's place, or the group
    persons integer not null,                -- with a score
    mean real not null,                      -- points
    sd real not null,                        -- points; n - 1
    primary key (publication_id, node)
) strict;

CREATE TABLE guardianship (
    guardianship_id blob primary key,
    guardian_id blob not null references person,
    ward_id blob not null references person,
    relation text not null check (relation in ('parent', 'grandparent', 'sibling', 'spouse', 'child', 'other_relative', 'organisation')),
    ground text not null check (ground in ('minor', 'adult_in_care')),
    verified_by blob not null references account,
    verified_how text not null check (verified_how in ('household_book', 'birth_certificate', 'court_order', 'committee_letter')),
    from_on text not null,                   -- first day
    until_on text,                           -- last day; null while open
    created_at integer not null,
    check (guardian_id <> ward_id)
) strict;

CREATE INDEX guardianship_guardian on guardianship (guardian_id);

CREATE INDEX guardianship_ward on guardianship (ward_id);

CREATE TABLE hand_over (
    hand_over_id blob primary key,
    campaign_id blob not null references campaign,
    person_id blob not null references person,
    place_path text not null,            -- where the person belonged
    opened_by blob not null references account,
    code_hash text not null unique,        -- keyed hash of the code; it is used once
    code_until integer not null,
    token_hash text unique,                -- keyed hash of what the device holds; null: nobody has used the code
    started_at integer,
    seen_at integer,                         -- the last request, to within half a minute
    expires_at integer,                      -- the device is free then at the latest
    ended_at integer,
    ending text check (ending in ('answered', 'idle', 'given_back')),
    created_at integer not null,
    check ((token_hash is null) = (started_at is null)),
    check ((ended_at is null) = (ending is null))
) strict;

CREATE INDEX hand_over_created on hand_over (created_at, hand_over_id);

CREATE INDEX hand_over_person on hand_over (person_id);

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

CREATE INDEX import_file_forget on import_file (forget_at);

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

CREATE INDEX import_row_response on import_row (response_id);

CREATE TABLE informant_request (
    informant_request_id blob primary key,
    person_id blob not null references person,      -- about whom
    place_path text not null,                -- where the person lived or studied
    informant text not null check (informant in ('self', 'parent', 'teacher')),
    account_id blob not null references account,    -- who was asked
    family text not null,                    -- code that the forms share
    instrument text not null,                -- pack code
    instrument_version text not null,        -- stays, also when a newer version comes
    asked_by blob not null references account,
    asked_at integer not null,
    expires_at integer not null,               -- nobody answers from then on
    ending text check (ending in ('answered', 'declined', 'withdrawn')),
    settled_at integer,
    settled_by blob references account,             -- null: the program, because consent ended or somebody was erased
    valid integer check (valid in (0, 1)),     -- 0: by the rules of validity the answers say too little
    answers_sealed blob,                  -- by the key of the person
    outcome_sealed blob,                  -- by the key of the person
    check (asked_at < expires_at),
    check ((ending is null) = (settled_at is null)),
    check (valid is null or ending = 'answered'),
    check (answers_sealed is null or ending = 'answered')
) strict;

CREATE INDEX informant_request_account on informant_request (account_id, asked_at);

CREATE INDEX informant_request_asked on informant_request (asked_at);

CREATE INDEX informant_request_person on informant_request (person_id, asked_at);

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

CREATE INDEX job_made on job (created_at);

CREATE TABLE legal_hold (
    hold_id blob primary key,
    person_id blob references person,
    reason text not null check (reason in ('court', 'investigation', 'complaint', 'medical_dispute')),
    placed_by blob not null references account,
    from_on text not null,
    ended_on text,                           -- null while it is in force
    ended_by blob references account,
    created_at integer not null
) strict;

CREATE INDEX legal_hold_person on legal_hold (person_id) where ended_on is null;

CREATE TABLE letter (
    letter_id text primary key,
    account_id blob not null references account,
    channel text not null,
    is_red integer not null,
    notices text not null,                    -- JSON: ids
    sayings text not null,                    -- JSON: ids, codes, instants
    sent_at integer not null,                 -- of the last attempt
    under_way integer not null,               -- 1: nobody knows yet what became of it
    may_be_there integer not null,            -- 1: it was taken, or may have been
    created_at integer not null
) strict;

CREATE INDEX letter_account on letter (account_id, sent_at);

CREATE INDEX letter_sent on letter (sent_at);

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

CREATE TABLE local_norm (
    local_norm_id blob primary key,
    place_path text not null,                -- whose people
    instrument text not null,
    instrument_version text not null,
    score text not null,                     -- code of the score
    version integer not null check (version > 0), -- 1, 2, 3, … of the same place, instrument version and score
    persons integer not null check (persons > 1),
    from_on text not null,                   -- first and last day of the answers
    until_on text not null,
    body text not null,                      -- JSON: mean, SD, reliability, percentiles, which sheets
    created_by blob references account,
    created_at integer not null,
    unique (place_path, instrument, instrument_version, score, version)
) strict;

CREATE TABLE login_attempt (
    login_attempt_id blob primary key,
    login_hash blob not null,    -- keyed hash of what was typed, lower case, at most 64 characters
    address text not null,       -- peer address
    succeeded integer not null check (succeeded in (0, 1)),
    created_at integer not null
) strict;

CREATE INDEX login_attempt_address on login_attempt (address, created_at);

CREATE INDEX login_attempt_login on login_attempt (login_hash, created_at);

CREATE INDEX login_attempt_made on login_attempt (created_at);

CREATE TABLE migration (name text primary key, checksum text not null, applied_at integer not null) strict;

CREATE TABLE missed_review (
    missed_review_id blob primary key,
    place_path text not null,
    person_id blob references person,        -- null: nobody of the index
    event text not null,                     -- code of the pack: what happened
    cause text not null check (cause in ('warning', 'emergency', 'hand')),
    source_id blob unique,                   -- the warning or emergency that opened it: each opens one
    event_at integer not null,
    stage text not null check (stage in ('open', 'proposed', 'closed')),
    owner_id blob references account,        -- who owes the next step
    owner_path text,                         -- for which place
    due_at integer,                          -- by when
    mark text not null,                      -- the node at which a miss is counted; '' while open and where nothing was missed
    opened_at integer not null,
    closed_at integer,
    version integer not null,                -- optimistic lock: number of events applied
    created_at integer not null,
    check ((closed_at is null) = (stage <> 'closed')),
    check ((closed_at is null) = (owner_id is not null)),
    check ((closed_at is null) = (owner_path is not null)),
    check ((closed_at is null) = (due_at is not null))
) strict;

CREATE INDEX missed_review_closed on missed_review (place_path, closed_at) where closed_at is not null;

CREATE INDEX missed_review_due on missed_review (due_at) where closed_at is null;

CREATE INDEX missed_review_ended on missed_review (closed_at) where closed_at is not null;

CREATE INDEX missed_review_event_at on missed_review (event_at) where mark <> '';

CREATE INDEX missed_review_open on missed_review (place_path, due_at) where closed_at is null;

CREATE INDEX missed_review_person on missed_review (person_id) where person_id is not null;

CREATE TABLE missed_review_event (
    missed_review_event_id blob primary key,
    missed_review_id blob not null references missed_review,
    seq integer not null,                    -- 1, 2, 3, …
    account_id blob references account,      -- who; null for the program
    word text not null,                      -- what was done, as a code
    body text not null,                      -- JSON of the step: codes and ids, no words
    person_id blob references person,        -- by whose key the words are sealed
    about_sealed blob,                       -- the words, by that key
    words_sealed blob,                       -- the words, where the review is about nobody of the index, and proposals, which name nobody
    worded integer not null,                 -- there were words; gone when the person was erased
    happened_at integer not null,
    created_at integer not null,
    unique (missed_review_id, seq),
    check (about_sealed is null or person_id is not null),
    check (about_sealed is null or words_sealed is null)
) strict;

CREATE INDEX missed_review_event_advice on missed_review_event (happened_at, missed_review_event_id) where word = 'advised';

CREATE TABLE model_report (
    model text not null,                     -- pack and version
    quarter text not null,                   -- 2026-Q3
    body text not null,                      -- JSON: numbers
    created_at integer not null,
    primary key (model, quarter)
) strict;

CREATE INDEX model_report_quarter on model_report (quarter, created_at);

CREATE TABLE notice (
    notice_id blob primary key,
    account_id blob not null references account, -- to whom
    kind text not null,                      -- text key
    warning_id blob references warning,
    params text not null,                    -- JSON, no names
    read_at integer,
    created_at integer not null
, place_path text, about_kind text, about_id blob, step integer not null default 0, level text check (level in ('red', 'yellow', 'blue')), due_at integer, to_plan integer not null default 0) strict;

CREATE INDEX notice_about on notice (about_id, created_at) where about_id is not null;

CREATE INDEX notice_account on notice (account_id, created_at);

CREATE INDEX notice_made on notice (created_at);

CREATE INDEX notice_to_plan on notice (created_at) where to_plan = 1;

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
    name_sealed blob not null,              -- full name; masked on every page that does not need it
    sex text check (sex in ('female', 'male')),
    birth_on text,                          -- day, YYYY-MM-DD
    phone_sealed blob,
    created_at integer not null
, key_sealed blob, erased_at integer, restricted_at integer, provisional_at integer) strict;

CREATE INDEX person_birth on person (birth_on) where birth_on is not null;

CREATE INDEX person_place on person (place_path, person_id);

CREATE INDEX person_provisional on person (place_path, provisional_at) where provisional_at is not null;

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

CREATE TABLE person_standing (
    person_id blob primary key references person,
    place_path text not null,
    level text not null check (level in ('none', 'blue', 'yellow', 'red')),
    since integer not null,                  -- since when the level is held
    as_of integer not null,                  -- when it was worked out
    corrected integer not null,              -- 1: evidence was withdrawn since; no level is held for its dwell
    look_at integer                          -- when it is worked out again; null: nothing is to come
) strict;

CREATE INDEX person_standing_look on person_standing (look_at) where look_at is not null;

CREATE INDEX person_standing_place on person_standing (place_path, level) where level <> 'none';

CREATE TABLE person_token (
    token integer not null,                  -- 20 bits of a keyed hash
    place_path text not null,   -- place of the person: a look-up below a place is one range
    person_id blob not null,
    primary key (token, place_path, person_id)
) strict, without rowid;

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

CREATE INDEX phone_code_made on phone_code (created_at);

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

CREATE INDEX place_parent on place (parent_id, path);

CREATE TABLE place_code (
    system text not null,                   -- nbs2023, mca2026
    code text not null,                     -- the code as text
    place_id blob not null references place,
    created_at integer not null,
    primary key (system, code)
) strict;

CREATE INDEX place_code_place on place_code (place_id);

CREATE TABLE protocol (
    protocol_id blob primary key,
    kind text not null check (kind in ('green_channel', 'victim_aid')),
    person_id blob not null references person,
    place_path text not null,              -- where the school or the keeper is
    referral_id blob references referral,     -- of a green channel: the referral that was accepted
    stage text not null,                      -- what is owed next, as a code; ended
    owner_id blob references account,         -- who owes it
    due_at integer,
    entries integer not null,                   -- optimistic lock: how many there are
    opened_at integer not null,
    ended_at integer,
    created_at integer not null
) strict;

CREATE INDEX protocol_due on protocol (due_at) where due_at is not null;

CREATE INDEX protocol_ended on protocol (kind, ended_at) where ended_at is not null;

CREATE UNIQUE INDEX protocol_one_open on protocol (person_id, kind) where ended_at is null;

CREATE INDEX protocol_person on protocol (person_id, kind);

CREATE INDEX protocol_place on protocol (kind, place_path, opened_at);

CREATE INDEX protocol_referral on protocol (referral_id);

CREATE TABLE protocol_account (
    protocol_id blob not null references protocol,
    account_id blob not null references account,
    since_at integer not null,
    until_at integer, owes_at integer,                           -- taken off
    primary key (protocol_id, account_id)
) strict;

CREATE INDEX protocol_account_of on protocol_account (account_id, protocol_id) where until_at is null;

CREATE INDEX protocol_account_owes on protocol_account (account_id, owes_at) where owes_at is not null;

CREATE TABLE protocol_entry (
    protocol_entry_id blob primary key,
    protocol_id blob not null references protocol,
    seq integer not null,
    account_id blob references account,       -- none: the program
    word text not null,
    body_sealed blob not null,             -- JSON of the entry, by the person's key
    happened_at integer not null,
    created_at integer not null,
    unique (protocol_id, seq)
) strict;

CREATE TABLE publication (
    publication_id blob primary key,
    subject text not null,                   -- warnings/2026-10, campaign/<id>
    number integer not null,                  -- 1, 2, … of the subject
    is_anew integer not null check (is_anew in (0, 1)), -- earlier ones bind no later one
    sealed text not null,                    -- JSON with what is hidden, for later decisions; '' when none follows
    created_at integer not null,
    unique (subject, number)
) strict;

CREATE TABLE publication_cell (
    publication_id blob not null references publication,
    node text not null,                    -- place path, or the part of a screening
    parent text,                            -- null for the root
    part text not null,                      -- column; '' for the sum
    persons integer,                          -- null: hidden
    primary key (publication_id, node, part)
) strict;

CREATE INDEX publication_cell_parent on publication_cell (publication_id, parent);

CREATE TABLE questionnaire (
    questionnaire_id blob primary key,
    code text not null unique,               -- code of the instrument: own-…
    place_path text not null,                -- below which it may be used
    created_by blob not null references account,
    created_at integer not null
) strict;

CREATE INDEX questionnaire_place on questionnaire (place_path, created_at);

CREATE TABLE questionnaire_version (
    questionnaire_version_id blob primary key,
    questionnaire_id blob not null references questionnaire,
    number integer not null check (number > 0), -- 1, 2, 3, … of the questionnaire: the version of the instrument
    name text not null,                      -- what staff call it
    stage text not null check (stage in ('draft', 'tested', 'released', 'withdrawn')),
    revision integer not null check (revision > 0), -- counts every change: nobody overwrites what has changed meanwhile
    draft text not null,                     -- JSON: the fields as somebody typed them
    files text,                              -- JSON: the files of the pack by name, since it was tested
    offered integer not null default 0 check (offered in (0, 1)), -- as a self-test for everybody
    right_until text,                        -- last day of the right to the wording, where it ends
    edited_by blob not null references account,
    edited_at integer not null,
    tested_by blob references account,       -- who handed it in, with every case passing
    tested_at integer,
    released_by blob references account,     -- somebody else
    released_at integer,
    withdrawn_by blob references account,
    withdrawn_at integer,
    reason text,                             -- why it was sent back or withdrawn
    unique (questionnaire_id, number),
    check (stage = 'draft' or (files is not null and tested_by is not null and tested_at is not null)),
    check ((released_at is not null) = (stage in ('released', 'withdrawn'))),
    check ((withdrawn_at is not null) = (stage = 'withdrawn')),
    check (released_by is null or released_by <> tested_by)
) strict;

CREATE UNIQUE INDEX questionnaire_version_open on questionnaire_version (questionnaire_id) where stage in ('draft', 'tested');

CREATE INDEX questionnaire_version_released on questionnaire_version (released_at) where released_at is not null;

CREATE TABLE receiver (
    receiver_id blob primary key,
    name text not null,                       -- the organisation and its desk, as the sender sees it
    role text not null,                       -- which packets it receives: a receiver of the pack
    place_path text not null,
    closed_at integer,
    version integer not null,                   -- optimistic lock
    created_at integer not null
) strict;

CREATE INDEX receiver_place on receiver (place_path, receiver_id);

CREATE INDEX receiver_role on receiver (role, receiver_id) where closed_at is null;

CREATE TABLE receiver_member (
    receiver_id blob not null references receiver,
    account_id blob not null references account,
    since_at integer not null,
    primary key (receiver_id, account_id)
) strict;

CREATE INDEX receiver_member_account on receiver_member (account_id, receiver_id);

CREATE TABLE reception (
    reception_id blob primary key,
    number text not null unique,             -- V20261122-0003
    place_path text not null,
    stage text not null check (stage in ('received', 'offered', 'accepted', 'guided', 'declined', 'later')),
    owner_id blob references account,        -- who owes what is due first
    owner_path text,                         -- for which place
    due_at integer,                          -- by when
    person_id blob references person,        -- who accepted the service; nobody before
    received_by blob not null references account,
    received_at integer not null,
    closed_at integer,                       -- since when nothing is owed
    version integer not null,                -- optimistic lock: number of events applied
    created_at integer not null,
    check ((closed_at is null) = (owner_id is not null)),
    check ((closed_at is null) = (owner_path is not null)),
    check ((closed_at is null) = (due_at is not null)),
    check (person_id is null or stage in ('accepted', 'guided'))
) strict;

CREATE INDEX reception_closed on reception (closed_at) where closed_at is not null;

CREATE INDEX reception_due on reception (due_at) where closed_at is null;

CREATE INDEX reception_open on reception (place_path, due_at) where closed_at is null;

CREATE INDEX reception_over on reception (place_path, closed_at) where closed_at is not null;

CREATE INDEX reception_person on reception (person_id, received_at) where person_id is not null;

CREATE TABLE reception_event (
    reception_event_id blob primary key,
    reception_id blob not null references reception,
    seq integer not null,                    -- 1, 2, 3, …
    account_id blob references account,      -- who; null for the program
    word text not null,                      -- what was done, as a code
    body text not null,                      -- JSON of the step: codes and ids, no words
    person_id blob references person,        -- by whose key the words are sealed
    about_sealed blob,                       -- the words, kept only with a record that the person agreed to
    worded integer not null,                 -- words were said with it; those of a danger are the signal's
    happened_at integer not null,
    created_at integer not null,
    unique (reception_id, seq),
    check (about_sealed is null or person_id is not null)
) strict;

CREATE TABLE recovery_code (
    recovery_code_id blob primary key,
    account_id blob not null references account,
    code_hash blob not null unique,         -- SHA-256 over account and code of 80 bits
    created_at integer not null,
    used_at integer
) strict;

CREATE INDEX recovery_code_account on recovery_code (account_id, used_at);

CREATE TABLE referral (
    referral_id blob primary key,
    person_id blob not null references person,
    place_path text not null,              -- where the person belonged when it was sent
    kind text not null check (kind in ('assign', 'transfer', 'refer', 'consult')),
    urgency text not null check (urgency in ('emergency', 'urgent', 'routine')),
    warning_id blob references warning,       -- the warning whose work moves; none: a person without one
    role text not null,                       -- receiver of the pack
    from_account_id blob not null references account,
    from_path text not null,
    to_account_id blob not null references account,
    to_path text not null,
    receiver_id blob references receiver,     -- the desk; none: a colleague of the same team
    responsible_id blob not null references account,
    basis text not null check (basis in ('inside', 'consent', 'emergency', 'statutory')),
    consent_by text check (consent_by in ('person', 'guardian')),
    state text not null check (state in ('sent', 'asked', 'accepted', 'begun', 'reported', 'returned', 'ended')),
    step_owner_id blob references account,    -- who owes the step; none when it has ended
    owed_at integer,                            -- the earliest that anything is owed; none: nothing is
    silences integer not null,
    version integer not null,                   -- optimistic lock: how many events
    cites_id blob,                            -- the referral that it goes back or down from
    sent_at integer not null,
    ended_at integer,                           -- when the step ended
    created_at integer not null,
    check ((state = 'ended') = (ended_at is not null)),
    check ((state = 'ended') = (step_owner_id is null)),
    check ((basis = 'consent') = (consent_by is not null))
) strict;

CREATE INDEX referral_cites on referral (cites_id) where cites_id is not null;

CREATE INDEX referral_ended on referral (ended_at) where ended_at is not null;

CREATE INDEX referral_from on referral (from_account_id, sent_at);

CREATE INDEX referral_from_path on referral (from_path, sent_at);

CREATE INDEX referral_owed on referral (owed_at) where owed_at is not null;

CREATE INDEX referral_owner on referral (step_owner_id, sent_at) where step_owner_id is not null;

CREATE INDEX referral_person on referral (person_id, sent_at);

CREATE INDEX referral_receiver on referral (receiver_id, sent_at);

CREATE INDEX referral_to on referral (to_account_id, sent_at);

CREATE TABLE referral_event (
    referral_event_id blob primary key,
    referral_id blob not null references referral,
    seq integer not null,                       -- 1, 2, 3, …
    account_id blob references account,       -- none: the program
    word text not null,                       -- what happened, as a code
    body_sealed blob not null,             -- JSON of the event with packet and notes, by the person's key
    happened_at integer not null,
    created_at integer not null,
    unique (referral_id, seq)
) strict;

CREATE TABLE referral_sight (
    referral_id blob not null references referral,
    account_id blob not null references account,
    receiver_id blob references receiver,     -- the desk that sees it with the account
    person_id blob not null references person,
    sight text not null check (sight in ('nothing', 'record', 'packet', 'whole')),
    since_at integer not null,
    primary key (referral_id, account_id)
) strict;

CREATE INDEX referral_sight_person on referral_sight (person_id);

CREATE INDEX referral_sight_whole on referral_sight (account_id, person_id) where sight = 'whole';

CREATE TABLE replay (
    replay_id blob primary key,
    account_id blob not null references account, -- who asked for it
    rules text not null,                     -- the file as it was handed in
    from_at integer not null,                -- sheets received from here on
    until_at integer not null,               -- and before here
    cursor_id blob not null,                -- the last sheet that was looked at
    tally text not null,                     -- JSON: counts
    fault text not null default '',          -- why it ended before its end
    created_at integer not null,
    finished_at integer
) strict;

CREATE INDEX replay_account on replay (account_id, created_at);

CREATE INDEX replay_made on replay (created_at);

CREATE INDEX replay_open on replay (created_at, replay_id) where finished_at is null;

CREATE TABLE rescore (
    rescore_id blob primary key,
    place_path text not null,    -- sheets of this place and of places below it
    instrument text not null,                -- pack code
    from_version text not null,              -- version by which the sheets were counted
    to_version text not null,                -- version by which they are counted again
    from_at integer,                          -- answers from this instant on; null: from the first
    until_at integer not null,                -- answers before this instant
    reason_sealed blob not null,            -- why, in words of staff
    stage text not null check (stage in ('counting', 'counted', 'applying', 'applied', 'refused', 'stopped', 'failed')),
    cursor_id blob not null,                 -- the last sheet that was looked at in this stage
    tally text not null,                     -- JSON: sheets, classes, moves between bands, signals
    people integer,                           -- people whose result would differ; null until counted
    raised integer not null,                  -- signals that were raised by applying it
    fault text not null,                     -- why it does not go on; empty
    planned_by blob not null references account,
    counted_at integer,                       -- when the try had looked at every sheet
    decided_by blob references account,      -- who agreed, refused or stopped it
    decided_at integer,
    note_sealed blob,                       -- why it was refused or stopped, in words of staff
    applied_at integer,                       -- when every result was written
    created_at integer not null,
    check (from_version <> to_version),
    check ((decided_by is null) = (decided_at is null)),
    check (stage not in ('applying', 'applied') or (decided_by is not null and decided_by <> planned_by))
) strict;

CREATE INDEX rescore_due on rescore (created_at) where stage in ('counting', 'applying');

CREATE INDEX rescore_place on rescore (place_path, rescore_id);

CREATE TABLE rescore_result (
    rescore_id blob not null references rescore,
    response_id blob not null references response, -- a second result goes with its sheet
    person_id blob not null references person,
    place_path text not null,    -- where the person lived or studied
    version text not null,                   -- version of the instrument that counted again
    class text not null,                     -- what differs, in one word
    detail_sealed blob not null,            -- JSON: total and band before and after, scores, critical items, signals
    outcome_sealed blob,                    -- JSON as in response; null where the new version cannot count the sheet
    signals integer not null,                 -- signals that were raised by it
    applied_at integer,                       -- since when it stands beside the first result
    created_at integer not null,
    primary key (rescore_id, response_id)
) strict;

CREATE INDEX rescore_result_class on rescore_result (rescore_id, class, response_id);

CREATE UNIQUE INDEX rescore_result_once on rescore_result (response_id, version) where applied_at is not null;

CREATE INDEX rescore_result_person on rescore_result (person_id);

CREATE INDEX rescore_result_response on rescore_result (response_id);

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

CREATE INDEX response_band on response (campaign_id, instrument, sharing, band) where campaign_id is not null;

CREATE INDEX response_campaign on response (campaign_id, response_id);

CREATE INDEX response_person on response (person_id, instrument, answered_at);

CREATE INDEX response_self on response (created_at) where source = 'self';

CREATE INDEX response_shared on response (answered_at) where sharing = 'contact';

CREATE TABLE retest_task (
    retest_task_id blob primary key,
    response_id blob not null unique references response, -- the sheet that was put aside; its task goes with it
    person_id blob not null references person,
    campaign_id blob references campaign,
    place_path text not null,                -- where the person lived or studied
    instrument text not null,                -- pack code
    rule text not null,                      -- code of the first rule that put it aside: what shares are counted by
    rules text not null check (rules <> ''), -- codes of the rules that put it aside, the first one first, joined by commas
    way text not null check (way in ('form', 'talk')), -- talk: a critical answer stood on it; owed the same day
    due_at integer not null,
    told_at integer,                         -- when those nearest were told that a conversation is owed today
    told_above_at integer,                   -- when the level above was told that it is late
    ending text check (ending in ('retested', 'talked', 'let_go')),
    settled_at integer,
    settled_by blob references account,      -- null: the program, because a sheet that counts came in
    replaced_by blob,                        -- the sheet that came in its place, which may be gone since
    note_sealed blob,                        -- why, by the key of the person
    created_at integer not null,
    check ((ending is null) = (settled_at is null)),
    check (settled_by is null or settled_at is not null),
    check (way = 'form' or ending is null or ending <> 'retested')
) strict;

CREATE INDEX retest_task_campaign on retest_task (campaign_id, instrument) where campaign_id is not null;

CREATE INDEX retest_task_late on retest_task (due_at) where settled_at is null and told_above_at is null;

CREATE INDEX retest_task_open on retest_task (place_path, due_at) where settled_at is null;

CREATE INDEX retest_task_person on retest_task (person_id, instrument);

CREATE INDEX retest_task_settled on retest_task (place_path, settled_at) where settled_at is not null;

CREATE INDEX retest_task_untold on retest_task (created_at) where settled_at is null and told_at is null and way = 'talk';

CREATE TABLE risk_pass (
    risk_pass_no integer primary key check (risk_pass_no = 1),
    model text not null,                     -- pack and version
    cursor_id blob,                          -- the last person who was looked at; null: nobody yet
    begun_at integer not null,
    ended_at integer                         -- everybody was looked at
) strict;

CREATE TABLE roster_entry (
    roster_entry_id blob primary key,
    account_id blob not null references account,
    place_path text not null,
    post text not null check (post in ('duty', 'standby')),
    from_at integer not null,
    until_at integer not null check (from_at < until_at),
    entered_by blob not null references account,
    ended_at integer,                        -- when it was taken back; null: it holds
    created_at integer not null
) strict;

CREATE INDEX roster_entry_account on roster_entry (account_id, until_at) where ended_at is null;

CREATE INDEX roster_entry_place on roster_entry (place_path, until_at) where ended_at is null;

CREATE TABLE rule_pace (
    publication_id blob not null references publication,
    node text not null,                      -- as in publication_cell: pack, version and code of the rule
    clock text not null check (clock in ('decide', 'acknowledge')),
    median_minutes integer not null,         -- minutes; half took at most so long
    p90_minutes integer not null,            -- minutes; nine in ten took at most so long
    primary key (publication_id, node, clock)
) strict;

CREATE TABLE session (
    session_id blob primary key,
    token_hash blob not null unique,        -- SHA-256 of the token
    account_id blob not null references account,
    created_at integer not null,
    expires_at integer not null,              -- absolute end
    ended_at integer                          -- signed out
, seen_at integer not null default 0, idle_s integer not null default 0, device text not null default '', network text not null default '', proof text not null default 'password', proved_at integer) strict;

CREATE INDEX session_account on session (account_id, expires_at);

CREATE INDEX session_made on session (created_at);

CREATE INDEX session_open on session (expires_at) where ended_at is null;

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
    created_at integer not null, source text not null default 'assessment', risk_kinds text not null default '',
    check ((dismissed_at is null) = (dismissed_by is null)),
    check (dismissed_at is null or warning_id is null)
) strict;

CREATE INDEX signal_evidence on signal (person_id, raised_at, signal_id, risk_kinds) where dismissed_at is null and risk_kinds <> '';

CREATE INDEX signal_expired on signal (expires_at) where warning_id is null;

CREATE INDEX signal_late on signal (due_at) where dismissed_at is null and warning_id is null and told_above_at is null;

CREATE INDEX signal_open on signal (place_path, due_at) where dismissed_at is null and warning_id is null;

CREATE INDEX signal_person on signal (person_id, raised_at);

CREATE INDEX signal_raised on signal (raised_at);

CREATE INDEX signal_reporter on signal (reporter_id, raised_at) where reporter_id is not null;

CREATE INDEX signal_response on signal (response_id) where response_id is not null;

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
    created_at integer not null, ending text not null default '', heard integer not null default 0,
    check ((closed_at is null) = (owner_id is not null)),
    check ((closed_at is null) = (owner_path is not null)),
    check ((closed_at is null) = (due_at is not null))
) strict;

CREATE INDEX warning_closed on warning (closed_at) where closed_at is not null;

CREATE INDEX warning_open_due on warning (due_at) where closed_at is null;

CREATE INDEX warning_open_owner on warning (owner_id, due_at) where closed_at is null;

CREATE INDEX warning_open_place on warning (place_path, due_at) where closed_at is null;

CREATE INDEX warning_opened on warning (opened_at);

CREATE INDEX warning_person on warning (person_id, opened_at);

CREATE INDEX warning_red on warning (opened_at, warning_id) where level = 'red';

CREATE TABLE warning_event (
    warning_event_id blob primary key,
    warning_id blob not null references warning,
    seq integer not null,                     -- 1, 2, 3, …
    account_id blob references account,      -- who; null for the program
    kind text not null,                      -- event code
    body_sealed blob not null,               -- JSON of the event
    happened_at integer not null,
    created_at integer not null, risk_kinds text not null default '',
    unique (warning_id, seq)
) strict;

CREATE TABLE warning_owed (
    warning_id blob not null references warning,
    clock text not null check (clock in ('rise', 'review', 'accept', 'answer')),
    account_id blob not null references account,
    place_path text not null,                -- the place for which the account owes it
    due_at integer not null,
    primary key (warning_id, clock)
) strict;

CREATE INDEX warning_owed_account on warning_owed (account_id, due_at);

CREATE INDEX warning_owed_due on warning_owed (due_at);

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

