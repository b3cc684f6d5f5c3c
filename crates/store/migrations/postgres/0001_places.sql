-- The place tree: divisions and the units that a city adds (a school, a zone, a grid), and service sites.
create table place (
    place_id uuid primary key,              -- id
    path text collate "C" not null unique,  -- codes from the root down, each followed by '/'
    parent_id uuid references place,        -- the unit above; null for a province
    name text not null,                     -- official name
    level text not null check (level in ('province', 'city', 'county', 'township', 'village', 'unit')),
    kind text,                              -- street, town, village, school, … as the source says
    created_at bigint not null              -- instant, microseconds UTC
);

-- Codes of a place in the code systems that name it; the systems disagree, so a code is never an identity.
create table place_code (
    system text not null,                   -- nbs2023, mca2026
    code text not null,                     -- the code as text
    place_id uuid not null references place,
    created_at bigint not null,
    primary key (system, code)
);
create index place_code_place on place_code (place_id);

-- A service site: counselling room, clinic, centre.
create table site (
    site_id uuid primary key,
    place_path text collate "C" not null,   -- where it stands
    name text not null,
    kind text not null check (kind in ('centre', 'counselling_room', 'clinic', 'school_room', 'hospital')),
    address text not null,
    phone text,
    hours text not null,                    -- opening hours as people read them
    created_at bigint not null
);
create index site_place on site (place_path, site_id);
