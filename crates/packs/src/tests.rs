mod faulty;
mod shipped;
