create table access_review (
    access_review_id uuid not null,
    quarter text not null,
    due_on text not null,
    created_at bigint not null,
    told_at bigint,
    late_told_at bigint,
    constraint access_review_pkey PRIMARY KEY (access_review_id),
    constraint access_review_quarter_key UNIQUE (quarter)
);

create table access_review_line (
    access_review_line_id uuid not null,
    access_review_id uuid not null,
    assignment_id uuid not null,
    verdict text,
    decided_by uuid,
    decided_at bigint,
    created_at bigint not null,
    place_path text collate "C" not null default '/'::text,
    constraint access_review_line_access_review_id_fkey FOREIGN KEY (access_review_id) REFERENCES access_review(access_review_id),
    constraint access_review_line_assignment_id_fkey FOREIGN KEY (assignment_id) REFERENCES assignment(assignment_id),
    constraint access_review_line_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES account(account_id),
    constraint access_review_line_pkey PRIMARY KEY (access_review_line_id)
);
CREATE UNIQUE INDEX access_review_line_of ON access_review_line USING btree (access_review_id, assignment_id);
CREATE INDEX access_review_line_open ON access_review_line USING btree (access_review_id, verdict, access_review_line_id);
CREATE INDEX access_review_line_place ON access_review_line USING btree (access_review_id, place_path, access_review_line_id);
CREATE INDEX access_review_line_role ON access_review_line USING btree (assignment_id);

create table account (
    account_id uuid not null,
    login_lookup bytea not null,
    login_sealed bytea not null,
    name_sealed bytea not null,
    password_hash text not null,
    person_id uuid,
    disabled_at bigint,
    created_at bigint not null,
    password_set_at bigint not null default 0,
    must_change bigint not null default 0,
    factors bigint not null default 0,
    signed_in_at bigint,
    constraint account_login_lookup_key UNIQUE (login_lookup),
    constraint account_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id),
    constraint account_pkey PRIMARY KEY (account_id)
);
CREATE INDEX account_person ON account USING btree (person_id) WHERE (person_id IS NOT NULL);
CREATE INDEX account_signed_in ON account USING btree (signed_in_at);

create table account_address (
    account_address_id uuid not null,
    account_id uuid not null,
    channel text not null,
    address_sealed bytea not null,
    language text not null,
    confirmed_at bigint not null,
    off_at bigint,
    created_at bigint not null,
    constraint account_address_account_id_channel_key UNIQUE (account_id, channel),
    constraint account_address_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id),
    constraint account_address_channel_check CHECK ((channel = ANY (ARRAY['email'::text, 'sms'::text, 'wechat'::text]))),
    constraint account_address_pkey PRIMARY KEY (account_address_id)
);

create table answer_draft (
    answer_draft_id uuid not null,
    person_id uuid not null,
    slot text not null,
    campaign_id uuid,
    instrument text not null,
    instrument_version text not null,
    answers_sealed bytea not null,
    version bigint not null,
    begun_at bigint not null,
    saved_at bigint not null,
    created_at bigint not null,
    constraint answer_draft_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaign(campaign_id),
    constraint answer_draft_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id),
    constraint answer_draft_person_id_slot_key UNIQUE (person_id, slot),
    constraint answer_draft_pkey PRIMARY KEY (answer_draft_id)
);
CREATE INDEX answer_draft_saved ON answer_draft USING btree (saved_at, answer_draft_id);

create table area_notice (
    area_notice_id uuid not null,
    place_path text collate "C" not null,
    measure text not null,
    week_on text collate "C" not null,
    persons bigint not null,
    body text not null,
    due_at bigint not null,
    told_above_at bigint,
    settled_at bigint,
    settled_by uuid,
    reason text,
    note_sealed bytea,
    created_at bigint not null,
    constraint area_notice_check CHECK (((settled_at IS NULL) = (settled_by IS NULL))),
    constraint area_notice_check1 CHECK (((settled_at IS NULL) = (reason IS NULL))),
    constraint area_notice_measure_check CHECK ((measure = ANY (ARRAY['warnings'::text, 'words'::text, 'tests'::text]))),
    constraint area_notice_pkey PRIMARY KEY (area_notice_id),
    constraint area_notice_place_path_measure_week_on_key UNIQUE (place_path, measure, week_on),
    constraint area_notice_settled_by_fkey FOREIGN KEY (settled_by) REFERENCES account(account_id)
);
CREATE INDEX area_notice_late ON area_notice USING btree (due_at) WHERE ((settled_at IS NULL) AND (told_above_at IS NULL));
CREATE INDEX area_notice_open ON area_notice USING btree (place_path, due_at) WHERE (settled_at IS NULL);
CREATE INDEX area_notice_settled ON area_notice USING btree (place_path, settled_at) WHERE (settled_at IS NOT NULL);

create table area_week (
    place_path text collate "C" not null,
    measure text not null,
    week_on text collate "C" not null,
    persons bigint not null,
    created_at bigint not null,
    constraint area_week_measure_check CHECK ((measure = ANY (ARRAY['warnings'::text, 'words'::text, 'tests'::text]))),
    constraint area_week_pkey PRIMARY KEY (place_path, measure, week_on)
);
CREATE INDEX area_week_week ON area_week USING btree (week_on);

create table assignment (
    assignment_id uuid not null,
    account_id uuid not null,
    role text not null,
    place_path text collate "C" not null,
    from_on text not null,
    until_on text,
    created_at bigint not null,
    given_by uuid,
    credential_kind text,
    credential_number_sealed bytea,
    credential_until text,
    minors_by uuid,
    minors_until text,
    ended_at bigint,
    ended_by uuid,
    ended_why text,
    constraint assignment_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id),
    constraint assignment_pkey PRIMARY KEY (assignment_id)
);
CREATE INDEX assignment_account ON assignment USING btree (account_id);
CREATE INDEX assignment_role ON assignment USING btree (role, place_path);
CREATE INDEX assignment_staff ON assignment USING btree (account_id) WHERE (role <> ALL (ARRAY['resident'::text, 'guardian'::text]));
CREATE INDEX assignment_staff_id ON assignment USING btree (assignment_id) WHERE (role <> ALL (ARRAY['resident'::text, 'guardian'::text]));

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
CREATE INDEX audit_account ON audit USING btree (account_id, created_at, audit_id) WHERE (account_id IS NOT NULL);
CREATE INDEX audit_action ON audit USING btree (action, created_at, audit_id);
CREATE INDEX audit_created ON audit USING btree (created_at, audit_id);
CREATE INDEX audit_person ON audit USING btree (person_id, created_at, audit_id) WHERE (person_id IS NOT NULL);
CREATE INDEX audit_record ON audit USING btree (record_id, created_at, audit_id) WHERE (record_id IS NOT NULL);
CREATE INDEX audit_refused ON audit USING btree (created_at, audit_id) WHERE (outcome = 'refused'::text);
CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_only_gone();
CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_is_not_emptied BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();

create table audit_anchor (
    audit_anchor_id uuid not null,
    seal_no bigint not null,
    line text not null,
    created_at bigint not null,
    constraint audit_anchor_pkey PRIMARY KEY (audit_anchor_id)
);
CREATE INDEX audit_anchor_at ON audit_anchor USING btree (created_at);

create table audit_check (
    audit_check_id uuid not null,
    first_seal bigint not null,
    last_seal bigint not null,
    row_count bigint not null,
    unsealed bigint not null,
    head text not null,
    fault_count bigint not null,
    fault text,
    created_at bigint not null,
    constraint audit_check_pkey PRIMARY KEY (audit_check_id)
);
CREATE INDEX audit_check_at ON audit_check USING btree (created_at);

create table audit_entry (
    audit_id uuid not null,
    seal_no bigint not null,
    position bigint not null,
    created_at bigint not null,
    link text not null default ''::text,
    constraint audit_entry_audit_id_fkey FOREIGN KEY (audit_id) REFERENCES audit(audit_id),
    constraint audit_entry_pkey PRIMARY KEY (audit_id),
    constraint audit_entry_seal_no_fkey FOREIGN KEY (seal_no) REFERENCES audit_seal(seal_no),
    constraint audit_entry_seal_no_position_key UNIQUE (seal_no, "position")
);
CREATE TRIGGER audit_entry_is_kept BEFORE DELETE ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_only_gone();
CREATE TRIGGER audit_entry_is_not_changed BEFORE UPDATE ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_entry_is_not_emptied BEFORE TRUNCATE ON audit_entry FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();

create table audit_gone (
    audit_id uuid not null,
    seal_no bigint not null,
    position bigint not null,
    link text not null,
    created_at bigint not null,
    constraint audit_gone_pkey PRIMARY KEY (audit_id),
    constraint audit_gone_seal_no_fkey FOREIGN KEY (seal_no) REFERENCES audit_seal(seal_no),
    constraint audit_gone_seal_no_position_key UNIQUE (seal_no, "position")
);
CREATE TRIGGER audit_gone_is_kept BEFORE DELETE ON audit_gone FOR EACH ROW EXECUTE FUNCTION audit_only_whole();
CREATE TRIGGER audit_gone_is_not_changed BEFORE UPDATE ON audit_gone FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_gone_is_not_emptied BEFORE TRUNCATE ON audit_gone FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();

create table audit_hint (
    audit_hint_id uuid not null,
    dedupe_key text not null,
    rule text not null,
    account_id uuid not null,
    from_at bigint not null,
    until_at bigint not null,
    hit_count bigint not null,
    finding text,
    found_by uuid,
    found_at bigint,
    created_at bigint not null,
    constraint audit_hint_dedupe_key_key UNIQUE (dedupe_key),
    constraint audit_hint_pkey PRIMARY KEY (audit_hint_id)
);
CREATE INDEX audit_hint_open ON audit_hint USING btree (created_at) WHERE (finding IS NULL);

create table audit_prune_mark (
    days bigint not null,
    seal_no bigint not null,
    created_at bigint not null,
    constraint audit_prune_mark_pkey PRIMARY KEY (days)
);

