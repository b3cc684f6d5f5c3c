update phone_code set tries = tries + 1 where phone_hash = $1 and used_at is null and expires_at > $2
