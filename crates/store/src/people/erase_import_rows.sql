update import_row
set external_id_sealed = null, detail_sealed = null
where response_id in (select response.response_id from response where response.person_id = $1)