create table audit_seal (
    seal_no bigint not null,
    row_count bigint not null,
    previous_hash text not null,
    hash text not null,
    created_at bigint not null,
    root text not null default ''::text,
    total bigint not null default 0,
    suite text not null default 'sha256'::text,
    constraint audit_seal_pkey PRIMARY KEY (seal_no)
);
CREATE TRIGGER audit_seal_is_kept BEFORE DELETE ON audit_seal FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_seal_is_not_changed BEFORE UPDATE ON audit_seal FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_seal_is_not_emptied BEFORE TRUNCATE ON audit_seal FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();

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
    stage text not null default 'planned'::text,
    steps bigint not null default 0,
    constraint campaign_created_by_fkey FOREIGN KEY (created_by) REFERENCES account(account_id),
    constraint campaign_pkey PRIMARY KEY (campaign_id),
    constraint campaign_stage_check CHECK ((stage = ANY (ARRAY['planned'::text, 'sent_back'::text, 'running'::text, 'paused'::text, 'closed'::text])))
);
CREATE INDEX campaign_closed ON campaign USING btree (closes_on);
CREATE INDEX campaign_place ON campaign USING btree (place_path, campaign_id);
CREATE INDEX campaign_stage ON campaign USING btree (stage, closes_on, campaign_id);

create table campaign_event (
    campaign_id uuid not null,
    seq bigint not null,
    account_id uuid,
    word text not null,
    body text not null,
    reason_sealed bytea,
    happened_at bigint not null,
    created_at bigint not null,
    constraint campaign_event_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id),
    constraint campaign_event_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaign(campaign_id),
    constraint campaign_event_pkey PRIMARY KEY (campaign_id, seq),
    constraint campaign_event_seq_check CHECK ((seq > 0))
);

create table campaign_member (
    campaign_id uuid not null,
    person_id uuid not null,
    declined_at bigint,
    created_at bigint not null,
    unit_path text collate "C" not null default ''::text,
    part bigint not null default 0,
    finished_at bigint,
    signalled_at bigint,
    constraint campaign_member_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaign(campaign_id),
    constraint campaign_member_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id),
    constraint campaign_member_pkey PRIMARY KEY (campaign_id, person_id)
);
CREATE INDEX campaign_member_finished ON campaign_member USING btree (campaign_id, finished_at) WHERE (finished_at IS NOT NULL);
CREATE INDEX campaign_member_person ON campaign_member USING btree (person_id);
CREATE INDEX campaign_member_signal ON campaign_member USING btree (campaign_id, signalled_at) WHERE (signalled_at IS NOT NULL);
CREATE INDEX campaign_member_unit ON campaign_member USING btree (campaign_id, unit_path, finished_at, declined_at);

create table campaign_part (
    campaign_id uuid not null,
    position bigint not null,
    instrument text not null,
    instrument_version text not null,
    only_after bigint,
    total_from double precision,
    form text not null default 'fixed'::text,
    constraint campaign_part_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaign(campaign_id),
    constraint campaign_part_check CHECK (((only_after IS NULL) = (total_from IS NULL))),
    constraint campaign_part_check1 CHECK (((only_after IS NULL) OR (only_after < "position"))),
    constraint campaign_part_form_check CHECK ((form = ANY (ARRAY['fixed'::text, 'adaptive'::text]))),
    constraint campaign_part_pkey PRIMARY KEY (campaign_id, "position"),
    constraint campaign_part_position_check CHECK (("position" >= 0))
);

create table campaign_reminder (
    campaign_id uuid not null,
    unit_path text collate "C" not null,
    reminded_at bigint not null,
    account_id uuid,
    created_at bigint not null,
    constraint campaign_reminder_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id),
    constraint campaign_reminder_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaign(campaign_id),
    constraint campaign_reminder_pkey PRIMARY KEY (campaign_id, unit_path, reminded_at)
);

create table campaign_sitting (
    sitting_id uuid not null,
    campaign_id uuid not null,
    unit_path text collate "C" not null,
    begins_at bigint not null,
    room text not null,
    created_by uuid not null,
    created_at bigint not null,
    constraint campaign_sitting_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaign(campaign_id),
    constraint campaign_sitting_created_by_fkey FOREIGN KEY (created_by) REFERENCES account(account_id),
    constraint campaign_sitting_pkey PRIMARY KEY (sitting_id)
);
CREATE INDEX campaign_sitting_of ON campaign_sitting USING btree (campaign_id, unit_path, begins_at);

create table case_event (
    case_event_id uuid not null,
    case_id uuid not null,
    seq bigint not null,
    account_id uuid not null,
    kind text not null,
    body_sealed bytea not null,
    happened_at bigint not null,
    created_at bigint not null,
    constraint case_event_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id),
    constraint case_event_case_id_fkey FOREIGN KEY (case_id) REFERENCES case_file(case_id),
    constraint case_event_case_id_seq_key UNIQUE (case_id, seq),
    constraint case_event_pkey PRIMARY KEY (case_event_id)
);

create table case_file (
    case_id uuid not null,
    number text collate "C" not null,
    person_id uuid not null,
    place_path text collate "C" not null,
    kind text not null,
    status text not null,
    responsible_id uuid not null,
    next_due_on text,
    version bigint not null,
    opened_at bigint not null,
    closed_at bigint,
    created_at bigint not null,
    constraint case_file_check CHECK (((closed_at IS NULL) = (next_due_on IS NOT NULL))),
    constraint case_file_check1 CHECK (((closed_at IS NULL) = (status <> 'closed'::text))),
    constraint case_file_number_key UNIQUE (number),
    constraint case_file_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id),
    constraint case_file_pkey PRIMARY KEY (case_id),
    constraint case_file_responsible_id_fkey FOREIGN KEY (responsible_id) REFERENCES account(account_id),
    constraint case_file_status_check CHECK ((status = ANY (ARRAY['intake'::text, 'assessed'::text, 'planned'::text, 'in_progress'::text, 'to_close'::text, 'closed'::text])))
);
CREATE INDEX case_file_closed ON case_file USING btree (closed_at) WHERE (closed_at IS NOT NULL);
CREATE INDEX case_file_open ON case_file USING btree (case_id) WHERE (closed_at IS NULL);
CREATE UNIQUE INDEX case_file_open_person ON case_file USING btree (person_id) WHERE (closed_at IS NULL);
CREATE INDEX case_file_person ON case_file USING btree (person_id, opened_at);

create table case_guided (
    case_id uuid not null,
    guided_on text not null,
    created_at bigint not null,
    constraint case_guided_case_id_fkey FOREIGN KEY (case_id) REFERENCES case_file(case_id),
    constraint case_guided_pkey PRIMARY KEY (case_id, guided_on)
);

create table case_reach (
    case_id uuid not null,
    person_id uuid not null,
    opened_on text not null,
    closed_on text,
    planned_on text,
    is_read bigint not null,
    created_at bigint not null,
    constraint case_reach_case_id_fkey FOREIGN KEY (case_id) REFERENCES case_file(case_id),
    constraint case_reach_is_read_check CHECK ((is_read = ANY (ARRAY[(0)::bigint, (1)::bigint]))),
    constraint case_reach_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id),
    constraint case_reach_pkey PRIMARY KEY (case_id)
);
CREATE INDEX case_reach_person ON case_reach USING btree (person_id);
CREATE INDEX case_reach_unread ON case_reach USING btree (case_id) WHERE (is_read = 0);

create table case_seat (
    case_id uuid not null,
    account_id uuid not null,
    owes_on text,
    told_until text,
    tell_on text,
    created_at bigint not null,
    constraint case_seat_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id),
    constraint case_seat_case_id_fkey FOREIGN KEY (case_id) REFERENCES case_file(case_id),
    constraint case_seat_pkey PRIMARY KEY (case_id, account_id)
);
CREATE INDEX case_seat_account ON case_seat USING btree (account_id, owes_on);
CREATE INDEX case_seat_tell ON case_seat USING btree (tell_on) WHERE (tell_on IS NOT NULL);

create table case_warning (
    case_id uuid not null,
    warning_id uuid not null,
    created_at bigint not null,
    constraint case_warning_case_id_fkey FOREIGN KEY (case_id) REFERENCES case_file(case_id),
    constraint case_warning_pkey PRIMARY KEY (case_id, warning_id),
    constraint case_warning_warning_id_fkey FOREIGN KEY (warning_id) REFERENCES warning(warning_id)
);
CREATE INDEX case_warning_warning ON case_warning USING btree (warning_id);

create table ceremony (
    ceremony_id uuid not null,
    account_id uuid,
    kind text not null,
    key_hash bytea not null,
    state_sealed bytea not null,
    created_at bigint not null,
    expires_at bigint not null,
    constraint ceremony_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id),
    constraint ceremony_key_hash_key UNIQUE (key_hash),
    constraint ceremony_pkey PRIMARY KEY (ceremony_id)
);
CREATE INDEX ceremony_account ON ceremony USING btree (account_id);
CREATE INDEX ceremony_expires ON ceremony USING btree (expires_at);

create table consent_event (
    consent_event_id uuid not null,
    person_id uuid not null,
    purpose text not null,
    subject_id uuid,
    party text not null,
    kind text not null,
    version text not null,
    digest text not null,
    shown text not null,
    how text not null,
    account_id uuid,
    said_at bigint not null,
    created_at bigint not null,
    constraint consent_event_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id),
    constraint consent_event_how_check CHECK ((how = ANY (ARRAY['page'::text, 'sheet'::text, 'paper'::text]))),
    constraint consent_event_kind_check CHECK ((kind = ANY (ARRAY['given'::text, 'refused'::text, 'withdrawn'::text]))),
    constraint consent_event_party_check CHECK ((party = ANY (ARRAY['own'::text, 'guardian'::text]))),
    constraint consent_event_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id),
    constraint consent_event_pkey PRIMARY KEY (consent_event_id),
    constraint consent_event_shown_fkey FOREIGN KEY (shown) REFERENCES consent_text(shown),
    constraint consent_event_subject_id_fkey FOREIGN KEY (subject_id) REFERENCES campaign(campaign_id)
);
CREATE INDEX consent_event_person ON consent_event USING btree (person_id, said_at);
CREATE INDEX consent_event_withdrawn ON consent_event USING btree (said_at, person_id) WHERE (kind = 'withdrawn'::text);

create table consent_text (
    shown text not null,
    purpose text not null,
    version text not null,
    body text not null,
    created_at bigint not null,
    constraint consent_text_pkey PRIMARY KEY (shown)
);

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

