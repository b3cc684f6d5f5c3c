mod capacity;
mod course;
mod life;
mod reminder;
mod rules;
