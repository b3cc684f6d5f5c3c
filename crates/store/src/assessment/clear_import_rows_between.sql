delete from import_row where import_id = $1 and row_no >= $2 and row_no <= $3