create table data_request (
    data_request_id uuid not null,
    number text collate "C" not null,
    person_id uuid not null,
    place_path text collate "C" not null,
    asked_by uuid not null,
    kind text not null,
    target text not null,
    target_id uuid,
    state text not null,
    due_on text not null,
    ground text,
    decided_by uuid,
    decided_at bigint,
    created_at bigint not null,
    constraint data_request_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES account(account_id),
    constraint data_request_check CHECK (((state = 'open'::text) = (decided_at IS NULL))),
    constraint data_request_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES account(account_id),
    constraint data_request_number_key UNIQUE (number),
    constraint data_request_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id),
    constraint data_request_pkey PRIMARY KEY (data_request_id),
    constraint data_request_state_check CHECK ((state = ANY (ARRAY['open'::text, 'fulfilled'::text, 'restricted'::text, 'refused'::text, 'taken_back'::text])))
);
CREATE INDEX data_request_decided ON data_request USING btree (decided_at) WHERE (state <> 'open'::text);
CREATE INDEX data_request_open ON data_request USING btree (place_path, due_on) WHERE (state = 'open'::text);
CREATE INDEX data_request_person ON data_request USING btree (person_id, created_at);
CREATE INDEX data_request_restricted ON data_request USING btree (place_path, due_on) WHERE (state = 'restricted'::text);

create table device (
    device_id uuid not null,
    place_path text collate "C" not null,
    name text not null,
    kinds text not null,
    state text not null,
    key_hash bytea not null,
    key_set_at bigint not null,
    seen_at bigint,
    created_by uuid not null,
    created_at bigint not null,
    constraint device_created_by_fkey FOREIGN KEY (created_by) REFERENCES account(account_id),
    constraint device_key_hash_key UNIQUE (key_hash),
    constraint device_kinds_check CHECK ((kinds <> ''::text)),
    constraint device_pkey PRIMARY KEY (device_id),
    constraint device_state_check CHECK ((state = ANY (ARRAY['active'::text, 'locked'::text, 'withdrawn'::text])))
);
CREATE INDEX device_place ON device USING btree (place_path, device_id);

create table device_refusal (
    device_id uuid not null,
    on_day text not null,
    reason text not null,
    refusals bigint not null,
    last_at bigint not null,
    created_at bigint not null,
    constraint device_refusal_device_id_fkey FOREIGN KEY (device_id) REFERENCES device(device_id),
    constraint device_refusal_pkey PRIMARY KEY (device_id, on_day, reason),
    constraint device_refusal_reason_check CHECK ((reason = ANY (ARRAY['unknown_code'::text, 'ended_code'::text, 'foreign_code'::text, 'no_consent'::text, 'changed'::text, 'faulty'::text]))),
    constraint device_refusal_refusals_check CHECK ((refusals > 0))
);

create table device_result (
    device_result_id uuid not null,
    device_id uuid,
    external_id text not null,
    person_id uuid not null,
    place_path text collate "C" not null,
    kind text not null,
    started_at bigint not null,
    ended_at bigint not null,
    way text not null,
    body_sealed bytea not null,
    created_at bigint not null,
    constraint device_result_check CHECK (((device_id IS NULL) = (way = 'page'::text))),
    constraint device_result_check1 CHECK ((started_at <= ended_at)),
    constraint device_result_device_id_external_id_key UNIQUE (device_id, external_id),
    constraint device_result_device_id_fkey FOREIGN KEY (device_id) REFERENCES device(device_id),
    constraint device_result_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id),
    constraint device_result_pkey PRIMARY KEY (device_result_id),
    constraint device_result_way_check CHECK ((way = ANY (ARRAY['json'::text, 'fhir'::text, 'file'::text, 'page'::text])))
);
CREATE INDEX device_result_created ON device_result USING btree (created_at, device_result_id);
CREATE UNIQUE INDEX device_result_page ON device_result USING btree (person_id, external_id) WHERE (device_id IS NULL);
CREATE INDEX device_result_person ON device_result USING btree (person_id, started_at, device_result_id);

create table device_session (
    device_session_id uuid not null,
    person_id uuid not null,
    place_path text collate "C" not null,
    device_id uuid,
    opened_by uuid not null,
    code_hash text not null,
    code_until bigint not null,
    created_at bigint not null,
    constraint device_session_code_hash_key UNIQUE (code_hash),
    constraint device_session_device_id_fkey FOREIGN KEY (device_id) REFERENCES device(device_id),
    constraint device_session_opened_by_fkey FOREIGN KEY (opened_by) REFERENCES account(account_id),
    constraint device_session_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id),
    constraint device_session_pkey PRIMARY KEY (device_session_id)
);
CREATE INDEX device_session_created ON device_session USING btree (created_at, device_session_id);
CREATE INDEX device_session_person ON device_session USING btree (person_id);

create table disclosure (
    disclosure_id uuid not null,
    person_id uuid not null,
    place_path text collate "C" not null,
    recipient text not null,
    basis text not null,
    law text not null,
    purpose text not null,
    fields text not null,
    withheld text,
    given_at bigint not null,
    recorded_by uuid not null,
    created_at bigint not null,
    constraint disclosure_basis_check CHECK ((basis = ANY (ARRAY['consent'::text, 'duty'::text, 'emergency'::text]))),
    constraint disclosure_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id),
    constraint disclosure_pkey PRIMARY KEY (disclosure_id),
    constraint disclosure_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES account(account_id)
);
CREATE INDEX disclosure_given ON disclosure USING btree (given_at, disclosure_id);
CREATE INDEX disclosure_person ON disclosure USING btree (person_id, given_at);
CREATE INDEX disclosure_place ON disclosure USING btree (place_path, recipient);

create table dispatch (
    notice_id uuid not null,
    channel text not null,
    account_id uuid not null,
    state text not null,
    next_at bigint,
    body text not null,
    letter_id text,
    version bigint not null,
    changed_at bigint not null,
    created_at bigint not null,
    constraint dispatch_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id),
    constraint dispatch_channel_check CHECK ((channel = ANY (ARRAY['email'::text, 'sms'::text, 'wechat'::text]))),
    constraint dispatch_check CHECK (((next_at IS NULL) = (state <> ALL (ARRAY['queued'::text, 'sending'::text])))),
    constraint dispatch_notice_id_fkey FOREIGN KEY (notice_id) REFERENCES notice(notice_id) ON DELETE CASCADE,
    constraint dispatch_pkey PRIMARY KEY (notice_id, channel),
    constraint dispatch_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'sending'::text, 'handed_over'::text, 'delivered'::text, 'read'::text, 'failed'::text, 'superseded'::text])))
);
CREATE INDEX dispatch_account ON dispatch USING btree (account_id);
CREATE INDEX dispatch_due ON dispatch USING btree (next_at) WHERE (next_at IS NOT NULL);
CREATE INDEX dispatch_failed ON dispatch USING btree (changed_at) WHERE (state = 'failed'::text);

create table dispatch_event (
    notice_id uuid not null,
    channel text not null,
    seq bigint not null,
    body text not null,
    happened_at bigint not null,
    constraint dispatch_event_notice_id_channel_fkey FOREIGN KEY (notice_id, channel) REFERENCES dispatch(notice_id, channel) ON DELETE CASCADE,
    constraint dispatch_event_pkey PRIMARY KEY (notice_id, channel, seq)
);

create table dispute (
    dispute_id uuid not null,
    number text not null,
    place_path text collate "C" not null,
    kind text not null,
    stage text not null,
    owner_id uuid,
    owner_path text collate "C",
    due_at bigint,
    reference text,
    registered_by uuid not null,
    registered_at bigint not null,
    closed_at bigint,
    version bigint not null,
    created_at bigint not null,
    constraint dispute_check CHECK (((closed_at IS NULL) = (stage <> 'closed'::text))),
    constraint dispute_check1 CHECK (((closed_at IS NULL) = (owner_id IS NOT NULL))),
    constraint dispute_check2 CHECK (((closed_at IS NULL) = (owner_path IS NOT NULL))),
    constraint dispute_check3 CHECK (((closed_at IS NULL) = (due_at IS NOT NULL))),
    constraint dispute_number_key UNIQUE (number),
    constraint dispute_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES account(account_id),
    constraint dispute_pkey PRIMARY KEY (dispute_id),
    constraint dispute_reference_key UNIQUE (reference),
    constraint dispute_registered_by_fkey FOREIGN KEY (registered_by) REFERENCES account(account_id),
    constraint dispute_stage_check CHECK ((stage = ANY (ARRAY['registered'::text, 'mediating'::text, 'joint'::text, 'watched'::text, 'closed'::text])))
);
CREATE INDEX dispute_closed ON dispute USING btree (closed_at) WHERE (closed_at IS NOT NULL);
CREATE INDEX dispute_due ON dispute USING btree (due_at) WHERE (closed_at IS NULL);
CREATE INDEX dispute_open ON dispute USING btree (place_path, due_at) WHERE (closed_at IS NULL);
CREATE INDEX dispute_place ON dispute USING btree (place_path, registered_at);

create table dispute_event (
    dispute_event_id uuid not null,
    dispute_id uuid not null,
    seq bigint not null,
    account_id uuid,
    word text not null,
    body text not null,
    person_id uuid,
    about_sealed bytea,
    words_sealed bytea,
    worded bigint not null,
    happened_at bigint not null,
    created_at bigint not null,
    constraint dispute_event_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id),
    constraint dispute_event_check CHECK (((about_sealed IS NULL) OR (person_id IS NOT NULL))),
    constraint dispute_event_check1 CHECK (((about_sealed IS NULL) OR (words_sealed IS NULL))),
    constraint dispute_event_dispute_id_fkey FOREIGN KEY (dispute_id) REFERENCES dispute(dispute_id),
    constraint dispute_event_dispute_id_seq_key UNIQUE (dispute_id, seq),
    constraint dispute_event_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id),
    constraint dispute_event_pkey PRIMARY KEY (dispute_event_id)
);

