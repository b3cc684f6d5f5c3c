-- Indexes for what was read from end to end, and one that led SQLite to read all open sessions where it had the tokens of a few.
drop index session_open;
create index session_open on session (expires_at) where ended_at is null;
create index account_person on account (person_id) where person_id is not null;
create index signal_response on signal (response_id) where response_id is not null;
create index warning_closed on warning (closed_at) where closed_at is not null;
create index job_made on job (created_at);
create index disclosure_place on disclosure (place_path, recipient);
create index place_parent on place (parent_id, path);
create index import_file_forget on import_file (forget_at);
create index phone_code_made on phone_code (created_at);
create index ceremony_account on ceremony (account_id);
