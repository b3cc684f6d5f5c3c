-- How a warning ended (an outcome of the crate warnings; '' while it is open and for those that ended before this was kept), and whether
-- everybody who waited heard back: figures are counted by them.
alter table warning add column ending text not null default '';
alter table warning add column heard integer not null default 0; -- 1: the person, and whoever reported, heard or did not wish to

-- How long deciding and taking on took, of a rule in a publication of endings; only of many.
create table rule_pace (
    publication_id blob not null references publication,
    node text not null,                      -- as in publication_cell: pack, version and code of the rule
    clock text not null check (clock in ('decide', 'acknowledge')),
    median_minutes integer not null,         -- minutes; half took at most so long
    p90_minutes integer not null,            -- minutes; nine in ten took at most so long
    primary key (publication_id, node, clock)
) strict;

-- The version of the risk model by which somebody's level was worked out last; after a change of the model everybody is looked at again.
alter table person_standing add column model text not null default '';
create index person_standing_model on person_standing (model, person_id);

-- Changed rules that somebody tries on answers of the past: how far it is, and what came of it. Nothing about a person stands here.
create table replay (
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
create index replay_open on replay (created_at, replay_id) where finished_at is null;
create index replay_made on replay (created_at);
create index replay_account on replay (account_id, created_at);