create table dispute_exchange (
    dispute_exchange_id uuid not null,
    direction text not null,
    place_path text collate "C" not null,
    account_id uuid not null,
    file_sha256 text not null,
    from_on text,
    until_on text,
    rows bigint not null,
    registered bigint not null,
    results text not null,
    created_at bigint not null,
    constraint dispute_exchange_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id),
    constraint dispute_exchange_direction_check CHECK ((direction = ANY (ARRAY['out'::text, 'in'::text]))),
    constraint dispute_exchange_pkey PRIMARY KEY (dispute_exchange_id)
);
CREATE INDEX dispute_exchange_place ON dispute_exchange USING btree (place_path, created_at);

create table dispute_party (
    dispute_id uuid not null,
    person_id uuid not null,
    created_at bigint not null,
    constraint dispute_party_dispute_id_fkey FOREIGN KEY (dispute_id) REFERENCES dispute(dispute_id),
    constraint dispute_party_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id),
    constraint dispute_party_pkey PRIMARY KEY (dispute_id, person_id)
);
CREATE INDEX dispute_party_person ON dispute_party USING btree (person_id);

create table duty (
    duty_id uuid not null,
    kind text not null,
    place_path text collate "C" not null,
    person_id uuid,
    account_id uuid not null,
    due_at bigint,
    until_on text,
    decided_by uuid,
    entries bigint not null,
    opened_at bigint not null,
    ended_at bigint,
    created_at bigint not null,
    constraint duty_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id),
    constraint duty_check CHECK (((person_id IS NULL) = (kind = ANY (ARRAY['incident'::text, 'impact'::text])))),
    constraint duty_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES account(account_id),
    constraint duty_kind_check CHECK ((kind = ANY (ARRAY['incident'::text, 'impact'::text, 'minor_report'::text, 'minor_access'::text]))),
    constraint duty_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id),
    constraint duty_pkey PRIMARY KEY (duty_id)
);
CREATE INDEX duty_access ON duty USING btree (account_id, kind, until_on);
CREATE INDEX duty_person ON duty USING btree (person_id, kind);
CREATE INDEX duty_place ON duty USING btree (kind, place_path, opened_at);

create table duty_entry (
    duty_entry_id uuid not null,
    duty_id uuid not null,
    seq bigint not null,
    account_id uuid not null,
    word text not null,
    about_sealed bytea,
    body_sealed bytea,
    happened_at bigint not null,
    created_at bigint not null,
    constraint duty_entry_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id),
    constraint duty_entry_check CHECK (((about_sealed IS NULL) <> (body_sealed IS NULL))),
    constraint duty_entry_duty_id_fkey FOREIGN KEY (duty_id) REFERENCES duty(duty_id),
    constraint duty_entry_duty_id_seq_key UNIQUE (duty_id, seq),
    constraint duty_entry_pkey PRIMARY KEY (duty_entry_id)
);

create table emergency (
    emergency_id uuid not null,
    account_id uuid not null,
    role text not null,
    person_id uuid not null,
    place_path text collate "C" not null,
    reason text not null,
    words_sealed bytea not null,
    opened_at bigint not null,
    until_at bigint not null,
    seen_at bigint not null,
    ended_at bigint,
    ended_by text,
    review_due_at bigint not null,
    escalated_at bigint,
    verdict text,
    verdict_words_sealed bytea,
    reviewed_by uuid,
    reviewed_at bigint,
    hold_reason_sealed bytea,
    hold_by uuid,
    hold_until bigint,
    told_at bigint,
    told_how text,
    created_at bigint not null,
    constraint emergency_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id),
    constraint emergency_hold_by_fkey FOREIGN KEY (hold_by) REFERENCES account(account_id),
    constraint emergency_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id),
    constraint emergency_pkey PRIMARY KEY (emergency_id),
    constraint emergency_reviewed_by_fkey FOREIGN KEY (reviewed_by) REFERENCES account(account_id)
);
CREATE INDEX emergency_account ON emergency USING btree (account_id, opened_at);
CREATE INDEX emergency_justified ON emergency USING btree (opened_at, emergency_id) WHERE (verdict = 'justified'::text);
CREATE INDEX emergency_live ON emergency USING btree (until_at) WHERE (ended_at IS NULL);
CREATE INDEX emergency_person ON emergency USING btree (person_id, opened_at);
CREATE INDEX emergency_place ON emergency USING btree (place_path, opened_at);
CREATE INDEX emergency_review ON emergency USING btree (review_due_at) WHERE (verdict IS NULL);
CREATE INDEX emergency_untold ON emergency USING btree (ended_at) WHERE (told_at IS NULL);

create table erasure (
    erasure_id uuid not null,
    rule text not null,
    kept text not null,
    record_id uuid,
    number_of bigint not null,
    run_id uuid not null,
    created_at bigint not null,
    constraint erasure_pkey PRIMARY KEY (erasure_id)
);
CREATE INDEX erasure_run ON erasure USING btree (created_at, erasure_id);

create table group_entry (
    group_entry_id uuid not null,
    person_id uuid not null,
    group_code text not null,
    place_path text collate "C" not null,
    since_on text not null,
    confirm_by text not null,
    ended_on text,
    reason text,
    recorded_by uuid not null,
    version bigint not null,
    closed_at bigint,
    created_at bigint not null,
    constraint group_entry_check CHECK (((ended_on IS NULL) = (reason IS NULL))),
    constraint group_entry_check1 CHECK (((ended_on IS NULL) = (closed_at IS NULL))),
    constraint group_entry_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id),
    constraint group_entry_pkey PRIMARY KEY (group_entry_id),
    constraint group_entry_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES account(account_id)
);
CREATE INDEX group_entry_closed ON group_entry USING btree (closed_at) WHERE (closed_at IS NOT NULL);
CREATE INDEX group_entry_counted ON group_entry USING btree (group_code, since_on);
CREATE INDEX group_entry_list ON group_entry USING btree (group_code, place_path, person_id) WHERE (ended_on IS NULL);
CREATE UNIQUE INDEX group_entry_open ON group_entry USING btree (person_id, group_code) WHERE (ended_on IS NULL);
CREATE INDEX group_entry_person ON group_entry USING btree (person_id);

create table group_event (
    group_event_id uuid not null,
    group_entry_id uuid not null,
    person_id uuid not null,
    seq bigint not null,
    account_id uuid not null,
    word text not null,
    body text not null,
    words_sealed bytea,
    happened_at bigint not null,
    created_at bigint not null,
    constraint group_event_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id),
    constraint group_event_group_entry_id_fkey FOREIGN KEY (group_entry_id) REFERENCES group_entry(group_entry_id),
    constraint group_event_group_entry_id_seq_key UNIQUE (group_entry_id, seq),
    constraint group_event_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id),
    constraint group_event_pkey PRIMARY KEY (group_event_id)
);

create table group_mean (
    publication_id uuid not null,
    node text collate "C" not null,
    persons bigint not null,
    mean double precision not null,
    sd double precision not null,
    constraint group_mean_pkey PRIMARY KEY (publication_id, node),
    constraint group_mean_publication_id_fkey FOREIGN KEY (publication_id) REFERENCES publication(publication_id)
);

create table guardianship (
    guardianship_id uuid not null,
    guardian_id uuid not null,
    ward_id uuid not null,
    relation text not null,
    ground text not null,
    verified_by uuid not null,
    verified_how text not null,
    from_on text not null,
    until_on text,
    created_at bigint not null,
    constraint guardianship_check CHECK ((guardian_id <> ward_id)),
    constraint guardianship_ground_check CHECK ((ground = ANY (ARRAY['minor'::text, 'adult_in_care'::text]))),
    constraint guardianship_guardian_id_fkey FOREIGN KEY (guardian_id) REFERENCES person(person_id),
    constraint guardianship_pkey PRIMARY KEY (guardianship_id),
    constraint guardianship_relation_check CHECK ((relation = ANY (ARRAY['parent'::text, 'grandparent'::text, 'sibling'::text, 'spouse'::text, 'child'::text, 'other_relative'::text, 'organisation'::text]))),
    constraint guardianship_verified_by_fkey FOREIGN KEY (verified_by) REFERENCES account(account_id),
    constraint guardianship_verified_how_check CHECK ((verified_how = ANY (ARRAY['household_book'::text, 'birth_certificate'::text, 'court_order'::text, 'committee_letter'::text]))),
    constraint guardianship_ward_id_fkey FOREIGN KEY (ward_id) REFERENCES person(person_id)
);
CREATE INDEX guardianship_guardian ON guardianship USING btree (guardian_id);
CREATE INDEX guardianship_ward ON guardianship USING btree (ward_id);

create table hand_over (
    hand_over_id uuid not null,
    campaign_id uuid not null,
    person_id uuid not null,
    place_path text collate "C" not null,
    opened_by uuid not null,
    code_hash text not null,
    code_until bigint not null,
    token_hash text,
    started_at bigint,
    seen_at bigint,
    expires_at bigint,
    ended_at bigint,
    ending text,
    created_at bigint not null,
    constraint hand_over_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaign(campaign_id),
    constraint hand_over_check CHECK (((token_hash IS NULL) = (started_at IS NULL))),
    constraint hand_over_check1 CHECK (((ended_at IS NULL) = (ending IS NULL))),
    constraint hand_over_code_hash_key UNIQUE (code_hash),
    constraint hand_over_ending_check CHECK ((ending = ANY (ARRAY['answered'::text, 'idle'::text, 'given_back'::text]))),
    constraint hand_over_opened_by_fkey FOREIGN KEY (opened_by) REFERENCES account(account_id),
    constraint hand_over_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id),
    constraint hand_over_pkey PRIMARY KEY (hand_over_id),
    constraint hand_over_token_hash_key UNIQUE (token_hash)
);
CREATE INDEX hand_over_created ON hand_over USING btree (created_at, hand_over_id);
CREATE INDEX hand_over_person ON hand_over USING btree (person_id);

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
CREATE INDEX import_file_forget ON import_file USING btree (forget_at);

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
CREATE INDEX import_row_response ON import_row USING btree (response_id);

