insert into import_batch (import_id, campaign_id, file_name_sealed, file_sha256, options_sealed, state, created_rows, updated_rows, skipped_rows,
    failed_rows, created_by, imported_at, created_at)
values ($1, $2, $3, $4, $5, 'checked', $6, $7, $8, $9, $10, null, $11)
