select account_id from case_event where case_event_id = $1 and case_id = $2
