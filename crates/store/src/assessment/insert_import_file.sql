insert into import_file (import_id, bytes_sealed, forget_at, created_at) values ($1, $2, $3, $4)
