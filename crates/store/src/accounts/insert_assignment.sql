insert into assignment (assignment_id, account_id, role, place_path, from_on, until_on, created_at)
values ($1, $2, $3, $4, $5, $6, $7)
