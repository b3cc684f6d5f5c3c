-- Kept sheets are counted again by another version of their instrument: planned, tried, agreed by a second person, applied. Nothing is overwritten.
create table rescore (
    rescore_id uuid primary key,
    place_path text collate "C" not null,    -- sheets of this place and of places below it
    instrument text not null,                -- pack code
    from_version text not null,              -- version by which the sheets were counted
    to_version text not null,                -- version by which they are counted again
    from_at bigint,                          -- answers from this instant on; null: from the first
    until_at bigint not null,                -- answers before this instant
    reason_sealed bytea not null,            -- why, in words of staff
    stage text not null check (stage in ('counting', 'counted', 'applying', 'applied', 'refused', 'stopped', 'failed')),
    cursor_id uuid not null,                 -- the last sheet that was looked at in this stage
    tally text not null,                     -- JSON: sheets, classes, moves between bands, signals
    people bigint,                           -- people whose result would differ; null until counted
    raised bigint not null,                  -- signals that were raised by applying it
    fault text not null,                     -- why it does not go on; empty
    planned_by uuid not null references account,
    counted_at bigint,                       -- when the try had looked at every sheet
    decided_by uuid references account,      -- who agreed, refused or stopped it
    decided_at bigint,
    note_sealed bytea,                       -- why it was refused or stopped, in words of staff
    applied_at bigint,                       -- when every result was written
    created_at bigint not null,
    check (from_version <> to_version),
    check ((decided_by is null) = (decided_at is null)),
    check (stage not in ('applying', 'applied') or (decided_by is not null and decided_by <> planned_by))
);
create index rescore_place on rescore (place_path, rescore_id);
create index rescore_due on rescore (created_at) where stage in ('counting', 'applying');

-- The second result of a sheet, beside the first. Before it is applied nobody sees it but those who plan.
create table rescore_result (
    rescore_id uuid not null references rescore,
    response_id uuid not null references response, -- a second result goes with its sheet
    person_id uuid not null references person,
    place_path text collate "C" not null,    -- where the person lived or studied
    version text not null,                   -- version of the instrument that counted again
    class text not null,                     -- what differs, in one word
    detail_sealed bytea not null,            -- JSON: total and band before and after, scores, critical items, signals
    outcome_sealed bytea,                    -- JSON as in response; null where the new version cannot count the sheet
    signals bigint not null,                 -- signals that were raised by it
    applied_at bigint,                       -- since when it stands beside the first result
    created_at bigint not null,
    primary key (rescore_id, response_id)
);
create index rescore_result_class on rescore_result (rescore_id, class, response_id);
create index rescore_result_response on rescore_result (response_id);
create index rescore_result_person on rescore_result (person_id);
create unique index rescore_result_once on rescore_result (response_id, version) where applied_at is not null;
