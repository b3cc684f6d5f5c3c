-- A login.
create table account (
    account_id blob primary key,
    login_lookup blob not null unique,       -- keyed hash of the login in lower case
    login_sealed blob not null,              -- it may be a phone
    name_sealed blob not null,               -- how the program addresses the person
    password_hash text not null,             -- argon2id, PHC string
    person_id blob references person,        -- the account holder's own record, for residents
    disabled_at integer,                      -- instant from which it cannot sign in
    created_at integer not null
) strict;

-- Who has which role where, and until when.
create table assignment (
    assignment_id blob primary key,
    account_id blob not null references account,
    role text not null,                      -- role code of the crate access
    place_path text not null,    -- at and below this place
    from_on text not null,                   -- first day
    until_on text,                           -- last day; null while open
    created_at integer not null
) strict;
create index assignment_account on assignment (account_id);
create index assignment_role on assignment (role, place_path);

-- A signed-in browser. The token itself is only in the cookie.
create table session (
    session_id blob primary key,
    token_hash blob not null unique,        -- SHA-256 of the token
    account_id blob not null references account,
    created_at integer not null,
    expires_at integer not null,              -- absolute end
    ended_at integer                          -- signed out
) strict;
create index session_account on session (account_id, expires_at);

-- Tries to sign in, for throttling and as security events.
create table login_attempt (
    login_attempt_id blob primary key,
    login_hash blob not null,    -- keyed hash of what was typed, lower case, at most 64 characters
    address text not null,       -- peer address
    succeeded integer not null check (succeeded in (0, 1)),
    created_at integer not null
) strict;
create index login_attempt_login on login_attempt (login_hash, created_at);
create index login_attempt_address on login_attempt (address, created_at);
