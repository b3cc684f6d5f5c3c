select cast(coalesce(sum(version), 0) as bigint) from data_key
