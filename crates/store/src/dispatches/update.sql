update dispatch set state = $4, next_at = $5, body = $6, letter_id = coalesce($7, letter_id), version = version + 1, changed_at = $8
where notice_id = $1 and channel = $2 and version = $3
