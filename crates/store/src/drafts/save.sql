update answer_draft set answers_sealed = $3, version = version + 1, saved_at = $4 where answer_draft_id = $1 and version = $2
