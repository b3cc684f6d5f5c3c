-- Mean and spread of a score of a group of persons, in a publication of a campaign's group report; only of many, and only where the mean of
-- few does not follow from it.
create table group_mean (
    publication_id uuid not null references publication,
    node text collate "C" not null,                      -- as in publication_cell: the path below the campaign's place, or the group
    persons bigint not null,                -- with a score
    mean double precision not null,                      -- points
    sd double precision not null,                        -- points; n - 1
    primary key (publication_id, node)
);
