select shown, purpose, version, body, created_at from consent_text where shown = $1
