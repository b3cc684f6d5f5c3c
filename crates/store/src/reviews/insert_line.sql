insert into access_review_line (access_review_line_id, access_review_id, assignment_id, place_path, created_at)
values ($1, $2, $3, $4, $5)
on conflict (access_review_id, assignment_id) do nothing
