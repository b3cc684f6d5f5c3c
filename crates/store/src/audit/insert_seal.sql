insert into audit_seal (seal_no, row_count, previous_hash, hash, created_at)
values ($1, $2, $3, $4, $5)
