select (select count(*) from legal_hold where legal_hold.ended_on is null and (legal_hold.person_id is null or legal_hold.person_id = $1)) as holds,
       (select count(*) from warning where warning.person_id = $1 and warning.closed_at is null) as open_warnings,
       (select count(*) from warning where warning.person_id = $1 and warning.closed_at is not null) as closed_warnings,
       (select count(*) from emergency where emergency.person_id = $1 and emergency.ended_at is null) as emergencies,
       (select count(*) from duty where duty.person_id = $1 and duty.kind = 'minor_report' and duty.ended_at is null) as open_reports,
       (select max(duty.ended_at) from duty where duty.person_id = $1 and duty.kind = 'minor_report') as reported_at,
       (select count(*) from response where response.person_id = $1) as results,
       (select count(*) from account where account.person_id = $1) as accounts,
       (select count(*) from account
        join assignment on assignment.account_id = account.account_id
        where account.person_id = $1 and assignment.role not in ('resident', 'guardian') and assignment.ended_at is null
          and (assignment.until_on is null or assignment.until_on >= $2)) as posts
