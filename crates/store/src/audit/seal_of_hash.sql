select seal_no, row_count, previous_hash, hash, created_at from audit_seal where hash = $1
