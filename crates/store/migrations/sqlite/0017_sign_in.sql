-- Signing in: what a session is known by, second factors, past passwords, linked identities, codes by phone, reviews of rights.

alter table account add column password_set_at integer not null default 0;   -- when the password was set
alter table account add column must_change integer not null default 0;       -- 1: the password was given by somebody else
alter table account add column factors integer not null default 0;           -- confirmed second factors
alter table account add column signed_in_at integer;                         -- last sign-in
update account set password_set_at = created_at;

alter table assignment add column given_by blob;                            -- account; null for the operator's command line
alter table assignment add column credential_kind text;                     -- kind code of the crate access: what entitles to the role
alter table assignment add column credential_number_sealed blob;
alter table assignment add column credential_until text;                    -- last day; the role ends with it
alter table assignment add column minors_by blob;                            -- who approved of opening records of minors
alter table assignment add column minors_until text;                        -- last day of that approval
alter table assignment add column ended_at integer;                          -- instant from which it counts no more, whatever its last day
alter table assignment add column ended_by blob;                            -- account; null while open and for the program itself
alter table assignment add column ended_why text;                           -- why it ended early

alter table session add column seen_at integer not null default 0;           -- last request, to the minute
alter table session add column idle_s integer not null default 0;            -- longest pause between requests, in seconds
alter table session add column device text not null default '';             -- family of browser and system, never the whole agent
alter table session add column network text not null default '';            -- range of the address, never the whole address
alter table session add column proof text not null default 'password';      -- password, totp, passkey, recovery, identity, phone, program
alter table session add column proved_at integer;                            -- when a second factor was proved
update session set seen_at = created_at, idle_s = 57600, proved_at = created_at;

-- Hashes of earlier passwords, so that they do not come again.
create table password_past (
    password_past_id blob primary key,
    account_id blob not null references account,
    password_hash text not null,             -- argon2id, PHC string
    replaced_at integer not null
) strict;
create index password_past_account on password_past (account_id, replaced_at);

-- The authenticator app of an account.
create table totp (
    account_id blob primary key references account,
    secret_sealed blob not null,
    last_step integer not null,               -- the last 30-second step whose code was used
    confirmed_at integer,                     -- null until the first right code
    created_at integer not null
) strict;

-- Passkeys.
create table passkey (
    passkey_id blob primary key,
    account_id blob not null references account,
    credential_hash blob not null unique,   -- SHA-256 of the credential's id, which is random
    record_sealed blob not null,            -- public key, counter, flags
    label text not null,                     -- what its owner calls it
    created_at integer not null,
    used_at integer
) strict;
create index passkey_account on passkey (account_id, created_at);

-- Recovery codes, each of which counts once.
create table recovery_code (
    recovery_code_id blob primary key,
    account_id blob not null references account,
    code_hash blob not null unique,         -- SHA-256 over account and code of 80 bits
    created_at integer not null,
    used_at integer
) strict;
create index recovery_code_account on recovery_code (account_id, used_at);

-- Something begun in one browser that its next request ends: making or using a passkey, going to an identity provider.
create table ceremony (
    ceremony_id blob primary key,
    account_id blob references account,      -- null while nobody is known
    kind text not null,
    key_hash blob not null unique,          -- SHA-256 of what the browser brings back
    state_sealed blob not null,
    created_at integer not null,
    expires_at integer not null
) strict;
create index ceremony_expires on ceremony (expires_at);

-- Whom an identity provider knows.
create table linked_identity (
    linked_identity_id blob primary key,
    account_id blob not null references account,
    provider text not null,                  -- code of the provider in the operator's file
    subject_sealed blob not null,           -- issuer and subject
    subject_lookup blob not null unique,
    created_at integer not null,
    used_at integer
) strict;
create index linked_identity_account on linked_identity (account_id, created_at);

-- Codes that were sent to a phone.
create table phone_code (
    phone_code_id blob primary key,
    phone_hash blob not null,               -- keyed hash of the number
    address text not null,       -- range of the address that asked
    code_hash blob not null,                -- keyed hash over number and code
    tries integer not null,
    created_at integer not null,
    expires_at integer not null,
    used_at integer
) strict;
create index phone_code_phone on phone_code (phone_hash, created_at);
create index phone_code_address on phone_code (address, created_at);

-- A quarter's look through who has which role where.
create table access_review (
    access_review_id blob primary key,
    quarter text not null unique,            -- 2026Q4
    due_on text not null,                    -- last day
    created_at integer not null
) strict;

-- One role in a review.
create table access_review_line (
    access_review_line_id blob primary key,
    access_review_id blob not null references access_review,
    assignment_id blob not null references assignment,
    verdict text,                            -- kept, ended; null until somebody decides
    decided_by blob references account,
    decided_at integer,
    created_at integer not null
) strict;
create unique index access_review_line_of on access_review_line (access_review_id, assignment_id);
create index access_review_line_open on access_review_line (access_review_id, verdict, access_review_line_id);
create index account_signed_in on account (signed_in_at);
create index session_open on session (ended_at, expires_at);
create index assignment_staff on assignment (account_id) where role not in ('resident', 'guardian');