create table informant_request (
    informant_request_id uuid not null,
    person_id uuid not null,
    place_path text collate "C" not null,
    informant text not null,
    account_id uuid not null,
    family text not null,
    instrument text not null,
    instrument_version text not null,
    asked_by uuid not null,
    asked_at bigint not null,
    expires_at bigint not null,
    ending text,
    settled_at bigint,
    settled_by uuid,
    valid bigint,
    answers_sealed bytea,
    outcome_sealed bytea,
    constraint informant_request_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id),
    constraint informant_request_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES account(account_id),
    constraint informant_request_check CHECK ((asked_at < expires_at)),
    constraint informant_request_check1 CHECK (((ending IS NULL) = (settled_at IS NULL))),
    constraint informant_request_check2 CHECK (((valid IS NULL) OR (ending = 'answered'::text))),
    constraint informant_request_check3 CHECK (((answers_sealed IS NULL) OR (ending = 'answered'::text))),
    constraint informant_request_ending_check CHECK ((ending = ANY (ARRAY['answered'::text, 'declined'::text, 'withdrawn'::text]))),
    constraint informant_request_informant_check CHECK ((informant = ANY (ARRAY['self'::text, 'parent'::text, 'teacher'::text]))),
    constraint informant_request_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id),
    constraint informant_request_pkey PRIMARY KEY (informant_request_id),
    constraint informant_request_settled_by_fkey FOREIGN KEY (settled_by) REFERENCES account(account_id),
    constraint informant_request_valid_check CHECK ((valid = ANY (ARRAY[(0)::bigint, (1)::bigint])))
);
CREATE INDEX informant_request_account ON informant_request USING btree (account_id, asked_at);
CREATE INDEX informant_request_asked ON informant_request USING btree (asked_at);
CREATE INDEX informant_request_person ON informant_request USING btree (person_id, asked_at);

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
CREATE INDEX job_made ON job USING btree (created_at);

create table legal_hold (
    hold_id uuid not null,
    person_id uuid,
    reason text not null,
    placed_by uuid not null,
    from_on text not null,
    ended_on text,
    ended_by uuid,
    created_at bigint not null,
    constraint legal_hold_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES account(account_id),
    constraint legal_hold_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id),
    constraint legal_hold_pkey PRIMARY KEY (hold_id),
    constraint legal_hold_placed_by_fkey FOREIGN KEY (placed_by) REFERENCES account(account_id),
    constraint legal_hold_reason_check CHECK ((reason = ANY (ARRAY['court'::text, 'investigation'::text, 'complaint'::text, 'medical_dispute'::text])))
);
CREATE INDEX legal_hold_person ON legal_hold USING btree (person_id) WHERE (ended_on IS NULL);

create table letter (
    letter_id text not null,
    account_id uuid not null,
    channel text not null,
    is_red bigint not null,
    notices text not null,
    sayings text not null,
    sent_at bigint not null,
    under_way bigint not null,
    may_be_there bigint not null,
    created_at bigint not null,
    constraint letter_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id),
    constraint letter_pkey PRIMARY KEY (letter_id)
);
CREATE INDEX letter_account ON letter USING btree (account_id, sent_at);
CREATE INDEX letter_sent ON letter USING btree (sent_at);

create table linked_identity (
    linked_identity_id uuid not null,
    account_id uuid not null,
    provider text not null,
    subject_sealed bytea not null,
    subject_lookup bytea not null,
    created_at bigint not null,
    used_at bigint,
    constraint linked_identity_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id),
    constraint linked_identity_pkey PRIMARY KEY (linked_identity_id),
    constraint linked_identity_subject_lookup_key UNIQUE (subject_lookup)
);
CREATE INDEX linked_identity_account ON linked_identity USING btree (account_id, created_at);

create table local_norm (
    local_norm_id uuid not null,
    place_path text collate "C" not null,
    instrument text not null,
    instrument_version text not null,
    score text not null,
    version bigint not null,
    persons bigint not null,
    from_on text not null,
    until_on text not null,
    body text not null,
    created_by uuid,
    created_at bigint not null,
    constraint local_norm_created_by_fkey FOREIGN KEY (created_by) REFERENCES account(account_id),
    constraint local_norm_persons_check CHECK ((persons > 1)),
    constraint local_norm_pkey PRIMARY KEY (local_norm_id),
    constraint local_norm_place_path_instrument_instrument_version_score_v_key UNIQUE (place_path, instrument, instrument_version, score, version),
    constraint local_norm_version_check CHECK ((version > 0))
);

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
CREATE INDEX login_attempt_made ON login_attempt USING btree (created_at);

create table migration (
    name text not null,
    checksum text not null,
    applied_at bigint not null,
    constraint migration_pkey PRIMARY KEY (name)
);

create table missed_review (
    missed_review_id uuid not null,
    place_path text collate "C" not null,
    person_id uuid,
    event text not null,
    cause text not null,
    source_id uuid,
    event_at bigint not null,
    stage text not null,
    owner_id uuid,
    owner_path text collate "C",
    due_at bigint,
    mark text collate "C" not null,
    opened_at bigint not null,
    closed_at bigint,
    version bigint not null,
    created_at bigint not null,
    constraint missed_review_cause_check CHECK ((cause = ANY (ARRAY['warning'::text, 'emergency'::text, 'hand'::text]))),
    constraint missed_review_check CHECK (((closed_at IS NULL) = (stage <> 'closed'::text))),
    constraint missed_review_check1 CHECK (((closed_at IS NULL) = (owner_id IS NOT NULL))),
    constraint missed_review_check2 CHECK (((closed_at IS NULL) = (owner_path IS NOT NULL))),
    constraint missed_review_check3 CHECK (((closed_at IS NULL) = (due_at IS NOT NULL))),
    constraint missed_review_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES account(account_id),
    constraint missed_review_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id),
    constraint missed_review_pkey PRIMARY KEY (missed_review_id),
    constraint missed_review_source_id_key UNIQUE (source_id),
    constraint missed_review_stage_check CHECK ((stage = ANY (ARRAY['open'::text, 'proposed'::text, 'closed'::text])))
);
CREATE INDEX missed_review_closed ON missed_review USING btree (place_path, closed_at) WHERE (closed_at IS NOT NULL);
CREATE INDEX missed_review_due ON missed_review USING btree (due_at) WHERE (closed_at IS NULL);
CREATE INDEX missed_review_ended ON missed_review USING btree (closed_at) WHERE (closed_at IS NOT NULL);
CREATE INDEX missed_review_event_at ON missed_review USING btree (event_at) WHERE (mark <> ''::text);
CREATE INDEX missed_review_open ON missed_review USING btree (place_path, due_at) WHERE (closed_at IS NULL);
CREATE INDEX missed_review_person ON missed_review USING btree (person_id) WHERE (person_id IS NOT NULL);

create table missed_review_event (
    missed_review_event_id uuid not null,
    missed_review_id uuid not null,
    seq bigint not null,
    account_id uuid,
    word text not null,
    body text not null,
    person_id uuid,
    about_sealed bytea,
    words_sealed bytea,
    worded bigint not null,
    happened_at bigint not null,
    created_at bigint not null,
    constraint missed_review_event_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id),
    constraint missed_review_event_check CHECK (((about_sealed IS NULL) OR (person_id IS NOT NULL))),
    constraint missed_review_event_check1 CHECK (((about_sealed IS NULL) OR (words_sealed IS NULL))),
    constraint missed_review_event_missed_review_id_fkey FOREIGN KEY (missed_review_id) REFERENCES missed_review(missed_review_id),
    constraint missed_review_event_missed_review_id_seq_key UNIQUE (missed_review_id, seq),
    constraint missed_review_event_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id),
    constraint missed_review_event_pkey PRIMARY KEY (missed_review_event_id)
);
CREATE INDEX missed_review_event_advice ON missed_review_event USING btree (happened_at, missed_review_event_id) WHERE (word = 'advised'::text);

create table model_report (
    model text collate "C" not null,
    quarter text collate "C" not null,
    body text not null,
    created_at bigint not null,
    constraint model_report_pkey PRIMARY KEY (model, quarter)
);
CREATE INDEX model_report_quarter ON model_report USING btree (quarter, created_at);

create table notice (
    notice_id uuid not null,
    account_id uuid not null,
    kind text not null,
    warning_id uuid,
    params text not null,
    read_at bigint,
    created_at bigint not null,
    place_path text collate "C",
    about_kind text,
    about_id uuid,
    step bigint not null default 0,
    level text,
    due_at bigint,
    to_plan bigint not null default 0,
    constraint notice_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id),
    constraint notice_level_check CHECK ((level = ANY (ARRAY['red'::text, 'yellow'::text, 'blue'::text]))),
    constraint notice_pkey PRIMARY KEY (notice_id),
    constraint notice_warning_id_fkey FOREIGN KEY (warning_id) REFERENCES warning(warning_id)
);
CREATE INDEX notice_about ON notice USING btree (about_id, created_at) WHERE (about_id IS NOT NULL);
CREATE INDEX notice_account ON notice USING btree (account_id, created_at);
CREATE INDEX notice_made ON notice USING btree (created_at);
CREATE INDEX notice_to_plan ON notice USING btree (created_at) WHERE (to_plan = 1);

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

create table passkey (
    passkey_id uuid not null,
    account_id uuid not null,
    credential_hash bytea not null,
    record_sealed bytea not null,
    label text not null,
    created_at bigint not null,
    used_at bigint,
    constraint passkey_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id),
    constraint passkey_credential_hash_key UNIQUE (credential_hash),
    constraint passkey_pkey PRIMARY KEY (passkey_id)
);
CREATE INDEX passkey_account ON passkey USING btree (account_id, created_at);

create table password_past (
    password_past_id uuid not null,
    account_id uuid not null,
    password_hash text not null,
    replaced_at bigint not null,
    constraint password_past_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id),
    constraint password_past_pkey PRIMARY KEY (password_past_id)
);
CREATE INDEX password_past_account ON password_past USING btree (account_id, replaced_at);

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
    restricted_at bigint,
    provisional_at bigint,
    constraint person_pkey PRIMARY KEY (person_id),
    constraint person_sex_check CHECK ((sex = ANY (ARRAY['female'::text, 'male'::text])))
);
CREATE INDEX person_birth ON person USING btree (birth_on) WHERE (birth_on IS NOT NULL);
CREATE INDEX person_place ON person USING btree (place_path, person_id);
CREATE INDEX person_provisional ON person USING btree (place_path, provisional_at) WHERE (provisional_at IS NOT NULL);

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

