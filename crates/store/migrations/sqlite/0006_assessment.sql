-- A screening campaign 普查.
create table campaign (
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
create index campaign_place on campaign (place_path, campaign_id);

-- Who is asked.
create table campaign_member (
    campaign_id blob not null references campaign,
    person_id blob not null references person,
    declined_at integer,                      -- taking part is voluntary (精神卫生法 27)
    created_at integer not null,
    primary key (campaign_id, person_id)
) strict;
create index campaign_member_person on campaign_member (person_id);

-- One answer sheet with what was computed from it by the pack version named.
create table response (
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
create index response_person on response (person_id, instrument, answered_at);
create index response_campaign on response (campaign_id, response_id);

-- One file given to a campaign.
create table import_batch (
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
create index import_batch_campaign on import_batch (campaign_id, import_id);

-- The uploaded bytes, until the corrected copy has been fetched; forgotten by a job.
create table import_file (
    import_id blob primary key references import_batch,
    bytes_sealed blob not null,
    forget_at integer not null,
    created_at integer not null
) strict;

-- What became of each row of the file, and why.
create table import_row (
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
