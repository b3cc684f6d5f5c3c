insert into audit_seal (seal_no, row_count, total, previous_hash, root, suite, created_at, hash)
values ($1, $2, $3, $4, $5, $6, $7, $8)
