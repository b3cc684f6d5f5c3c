-- A login.
create table account (
    account_id uuid primary key,
    login_lookup bytea not null unique,       -- keyed hash of the login in lower case
    login_sealed bytea not null,              -- it may be a phone
    name_sealed bytea not null,               -- how the program addresses the person
    password_hash text not null,             -- argon2id, PHC string
    person_id uuid references person,        -- the account holder's own record, for residents
    disabled_at bigint,                      -- instant from which it cannot sign in
    created_at bigint not null
);

-- Who has which role where, and until when.
create table assignment (
    assignment_id uuid primary key,
    account_id uuid not null references account,
    role text not null,                      -- role code of the crate access
    place_path text collate "C" not null,    -- at and below this place
    from_on text not null,                   -- first day
    until_on text,                           -- last day; null while open
    created_at bigint not null
);
create index assignment_account on assignment (account_id);
create index assignment_role on assignment (role, place_path);

-- A signed-in browser. The token itself is only in the cookie.
create table session (
    session_id uuid primary key,
    token_hash bytea not null unique,        -- SHA-256 of the token
    account_id uuid not null references account,
    created_at bigint not null,
    expires_at bigint not null,              -- absolute end
    ended_at bigint                          -- signed out
);
create index session_account on session (account_id, expires_at);

-- Tries to sign in, for throttling and as security events.
create table login_attempt (
    login_attempt_id uuid primary key,
    login_hash bytea not null,    -- keyed hash of what was typed, lower case, at most 64 characters
    address text collate "C" not null,       -- peer address
    succeeded bigint not null check (succeeded in (0, 1)),
    created_at bigint not null
);
create index login_attempt_login on login_attempt (login_hash, created_at);
create index login_attempt_address on login_attempt (address, created_at);
