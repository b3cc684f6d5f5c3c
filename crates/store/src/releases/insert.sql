insert into publication (publication_id, subject, number, is_anew, sealed, created_at)
values ($1, $2, $3, $4, $5, $6)
