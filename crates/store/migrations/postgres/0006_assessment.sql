-- A screening campaign 普查.
create table campaign (
    campaign_id uuid primary key,
    place_path text collate "C" not null,    -- the school or place whose people are asked
    title text not null,
    instrument text not null,                -- pack code
    instrument_version text not null,        -- pack version; answers stay tied to it
    consent_text text not null,              -- what people agree to, word for word
    opens_on text not null,                  -- first day
    closes_on text not null,                 -- last day
    created_by uuid not null references account,
    created_at bigint not null
);
create index campaign_place on campaign (place_path, campaign_id);

-- Who is asked.
create table campaign_member (
    campaign_id uuid not null references campaign,
    person_id uuid not null references person,
    declined_at bigint,                      -- taking part is voluntary (精神卫生法 27)
    created_at bigint not null,
    primary key (campaign_id, person_id)
);
create index campaign_member_person on campaign_member (person_id);

-- One answer sheet with what was computed from it by the pack version named.
create table response (
    response_id uuid primary key,
    submission_key text collate "C" not null unique, -- the same sheet sent twice is one sheet
    person_id uuid not null references person,
    campaign_id uuid references campaign,
    place_path text collate "C" not null,    -- where the person lives or studies at that time
    instrument text not null,
    instrument_version text not null,
    source text not null check (source in ('self', 'campaign', 'import')),
    sharing text not null check (sharing in ('private', 'contact', 'campaign')), -- private: the person alone
    answers_sealed bytea not null,            -- JSON array in item order; null where blank
    outcome_sealed bytea not null,            -- JSON: scores, bands, critical items, flags
    total double precision,                  -- null where the instrument's rule gives none
    band text,                               -- band code
    attention bigint not null check (attention between 1 and 4),
    answered_at bigint not null,             -- instant of the answers
    created_at bigint not null               -- instant of receipt
);
create index response_person on response (person_id, instrument, answered_at);
create index response_campaign on response (campaign_id, response_id);

-- One file given to a campaign.
create table import_batch (
    import_id uuid primary key,
    campaign_id uuid not null references campaign,
    file_name_sealed bytea not null,          -- people name files after people
    file_sha256 text not null,
    options_sealed bytea not null,            -- JSON: column mapping, for a file without a header has people in it
    state text not null check (state in ('checked', 'imported')),
    created_rows bigint not null,
    updated_rows bigint not null,
    skipped_rows bigint not null,
    failed_rows bigint not null,
    created_by uuid not null references account,
    imported_at bigint,
    created_at bigint not null
);
create index import_batch_campaign on import_batch (campaign_id, import_id);

-- The uploaded bytes, until the corrected copy has been fetched; forgotten by a job.
create table import_file (
    import_id uuid primary key references import_batch,
    bytes_sealed bytea not null,
    forget_at bigint not null,
    created_at bigint not null
);

-- What became of each row of the file, and why.
create table import_row (
    import_id uuid not null references import_batch,
    row_no bigint not null,                  -- 1-based, without the header
    external_id_sealed bytea,                 -- what the file calls the person
    outcome text not null check (outcome in ('created', 'updated', 'skipped', 'failed')),
    reason text not null,                    -- reason code
    detail_sealed bytea,                      -- column, expected, found; null where nothing is wrong
    response_id uuid references response,
    created_at bigint not null,
    primary key (import_id, row_no)
);
