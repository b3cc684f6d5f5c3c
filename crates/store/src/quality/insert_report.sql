insert into model_report (model, quarter, body, created_at)
values ($1, $2, $3, $4)
on conflict (model, quarter) do nothing
