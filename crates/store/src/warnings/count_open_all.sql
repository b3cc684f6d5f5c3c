select count(*) from warning where closed_at is null
