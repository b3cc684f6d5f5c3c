select count(*) from warning where closed_at is null and (owner_id is null or owner_path is null or due_at is null)
