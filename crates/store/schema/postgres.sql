create table account (
    account_id uuid not null,
    login_lookup bytea not null,
    login_sealed bytea not null,
    name_sealed bytea not null,
    password_hash text not null,
    person_id uuid,
    disabled_at bigint,
    created_at bigint not null,
    constraint account_login_lookup_key UNIQUE (login_lookup),
    constraint account_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id),
    constraint account_pkey PRIMARY KEY (account_id)
);

create table assignment (
    assignment_id uuid not null,
    account_id uuid not null,
    role text not null,
    place_path text collate "C" not null,
    from_on text not null,
    until_on text,
    created_at bigint not null,
    constraint assignment_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id),
    constraint assignment_pkey PRIMARY KEY (assignment_id)
);
CREATE INDEX assignment_account ON assignment USING btree (account_id);
CREATE INDEX assignment_role ON assignment USING btree (role, place_path);

create table audit (
    audit_id uuid not null,
    account_id uuid,
    role text not null,
    action text not null,
    purpose text not null,
    place_path text collate "C" not null,
    person_id uuid,
    record_kind text not null,
    record_id uuid,
    outcome text not null,
    detail text not null,
    created_at bigint not null,
    constraint audit_outcome_check CHECK ((outcome = ANY (ARRAY['done'::text, 'refused'::text]))),
    constraint audit_pkey PRIMARY KEY (audit_id)
);
CREATE INDEX audit_created ON audit USING btree (created_at, audit_id);
CREATE INDEX audit_person ON audit USING btree (person_id, created_at);

create table audit_entry (
    audit_id uuid not null,
    seal_no bigint not null,
    position bigint not null,
    created_at bigint not null,
    constraint audit_entry_audit_id_fkey FOREIGN KEY (audit_id) REFERENCES audit(audit_id),
    constraint audit_entry_pkey PRIMARY KEY (audit_id),
    constraint audit_entry_seal_no_fkey FOREIGN KEY (seal_no) REFERENCES audit_seal(seal_no),
    constraint audit_entry_seal_no_position_key UNIQUE (seal_no, "position")
);

create table audit_seal (
    seal_no bigint not null,
    row_count bigint not null,
    previous_hash text not null,
    hash text not null,
    created_at bigint not null,
    constraint audit_seal_pkey PRIMARY KEY (seal_no)
);

create table campaign (
    campaign_id uuid not null,
    place_path text collate "C" not null,
    title text not null,
    instrument text not null,
    instrument_version text not null,
    consent_text text not null,
    opens_on text not null,
    closes_on text not null,
    created_by uuid not null,
    created_at bigint not null,
    constraint campaign_created_by_fkey FOREIGN KEY (created_by) REFERENCES account(account_id),
    constraint campaign_pkey PRIMARY KEY (campaign_id)
);
CREATE INDEX campaign_place ON campaign USING btree (place_path, campaign_id);

create table campaign_member (
    campaign_id uuid not null,
    person_id uuid not null,
    declined_at bigint,
    created_at bigint not null,
    constraint campaign_member_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaign(campaign_id),
    constraint campaign_member_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id),
    constraint campaign_member_pkey PRIMARY KEY (campaign_id, person_id)
);
CREATE INDEX campaign_member_person ON campaign_member USING btree (person_id);

create table data_key (
    data_key_no bigint not null,
    class text not null,
    suite text not null,
    state text not null,
    wrapped bytea not null,
    master_check text not null,
    version bigint not null,
    active_at bigint,
    retired_at bigint,
    created_at bigint not null,
    constraint data_key_class_check CHECK ((class = ANY (ARRAY['person'::text, 'account'::text, 'file'::text, 'index'::text]))),
    constraint data_key_pkey PRIMARY KEY (data_key_no),
    constraint data_key_state_check CHECK ((state = ANY (ARRAY['coming'::text, 'active'::text, 'retiring'::text, 'retired'::text]))),
    constraint data_key_suite_check CHECK ((suite = ANY (ARRAY['aes-256-gcm-siv'::text, 'sm4-gcm'::text])))
);
CREATE UNIQUE INDEX data_key_active ON data_key USING btree (class) WHERE (state = 'active'::text);
CREATE UNIQUE INDEX data_key_coming ON data_key USING btree (class) WHERE (state = 'coming'::text);

