delete from import_row where import_id = $1
