update response set sharing = 'contact' where response_id = $1 and sharing = 'private'
