update response set sharing = 'contact' where response_id = $1 and person_id = $2 and sharing = 'private'
