# What went wrong, in kind words.
error-400 = It was not saved; please try once more
error-400-text = Something was not filled in as needed, or the page was open for too long. Go back and press the button again.
error-401 = Please sign in first
error-401-text = This page is for people who are signed in. Self-tests and 12356 need no account.
error-403 = This was not done
error-403-text = The request did not come from a page of Xinqiao. To protect your information it was not carried out. Please start again from the first page.
error-404 = This page was not found
error-404-text = The address may have changed, or it is not meant for you. Start again from the first page.
error-409 = Somebody has just changed this
error-409-text = The page you saw is out of date. Go back, refresh it, and then decide.
error-500 = Something went wrong on our side
error-500-text = It is not your fault. Please try again in a few minutes.
error-503 = Many people are here right now
error-503-text = What you filled in is not lost. Please wait a moment and press the button again.
error-request = When you ask for help, name this number: { $request }
