-- What was shown: the words of a notice, once for each text.
create table consent_text (
    shown text primary key,                  -- hex SHA-256 over terms and words as shown
    purpose text not null,                   -- purpose of use, code of the crate consent
    version text not null,                   -- of the notice
    body text not null,                      -- JSON: words by language
    created_at integer not null
) strict;

-- What was said about one purpose, by the person or the guardian. Append-only; what holds is derived from these rows.
create table consent_event (
    consent_event_id blob primary key,
    person_id blob not null references person,
    purpose text not null,                   -- purpose of use, code of the crate consent
    subject_id blob references campaign,     -- the campaign, where each is asked for by itself
    party text not null check (party in ('own', 'guardian')),
    kind text not null check (kind in ('given', 'refused', 'withdrawn')),
    version text not null,                   -- of the notice
    digest text not null,                    -- hex SHA-256 over the notice of the pack
    shown text not null references consent_text,
    how text not null check (how in ('page', 'sheet', 'paper')),
    account_id blob references account,      -- who said it, or wrote it down
    said_at integer not null,
    created_at integer not null
) strict;
create index consent_event_person on consent_event (person_id, said_at);
create index consent_event_withdrawn on consent_event (said_at, person_id) where kind = 'withdrawn';

-- Who consents for whom, as staff have verified it.
create table guardianship (
    guardianship_id blob primary key,
    guardian_id blob not null references person,
    ward_id blob not null references person,
    relation text not null check (relation in ('parent', 'grandparent', 'sibling', 'spouse', 'child', 'other_relative', 'organisation')),
    ground text not null check (ground in ('minor', 'adult_in_care')),
    verified_by blob not null references account,
    verified_how text not null check (verified_how in ('household_book', 'birth_certificate', 'court_order', 'committee_letter')),
    from_on text not null,                   -- first day
    until_on text,                           -- last day; null while open
    created_at integer not null,
    check (guardian_id <> ward_id)
) strict;
create index guardianship_guardian on guardianship (guardian_id);
create index guardianship_ward on guardianship (ward_id);
