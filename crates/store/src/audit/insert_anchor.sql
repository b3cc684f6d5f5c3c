insert into audit_anchor (audit_anchor_id, seal_no, line, created_at) values ($1, $2, $3, $4)
