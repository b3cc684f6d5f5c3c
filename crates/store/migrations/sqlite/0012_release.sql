-- What was shown of counts, and when: what is out stays out, and later numbers are decided with it.
create table publication (
    publication_id blob primary key,
    subject text not null,                   -- warnings/2026-10, campaign/<id>
    number integer not null,                  -- 1, 2, … of the subject
    is_anew integer not null check (is_anew in (0, 1)), -- earlier ones bind no later one
    sealed text not null,                    -- JSON with what is hidden, for later decisions; '' when none follows
    created_at integer not null,
    unique (subject, number)
) strict;

-- What may be seen of a publication: a hidden cell holds no number.
create table publication_cell (
    publication_id blob not null references publication,
    node text not null,                    -- place path, or the part of a screening
    parent text,                            -- null for the root
    part text not null,                      -- column; '' for the sum
    persons integer,                          -- null: hidden
    primary key (publication_id, node, part)
) strict;
create index publication_cell_parent on publication_cell (publication_id, parent);

-- Persons of a month are counted by when something came in.
create index warning_opened on warning (opened_at);
create index signal_raised on signal (raised_at);
create index response_self on response (created_at) where source = 'self';