create table person_standing (
    person_id uuid not null,
    place_path text collate "C" not null,
    level text not null,
    since bigint not null,
    as_of bigint not null,
    corrected bigint not null,
    look_at bigint,
    constraint person_standing_level_check CHECK ((level = ANY (ARRAY['none'::text, 'blue'::text, 'yellow'::text, 'red'::text]))),
    constraint person_standing_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id),
    constraint person_standing_pkey PRIMARY KEY (person_id)
);
CREATE INDEX person_standing_look ON person_standing USING btree (look_at) WHERE (look_at IS NOT NULL);
CREATE INDEX person_standing_place ON person_standing USING btree (place_path, level) WHERE (level <> 'none'::text);

create table person_token (
    token bigint not null,
    place_path text collate "C" not null,
    person_id uuid not null,
    constraint person_token_pkey PRIMARY KEY (token, place_path, person_id)
);

create table phone_code (
    phone_code_id uuid not null,
    phone_hash bytea not null,
    address text collate "C" not null,
    code_hash bytea not null,
    tries bigint not null,
    created_at bigint not null,
    expires_at bigint not null,
    used_at bigint,
    constraint phone_code_pkey PRIMARY KEY (phone_code_id)
);
CREATE INDEX phone_code_address ON phone_code USING btree (address, created_at);
CREATE INDEX phone_code_made ON phone_code USING btree (created_at);
CREATE INDEX phone_code_phone ON phone_code USING btree (phone_hash, created_at);

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
CREATE INDEX place_parent ON place USING btree (parent_id, path);

create table place_code (
    system text not null,
    code text not null,
    place_id uuid not null,
    created_at bigint not null,
    constraint place_code_pkey PRIMARY KEY (system, code),
    constraint place_code_place_id_fkey FOREIGN KEY (place_id) REFERENCES place(place_id)
);
CREATE INDEX place_code_place ON place_code USING btree (place_id);

create table protocol (
    protocol_id uuid not null,
    kind text not null,
    person_id uuid not null,
    place_path text collate "C" not null,
    referral_id uuid,
    stage text not null,
    owner_id uuid,
    due_at bigint,
    entries bigint not null,
    opened_at bigint not null,
    ended_at bigint,
    created_at bigint not null,
    constraint protocol_kind_check CHECK ((kind = ANY (ARRAY['green_channel'::text, 'victim_aid'::text]))),
    constraint protocol_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES account(account_id),
    constraint protocol_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id),
    constraint protocol_pkey PRIMARY KEY (protocol_id),
    constraint protocol_referral_id_fkey FOREIGN KEY (referral_id) REFERENCES referral(referral_id)
);
CREATE INDEX protocol_due ON protocol USING btree (due_at) WHERE (due_at IS NOT NULL);
CREATE INDEX protocol_ended ON protocol USING btree (kind, ended_at) WHERE (ended_at IS NOT NULL);
CREATE UNIQUE INDEX protocol_one_open ON protocol USING btree (person_id, kind) WHERE (ended_at IS NULL);
CREATE INDEX protocol_person ON protocol USING btree (person_id, kind);
CREATE INDEX protocol_place ON protocol USING btree (kind, place_path, opened_at);
CREATE INDEX protocol_referral ON protocol USING btree (referral_id);

create table protocol_account (
    protocol_id uuid not null,
    account_id uuid not null,
    since_at bigint not null,
    until_at bigint,
    owes_at bigint,
    constraint protocol_account_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id),
    constraint protocol_account_pkey PRIMARY KEY (protocol_id, account_id),
    constraint protocol_account_protocol_id_fkey FOREIGN KEY (protocol_id) REFERENCES protocol(protocol_id)
);
CREATE INDEX protocol_account_of ON protocol_account USING btree (account_id, protocol_id) WHERE (until_at IS NULL);
CREATE INDEX protocol_account_owes ON protocol_account USING btree (account_id, owes_at) WHERE (owes_at IS NOT NULL);

create table protocol_entry (
    protocol_entry_id uuid not null,
    protocol_id uuid not null,
    seq bigint not null,
    account_id uuid,
    word text not null,
    body_sealed bytea not null,
    happened_at bigint not null,
    created_at bigint not null,
    constraint protocol_entry_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id),
    constraint protocol_entry_pkey PRIMARY KEY (protocol_entry_id),
    constraint protocol_entry_protocol_id_fkey FOREIGN KEY (protocol_id) REFERENCES protocol(protocol_id),
    constraint protocol_entry_protocol_id_seq_key UNIQUE (protocol_id, seq)
);

create table publication (
    publication_id uuid not null,
    subject text not null,
    number bigint not null,
    is_anew bigint not null,
    sealed text not null,
    created_at bigint not null,
    constraint publication_is_anew_check CHECK ((is_anew = ANY (ARRAY[(0)::bigint, (1)::bigint]))),
    constraint publication_pkey PRIMARY KEY (publication_id),
    constraint publication_subject_number_key UNIQUE (subject, number)
);

create table publication_cell (
    publication_id uuid not null,
    node text collate "C" not null,
    parent text collate "C",
    part text not null,
    persons bigint,
    constraint publication_cell_pkey PRIMARY KEY (publication_id, node, part),
    constraint publication_cell_publication_id_fkey FOREIGN KEY (publication_id) REFERENCES publication(publication_id)
);
CREATE INDEX publication_cell_parent ON publication_cell USING btree (publication_id, parent);

create table questionnaire (
    questionnaire_id uuid not null,
    code text not null,
    place_path text collate "C" not null,
    created_by uuid not null,
    created_at bigint not null,
    constraint questionnaire_code_key UNIQUE (code),
    constraint questionnaire_created_by_fkey FOREIGN KEY (created_by) REFERENCES account(account_id),
    constraint questionnaire_pkey PRIMARY KEY (questionnaire_id)
);
CREATE INDEX questionnaire_place ON questionnaire USING btree (place_path, created_at);

create table questionnaire_version (
    questionnaire_version_id uuid not null,
    questionnaire_id uuid not null,
    number bigint not null,
    name text not null,
    stage text not null,
    revision bigint not null,
    draft text not null,
    files text,
    offered bigint not null default 0,
    right_until text,
    edited_by uuid not null,
    edited_at bigint not null,
    tested_by uuid,
    tested_at bigint,
    released_by uuid,
    released_at bigint,
    withdrawn_by uuid,
    withdrawn_at bigint,
    reason text,
    constraint questionnaire_version_check CHECK (((stage = 'draft'::text) OR ((files IS NOT NULL) AND (tested_by IS NOT NULL) AND (tested_at IS NOT NULL)))),
    constraint questionnaire_version_check1 CHECK (((released_at IS NOT NULL) = (stage = ANY (ARRAY['released'::text, 'withdrawn'::text])))),
    constraint questionnaire_version_check2 CHECK (((withdrawn_at IS NOT NULL) = (stage = 'withdrawn'::text))),
    constraint questionnaire_version_check3 CHECK (((released_by IS NULL) OR (released_by <> tested_by))),
    constraint questionnaire_version_edited_by_fkey FOREIGN KEY (edited_by) REFERENCES account(account_id),
    constraint questionnaire_version_number_check CHECK ((number > 0)),
    constraint questionnaire_version_offered_check CHECK ((offered = ANY (ARRAY[(0)::bigint, (1)::bigint]))),
    constraint questionnaire_version_pkey PRIMARY KEY (questionnaire_version_id),
    constraint questionnaire_version_questionnaire_id_fkey FOREIGN KEY (questionnaire_id) REFERENCES questionnaire(questionnaire_id),
    constraint questionnaire_version_questionnaire_id_number_key UNIQUE (questionnaire_id, number),
    constraint questionnaire_version_released_by_fkey FOREIGN KEY (released_by) REFERENCES account(account_id),
    constraint questionnaire_version_revision_check CHECK ((revision > 0)),
    constraint questionnaire_version_stage_check CHECK ((stage = ANY (ARRAY['draft'::text, 'tested'::text, 'released'::text, 'withdrawn'::text]))),
    constraint questionnaire_version_tested_by_fkey FOREIGN KEY (tested_by) REFERENCES account(account_id),
    constraint questionnaire_version_withdrawn_by_fkey FOREIGN KEY (withdrawn_by) REFERENCES account(account_id)
);
CREATE UNIQUE INDEX questionnaire_version_open ON questionnaire_version USING btree (questionnaire_id) WHERE (stage = ANY (ARRAY['draft'::text, 'tested'::text]));
CREATE INDEX questionnaire_version_released ON questionnaire_version USING btree (released_at) WHERE (released_at IS NOT NULL);

create table receiver (
    receiver_id uuid not null,
    name text not null,
    role text not null,
    place_path text collate "C" not null,
    closed_at bigint,
    version bigint not null,
    created_at bigint not null,
    constraint receiver_pkey PRIMARY KEY (receiver_id)
);
CREATE INDEX receiver_place ON receiver USING btree (place_path, receiver_id);
CREATE INDEX receiver_role ON receiver USING btree (role, receiver_id) WHERE (closed_at IS NULL);

create table receiver_member (
    receiver_id uuid not null,
    account_id uuid not null,
    since_at bigint not null,
    constraint receiver_member_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id),
    constraint receiver_member_pkey PRIMARY KEY (receiver_id, account_id),
    constraint receiver_member_receiver_id_fkey FOREIGN KEY (receiver_id) REFERENCES receiver(receiver_id)
);
CREATE INDEX receiver_member_account ON receiver_member USING btree (account_id, receiver_id);

