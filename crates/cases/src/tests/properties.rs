//placeholder
