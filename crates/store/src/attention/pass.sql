select model, cursor_id, ended_at from risk_pass where risk_pass_no = 1
