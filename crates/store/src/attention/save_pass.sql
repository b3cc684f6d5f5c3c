insert into risk_pass (risk_pass_no, model, cursor_id, begun_at, ended_at)
values (1, $1, $2, $3, $4)
on conflict (risk_pass_no) do update set
    begun_at = case when risk_pass.model = excluded.model then risk_pass.begun_at else excluded.begun_at end,
    model = excluded.model, cursor_id = excluded.cursor_id, ended_at = excluded.ended_at
