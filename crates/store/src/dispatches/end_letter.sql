update letter set under_way = 0, may_be_there = case when cast($2 as bigint) = 1 then 1 else may_be_there end where letter_id = $1
