-- Mean and spread of a score of a group of persons, in a publication of a campaign's group report; only of many, and only where the mean of
-- few does not follow from it.
create table group_mean (
    publication_id blob not null references publication,
    node text not null,                      -- as in publication_cell: the path below the campaign's place, or the group
    persons integer not null,                -- with a score
    mean real not null,                      -- points
    sd real not null,                        -- points; n - 1
    primary key (publication_id, node)
) strict;
