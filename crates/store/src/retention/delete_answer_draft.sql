delete from answer_draft where answer_draft_id = $1
