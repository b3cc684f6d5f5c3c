insert into audit_check (audit_check_id, first_seal, last_seal, row_count, unsealed, head, fault_count, fault, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
