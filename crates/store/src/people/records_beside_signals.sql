select (select count(*) from warning where warning.person_id = $1) + (select count(*) from response where response.person_id = $1)
