-- What was shown of counts, and when: what is out stays out, and later numbers are decided with it.
create table publication (
    publication_id uuid primary key,
    subject text not null,                   -- warnings/2026-10, campaign/<id>
    number bigint not null,                  -- 1, 2, … of the subject
    is_anew bigint not null check (is_anew in (0, 1)), -- earlier ones bind no later one
    sealed text not null,                    -- JSON with what is hidden, for later decisions; '' when none follows
    created_at bigint not null,
    unique (subject, number)
);

-- What may be seen of a publication: a hidden cell holds no number.
create table publication_cell (
    publication_id uuid not null references publication,
    node text collate "C" not null,                    -- place path, or the part of a screening
    parent text collate "C",                            -- null for the root
    part text not null,                      -- column; '' for the sum
    persons bigint,                          -- null: hidden
    primary key (publication_id, node, part)
);
create index publication_cell_parent on publication_cell (publication_id, parent);

-- Persons of a month are counted by when something came in.
create index warning_opened on warning (opened_at);
create index signal_raised on signal (raised_at);
create index response_self on response (created_at) where source = 'self';
