select response_id, submission_key, answers from response where submission_key = $1