create table import_batch (
    import_id uuid not null,
    campaign_id uuid not null,
    file_name_sealed bytea not null,
    file_sha256 text not null,
    options_sealed bytea not null,
    state text not null,
    created_rows bigint not null,
    updated_rows bigint not null,
    skipped_rows bigint not null,
    failed_rows bigint not null,
    created_by uuid not null,
    imported_at bigint,
    created_at bigint not null,
    constraint import_batch_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaign(campaign_id),
    constraint import_batch_created_by_fkey FOREIGN KEY (created_by) REFERENCES account(account_id),
    constraint import_batch_pkey PRIMARY KEY (import_id),
    constraint import_batch_state_check CHECK ((state = ANY (ARRAY['checked'::text, 'imported'::text])))
);
CREATE INDEX import_batch_campaign ON import_batch USING btree (campaign_id, import_id);

create table import_file (
    import_id uuid not null,
    bytes_sealed bytea not null,
    forget_at bigint not null,
    created_at bigint not null,
    constraint import_file_import_id_fkey FOREIGN KEY (import_id) REFERENCES import_batch(import_id),
    constraint import_file_pkey PRIMARY KEY (import_id)
);

create table import_row (
    import_id uuid not null,
    row_no bigint not null,
    external_id_sealed bytea,
    outcome text not null,
    reason text not null,
    detail_sealed bytea,
    response_id uuid,
    created_at bigint not null,
    constraint import_row_import_id_fkey FOREIGN KEY (import_id) REFERENCES import_batch(import_id),
    constraint import_row_outcome_check CHECK ((outcome = ANY (ARRAY['created'::text, 'updated'::text, 'skipped'::text, 'failed'::text]))),
    constraint import_row_pkey PRIMARY KEY (import_id, row_no),
    constraint import_row_response_id_fkey FOREIGN KEY (response_id) REFERENCES response(response_id)
);

create table job (
    job_id uuid not null,
    kind text not null,
    body text not null,
    due_at bigint not null,
    leased_until bigint,
    attempts bigint not null,
    failure text,
    done_at bigint,
    created_at bigint not null,
    constraint job_pkey PRIMARY KEY (job_id)
);
CREATE INDEX job_due ON job USING btree (done_at, due_at);
CREATE INDEX job_kind ON job USING btree (kind, created_at);

create table login_attempt (
    login_attempt_id uuid not null,
    login_hash bytea not null,
    address text collate "C" not null,
    succeeded bigint not null,
    created_at bigint not null,
    constraint login_attempt_pkey PRIMARY KEY (login_attempt_id),
    constraint login_attempt_succeeded_check CHECK ((succeeded = ANY (ARRAY[(0)::bigint, (1)::bigint])))
);
CREATE INDEX login_attempt_address ON login_attempt USING btree (address, created_at);
CREATE INDEX login_attempt_login ON login_attempt USING btree (login_hash, created_at);

create table migration (
    name text not null,
    checksum text not null,
    applied_at bigint not null,
    constraint migration_pkey PRIMARY KEY (name)
);

create table notice (
    notice_id uuid not null,
    account_id uuid not null,
    kind text not null,
    warning_id uuid,
    params text not null,
    read_at bigint,
    created_at bigint not null,
    constraint notice_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id),
    constraint notice_pkey PRIMARY KEY (notice_id),
    constraint notice_warning_id_fkey FOREIGN KEY (warning_id) REFERENCES warning(warning_id)
);
CREATE INDEX notice_account ON notice USING btree (account_id, created_at);

create table outbox (
    outbox_id uuid not null,
    topic text not null,
    body text not null,
    attempts bigint not null,
    delivered_at bigint,
    created_at bigint not null,
    constraint outbox_pkey PRIMARY KEY (outbox_id)
);
CREATE INDEX outbox_waiting ON outbox USING btree (delivered_at, created_at);

create table person (
    person_id uuid not null,
    place_path text collate "C" not null,
    name_sealed bytea not null,
    sex text,
    birth_on text,
    phone_sealed bytea,
    created_at bigint not null,
    key_sealed bytea,
    erased_at bigint,
    constraint person_pkey PRIMARY KEY (person_id),
    constraint person_sex_check CHECK ((sex = ANY (ARRAY['female'::text, 'male'::text])))
);
CREATE INDEX person_place ON person USING btree (place_path, person_id);