create table reception (
    reception_id uuid not null,
    number text not null,
    place_path text collate "C" not null,
    stage text not null,
    owner_id uuid,
    owner_path text collate "C",
    due_at bigint,
    person_id uuid,
    received_by uuid not null,
    received_at bigint not null,
    closed_at bigint,
    version bigint not null,
    created_at bigint not null,
    constraint reception_check CHECK (((closed_at IS NULL) = (owner_id IS NOT NULL))),
    constraint reception_check1 CHECK (((closed_at IS NULL) = (owner_path IS NOT NULL))),
    constraint reception_check2 CHECK (((closed_at IS NULL) = (due_at IS NOT NULL))),
    constraint reception_check3 CHECK (((person_id IS NULL) OR (stage = ANY (ARRAY['accepted'::text, 'guided'::text])))),
    constraint reception_number_key UNIQUE (number),
    constraint reception_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES account(account_id),
    constraint reception_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id),
    constraint reception_pkey PRIMARY KEY (reception_id),
    constraint reception_received_by_fkey FOREIGN KEY (received_by) REFERENCES account(account_id),
    constraint reception_stage_check CHECK ((stage = ANY (ARRAY['received'::text, 'offered'::text, 'accepted'::text, 'guided'::text, 'declined'::text, 'later'::text])))
);
CREATE INDEX reception_closed ON reception USING btree (closed_at) WHERE (closed_at IS NOT NULL);
CREATE INDEX reception_due ON reception USING btree (due_at) WHERE (closed_at IS NULL);
CREATE INDEX reception_open ON reception USING btree (place_path, due_at) WHERE (closed_at IS NULL);
CREATE INDEX reception_over ON reception USING btree (place_path, closed_at) WHERE (closed_at IS NOT NULL);
CREATE INDEX reception_person ON reception USING btree (person_id, received_at) WHERE (person_id IS NOT NULL);

create table reception_event (
    reception_event_id uuid not null,
    reception_id uuid not null,
    seq bigint not null,
    account_id uuid,
    word text not null,
    body text not null,
    person_id uuid,
    about_sealed bytea,
    worded bigint not null,
    happened_at bigint not null,
    created_at bigint not null,
    constraint reception_event_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id),
    constraint reception_event_check CHECK (((about_sealed IS NULL) OR (person_id IS NOT NULL))),
    constraint reception_event_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id),
    constraint reception_event_pkey PRIMARY KEY (reception_event_id),
    constraint reception_event_reception_id_fkey FOREIGN KEY (reception_id) REFERENCES reception(reception_id),
    constraint reception_event_reception_id_seq_key UNIQUE (reception_id, seq)
);

create table recovery_code (
    recovery_code_id uuid not null,
    account_id uuid not null,
    code_hash bytea not null,
    created_at bigint not null,
    used_at bigint,
    constraint recovery_code_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id),
    constraint recovery_code_code_hash_key UNIQUE (code_hash),
    constraint recovery_code_pkey PRIMARY KEY (recovery_code_id)
);
CREATE INDEX recovery_code_account ON recovery_code USING btree (account_id, used_at);

create table referral (
    referral_id uuid not null,
    person_id uuid not null,
    place_path text collate "C" not null,
    kind text not null,
    urgency text not null,
    warning_id uuid,
    role text not null,
    from_account_id uuid not null,
    from_path text collate "C" not null,
    to_account_id uuid not null,
    to_path text collate "C" not null,
    receiver_id uuid,
    responsible_id uuid not null,
    basis text not null,
    consent_by text,
    state text not null,
    step_owner_id uuid,
    owed_at bigint,
    silences bigint not null,
    version bigint not null,
    cites_id uuid,
    sent_at bigint not null,
    ended_at bigint,
    created_at bigint not null,
    constraint referral_basis_check CHECK ((basis = ANY (ARRAY['inside'::text, 'consent'::text, 'emergency'::text, 'statutory'::text]))),
    constraint referral_check CHECK (((state = 'ended'::text) = (ended_at IS NOT NULL))),
    constraint referral_check1 CHECK (((state = 'ended'::text) = (step_owner_id IS NULL))),
    constraint referral_check2 CHECK (((basis = 'consent'::text) = (consent_by IS NOT NULL))),
    constraint referral_consent_by_check CHECK ((consent_by = ANY (ARRAY['person'::text, 'guardian'::text]))),
    constraint referral_from_account_id_fkey FOREIGN KEY (from_account_id) REFERENCES account(account_id),
    constraint referral_kind_check CHECK ((kind = ANY (ARRAY['assign'::text, 'transfer'::text, 'refer'::text, 'consult'::text]))),
    constraint referral_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id),
    constraint referral_pkey PRIMARY KEY (referral_id),
    constraint referral_receiver_id_fkey FOREIGN KEY (receiver_id) REFERENCES receiver(receiver_id),
    constraint referral_responsible_id_fkey FOREIGN KEY (responsible_id) REFERENCES account(account_id),
    constraint referral_state_check CHECK ((state = ANY (ARRAY['sent'::text, 'asked'::text, 'accepted'::text, 'begun'::text, 'reported'::text, 'returned'::text, 'ended'::text]))),
    constraint referral_step_owner_id_fkey FOREIGN KEY (step_owner_id) REFERENCES account(account_id),
    constraint referral_to_account_id_fkey FOREIGN KEY (to_account_id) REFERENCES account(account_id),
    constraint referral_urgency_check CHECK ((urgency = ANY (ARRAY['emergency'::text, 'urgent'::text, 'routine'::text]))),
    constraint referral_warning_id_fkey FOREIGN KEY (warning_id) REFERENCES warning(warning_id)
);
CREATE INDEX referral_cites ON referral USING btree (cites_id) WHERE (cites_id IS NOT NULL);
CREATE INDEX referral_ended ON referral USING btree (ended_at) WHERE (ended_at IS NOT NULL);
CREATE INDEX referral_from ON referral USING btree (from_account_id, sent_at);
CREATE INDEX referral_from_path ON referral USING btree (from_path, sent_at);
CREATE INDEX referral_owed ON referral USING btree (owed_at) WHERE (owed_at IS NOT NULL);
CREATE INDEX referral_owner ON referral USING btree (step_owner_id, sent_at) WHERE (step_owner_id IS NOT NULL);
CREATE INDEX referral_person ON referral USING btree (person_id, sent_at);
CREATE INDEX referral_receiver ON referral USING btree (receiver_id, sent_at);
CREATE INDEX referral_to ON referral USING btree (to_account_id, sent_at);

create table referral_event (
    referral_event_id uuid not null,
    referral_id uuid not null,
    seq bigint not null,
    account_id uuid,
    word text not null,
    body_sealed bytea not null,
    happened_at bigint not null,
    created_at bigint not null,
    constraint referral_event_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id),
    constraint referral_event_pkey PRIMARY KEY (referral_event_id),
    constraint referral_event_referral_id_fkey FOREIGN KEY (referral_id) REFERENCES referral(referral_id),
    constraint referral_event_referral_id_seq_key UNIQUE (referral_id, seq)
);

create table referral_sight (
    referral_id uuid not null,
    account_id uuid not null,
    receiver_id uuid,
    person_id uuid not null,
    sight text not null,
    since_at bigint not null,
    constraint referral_sight_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id),
    constraint referral_sight_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id),
    constraint referral_sight_pkey PRIMARY KEY (referral_id, account_id),
    constraint referral_sight_receiver_id_fkey FOREIGN KEY (receiver_id) REFERENCES receiver(receiver_id),
    constraint referral_sight_referral_id_fkey FOREIGN KEY (referral_id) REFERENCES referral(referral_id),
    constraint referral_sight_sight_check CHECK ((sight = ANY (ARRAY['nothing'::text, 'record'::text, 'packet'::text, 'whole'::text])))
);
CREATE INDEX referral_sight_person ON referral_sight USING btree (person_id);
CREATE INDEX referral_sight_whole ON referral_sight USING btree (account_id, person_id) WHERE (sight = 'whole'::text);

create table replay (
    replay_id uuid not null,
    account_id uuid not null,
    rules text not null,
    from_at bigint not null,
    until_at bigint not null,
    cursor_id uuid not null,
    tally text not null,
    fault text not null default ''::text,
    created_at bigint not null,
    finished_at bigint,
    constraint replay_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id),
    constraint replay_pkey PRIMARY KEY (replay_id)
);
CREATE INDEX replay_account ON replay USING btree (account_id, created_at);
CREATE INDEX replay_made ON replay USING btree (created_at);
CREATE INDEX replay_open ON replay USING btree (created_at, replay_id) WHERE (finished_at IS NULL);

create table rescore (
    rescore_id uuid not null,
    place_path text collate "C" not null,
    instrument text not null,
    from_version text not null,
    to_version text not null,
    from_at bigint,
    until_at bigint not null,
    reason_sealed bytea not null,
    stage text not null,
    cursor_id uuid not null,
    tally text not null,
    people bigint,
    raised bigint not null,
    fault text not null,
    planned_by uuid not null,
    counted_at bigint,
    decided_by uuid,
    decided_at bigint,
    note_sealed bytea,
    applied_at bigint,
    created_at bigint not null,
    constraint rescore_check CHECK ((from_version <> to_version)),
    constraint rescore_check1 CHECK (((decided_by IS NULL) = (decided_at IS NULL))),
    constraint rescore_check2 CHECK (((stage <> ALL (ARRAY['applying'::text, 'applied'::text])) OR ((decided_by IS NOT NULL) AND (decided_by <> planned_by)))),
    constraint rescore_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES account(account_id),
    constraint rescore_pkey PRIMARY KEY (rescore_id),
    constraint rescore_planned_by_fkey FOREIGN KEY (planned_by) REFERENCES account(account_id),
    constraint rescore_stage_check CHECK ((stage = ANY (ARRAY['counting'::text, 'counted'::text, 'applying'::text, 'applied'::text, 'refused'::text, 'stopped'::text, 'failed'::text])))
);
CREATE INDEX rescore_due ON rescore USING btree (created_at) WHERE (stage = ANY (ARRAY['counting'::text, 'applying'::text]));
CREATE INDEX rescore_place ON rescore USING btree (place_path, rescore_id);

create table rescore_result (
    rescore_id uuid not null,
    response_id uuid not null,
    person_id uuid not null,
    place_path text collate "C" not null,
    version text not null,
    class text not null,
    detail_sealed bytea not null,
    outcome_sealed bytea,
    signals bigint not null,
    applied_at bigint,
    created_at bigint not null,
    constraint rescore_result_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id),
    constraint rescore_result_pkey PRIMARY KEY (rescore_id, response_id),
    constraint rescore_result_rescore_id_fkey FOREIGN KEY (rescore_id) REFERENCES rescore(rescore_id),
    constraint rescore_result_response_id_fkey FOREIGN KEY (response_id) REFERENCES response(response_id)
);
CREATE INDEX rescore_result_class ON rescore_result USING btree (rescore_id, class, response_id);
CREATE UNIQUE INDEX rescore_result_once ON rescore_result USING btree (response_id, version) WHERE (applied_at IS NOT NULL);
CREATE INDEX rescore_result_person ON rescore_result USING btree (person_id);
CREATE INDEX rescore_result_response ON rescore_result USING btree (response_id);

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
CREATE INDEX response_band ON response USING btree (campaign_id, instrument, sharing, band) WHERE (campaign_id IS NOT NULL);
CREATE INDEX response_campaign ON response USING btree (campaign_id, response_id);
CREATE INDEX response_person ON response USING btree (person_id, instrument, answered_at);
CREATE INDEX response_self ON response USING btree (created_at) WHERE (source = 'self'::text);
CREATE INDEX response_shared ON response USING btree (answered_at) WHERE (sharing = 'contact'::text);

