select cast(count(*) as bigint) from warning_owed where warning_id = $1 and account_id = $2
