delete from import_file where forget_at < $1