create table person_identifier (
    identifier_id uuid not null,
    system text not null,
    value_lookup bytea not null,
    value_sealed bytea not null,
    person_id uuid not null,
    created_at bigint not null,
    constraint person_identifier_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id),
    constraint person_identifier_pkey PRIMARY KEY (identifier_id),
    constraint person_identifier_system_value_lookup_key UNIQUE (system, value_lookup)
);
CREATE INDEX person_identifier_person ON person_identifier USING btree (person_id);

create table person_token (
    token bigint not null,
    place_path text collate "C" not null,
    person_id uuid not null,
    constraint person_token_pkey PRIMARY KEY (token, place_path, person_id)
);

create table place (
    place_id uuid not null,
    path text collate "C" not null,
    parent_id uuid,
    name text not null,
    level text not null,
    kind text,
    created_at bigint not null,
    constraint place_level_check CHECK ((level = ANY (ARRAY['province'::text, 'city'::text, 'county'::text, 'township'::text, 'village'::text, 'unit'::text]))),
    constraint place_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES place(place_id),
    constraint place_path_key UNIQUE (path),
    constraint place_pkey PRIMARY KEY (place_id)
);

create table place_code (
    system text not null,
    code text not null,
    place_id uuid not null,
    created_at bigint not null,
    constraint place_code_pkey PRIMARY KEY (system, code),
    constraint place_code_place_id_fkey FOREIGN KEY (place_id) REFERENCES place(place_id)
);
CREATE INDEX place_code_place ON place_code USING btree (place_id);

create table response (
    response_id uuid not null,
    submission_key text collate "C" not null,
    person_id uuid not null,
    campaign_id uuid,
    place_path text collate "C" not null,
    instrument text not null,
    instrument_version text not null,
    source text not null,
    sharing text not null,
    answers_sealed bytea not null,
    outcome_sealed bytea not null,
    total double precision,
    band text,
    attention bigint not null,
    answered_at bigint not null,
    created_at bigint not null,
    constraint response_attention_check CHECK (((attention >= 1) AND (attention <= 4))),
    constraint response_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaign(campaign_id),
    constraint response_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id),
    constraint response_pkey PRIMARY KEY (response_id),
    constraint response_sharing_check CHECK ((sharing = ANY (ARRAY['private'::text, 'contact'::text, 'campaign'::text]))),
    constraint response_source_check CHECK ((source = ANY (ARRAY['self'::text, 'campaign'::text, 'import'::text]))),
    constraint response_submission_key_key UNIQUE (submission_key)
);
CREATE INDEX response_campaign ON response USING btree (campaign_id, response_id);
CREATE INDEX response_person ON response USING btree (person_id, instrument, answered_at);

create table session (
    session_id uuid not null,
    token_hash bytea not null,
    account_id uuid not null,
    created_at bigint not null,
    expires_at bigint not null,
    ended_at bigint,
    constraint session_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id),
    constraint session_pkey PRIMARY KEY (session_id),
    constraint session_token_hash_key UNIQUE (token_hash)
);
CREATE INDEX session_account ON session USING btree (account_id, expires_at);

create table signal (
    signal_id uuid not null,
    dedupe_key text collate "C" not null,
    person_id uuid not null,
    place_path text collate "C" not null,
    response_id uuid,
    rule_id text not null,
    rule_version text not null,
    code text not null,
    level text not null,
    evidence_sealed bytea not null,
    reporter_id uuid,
    raised_at bigint not null,
    due_at bigint not null,
    expires_at bigint not null,
    told_above_at bigint,
    dismissed_at bigint,
    dismissed_by uuid,
    dismiss_reason text,
    dismiss_note_sealed bytea,
    warning_id uuid,
    created_at bigint not null,
    constraint signal_check CHECK (((dismissed_at IS NULL) = (dismissed_by IS NULL))),
    constraint signal_check1 CHECK (((dismissed_at IS NULL) OR (warning_id IS NULL))),
    constraint signal_dedupe_key_key UNIQUE (dedupe_key),
    constraint signal_dismissed_by_fkey FOREIGN KEY (dismissed_by) REFERENCES account(account_id),
    constraint signal_level_check CHECK ((level = ANY (ARRAY['red'::text, 'yellow'::text, 'blue'::text]))),
    constraint signal_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id),
    constraint signal_pkey PRIMARY KEY (signal_id),
    constraint signal_reporter_id_fkey FOREIGN KEY (reporter_id) REFERENCES account(account_id),
    constraint signal_response_id_fkey FOREIGN KEY (response_id) REFERENCES response(response_id)
);
CREATE INDEX signal_late ON signal USING btree (due_at) WHERE ((dismissed_at IS NULL) AND (warning_id IS NULL) AND (told_above_at IS NULL));
CREATE INDEX signal_open ON signal USING btree (place_path, due_at) WHERE ((dismissed_at IS NULL) AND (warning_id IS NULL));
CREATE INDEX signal_person ON signal USING btree (person_id, raised_at);
CREATE INDEX signal_warning ON signal USING btree (warning_id);

