select count(*) from signal
where place_path >= $1 and place_path < $2 and dismissed_at is null and warning_id is null and expires_at > $3
