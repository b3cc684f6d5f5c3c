-- Until when an account owes something of a protocol; null: nothing. A copy of the folded state, written together with the entry.
alter table protocol_account add column owes_at integer;
create index protocol_account_owes on protocol_account (account_id, owes_at) where owes_at is not null;

-- One of a kind runs about a person at a time: nobody asks a child twice because two files were opened.
create unique index protocol_one_open on protocol (person_id, kind) where ended_at is null;