create table site (
    site_id uuid not null,
    place_path text collate "C" not null,
    name text not null,
    kind text not null,
    address text not null,
    phone text,
    hours text not null,
    created_at bigint not null,
    constraint site_kind_check CHECK ((kind = ANY (ARRAY['centre'::text, 'counselling_room'::text, 'clinic'::text, 'school_room'::text, 'hospital'::text]))),
    constraint site_pkey PRIMARY KEY (site_id)
);
CREATE INDEX site_place ON site USING btree (place_path, site_id);

create table warning (
    warning_id uuid not null,
    number text collate "C" not null,
    person_id uuid not null,
    place_path text collate "C" not null,
    level text not null,
    step text not null,
    owner_id uuid,
    owner_path text collate "C",
    due_at bigint,
    step_at bigint not null,
    escalations bigint not null,
    version bigint not null,
    opened_at bigint not null,
    closed_at bigint,
    created_at bigint not null,
    constraint warning_check CHECK (((closed_at IS NULL) = (owner_id IS NOT NULL))),
    constraint warning_check1 CHECK (((closed_at IS NULL) = (owner_path IS NOT NULL))),
    constraint warning_check2 CHECK (((closed_at IS NULL) = (due_at IS NOT NULL))),
    constraint warning_level_check CHECK ((level = ANY (ARRAY['red'::text, 'yellow'::text, 'blue'::text]))),
    constraint warning_number_key UNIQUE (number),
    constraint warning_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES account(account_id),
    constraint warning_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id),
    constraint warning_pkey PRIMARY KEY (warning_id)
);
CREATE INDEX warning_open_due ON warning USING btree (due_at) WHERE (closed_at IS NULL);
CREATE INDEX warning_open_owner ON warning USING btree (owner_id, due_at) WHERE (closed_at IS NULL);
CREATE INDEX warning_open_place ON warning USING btree (place_path, due_at) WHERE (closed_at IS NULL);
CREATE INDEX warning_person ON warning USING btree (person_id, opened_at);

create table warning_event (
    warning_event_id uuid not null,
    warning_id uuid not null,
    seq bigint not null,
    account_id uuid,
    kind text not null,
    body_sealed bytea not null,
    happened_at bigint not null,
    created_at bigint not null,
    constraint warning_event_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id),
    constraint warning_event_pkey PRIMARY KEY (warning_event_id),
    constraint warning_event_warning_id_fkey FOREIGN KEY (warning_id) REFERENCES warning(warning_id),
    constraint warning_event_warning_id_seq_key UNIQUE (warning_id, seq)
);

create table webhook (
    webhook_id uuid not null,
    url text not null,
    topics text not null,
    secret_sealed bytea not null,
    removed_at bigint,
    created_at bigint not null,
    constraint webhook_pkey PRIMARY KEY (webhook_id)
);
CREATE INDEX webhook_live ON webhook USING btree (removed_at, created_at);

create table webhook_delivery (
    webhook_id uuid not null,
    outbox_id uuid not null,
    state text not null,
    attempts bigint not null,
    due_at bigint not null,
    status bigint,
    failure text,
    changed_at bigint not null,
    constraint webhook_delivery_outbox_id_fkey FOREIGN KEY (outbox_id) REFERENCES outbox(outbox_id),
    constraint webhook_delivery_pkey PRIMARY KEY (webhook_id, outbox_id),
    constraint webhook_delivery_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'delivered'::text, 'dead'::text]))),
    constraint webhook_delivery_webhook_id_fkey FOREIGN KEY (webhook_id) REFERENCES webhook(webhook_id)
);
CREATE INDEX webhook_delivery_due ON webhook_delivery USING btree (state, due_at);
CREATE INDEX webhook_delivery_event ON webhook_delivery USING btree (outbox_id);

