insert into site (site_id, place_path, name, kind, address, phone, hours, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8)
