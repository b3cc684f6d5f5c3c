insert into person_standing (person_id, place_path, level, since, as_of, corrected, look_at)
values ($1, $2, 'none', $3, $3, $4, $3)
on conflict (person_id) do update set look_at = excluded.look_at, place_path = excluded.place_path,
    corrected = case when excluded.corrected > person_standing.corrected then excluded.corrected else person_standing.corrected end
