select link from audit_entry where seal_no = $1 and position = $2
union all
select link from audit_gone where seal_no = $1 and position = $2
