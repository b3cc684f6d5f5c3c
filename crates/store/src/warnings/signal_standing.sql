select level, due_at, cast(case when dismissed_at is null and warning_id is null then 0 else 1 end as bigint) from signal where signal_id = $1