create table retest_task (
    retest_task_id uuid not null,
    response_id uuid not null,
    person_id uuid not null,
    campaign_id uuid,
    place_path text collate "C" not null,
    instrument text not null,
    rule text not null,
    rules text not null,
    way text not null,
    due_at bigint not null,
    told_at bigint,
    told_above_at bigint,
    ending text,
    settled_at bigint,
    settled_by uuid,
    replaced_by uuid,
    note_sealed bytea,
    created_at bigint not null,
    constraint retest_task_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaign(campaign_id),
    constraint retest_task_check CHECK (((ending IS NULL) = (settled_at IS NULL))),
    constraint retest_task_check1 CHECK (((settled_by IS NULL) OR (settled_at IS NOT NULL))),
    constraint retest_task_check2 CHECK (((way = 'form'::text) OR (ending IS NULL) OR (ending <> 'retested'::text))),
    constraint retest_task_ending_check CHECK ((ending = ANY (ARRAY['retested'::text, 'talked'::text, 'let_go'::text]))),
    constraint retest_task_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id),
    constraint retest_task_pkey PRIMARY KEY (retest_task_id),
    constraint retest_task_response_id_fkey FOREIGN KEY (response_id) REFERENCES response(response_id),
    constraint retest_task_response_id_key UNIQUE (response_id),
    constraint retest_task_rules_check CHECK ((rules <> ''::text)),
    constraint retest_task_settled_by_fkey FOREIGN KEY (settled_by) REFERENCES account(account_id),
    constraint retest_task_way_check CHECK ((way = ANY (ARRAY['form'::text, 'talk'::text])))
);
CREATE INDEX retest_task_campaign ON retest_task USING btree (campaign_id, instrument) WHERE (campaign_id IS NOT NULL);
CREATE INDEX retest_task_late ON retest_task USING btree (due_at) WHERE ((settled_at IS NULL) AND (told_above_at IS NULL));
CREATE INDEX retest_task_open ON retest_task USING btree (place_path, due_at) WHERE (settled_at IS NULL);
CREATE INDEX retest_task_person ON retest_task USING btree (person_id, instrument);
CREATE INDEX retest_task_settled ON retest_task USING btree (place_path, settled_at) WHERE (settled_at IS NOT NULL);
CREATE INDEX retest_task_untold ON retest_task USING btree (created_at) WHERE ((settled_at IS NULL) AND (told_at IS NULL) AND (way = 'talk'::text));

create table risk_pass (
    risk_pass_no bigint not null,
    model text not null,
    cursor_id uuid,
    begun_at bigint not null,
    ended_at bigint,
    constraint risk_pass_pkey PRIMARY KEY (risk_pass_no),
    constraint risk_pass_risk_pass_no_check CHECK ((risk_pass_no = 1))
);

create table roster_entry (
    roster_entry_id uuid not null,
    account_id uuid not null,
    place_path text collate "C" not null,
    post text not null,
    from_at bigint not null,
    until_at bigint not null,
    entered_by uuid not null,
    ended_at bigint,
    created_at bigint not null,
    constraint roster_entry_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id),
    constraint roster_entry_check CHECK ((from_at < until_at)),
    constraint roster_entry_entered_by_fkey FOREIGN KEY (entered_by) REFERENCES account(account_id),
    constraint roster_entry_pkey PRIMARY KEY (roster_entry_id),
    constraint roster_entry_post_check CHECK ((post = ANY (ARRAY['duty'::text, 'standby'::text])))
);
CREATE INDEX roster_entry_account ON roster_entry USING btree (account_id, until_at) WHERE (ended_at IS NULL);
CREATE INDEX roster_entry_place ON roster_entry USING btree (place_path, until_at) WHERE (ended_at IS NULL);

create table rule_pace (
    publication_id uuid not null,
    node text collate "C" not null,
    clock text not null,
    median_minutes bigint not null,
    p90_minutes bigint not null,
    constraint rule_pace_clock_check CHECK ((clock = ANY (ARRAY['decide'::text, 'acknowledge'::text]))),
    constraint rule_pace_pkey PRIMARY KEY (publication_id, node, clock),
    constraint rule_pace_publication_id_fkey FOREIGN KEY (publication_id) REFERENCES publication(publication_id)
);

create table session (
    session_id uuid not null,
    token_hash bytea not null,
    account_id uuid not null,
    created_at bigint not null,
    expires_at bigint not null,
    ended_at bigint,
    seen_at bigint not null default 0,
    idle_s bigint not null default 0,
    device text not null default ''::text,
    network text not null default ''::text,
    proof text not null default 'password'::text,
    proved_at bigint,
    constraint session_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id),
    constraint session_pkey PRIMARY KEY (session_id),
    constraint session_token_hash_key UNIQUE (token_hash)
);
CREATE INDEX session_account ON session USING btree (account_id, expires_at);
CREATE INDEX session_made ON session USING btree (created_at);
CREATE INDEX session_open ON session USING btree (expires_at) WHERE (ended_at IS NULL);

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
    source text not null default 'assessment'::text,
    risk_kinds text not null default ''::text,
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
CREATE INDEX signal_evidence ON signal USING btree (person_id, raised_at, signal_id, risk_kinds) WHERE ((dismissed_at IS NULL) AND (risk_kinds <> ''::text));
CREATE INDEX signal_expired ON signal USING btree (expires_at) WHERE (warning_id IS NULL);
CREATE INDEX signal_late ON signal USING btree (due_at) WHERE ((dismissed_at IS NULL) AND (warning_id IS NULL) AND (told_above_at IS NULL));
CREATE INDEX signal_open ON signal USING btree (place_path, due_at) WHERE ((dismissed_at IS NULL) AND (warning_id IS NULL));
CREATE INDEX signal_person ON signal USING btree (person_id, raised_at);
CREATE INDEX signal_raised ON signal USING btree (raised_at);
CREATE INDEX signal_reporter ON signal USING btree (reporter_id, raised_at) WHERE (reporter_id IS NOT NULL);
CREATE INDEX signal_response ON signal USING btree (response_id) WHERE (response_id IS NOT NULL);
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

create table totp (
    account_id uuid not null,
    secret_sealed bytea not null,
    last_step bigint not null,
    confirmed_at bigint,
    created_at bigint not null,
    constraint totp_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id),
    constraint totp_pkey PRIMARY KEY (account_id)
);

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
    ending text not null default ''::text,
    heard bigint not null default 0,
    constraint warning_check CHECK (((closed_at IS NULL) = (owner_id IS NOT NULL))),
    constraint warning_check1 CHECK (((closed_at IS NULL) = (owner_path IS NOT NULL))),
    constraint warning_check2 CHECK (((closed_at IS NULL) = (due_at IS NOT NULL))),
    constraint warning_level_check CHECK ((level = ANY (ARRAY['red'::text, 'yellow'::text, 'blue'::text]))),
    constraint warning_number_key UNIQUE (number),
    constraint warning_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES account(account_id),
    constraint warning_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id),
    constraint warning_pkey PRIMARY KEY (warning_id)
);
CREATE INDEX warning_closed ON warning USING btree (closed_at) WHERE (closed_at IS NOT NULL);
CREATE INDEX warning_open_due ON warning USING btree (due_at) WHERE (closed_at IS NULL);
CREATE INDEX warning_open_owner ON warning USING btree (owner_id, due_at) WHERE (closed_at IS NULL);
CREATE INDEX warning_open_place ON warning USING btree (place_path, due_at) WHERE (closed_at IS NULL);
CREATE INDEX warning_opened ON warning USING btree (opened_at);
CREATE INDEX warning_person ON warning USING btree (person_id, opened_at);
CREATE INDEX warning_red ON warning USING btree (opened_at, warning_id) WHERE (level = 'red'::text);

create table warning_event (
    warning_event_id uuid not null,
    warning_id uuid not null,
    seq bigint not null,
    account_id uuid,
    kind text not null,
    body_sealed bytea not null,
    happened_at bigint not null,
    created_at bigint not null,
    risk_kinds text not null default ''::text,
    constraint warning_event_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id),
    constraint warning_event_pkey PRIMARY KEY (warning_event_id),
    constraint warning_event_warning_id_fkey FOREIGN KEY (warning_id) REFERENCES warning(warning_id),
    constraint warning_event_warning_id_seq_key UNIQUE (warning_id, seq)
);

create table warning_owed (
    warning_id uuid not null,
    clock text not null,
    account_id uuid not null,
    place_path text collate "C" not null,
    due_at bigint not null,
    constraint warning_owed_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id),
    constraint warning_owed_clock_check CHECK ((clock = ANY (ARRAY['rise'::text, 'review'::text, 'accept'::text, 'answer'::text]))),
    constraint warning_owed_pkey PRIMARY KEY (warning_id, clock),
    constraint warning_owed_warning_id_fkey FOREIGN KEY (warning_id) REFERENCES warning(warning_id)
);
CREATE INDEX warning_owed_account ON warning_owed USING btree (account_id, due_at);
CREATE INDEX warning_owed_due ON warning_owed USING btree (due_at);

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

create function audit_only_gone() as $$
begin
    if not exists (select 1 from audit_gone where audit_gone.audit_id = old.audit_id) then
        raise exception 'audit rows are append-only';
    end if;
    return old;
end
$$;

create function audit_only_whole() as $$
begin
    if exists (select 1 from audit_entry where audit_entry.seal_no = old.seal_no) then
        raise exception 'audit rows are append-only';
    end if;
    return old;
end
$$;

create function audit_refuse() as $$
begin
    raise exception 'audit rows are append-only';
end
$$;

