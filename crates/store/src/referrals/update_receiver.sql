update receiver set name = $3, closed_at = $4, version = version + 1 where receiver_id = $1 and version = $2
