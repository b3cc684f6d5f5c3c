select device_result.device_result_id, device_result.person_id, device_result.device_id, device_result.external_id, device_result.kind, device_result.started_at,
       device_result.ended_at, device_result.way, device_result.body_sealed, device_result.created_at, person.key_sealed, device.name
from device_result
join person on person.person_id = device_result.person_id
left join device on device.device_id = device_result.device_id
where device_result.device_id = $1 and device_result.external_id = $2
