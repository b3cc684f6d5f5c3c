insert into assignment (assignment_id, account_id, role, place_path, from_on, until_on, created_at, given_by, credential_kind,
                        credential_number_sealed, credential_until)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
