update response set sharing = 'private' where person_id = $1 and sharing = 'contact'
